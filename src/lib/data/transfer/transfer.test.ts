import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { err, ok } from '#lib/domain/result.ts';
import type { ImportRequest, QueueFile, SignedWork } from '#lib/domain/transfer/queue-file.ts';
import type { Identity, Remote } from '../contracts.ts';
import { DeviceDatabase } from '../local/device-database.ts';
import { Locks } from '../local/lock/locks.ts';
import { openRecords } from '../local/open-records.ts';
import { exportQueue } from './export-queue.ts';
import { importQueue } from './import-queue.ts';
import { TransferKeys } from './transfer-keys.ts';

const sender = { membership: 'siti', device: 'phone-1' };
const identity = {
	membership: { id: 'siti', role: 'kader', displayName: 'Kader Contoh', timeZone: 'Asia/Makassar' },
	account: 'contoh',
	deviceId: sender.device
} as Identity;

/** Checks signatures as the server does, and stores what it has not stored. */
function aServer() {
	const keys = new Map<string, string>();
	const stored = new Map<string, unknown>();
	const server = { stored, online: true, opensFor: true, keys };
	async function verified({ payload, signature }: ImportRequest): Promise<boolean> {
		const { device } = JSON.parse(payload) as SignedWork;
		const point = Buffer.from(keys.get(device) ?? '', 'hex');
		const how = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
		const key = await crypto.subtle.importKey('raw', point, how, false, ['verify']);
		const bytes = new TextEncoder().encode(payload);
		return crypto.subtle.verify(how, key, Buffer.from(signature, 'hex'), bytes);
	}
	const answers: Record<string, (p: never) => unknown> = {
		register_device_key: ({ device, public_key }: { device: string; public_key: string }) => {
			keys.set(device, keys.get(device) ?? public_key);
			return { ok: true };
		},
		transfer_key: ({ device, membership }: { device: string; membership?: string }) => {
			if (membership !== undefined && !server.opensFor) return { ok: false, code: 'forbidden' };
			const key = Buffer.alloc(32, `${membership ?? 'siti'}:${device}`).toString('base64');
			return { ok: true, key, membership: 'siti', display_name: 'Kader Contoh' };
		},
		import_queue: async (p: ImportRequest) => {
			if (!(await verified(p))) return { ok: false, code: 'bad_signature' };
			const { mutations } = JSON.parse(p.payload) as SignedWork;
			const results = mutations.map(({ mid, patch }) => {
				const verdict = stored.has(mid) ? 'duplicate' : 'applied';
				stored.set(mid, patch);
				return { mid, verdict };
			});
			return { ok: true, results };
		}
	};
	const remote: Pick<Remote, 'call'> = {
		call: async <T>(name: string, p: unknown) =>
			server.online ? ok((await answers[name]!(p as never)) as T) : err('offline' as const)
	};
	return Object.assign(server, { remote });
}

async function aPhone(visits: number) {
	const disk = { indexedDB: new IDBFactory(), IDBKeyRange };
	const database = new DeviceDatabase(disk);
	const locks = new Locks(database, 1_000);
	let made = 0;
	const making = { now: () => 0, id: () => `mid-${String(++made)}` };
	const opened = await openRecords(identity, locks, { making, database: disk });
	await opened.records.commit(
		Array.from({ length: visits }, (_, n) => ({
			entity: 'visit' as const,
			op: 'create' as const,
			id: `v${String(n)}`,
			patch: { householdId: 'h1', note: `catatan “${String(n)}” 🏠` }
		}))
	);
	const keys = new TransferKeys(database.transfer, sender.membership, sender.device);
	const parts = { store: opened.sync, keys, sender, appVersion: 'test', now: () => 0 };
	return {
		database,
		keys,
		opened,
		carry: (mids?: string[]) => exportQueue(parts, mids && new Set(mids))
	};
}

/** The text of the file that the phone wrote. */
async function carried(phone: Awaited<ReturnType<typeof aPhone>>): Promise<string> {
	const exported = await phone.carry();
	if (!exported.ok) throw new Error(exported.error);
	return exported.value.text;
}

