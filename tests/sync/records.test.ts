import { IDBFactory, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Records } from '#lib/data/contracts.ts';
import { clearFields, entityNames } from '#lib/data/local/clear-fields.ts';
import { openDevice } from '#lib/data/local/device.ts';
import { openRecords, type OpenRecords } from '#lib/data/local/open-records.ts';
import { RecordsDatabase, type StoredRow } from '#lib/data/local/records-database.ts';
import { isQuotaExceeded } from '#lib/data/local/records.ts';
import { RecordsLocked, Vault } from '#lib/data/local/vault.ts';
import { fixtureIdentity, fixtureKeys } from '../support/database-fixture.ts';

const now = Date.UTC(2026, 10, 2);
let disk: { indexedDB: IDBFactory; IDBKeyRange: typeof IDBKeyRange };
let opened: OpenRecords;
let made = 0;

async function open(): Promise<OpenRecords> {
	const making = { now: () => now, id: () => `id-${++made}` };
	return openRecords(fixtureIdentity, await fixtureKeys(), { making, database: disk });
}

function raw(): RecordsDatabase {
	return new RecordsDatabase(fixtureIdentity.membership.id, disk);
}

beforeEach(async () => {
	disk = { indexedDB: new IDBFactory(), IDBKeyRange };
	made = 0;
	opened = await open();
});

const household = { areaId: 'a', territoryId: 't', headName: 'Siti Rahasia', status: 'active' };

async function addHousehold(records: Records, id: string): Promise<void> {
	const saved = await records.commit([{ entity: 'household', op: 'create', id, patch: household }]);
	expect(saved.ok).toBe(true);
}

describe('a row on the disk', () => {
	it('shows only the fields that are listed as clear, for every entity, also with a new field', async () => {
		const vault = new Vault();
		vault.unlock(await (await fixtureKeys()).key('x'));
		for (const entity of entityNames) {
			const fields = Object.fromEntries(clearFields[entity].map((field) => [field, 'c']));
			const row = { id: 'i', rev: 1, ...fields, name: 'Rahasia', addedTomorrow: 'Rahasia' };
			const stored = await vault.sealRow(entity, row, 1, row);
			const allowed = ['id', 'rev', 'generation', 'sealed', 'base', ...clearFields[entity]];
			expect(Object.keys(stored).filter((field) => !allowed.includes(field))).toEqual([]);
			expect(JSON.stringify(stored)).not.toContain('Rahasia');
			expect(await vault.openRow(entity, stored)).toEqual(row);
		}
	});

	it('lists nothing personal as clear', () => {
		const personal = [
			...['headName', 'address', 'rw', 'rt', 'phone', 'landmark', 'facts', 'location', 'code'],
			...['name', 'sex', 'birthDate', 'relation', 'pregnantSince', 'conditions', 'nikLast4'],
			...['position', 'answers', 'note', 'problem', 'text', 'reasons', 'home', 'value', 'owner']
		];
		for (const entity of entityNames) {
			expect(clearFields[entity].filter((field) => personal.includes(field))).toEqual([]);
		}
	});

	it('has no personal word anywhere in the database after a save, a draft and a refusal', async () => {
		await addHousehold(opened.records, 'h');
		await opened.drafts.save('visit:h', { note: 'Siti Rahasia' });
		await opened.sync.refuse('id-1', 'invalid_value');
		const database = raw();
		for (const table of database.tables) {
			for (const row of (await table.toArray()) as object[]) {
				const bytes = Buffer.from(JSON.stringify(row, (_, value: unknown) => asText(value)));
				expect(bytes.includes('Rahasia')).toBe(false);
			}
		}
		expect(await opened.drafts.load('visit:h')).toEqual({ note: 'Siti Rahasia' });
		database.close();
	});

	it('does not open when it is moved to another row', async () => {
		await addHousehold(opened.records, 'h');
		const database = raw();
		const stored = (await database.rows('household').get('h')) as StoredRow;
		await database.rows('household').put({ ...stored, id: 'other' });
		expect(await opened.records.get('household', 'other')).toBeUndefined();
		database.close();
	});
});

function asText(value: unknown): unknown {
	return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value;
}

