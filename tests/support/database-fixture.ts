// A database of the device as JSON, as some version left it, and back onto a disk. The key in it is
// fixed, so that a fixture made years ago still opens.
import Dexie from 'dexie';
import type { KeyProvider } from '#lib/data/local/keyring.ts';
import type { AppConfig, Identity } from '#lib/data/contracts.ts';

export interface DatabaseFixture {
	readonly name: string;
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

export const fixtureConfig: AppConfig = {
	supabaseUrl: 'https://contoh.invalid',
	publishableKey: 'kunci-terbuka',
	demo: false,
	accountDomain: 'akun.invalid',
	basemap: {
		kind: 'pmtiles',
		url: '/peta.pmtiles',
		minZoom: 5,
		maxZoom: 14,
		attribution: 'buatan',
		schema: 'jangkau',
		bulkDownload: true
	}
};

export const fixturePin = '270890';

/** Protects made-up data only. @param extractable to write it into a fixture; no phone has such a key */
export function fixtureKey(extractable = false): Promise<CryptoKey> {
	return imported(
		new Uint8Array(32).map((_, index) => index),
		extractable
	);
}

/** In place of the secret of a browser. */
export function fixtureSecret(
	extractable = false,
	bytes = new Uint8Array(32).fill(9)
): Promise<CryptoKey> {
	const how = { name: 'HMAC', hash: 'SHA-256' };
	return crypto.subtle.importKey('raw', bytes, how, extractable, ['sign']);
}

export async function fixtureKeys(): Promise<KeyProvider> {
	const key = await fixtureKey();
	return { key: () => Promise.resolve(key), forget() {} };
}

/** All of a database that lies on the usual IndexedDB. */
export async function packedDatabase(name: string): Promise<DatabaseFixture> {
	const database = await new Dexie(name).open();
	const version = database.verno;
	const stores: Record<string, string> = {};
	const tables: Record<string, unknown[]> = {};
	for (const table of database.tables) {
		const { primKey, indexes } = table.schema;
		stores[table.name] = [primKey.src, ...indexes.map(({ src }) => src)].join(', ');
		tables[table.name] = await Promise.all((await table.toArray()).map(packed));
	}
	database.close();
	return { name, version, stores, tables };
}

/** Makes the database as the old version left it. */
export async function restore({ name, version, stores, tables }: DatabaseFixture): Promise<void> {
	const old = new Dexie(name);
	old.version(version).stores({ ...stores });
	for (const [table, rows] of Object.entries(tables)) {
		await old.table(table).bulkPut(await Promise.all(rows.map(unpacked)));
	}
	old.close();
}

/** Bytes as `{ bytes: base64 }`, whatever they lie in; a key as `{ cryptoKey: base64, algorithm }`. */
async function packed(value: unknown): Promise<unknown> {
	if (value instanceof Uint8Array) return { bytes: base64(value) };
	if (value instanceof CryptoKey) {
		const raw = base64(new Uint8Array(await crypto.subtle.exportKey('raw', value)));
		return { cryptoKey: raw, algorithm: value.algorithm.name };
	}
	return mapped(value, packed);
}

async function unpacked(value: unknown): Promise<unknown> {
	if (typeof value === 'object' && value !== null) {
		if ('bytes' in value && typeof value.bytes === 'string') return fromBase64(value.bytes);
		if ('cryptoKey' in value && typeof value.cryptoKey === 'string') {
			const bytes = fromBase64(value.cryptoKey);
			const algorithm = 'algorithm' in value ? value.algorithm : 'AES-GCM';
			return algorithm === 'HMAC' ? fixtureSecret(false, bytes) : imported(bytes, false);
		}
	}
	return mapped(value, unpacked);
}

async function mapped(value: unknown, map: (value: unknown) => Promise<unknown>): Promise<unknown> {
	if (Array.isArray(value)) return Promise.all(value.map(map));
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).map(async ([key, inner]) => [key, await map(inner)]);
	return Object.fromEntries(await Promise.all(entries)) as unknown;
}

function imported(bytes: Uint8Array<ArrayBuffer>, extractable: boolean): Promise<CryptoKey> {
	return crypto.subtle.importKey('raw', bytes, 'AES-GCM', extractable, ['encrypt', 'decrypt']);
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const fromBase64 = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));
