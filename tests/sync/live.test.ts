// What a list on the screen reads again, and when: her own change at once, a stream of pulled pages only
// as often as the reading is cheap.
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openRecords, type OpenRecords } from '#lib/data/local/open-records.ts';
import { fixtureIdentity, fixtureKeys } from '../support/database-fixture.ts';

const now = Date.UTC(2026, 10, 2);
let opened: OpenRecords;

beforeEach(async () => {
	let made = 0;
	opened = await openRecords(fixtureIdentity, await fixtureKeys(), {
		making: { now: () => now, id: () => `id-${++made}` },
		database: { indexedDB: new IDBFactory(), IDBKeyRange }
	});
});

async function addHousehold(id: string): Promise<void> {
	const patch = { areaId: 'a', territoryId: 't', headName: 'Siti Rahasia', status: 'active' };
	const saved = await opened.records.commit([{ entity: 'household', op: 'create', id, patch }]);
	expect(saved.ok).toBe(true);
}

describe('a live query', () => {
	it('answers again after a change of what it read, and hands out unchanged rows as they were', async () => {
		await addHousehold('h1');
		const seen: (readonly unknown[])[] = [];
		let arrived = () => {};
		const next = () => new Promise<void>((resolve) => (arrived = resolve));
		let waiting = next();
		const live = opened.records.live((records) => records.where('household', 'territoryId', 't'));
		const stop = live.subscribe(
			(value) => {
				seen.push(value);
				arrived();
			},
			(error) => expect.fail(String(error))
		);
		await waiting;
		waiting = next();
		await addHousehold('h2');
		await waiting;
		stop();
		expect(seen.map((rows) => rows.length)).toEqual([1, 2]);
		expect(seen[1]?.[0]).toBe(seen[0]?.[0]);
	});

	it('reads once more after a stream of writes, not once for each, and ends with all', async () => {
		const writes = 60;
		const sizes: number[] = [];
		let reads = 0;
		let begun = () => {};
		let release = () => {};
		const first = new Promise<void>((resolve) => (begun = resolve));
		const gate = new Promise<void>((resolve) => (release = resolve));
		const live = opened.records.live(async (records) => {
			reads += 1;
			const rows = await records.all('household');
			begun();
			await gate;
			return rows;
		});
		let stop = () => {};
		const ended = new Promise<void>((resolve, reject) => {
			stop = live.subscribe((rows) => {
				sizes.push(rows.length);
				if (rows.length === writes) resolve();
			}, reject);
		});
		await first;
		for (let index = 0; index < writes; index += 1) await addHousehold(`h${String(index)}`);
		release();
		await ended;
		stop();
		expect(reads).toBeLessThanOrEqual(3);
		expect(sizes.at(-1)).toBe(writes);
	});

	describe('that takes half a second', () => {
		const runMs = 500;
		const restMs = 8 * runMs;
		let sizes: number[];
		let stop: () => void;

		beforeEach(async () => {
			vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
			sizes = [];
			const live = opened.records.live(async (records) => {
				const rows = await records.all('household');
				vi.advanceTimersByTime(runMs);
				return rows;
			});
			stop = live.subscribe(
				(rows) => void sizes.push(rows.length),
				(error) => expect.fail(String(error))
			);
			await vi.waitUntil(() => sizes.length === 1);
		});

		afterEach(() => {
			stop();
			vi.useRealTimers();
		});

		it('rests from pulled pages eight times as long, and then shows them all', async () => {
			await applyPage('h1');
			await applyPage('h2');
			vi.advanceTimersByTime(restMs - 1);
			await diskIsIdle();
			expect(sizes).toEqual([0]);
			vi.advanceTimersByTime(1);
			await vi.waitUntil(() => sizes.length > 1);
			expect(sizes).toEqual([0, 2]);
		});

		it('shows at once what she saves herself, with the pages that came before', async () => {
			await applyPage('h1');
			await diskIsIdle();
			expect(sizes).toEqual([0]);
			await addHousehold('h2');
			await vi.waitUntil(() => sizes.length > 1);
			expect(sizes).toEqual([0, 2]);
		});

		it('shows a page at once that comes after its rest', async () => {
			vi.advanceTimersByTime(restMs);
			await applyPage('h1');
			await vi.waitUntil(() => sizes.length > 1);
			expect(sizes).toEqual([0, 1]);
		});
	});
});

/** One household arrives with a page that is not the last. */
async function applyPage(id: string): Promise<void> {
	const row = { id, rev: 1, area_id: 'a', territory_id: 't', head_name: 'Siti' };
	const page = {
		rows: { household: [row] },
		tombstones: [],
		revoked_scopes: [],
		cursor: id,
		scope_hash: 't',
		epoch: 'e',
		more: true,
		server_time: new Date(now).toISOString()
	};
	expect(await opened.sync.applyPage(page, now)).toBe('applied');
}

/** Whatever a write has set off has had its turn: a read of the same table comes after it. */
async function diskIsIdle(): Promise<void> {
	await opened.records.all('household');
	await opened.records.all('household');
}