describe('a save', () => {
	it('writes rows and queue entries together, numbered without gaps, dependants after what they need', async () => {
		await opened.records.commit([
			{ entity: 'household', op: 'create', id: 'h', patch: household },
			{ entity: 'visit', op: 'create', id: 'v', patch: { householdId: 'h' }, after: ['h'] }
		]);
		await opened.records.commit([
			{ entity: 'household', op: 'update', id: 'h', patch: { address: 'Gang 1' } }
		]);
		const mids = (await opened.sync.queue()).map(({ mid }) => mid).sort();
		const mutations = await opened.sync.mutations(mids);
		expect(mutations.map(({ seq, entity, deps }) => ({ seq, entity, deps }))).toEqual([
			{ seq: 1, entity: 'household', deps: [] },
			{ seq: 2, entity: 'visit', deps: ['id-1'] },
			{ seq: 3, entity: 'household', deps: ['id-1'] }
		]);
		expect(mutations[0]?.patch).toMatchObject({ head_name: 'Siti Rahasia', area_id: 'a' });
		expect(await opened.records.get('household', 'h')).toMatchObject({
			...household,
			address: 'Gang 1',
			rev: 0
		});
	});

	it('leaves nothing behind when the disk is full', async () => {
		const add = IDBObjectStore.prototype.add;
		IDBObjectStore.prototype.add = function () {
			throw new DOMException('full', 'QuotaExceededError');
		};
		try {
			const saved = await opened.records.commit([
				{ entity: 'household', op: 'create', id: 'h', patch: household }
			]);
			expect(saved).toEqual({ ok: false, error: 'quota' });
		} finally {
			IDBObjectStore.prototype.add = add;
		}
		expect(await opened.records.count('household')).toBe(0);
		expect(await opened.sync.queue()).toEqual([]);
		await addHousehold(opened.records, 'h');
		expect((await opened.sync.mutations(['id-2']))[0]?.seq).toBe(1);
	});

	it('knows a full disk however deep the browser wraps it', () => {
		const quota = new DOMException('full', 'QuotaExceededError');
		expect(isQuotaExceeded(quota)).toBe(true);
		expect(isQuotaExceeded({ name: 'AbortError', inner: quota })).toBe(true);
		expect(isQuotaExceeded(new Error('other'))).toBe(false);
	});

	it('survives two tabs that save at the same time', async () => {
		const other = await open();
		await Promise.all(
			[opened, other].flatMap((tab, index) =>
				[1, 2, 3].map((n) => addHousehold(tab.records, `h-${index}-${n}`))
			)
		);
		const mids = (await opened.sync.queue()).map(({ mid }) => mid);
		const seqs = (await opened.sync.mutations(mids)).map(({ seq }) => seq);
		expect(seqs.sort()).toEqual([1, 2, 3, 4, 5, 6]);
		expect(await other.records.count('household')).toBe(6);
		other.close();
	});
});

describe('outlines', () => {
	it('say what lies in the clear, also of a row that does not open, and nothing that is sealed', async () => {
		await addHousehold(opened.records, 'h');
		const patch = { householdId: 'h', territoryId: 't', outcome: 'completed', note: 'Rahasia' };
		await opened.records.commit([{ entity: 'visit', op: 'create', id: 'v', patch }]);
		const known = { id: 'v', rev: 0, householdId: 'h', territoryId: 't', outcome: 'completed' };
		expect(await opened.records.outlines('visit', 'territoryId', ['t', 'u'])).toEqual([known]);
		expect(await opened.records.outlines('visit', 'territoryId', 'u')).toEqual([]);
		const database = raw();
		const stored = (await database.rows('visit').get('v')) as StoredRow;
		const data = stored.sealed.data.map((byte) => byte ^ 1);
		await database.rows('visit').put({ ...stored, sealed: { ...stored.sealed, data } });
		database.close();
		expect(await opened.records.outlines('visit', 'territoryId', 't')).toEqual([known]);
	});

	it('are closed behind the lock as everything is', async () => {
		opened.lock();
		const reading = opened.records.outlines('visit', 'territoryId', 't');
		await expect(reading).rejects.toThrow(RecordsLocked);
	});
});

describe('locked records', () => {
	it('refuse reading and saving, and are all there after unlocking', async () => {
		await addHousehold(opened.records, 'h');
		opened.lock();
		await expect(opened.records.get('household', 'h')).rejects.toThrow(RecordsLocked);
		await expect(opened.records.all('household')).rejects.toThrow(RecordsLocked);
		expect(await opened.records.commit([])).toEqual({ ok: false, error: 'locked' });
		expect((await opened.sync.outbox(new Set()))[0]).toMatchObject({ label: null });
		await opened.unlock();
		expect(await opened.records.get('household', 'h')).toMatchObject({ headName: 'Siti Rahasia' });
		expect((await opened.sync.outbox(new Set()))[0]).toMatchObject({ label: 'Siti Rahasia' });
	});
});

describe('the device', () => {
	it('keeps identity, device id and key over restarts, and gives another person another database', async () => {
		const making = { now: () => now, id: () => `device-${++made}` };
		const device = await openDevice(making, disk);
		const first = await device.remember(fixtureIdentity.membership, 'contoh');
		const key = await device.locks.key('fixture');
		expect(key.extractable).toBe(false);
		device.close();
		const again = await openDevice(making, disk);
		expect(await again.current()).toMatchObject({ account: 'contoh', deviceId: first.deviceId });
		expect((await again.remember(fixtureIdentity.membership, 'baru')).deviceId).toBe(
			first.deviceId
		);
		await again.leave('fixture');
		expect(await again.current()).toBeNull();
		expect(await again.identities()).toHaveLength(1);
		again.close();
	});
});
