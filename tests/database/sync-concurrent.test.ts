// What only several connections at once can show: PGlite has one, so this is PostgreSQL alone.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeOnPostgres, type TestDatabase } from '../support/database.ts';
import { arrange, Device, edit, OpenPush, place, push, user, visitAt } from './sync-place.ts';

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
		// In one area: each has a mark of its own.
		const [early, late] = [visitAt(place.house1), visitAt(place.house1)];
		const open = new OpenPush(writers[0]!);
		await open.begin(user.kader1, [early]);
		await push(writers[1]!, user.midwife, late);
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
});
