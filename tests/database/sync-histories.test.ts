// Random histories of writers and readers at the same time, on PostgreSQL: PGlite has one connection.
// JANGKAU_HISTORIES says how many; `npm run test:long` runs 1,000.
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnPostgres, type TestDatabase } from '../support/database.ts';
import { arrange, Device, newHouse, OpenPush, place, pull, user, visitAt } from './sync-place.ts';

const writers = 8;
const runs = Number(process.env.JANGKAU_HISTORIES ?? 40);

/** Writers with an even number are the first kader, the others the second. */
const isFirst = (writer: number): boolean => writer % 2 === 0;

const step = fc.oneof(
	{
		weight: 4,
		arbitrary: fc.record({
			do: fc.constant('begin' as const),
			by: fc.nat(writers - 1),
			count: fc.integer({ min: 1, max: 3 }),
			house: fc.boolean()
		})
	},
	// Seldom enough that a transaction stays open while many others come and go.
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constantFrom('commit' as const, 'commit' as const, 'rollback' as const),
			by: fc.nat(writers - 1)
		})
	},
	{
		weight: 3,
		arbitrary: fc.record({
			do: fc.constant('pull' as const),
			reader: fc.nat(1),
			limit: fc.integer({ min: 1, max: 6 })
		})
	}
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

interface Written {
	readonly entity: string;
	readonly id: string;
	readonly by: number;
}

class History {
	readonly #connections: readonly OpenPush[];
	readonly #db: TestDatabase;
	readonly #open = new Map<number, Written[]>();
	readonly #readers = [new Device(), new Device()] as const;
	readonly committed: Written[] = [];

	constructor(db: TestDatabase, connections: readonly OpenPush[]) {
		this.#db = db;
		this.#connections = connections;
	}

	async take(one: Step): Promise<void> {
		if (one.do === 'begin') return this.#begin(one);
		if (one.do === 'pull') return this.#pull(one.reader, one.limit);
		return this.#end(one.by, one.do);
	}

	async #begin(one: Extract<Step, { do: 'begin' }>): Promise<void> {
		if (this.#open.has(one.by)) return;
		const household = isFirst(one.by) ? place.house1 : place.house2;
		const house = newHouse({ location: null, location_source: 'none' });
		// What was recorded offline arrives in another order than it was made.
		const visits = Array.from({ length: one.count }, () => ({
			...visitAt(one.house ? house.id : household),
			id: randomUUID()
		}));
		const mutations = one.house ? [house, ...visits] : visits;
		const who = isFirst(one.by) ? user.kader1 : user.kader2;
		await this.#connections[one.by]!.begin(who, mutations);
		this.#open.set(
			one.by,
			mutations.map(({ entity, id }) => ({ entity, id, by: one.by }))
		);
	}

	/** One page, as the network would leave it: the rest may come much later. */
	async #pull(reader: number, limit: number): Promise<void> {
		const device = this.#readers[reader]!;
		const answer = await pull(this.#db, readerOf(reader), device.cursor, limit);
		for (const { entity, id } of answer.tombstones) device.rows.delete(`${entity}:${id}`);
		for (const [entity, rows] of Object.entries(answer.rows)) {
			for (const row of rows) device.rows.set(`${entity}:${String(row.id)}`, { ...row });
		}
		device.cursor = answer.cursor;
	}

	async #end(by: number, how: 'commit' | 'rollback'): Promise<void> {
		const written = this.#open.get(by);
		if (!written) return;
		await this.#connections[by]!.end(how);
		if (how === 'commit') this.committed.push(...written);
		this.#open.delete(by);
	}

	async check(): Promise<void> {
		for (const by of [...this.#open.keys()]) await this.#end(by, 'commit');
		for (const [reader, device] of this.#readers.entries()) {
			await device.sync(this.#db, readerOf(reader), 3);
			const hers = this.committed.filter(({ by }) => reader === 0 || isFirst(by));
			for (const entity of ['visit', 'household']) {
				const wanted = hers.filter((one) => one.entity === entity).map(({ id }) => id);
				const seed = [place.house1, place.house2] as string[];
				const here = device.ids(entity).filter((id) => !seed.includes(id));
				expect(here).toEqual(wanted.sort());
			}
		}
		const [stored] = await this.#db.query('select count(*)::int as visits from jangkau.visit');
		const visits = this.committed.filter(({ entity }) => entity === 'visit').length;
		expect(stored).toEqual({ visits });
	}
}

const readerOf = (reader: number): string => (reader === 0 ? user.planner : user.kader1);

describeOnPostgres('eight writers with long transactions', (db) => {
	const connections: TestDatabase[] = [];
	beforeAll(async () => {
		for (let n = 0; n < writers; n++) connections.push(await db.connect());
		await arrange(db);
	});
	afterAll(async () => {
		for (const connection of connections) await connection.close();
	});

	/** The next history starts from an empty server, so that a page is about its own rows. */
	const clear = () =>
		db.query(`
			set session_replication_role = replica;
			delete from jangkau.visit;
			delete from jangkau.household_assignment where household_id in (
				select id from jangkau.household where code = 'A-9');
			delete from jangkau.household where code = 'A-9';
			delete from jangkau.applied_mutation;
			set session_replication_role = origin;
		`);

	it(
		`skip, lose and double nothing in any of ${runs} histories`,
		{ timeout: 30_000 + runs * 2_000 },
		async () => {
			await fc.assert(
				fc
					.asyncProperty(fc.array(step, { minLength: 8, maxLength: 40 }), async (steps) => {
						const history = new History(
							db,
							connections.map((connection) => new OpenPush(connection))
						);
						for (const one of steps) await history.take(one);
						await history.check();
					})
					.beforeEach(clear),
				{ numRuns: runs, seed: 18 }
			);
		}
	);
});
