// Failures of docs/sync.md that only a server can have: it runs out of time, an old row is erased, a
// boundary moves, a whole queue is bad.
import fc from 'fast-check';
import pg from 'pg';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Mutation } from '../../src/lib/domain/sync/change.ts';
import { describeOnDatabase, describeOnPostgres } from '../support/database.ts';
import {
	clearAndArrange,
	Device,
	edit,
	makeSlowVisitsSlow,
	mutation,
	newHouse,
	OpenPush,
	place,
	point,
	publishedPlan,
	pull,
	push,
	square,
	user,
	verdicts,
	visitAt
} from './sync-place.ts';

describeOnPostgres('a server that runs out of time', (db) => {
	beforeEach(() => clearAndArrange(db));

	it('answers retry for the change that was too slow, stores the others, and all in the end', async () => {
		await makeSlowVisitsSlow(db);
		const batch = [
			visitAt(place.house1),
			visitAt(place.house1, { note: 'lambat' }),
			visitAt(place.house1)
		];
		const slow = await db.connect();
		await slow.query(`set statement_timeout = '700ms'`);
		expect(await verdicts(slow, user.kader1, ...batch)).toEqual([
			'applied',
			'retry busy',
			'applied'
		]);
		const [ledger] = await db.query('select count(*)::int as n from jangkau.applied_mutation');
		expect(ledger).toEqual({ n: 2 });
		await db.query('drop trigger dawdle on jangkau.visit');
		expect(await verdicts(slow, user.kader1, ...batch)).toEqual([
			'duplicate',
			'applied',
			'duplicate'
		]);
		await slow.close();
	});

	it('keeps nobody waiting behind a lock: the one that needs it is told to come again', async () => {
		const holder = await db.connect();
		const open = new OpenPush(holder);
		await open.begin(user.midwife, [edit('household', place.house1, 1, { landmark: 'pohon' })]);
		const blocked = edit('household', place.house1, 1, { address: 'Jalan' });
		const answered = await verdicts(db, user.kader1, blocked, visitAt(place.house1));
		await open.end('rollback');
		expect(answered).toEqual(['retry busy', 'applied']);
		expect(await verdicts(db, user.kader1, blocked)).toEqual(['applied']);
		await holder.close();
	});

	it('ends a writer that idles with an open transaction, and says how long it held back the rest', async () => {
		const [role] = await db.query(
			`select rolconfig::text as settings from pg_roles where rolname = 'authenticated'`
		);
		expect(role!.settings).toContain('idle_in_transaction_session_timeout=15s');
		const idle = new pg.Client(db.url!);
		const ended = new Promise<void>((resolve) => idle.once('end', () => resolve()));
		idle.on('error', () => undefined);
		await idle.connect();
		// As the role has it, only shorter.
		await idle.query(
			`begin; set local idle_in_transaction_session_timeout = '1s';
			update jangkau.household set landmark = 'x' where id = '${place.house2}'`
		);
		const late = visitAt(place.house1);
		await push(db, user.kader1, late);
		await db.query('select pg_sleep(0.3)');
		const held = await pull(db, user.planner);
		expect(held.rows.visit).toBeUndefined();
		expect(held.horizon_lag_ms).toBeGreaterThanOrEqual(300);
		await ended;
		const after = await pull(db, user.planner, held.cursor);
		expect(after.rows.visit).toMatchObject([{ id: late.id }]);
		expect(after.horizon_lag_ms).toBeLessThan(300);
	});

	it.each([1, 10, 100])(
		'stores all that is good of 1,000 of which %i in a hundred are bad, and keeps each bad one',
		async (percent) => {
			const all = Array.from({ length: 1_000 }, (_, n) =>
				visitAt(place.house1, n % 100 < percent ? { outcome: 'abducted' } : {})
			);
			const start = performance.now();
			const counts: Record<string, number> = {};
			for (let from = 0; from < all.length; from += 200) {
				for (const verdict of await verdicts(db, user.kader1, ...all.slice(from, from + 200))) {
					counts[verdict] = (counts[verdict] ?? 0) + 1;
				}
			}
			const bad = 10 * percent;
			expect(counts).toEqual({
				...(bad < 1_000 && { applied: 1_000 - bad }),
				'rejected invalid_value': bad
			});
			const [kept] = await db.query(
				`select count(*)::int as n from jangkau.rejected_mutation
				where code = 'invalid_value' and payload #>> '{patch,outcome}' = 'abducted'`
			);
			expect(kept).toEqual({ n: bad });
			// Well under what would let a phone wait in vain, also on a busy machine.
			expect(performance.now() - start).toBeLessThan(30_000);
		}
	);
});

