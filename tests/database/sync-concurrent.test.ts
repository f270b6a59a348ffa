// What only several connections at once can show: PGlite has one, so this is PostgreSQL alone.
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeOnPostgres, type TestDatabase } from '../support/database.ts';
import type { MutationResult } from '../../src/lib/domain/sync/change.ts';
import { arrange, Device, edit, place, pull, push, user, visitAt } from './sync-place.ts';

/** A connection that holds a push open: what a slow network or a busy server does. */
class OpenPush {
	readonly #db: TestDatabase;

	constructor(db: TestDatabase) {
		this.#db = db;
	}

	async begin(who: string, mutations: readonly unknown[]): Promise<void> {
		await this.#db.query('begin');
		await this.#db.query(
			`select set_config('request.jwt.claim.sub', $1, true),
			set_config('request.jwt.claims', $2, true)`,
			[who, JSON.stringify({ sub: who })]
		);
		await this.#db.query('set local role authenticated');
		await this.push(mutations);
	}

	async push(mutations: readonly unknown[]): Promise<MutationResult[]> {
		const [row] = await this.#db.query<{ results: MutationResult[] }>(
			`select public.sync_push($1::text) -> 'results' as results`,
			[JSON.stringify({ mutations })]
		);
		return row?.results ?? [];
	}

	async end(how: 'commit' | 'rollback'): Promise<void> {
		await this.#db.query(how);
	}
}

describeOnPostgres('sync between connections', (db) => {
	const writers: TestDatabase[] = [];
	beforeAll(async () => {
		for (let n = 0; n < 3; n++) writers.push(await db.connect());
		await arrange(db);
	});
	afterAll(async () => {
		for (const writer of writers) await writer.close();
	});
	beforeEach(() =>
		db.query('truncate jangkau.visit, jangkau.applied_mutation, jangkau.tombstone cascade')
	);

	it('delivers a row whose transaction was open while a later one was already pulled', async () => {
		const device = await new Device().sync(db, user.planner);
		const [early, late] = [visitAt(place.house1), visitAt(place.house2)];
		const open = new OpenPush(writers[0]!);
		await open.begin(user.kader1, [early]);
		await push(writers[1]!, user.kader2, late);
		await device.sync(db, user.planner);
		expect(device.ids('visit')).not.toContain(early.id);
		await open.end('commit');
		await device.sync(db, user.planner);
		expect(device.ids('visit')).toEqual([early.id, late.id].sort());
	});

	it('stores a mutation once that arrives on two connections at the same time', async () => {
		const visits = Array.from({ length: 30 }, () => visitAt(place.house1));
		const [one, two] = await Promise.all([
			push(writers[0]!, user.kader1, ...visits),
			push(writers[1]!, user.kader1, ...visits)
		]);
		const applied = [...one.results, ...two.results].filter((r) => r.verdict === 'applied');
		expect(applied).toHaveLength(30);
		const [stored] = await db.query('select count(*)::int as count from jangkau.visit');
		expect(stored).toEqual({ count: 30 });
	});

	it('answers retry to the victim of a deadlock, and takes it the next time', async () => {
		const edits = (field: string, ...houses: string[]) =>
			houses.map((id) => edit('household', id, null, { [field]: `oleh ${field}` }));
		const one = edits('landmark', place.house1, place.house2);
		const two = edits('address', place.house2, place.house1);
		const open = new OpenPush(writers[0]!);
		await open.begin(user.midwife, [one[0]]);
		const other = push(writers[1]!, user.planner, ...two);
		await db.query(`do $$ begin
			while not exists (select from pg_locks where not granted) loop
				perform pg_sleep(0.005);
			end loop;
		end $$`);
		const second = await open.push([one[1]]);
		await open.end('commit');
		const retried = [...second, ...(await other).results].filter((r) => r.verdict === 'retry');
		expect(retried.map(({ code }) => code)).toEqual(['busy']);
		await push(writers[0]!, user.midwife, ...one);
		await push(writers[1]!, user.planner, ...two);
		const stored = await db.query(
			'select landmark, address from jangkau.household where id = any ($1)',
			[[place.house1, place.house2]]
		);
		const both = { landmark: 'oleh landmark', address: 'oleh address' };
		expect(stored).toEqual([both, both]);
	});

	// Each history: pushes that begin, commit or roll back in any order on three connections, and
	// pulls of small pages in between. At the end every committed visit is on the device, once.
	it('loses and doubles nothing in any of 100 random histories', { timeout: 240_000 }, async () => {
		const step = fc.oneof(
			fc.record({
				do: fc.constant('begin' as const),
				by: fc.nat(2),
				count: fc.integer({ min: 1, max: 4 })
			}),
			fc.record({
				do: fc.constantFrom('commit' as const, 'rollback' as const),
				by: fc.nat(2)
			}),
			fc.record({ do: fc.constant('pull' as const), limit: fc.integer({ min: 1, max: 5 }) })
		);
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (history) => {
				const device = new Device();
				const committed: string[] = [];
				const open = new Map<number, string[]>();
				const end = async (by: number, how: 'commit' | 'rollback') => {
					const ids = open.get(by);
					if (!ids) return;
					await new OpenPush(writers[by]!).end(how);
					if (how === 'commit') committed.push(...ids);
					open.delete(by);
				};
				for (const one of history) {
					if (one.do === 'begin') {
						if (open.has(one.by)) continue;
						const house = one.by === 0 ? place.house1 : place.house2;
						const visits = Array.from({ length: one.count }, () => visitAt(house));
						await new OpenPush(writers[one.by]!).begin(
							one.by === 0 ? user.kader1 : user.kader2,
							visits
						);
						open.set(
							one.by,
							visits.map(({ id }) => id)
						);
					} else if (one.do === 'pull') {
						const answer = await pull(db, user.planner, device.cursor, one.limit);
						for (const row of answer.rows.visit ?? []) {
							device.rows.set(`visit:${String(row.id)}`, { ...row });
						}
						device.cursor = answer.cursor;
					} else {
						await end(one.by, one.do);
					}
				}
				for (const by of [...open.keys()]) await end(by, 'commit');
				await device.sync(db, user.planner, 50);
				expect(device.ids('visit').filter((id) => committed.includes(id))).toEqual(
					[...committed].sort()
				);
				const [stored] = await db.query(
					'select count(*)::int as count from jangkau.visit where id = any ($1)',
					[committed]
				);
				expect(stored).toEqual({ count: committed.length });
				// The next history starts from an empty server, so that a page is about its own visits.
				await db.query('delete from jangkau.visit');
				await db.query('delete from jangkau.tombstone');
			}),
			{ numRuns: 100, seed: 18 }
		);
	});
});
