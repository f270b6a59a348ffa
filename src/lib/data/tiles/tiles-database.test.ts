import { Dexie } from 'dexie';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { TilesDatabase } from './tiles-database.ts';

const day = 24 * 60 * 60 * 1000;
let name = 0;
const opened: TilesDatabase[] = [];

function open(budgetBytes?: number) {
	const clock = { now: 1_000 * day };
	const database = new TilesDatabase({
		now: () => clock.now,
		name: `tiles-${String(++name)}`,
		...(budgetBytes === undefined ? {} : { budgetBytes })
	});
	opened.push(database);
	return { database, clock };
}

const tile = (bytes: number) => new Uint8Array(bytes).fill(7);

function quota(): Error {
	return Object.assign(new Error('disk'), { name: 'QuotaExceededError' });
}

afterEach(() => {
	vi.restoreAllMocks();
	for (const database of opened.splice(0)) database.close();
});

describe('the tiles database', () => {
	it('gives back the bytes and the time of a stored tile', async () => {
		const { database, clock } = open();
		await database.put('demo', 14, 1, 2, tile(3));
		const stored = await database.get('demo', 14, 1, 2);
		expect([...(stored?.bytes ?? [])]).toEqual([7, 7, 7]);
		expect(stored?.storedAt).toBe(clock.now);
	});

	it('keeps the same place of two sources apart', async () => {
		const { database } = open();
		await database.put('a', 1, 0, 0, tile(1));
		expect(await database.get('b', 1, 0, 0)).toBeUndefined();
	});

	it('remembers an empty tile as an answer', async () => {
		const { database } = open();
		await database.put('demo', 3, 1, 1, new Uint8Array());
		expect((await database.get('demo', 3, 1, 1))?.bytes.byteLength).toBe(0);
		expect(await database.count()).toBe(1);
	});

	it('drops the longest unused tiles when the budget is passed, and keeps the one just used', async () => {
		const { database, clock } = open(5_000);
		for (let x = 0; x < 4; x++) {
			clock.now += 1_000;
			await database.put('demo', 14, x, 0, tile(800));
		}
		clock.now += 2 * day;
		await database.get('demo', 14, 0, 0);
		await vi.waitFor(async () => {
			clock.now += 1_000;
			await database.put('demo', 14, 9, 0, tile(1_500));
			expect(await database.get('demo', 14, 1, 0)).toBeUndefined();
		});
		expect(await database.get('demo', 14, 0, 0)).toBeDefined();
		expect(await database.get('demo', 14, 9, 0)).toBeDefined();
		expect(await database.sizeBytes()).toBeLessThanOrEqual(5_000);
	});

	it('counts the same size after a new start as before it', async () => {
		const { database, clock } = open();
		await Promise.all([0, 1, 2, 3].map((x) => database.put('demo', 14, x, 0, tile(100))));
		const before = await database.sizeBytes();
		database.close();
		const again = new TilesDatabase({ now: () => clock.now, name: `tiles-${String(name)}` });
		opened.push(again);
		expect(await again.sizeBytes()).toBe(before);
		expect(before).toBe(4 * 300);
	});

	it('makes room and tries once more when the disk is full', async () => {
		const { database, clock } = open();
		for (let x = 0; x < 4; x++) {
			clock.now += 1_000;
			await database.put('demo', 14, x, 0, tile(800));
		}
		refuseWrites(1);
		await database.put('demo', 14, 9, 0, tile(10));
		expect(await database.get('demo', 14, 9, 0)).toBeDefined();
		expect(await database.get('demo', 14, 0, 0)).toBeUndefined();
		expect(await database.get('demo', 14, 3, 0)).toBeDefined();
	});

	it('stops storing without a word when room cannot be made', async () => {
		const { database } = open();
		await database.put('demo', 14, 1, 0, tile(10));
		const refused = refuseWrites(Infinity);
		await expect(database.put('demo', 14, 2, 0, tile(10))).resolves.toBeUndefined();
		const tries = refused.mock.calls.length;
		await database.put('demo', 14, 3, 0, tile(10));
		expect(refused.mock.calls.length).toBe(tries);
	});

	it('never touches another database', async () => {
		const records = new Dexie('records');
		records.version(1).stores({ visit: 'id' });
		await records.table('visit').put({ id: 'a' });
		const { database } = open(1_000);
		await database.put('demo', 1, 0, 0, tile(2_000));
		await database.clear();
		expect(await records.table('visit').count()).toBe(1);
		records.close();
	});

	it('is empty after a clear', async () => {
		const { database } = open();
		await database.put('demo', 1, 0, 0, tile(10));
		await database.clear();
		expect(await database.count()).toBe(0);
		expect(await database.sizeBytes()).toBe(0);
	});
});

function refuseWrites(times: number) {
	const put = IDBObjectStore.prototype.put;
	let left = times;
	return vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
		this: IDBObjectStore,
		...args: Parameters<IDBObjectStore['put']>
	) {
		if (left-- > 0) throw quota();
		return put.apply(this, args);
	});
}