describeOnDatabase('what changes while a phone is away', (db) => {
	beforeEach(() => clearAndArrange(db));

	const erase = (household: string) =>
		db.query(`
			delete from jangkau.visit where household_id = '${household}';
			delete from jangkau.member where household_id = '${household}';
			delete from jangkau.household_assignment where household_id = '${household}';
			delete from jangkau.household where id = '${household}';
		`);

	it('is gone from both pages when it is erased between them', async () => {
		const houses = [newHouse(), newHouse(), newHouse()];
		const device = await new Device().sync(db, user.kader1);
		await push(db, user.kader1, ...houses);
		const first = await pull(db, user.kader1, device.cursor, 1);
		const [sent] = first.rows.household as { id: string }[];
		const unsent = houses.find(({ id }) => id !== sent!.id)!;
		device.rows.set(`household:${sent!.id}`, { ...sent });
		device.cursor = first.cursor;
		await erase(sent!.id);
		await erase(unsent.id);
		await device.sync(db, user.kader1, 1);
		const left = houses.map(({ id }) => id).filter((id) => id !== sent!.id && id !== unsent.id);
		expect(device.ids('household')).toEqual([place.house1, ...left].sort());
	});

	it('is heard of by a cursor of any age, because nothing forgets an erased row', async () => {
		const device = await new Device().sync(db, user.kader1);
		await erase(place.house1);
		for (let n = 0; n < 40; n++) await push(db, user.kader2, visitAt(place.house2));
		await device.sync(db, user.kader1);
		expect(device.ids('household')).toEqual([]);
		const pruning = await db.query(
			`select oid::regprocedure::text as name from pg_proc
			where pronamespace in ('public'::regnamespace, 'private'::regnamespace)
				and prosrc ~* '(delete from|truncate|update) (jangkau\\.)?tombstone'`
		);
		expect(pruning).toEqual([]);
	});

	it('keeps an edit, a visit and a member of an erased household for a person to look at', async () => {
		await erase(place.house1);
		const member = mutation({
			entity: 'member',
			patch: { household_id: place.house1, name: 'A', sex: 'female', conditions: [] }
		});
		const late = [
			edit('household', place.house1, 1, { phone: '1' }),
			visitAt(place.house1),
			member,
			newHouse()
		];
		expect(await verdicts(db, user.kader1, ...late)).toEqual([
			'rejected not_found',
			'rejected missing_reference',
			'rejected missing_reference',
			'applied'
		]);
		const kept = await db.query('select payload from jangkau.rejected_mutation');
		expect(kept).toHaveLength(3);
	});

	it('comes back whole when a territory is taken away and given back', async () => {
		await push(db, user.kader1, visitAt(place.house1), visitAt(place.house1));
		const device = await new Device().sync(db, user.kader1);
		const before = device.ids('visit');
		const give = (kader: string) =>
			db.query('update jangkau.territory set kader_id = $1 where id = $2', [
				kader,
				place.territory1
			]);
		await give(place.kader2);
		await device.sync(db, user.kader1);
		expect(device.revoked).toEqual([place.territory1]);
		device.rows.clear();
		await give(place.kader1);
		await device.sync(db, user.kader1, 1);
		expect(device.ids('household')).toEqual([place.house1]);
		expect(device.ids('visit')).toEqual(before);
		expect(device.ids('territory')).toEqual([place.territory1]);
	});

	it('places what was recorded at a border that moved, or says why not, and doubles nothing', async () => {
		const visits = Array.from({ length: 5 }, () => visitAt(place.house1));
		const atBorder = newHouse({ location: point(117.0099) });
		const beyond = newHouse({ location: point(117.05) });
		const queue = [...visits, atBorder, beyond];
		await push(
			db,
			user.planner,
			edit('area', place.rw1, 1, { boundary: square(117, 0.004), boundary_status: 'drawn' }),
			publishedPlan()
		);
		const expected = [...visits.map(() => 'applied'), 'applied', 'rejected outside_every_area'];
		expect(await verdicts(db, user.kader1, ...queue)).toEqual(expected);
		expect(await verdicts(db, user.kader1, ...queue)).toEqual([
			...visits.map(() => 'duplicate'),
			'duplicate',
			'rejected outside_every_area'
		]);
		const device = await new Device().sync(db, user.kader1);
		expect(device.ids('visit')).toEqual(visits.map(({ id }) => id).sort());
		const house = device.rows.get(`household:${atBorder.id}`)!;
		// No RW reaches there any more; the village does.
		expect(house.area_id).toBe(place.village);
		const [kept] = await db.query('select mid from jangkau.rejected_mutation');
		expect(kept).toEqual({ mid: beyond.mid });
	});
});

