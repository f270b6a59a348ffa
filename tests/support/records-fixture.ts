// A records database of an older version as JSON, and back onto a disk. Its key is fixed, so that a
// fixture made years ago still opens.
import Dexie, { type DexieOptions } from 'dexie';
import { databaseName } from '#lib/data/local/records-database.ts';
import type { KeyProvider } from '#lib/data/local/keyring.ts';
import type { Identity } from '#lib/data/contracts.ts';

export interface RecordsFixture {
	readonly version: number;
	readonly stores: Readonly<Record<string, string>>;
	readonly tables: Readonly<Record<string, readonly unknown[]>>;
}

export const fixtureIdentity: Identity = {
	membership: {
		id: 'fixture',
		role: 'kader',
		displayName: 'Kader Contoh',
		puskesmasId: null,
		facilityId: null,
		areaId: null,
		kaderId: null,
		timeZone: 'Asia/Makassar'
	},
	account: 'contoh',
	deviceId: 'device-1'
};

/** Protects made-up data only. */
export async function fixtureKeys(): Promise<KeyProvider> {
	const bytes = new Uint8Array(32).map((_, index) => index);
	const usages: KeyUsage[] = ['encrypt', 'decrypt'];
	const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, usages);
	return { key: () => Promise.resolve(key), forget() {} };
}

/** Bytes as `{ bytes: base64 }`, whatever they lie in. */
export function packed(value: unknown): unknown {
	if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('base64') };
	return mapped(value, packed);
}

function unpacked(value: unknown): unknown {
	if (typeof value === 'object' && value !== null && 'bytes' in value) {
		const { bytes } = value;
		if (typeof bytes === 'string') return new Uint8Array(Buffer.from(bytes, 'base64'));
	}
	return mapped(value, unpacked);
}

function mapped(value: unknown, map: (value: unknown) => unknown): unknown {
	if (Array.isArray(value)) return value.map(map);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, map(inner)]));
}

/** Makes the database as the old version left it. */
export async function restore(fixture: RecordsFixture, options: DexieOptions): Promise<void> {
	const old = new Dexie(databaseName(fixtureIdentity.membership.id), options);
	old.version(fixture.version).stores({ ...fixture.stores });
	for (const [name, rows] of Object.entries(fixture.tables)) {
		await old.table(name).bulkPut(rows.map(unpacked));
	}
	old.close();
}