describe('a queue that is carried by hand', () => {
	it('arrives whole under her name, and takes nothing off the phone', async () => {
		const server = aServer();
		const phone = await aPhone(450);
		expect(await phone.keys.prepare(server.remote)).toBe(true);
		server.online = false;
		const text = await carried(phone);
		server.online = true;
		const imported = await importQueue(server.remote, text);
		expect(imported).toMatchObject({
			ok: true,
			value: { name: 'Kader Contoh', unreadable: 0, stopped: null }
		});
		expect(server.stored.size).toBe(450);
		expect(server.stored.get('mid-450')).toMatchObject({ note: 'catatan “449” 🏠' });
		expect(await phone.opened.sync.queue()).toHaveLength(450);
	});

	it('doubles nothing when the file is imported again', async () => {
		const server = aServer();
		const phone = await aPhone(3);
		await phone.keys.prepare(server.remote);
		const text = await carried(phone);
		await importQueue(server.remote, text);
		const again = await importQueue(server.remote, text);
		expect(again.ok && again.value.changes.map(({ verdict }) => verdict)).toEqual(
			Array(3).fill('duplicate')
		);
		expect(server.stored.size).toBe(3);
	});

	it('can be a part of it, with what that part needs and what hangs on it', async () => {
		const server = aServer();
		const phone = await aPhone(0);
		await phone.opened.records.commit([
			{ entity: 'household', op: 'create', id: 'h1', patch: { headName: 'Contoh' } },
			{ entity: 'visit', op: 'create', id: 'v1', patch: { householdId: 'h1' }, after: ['h1'] },
			{ entity: 'visit', op: 'create', id: 'v2', patch: { householdId: 'h1' }, after: ['h1'] },
			{ entity: 'finding', op: 'create', id: 'f1', patch: { visitId: 'v1' }, after: ['v1'] }
		]);
		await phone.keys.prepare(server.remote);
		const part = await phone.carry(['mid-2']);
		await importQueue(server.remote, part.ok ? part.value.text : '');
		expect([...server.stored.keys()]).toEqual(['mid-1', 'mid-2', 'mid-4']);
	});

	it('holds no word of it that can be read', async () => {
		const server = aServer();
		const phone = await aPhone(3);
		await phone.keys.prepare(server.remote);
		expect(await carried(phone)).not.toMatch(/catatan|householdId|household_id|note/);
	});

	it('keeps both keys where nothing can export them', async () => {
		const server = aServer();
		const phone = await aPhone(1);
		await phone.keys.prepare(server.remote);
		const row = await phone.database.transfer.get('siti');
		expect(row?.signing.privateKey.extractable).toBe(false);
		expect(row?.sealing?.extractable).toBe(false);
	});

	it('is not written by a phone that was never prepared with a network, and goes on later', async () => {
		const server = aServer();
		server.online = false;
		const phone = await aPhone(1);
		expect(await phone.keys.prepare(server.remote)).toBe(false);
		expect(await phone.carry()).toEqual(err('no_keys'));
		server.online = true;
		expect(await phone.keys.prepare(server.remote)).toBe(true);
		expect((await phone.carry()).ok).toBe(true);
	});

	it('is not written when there is nothing to carry', async () => {
		const server = aServer();
		const phone = await aPhone(0);
		await phone.keys.prepare(server.remote);
		expect(await phone.carry()).toEqual(err('nothing'));
	});
});

describe('a file that somebody changed', () => {
	it('does not open, in whatever place it was changed', async () => {
		const server = aServer();
		const phone = await aPhone(1);
		await phone.keys.prepare(server.remote);
		const file = JSON.parse(await carried(phone)) as QueueFile;
		const flipped = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
		const forgeries: QueueFile[] = [
			{ ...file, data: flipped(file.data) },
			{ ...file, iv: flipped(file.iv) },
			{ ...file, membership: 'ani' },
			{ ...file, device: 'phone-2' },
			{ ...file, data: file.data.slice(0, -8) }
		];
		for (const forged of forgeries) {
			expect(await importQueue(server.remote, JSON.stringify(forged))).toEqual(err('damaged'));
		}
		expect(server.stored.size).toBe(0);
	});

	it('does not open for a puskesmas that it was not sealed for', async () => {
		const server = aServer();
		const phone = await aPhone(1);
		await phone.keys.prepare(server.remote);
		const text = await carried(phone);
		server.opensFor = false;
		expect(await importQueue(server.remote, text)).toEqual(err('foreign'));
	});

	it('is refused when it was signed by another phone', async () => {
		const server = aServer();
		const phone = await aPhone(1);
		await phone.keys.prepare(server.remote);
		const thief = await aPhone(2);
		await thief.keys.prepare(server.remote);
		expect(await importQueue(server.remote, await carried(thief))).toEqual(err('refused'));
		expect(server.stored.size).toBe(0);
	});

	it('says so without a network, and loses nothing', async () => {
		const server = aServer();
		const phone = await aPhone(1);
		await phone.keys.prepare(server.remote);
		const text = await carried(phone);
		server.online = false;
		expect(await importQueue(server.remote, text)).toEqual(err('offline'));
	});
});