describeOnPostgres('the ledger', (db) => {
	beforeEach(() => clearAndArrange(db));

	it('takes nobody’s stored change for her own', async () => {
		const hers = visitAt(place.house1);
		await push(db, user.kader1, hers);
		const waiting = { ...visitAt(place.house2), deps: [hers.mid] };
		expect(await verdicts(db, user.kader2, waiting)).toEqual(['retry dependency']);
		const same = { ...visitAt(place.house2), mid: hers.mid };
		expect(await verdicts(db, user.kader2, same)).toEqual(['applied']);
	});
});

describeOnPostgres('the same changes', (db) => {
	beforeEach(() => clearAndArrange(db));

	describe('sent in any order, any number of times, from two phones', () => {
		it('leave the same records', async () => {
			const work = (): Mutation[] => {
				const house = newHouse();
				const member = mutation({
					entity: 'member',
					patch: { household_id: house.id, name: 'Ibu', sex: 'female', conditions: [] },
					deps: [house.mid] as string[]
				});
				const visit = { ...visitAt(house.id), deps: [house.mid] };
				const fix = { ...edit('household', house.id, 1, { rt: '004' }), deps: [house.mid] };
				return [house, member, visit, visitAt(place.house1), fix];
			};
			const state = async () =>
				(
					await db.query(`select
						(select count(*)::int from jangkau.household) as households,
						(select count(*)::int from jangkau.household where rt = '004') as mended,
						(select count(*)::int from jangkau.member) as members,
						(select count(*)::int from jangkau.visit) as visits,
						(select count(*)::int from jangkau.household_assignment) as held`)
				)[0];
			await fc.assert(
				fc.asyncProperty(
					fc.array(fc.array(fc.nat(4), { minLength: 1, maxLength: 8 }), { maxLength: 6 }),
					async (calls) => {
						await clearAndArrange(db);
						const all = work();
						for (const call of calls) {
							// A shuffled journal has no order of its own.
							await push(db, user.kader1, ...call.map((n) => ({ ...all[n]!, seq: null })));
						}
						await push(db, user.kader1, ...all);
						expect(await state()).toEqual({
							households: 4,
							mended: 1,
							members: 1,
							visits: 2,
							held: 3
						});
					}
				),
				{ numRuns: 25, seed: 6 }
			);
		});
	});
});
