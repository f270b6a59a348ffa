import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { describeOnBoth } from '../support/database.ts';
import {
	arrange,
	edit,
	membership,
	mutation,
	newHouse,
	newId,
	place,
	point,
	push,
	square,
	user,
	verdicts,
	visitAt
} from './sync-place.ts';

const days = (n: number): number => n * 86_400_000;

describeOnBoth('sync_push', (db) => {
	beforeAll(() => arrange(db));

	const row = async (table: string, id: string) =>
		(await db.query(`select to_jsonb(t) as row from jangkau.${table} t where id = $1`, [id]))[0]
			?.row as Record<string, unknown> | undefined;
	const revOf = async (id: string) => (await row('household', id))!.rev as number;

	it('stores a visit exactly once, however often it is sent', async () => {
		const visit = visitAt(place.house1);
		expect(await verdicts(db, user.kader1, visit)).toEqual(['applied']);
		expect(await verdicts(db, user.kader1, visit, visit)).toEqual(['duplicate', 'duplicate']);
		// The same visit under a new mid: a journal that was written again.
		expect(await verdicts(db, user.kader1, { ...visit, mid: newId() })).toEqual([
			'duplicate exists'
		]);
		const twice = visitAt(place.house1);
		expect(await verdicts(db, user.kader1, twice, twice)).toEqual(['applied', 'duplicate']);
		const stored = await row('visit', visit.id);
		expect(stored).toMatchObject({
			area_id: place.rw1,
			territory_id: place.territory1,
			membership_id: membership.kader1,
			kader_id: place.kader1
		});
	});

	it('keeps the first of two payloads under one mid, and the other one for a person', async () => {
		const visit = visitAt(place.house1);
		await push(db, user.kader1, visit);
		const other = { ...visit, patch: { ...visit.patch, outcome: 'refused' } };
		expect(await verdicts(db, user.kader1, other)).toEqual(['duplicate payload_differs']);
		expect((await row('visit', visit.id))!.outcome).toBe('completed');
		const [kept] = await db.query(
			`select payload #>> '{patch,outcome}' as outcome from jangkau.rejected_mutation where mid = $1`,
			[visit.mid]
		);
		expect(kept).toEqual({ outcome: 'refused' });
	});

	it('is not moved by somebody else replaying a mid', async () => {
		const visit = visitAt(place.house1);
		await push(db, user.kader1, visit);
		expect(await verdicts(db, user.kader2, visit)).toEqual(['rejected forbidden']);
		expect((await row('visit', visit.id))!.membership_id).toBe(membership.kader1);
	});

	it.each([0, 1, 2])('lets the others through around a poisoned one at place %i', async (bad) => {
		const batch: unknown[] = [visitAt(place.house1), visitAt(place.house1), visitAt(place.house1)];
		batch[bad] = visitAt(place.house1, { outcome: 'abducted' });
		const expected = ['applied', 'applied', 'applied'];
		expected[bad] = 'rejected invalid_value';
		expect(await verdicts(db, user.kader1, ...batch)).toEqual(expected);
	});

	it('keeps a rejected payload until a mended one under the same mid is stored', async () => {
		const poisoned = visitAt(place.house1, { outcome: 'abducted' });
		await push(db, user.kader1, poisoned);
		const mended = { ...poisoned, patch: { ...poisoned.patch, outcome: 'refused' } };
		expect(await verdicts(db, user.kader1, mended)).toEqual(['applied']);
		const [kept] = await db.query(
			'select code, resolved_at is not null as resolved from jangkau.rejected_mutation where mid = $1',
			[poisoned.mid]
		);
		expect(kept).toEqual({ code: 'invalid_value', resolved: true });
	});

	it('lets only the dependants of a poisoned one wait, also in the wrong order', async () => {
		const house = newHouse({ registered_on: 'besok' });
		const inside = { ...visitAt(house.id), deps: [house.mid] };
		const elsewhere = visitAt(place.house1);
		expect(await verdicts(db, user.kader1, house, inside, elsewhere)).toEqual([
			'rejected invalid_date',
			'retry dependency',
			'applied'
		]);
		const mended = { ...house, patch: { ...house.patch, registered_on: '2026-11-02' } };
		expect(await verdicts(db, user.kader1, inside, mended)).toEqual(['applied', 'applied']);
	});

	it('names what an older server does not know', async () => {
		expect(
			await verdicts(
				db,
				user.kader1,
				{ ...visitAt(place.house1), entity: 'vaccination' },
				{ ...visitAt(place.house1), op: 'delete' },
				visitAt(place.house1, { mood: 'good' }),
				{ ...visitAt(place.house1), mid: 'x' },
				'text'
			)
		).toEqual([
			'rejected unknown_entity',
			'rejected unknown_op',
			'applied unknown_field',
			'rejected bad_mutation',
			'rejected bad_mutation'
		]);
	});

	it('refuses what the role may not write, and whose it is not', async () => {
		const strange = visitAt(place.house2);
		expect(
			await verdicts(
				db,
				user.kader1,
				strange,
				edit('household', place.house2, 1, { head_name: 'X' }),
				edit('household', place.house1, 1, { code: 'X' }),
				mutation({ entity: 'area', patch: { parent_id: place.village, kind: 'rw', name: 'RW 9' } }),
				visitAt(newId())
			)
		).toEqual([
			'rejected forbidden',
			'rejected not_found',
			'rejected forbidden_field',
			'rejected forbidden',
			'rejected missing_reference'
		]);
		expect(await verdicts(db, user.viewer, visitAt(place.house1))).toEqual(['rejected forbidden']);
		expect(
			await verdicts(
				db,
				user.planner,
				newHouse({ area_id: place.foreignVillage, location: null, location_source: 'none' })
			)
		).toEqual(['rejected forbidden']);
	});

	it('decides itself where a household stands, whatever the client says', async () => {
		const forged = newHouse({ area_id: place.rw2, territory_id: place.territory2, rev: 99 });
		expect(await verdicts(db, user.kader1, forged)).toEqual(['applied']);
		expect(await row('household', forged.id)).toMatchObject({
			area_id: place.rw1,
			territory_id: place.territory1,
			rev: 1
		});
		await db.as(user.kader1, (sql) =>
			sql('update jangkau.household set territory_id = $1, area_id = $2 where id = $3', [
				place.territory2,
				place.rw2,
				forged.id
			])
		);
		expect(await row('household', forged.id)).toMatchObject({
			area_id: place.rw1,
			territory_id: place.territory1
		});
	});

	it('gives a house of the staff the area and territory in which it stands', async () => {
		const house = newHouse({ location: point(117.016) });
		const outside = newHouse({ location: point(110) });
		expect(await verdicts(db, user.planner, house, outside)).toEqual([
			'applied',
			'rejected outside_every_area'
		]);
		expect(await row('household', house.id)).toMatchObject({
			area_id: place.rw2,
			territory_id: place.territory2
		});
		expect(await verdicts(db, user.kader1, newHouse({ location: point(110) }))).toEqual([
			'rejected outside_every_area'
		]);
	});

	it('merges different fields and keeps both sides of a clash', async () => {
		const base = await revOf(place.house1);
		const mine = edit('household', place.house1, base, { phone: '1', landmark: 'masjid' });
		const second = edit('household', place.house1, base, { phone: '2' });
		expect(await verdicts(db, user.kader1, mine, second)).toEqual(['applied', 'merged']);
		const other = await push(
			db,
			user.midwife,
			edit('household', place.house1, base, { address: 'Jalan', phone: '3' }),
			edit('household', place.house1, base, { rt: '004' })
		);
		expect(other.results.map(({ verdict }) => verdict)).toEqual(['conflict', 'merged']);
		expect(other.results[1]!.row).toMatchObject({
			phone: '2',
			landmark: 'masjid',
			address: 'Jalan',
			rt: '004'
		});
		const [kept] = await db.query(
			`select payload #>> '{patch,phone}' as phone from jangkau.rejected_mutation where code = 'conflict'`
		);
		expect(kept).toEqual({ phone: '3' });
		// The same edit under the same base by the same hand is no clash, equal values are none either.
		expect(
			await verdicts(db, user.midwife, edit('household', place.house1, base, { phone: '2' }))
		).toEqual(['merged']);
	});

	it('moves a point together with its source and accuracy', async () => {
		const base = await revOf(place.house1);
		const patch = { location: point(117.006), location_source: 'map', location_accuracy_m: null };
		const rival = { location: null, location_source: 'none', location_accuracy_m: null };
		expect(await verdicts(db, user.kader1, edit('household', place.house1, base, patch))).toEqual([
			'applied'
		]);
		expect(await verdicts(db, user.midwife, edit('household', place.house1, base, rival))).toEqual([
			'conflict conflict'
		]);
		expect((await row('household', place.house1))!.location_source).toBe('map');
	});

	it('takes one open case per problem, and follows its follow-ups', async () => {
		const visit = visitAt(place.house1);
		const found = (problem: string) =>
			mutation({
				entity: 'finding',
				patch: {
					household_id: place.house1,
					visit_id: visit.id,
					kind: 'danger_sign',
					urgency: 'red',
					problem,
					text: 'Kejang',
					found_at: '2026-11-01T01:00:00Z'
				}
			});
		const first = found('seizure');
		const second = found('seizure');
		const follow = (finding: string, status: string, at: string) =>
			mutation({ entity: 'follow_up', patch: { finding_id: finding, status, at, note: 'x' } });
		const answer = await push(db, user.kader1, visit, first, second);
		expect(answer.results.map(({ verdict }) => verdict)).toEqual(['applied', 'applied', 'merged']);
		expect(answer.results[2]!.row!.id).toBe(first.id);
		// What points at the merged one arrives at the case that stayed.
		expect(
			await verdicts(
				db,
				user.midwife,
				follow(first.id, 'referred', '2026-11-03T00:00:00Z'),
				follow(first.id, 'seen', '2026-11-02T00:00:00Z')
			)
		).toEqual(['applied', 'applied']);
		expect(
			await verdicts(db, user.kader1, follow(second.id, 'note', '2026-11-03T01:00:00Z'))
		).toEqual(['applied']);
		expect((await row('finding', first.id))!.status).toBe('referred');
		await push(db, user.midwife, follow(first.id, 'closed', '2026-11-04T00:00:00Z'));
		expect(await row('finding', first.id)).toMatchObject({ status: 'closed' });
		expect((await row('finding', first.id))!.closed_at).toContain('2026-11-04');
	});

	it('fulfils the plan of the month, and takes it back with a correction', async () => {
		const period = new Date().toISOString().slice(0, 7);
		const plan = mutation({
			entity: 'visit_plan',
			patch: { household_id: place.house2, period, kind: 'routine', due_on: `${period}-15` }
		});
		const same = { ...plan, mid: newId(), id: newId() };
		expect(await verdicts(db, user.planner, plan, same)).toEqual(['applied', 'merged']);
		const status = async () => (await row('visit_plan', plan.id))!.status;
		expect((await row('visit_plan', plan.id))!.kader_id).toBe(place.kader2);
		await push(db, user.kader2, visitAt(place.house2, { outcome: 'not_home' }));
		expect(await status()).toBe('planned');
		const done = visitAt(place.house2, { visit_plan_id: same.id });
		await push(db, user.kader2, done);
		expect(await row('visit_plan', plan.id)).toMatchObject({ status: 'done', visit_id: done.id });
		await push(
			db,
			user.kader2,
			visitAt(place.house2, { corrects_id: done.id, outcome: 'refused' })
		);
		expect(await status()).toBe('planned');
		expect(
			await verdicts(db, user.kader1, visitAt(place.house1, { corrects_id: done.id }))
		).toEqual(['rejected invalid_correction']);
	});

	it('dates a visit by its own clock, whatever the device believes', async () => {
		const sent = async (captured: number, deviceNow: number) => {
			const visit = visitAt(place.house1, { captured_at: new Date(captured).toISOString() });
			const answer = await db.rpc<{ results: { verdict: string; code?: string }[] }>(
				user.kader1,
				'sync_push',
				{ device: newId(), sent_at: new Date(deviceNow).toISOString(), mutations: [visit] }
			);
			const [stored] = await db.query(
				`select visited_on = (now() at time zone 'Asia/Makassar')::date as today,
					(now() at time zone 'Asia/Makassar')::date - visited_on as age
				from jangkau.visit where id = $1`,
				[visit.id]
			);
			return { ...stored, ...answer.results[0] };
		};
		const now = Date.now();
		expect(await sent(now, now)).toMatchObject({ verdict: 'applied', today: true });
		expect(await sent(now - days(1), now - days(1))).toMatchObject({ today: true });
		expect(await sent(now + days(3650), now + days(3650))).toMatchObject({ today: true });
		expect(await sent(now - days(5), now)).toMatchObject({ age: 5 });
		expect(await sent(now + days(3), now)).toMatchObject({
			verdict: 'applied',
			code: 'clock_implausible',
			today: true
		});
		expect(await sent(0, now)).toMatchObject({ code: 'clock_implausible', today: true });
	});

	it('dates what was recorded by the offset known then, not by the one of the sending', async () => {
		const now = Date.now();
		// Her clock ran two days ahead, until the evening.
		const ahead = {
			...visitAt(place.house1, { captured_at: new Date(now + days(2)).toISOString() }),
			clock_offset_ms: -days(5)
		};
		const absurd = { ...visitAt(place.house1), clock_offset_ms: 1e300 };
		expect(await verdicts(db, user.kader1, ahead, absurd)).toEqual(['applied', 'applied']);
		const [stored] = await db.query(
			`select (now() at time zone 'Asia/Makassar')::date - visited_on as age
			from jangkau.visit where id = $1`,
			[ahead.id]
		);
		expect(stored).toEqual({ age: 3 });
	});

	it('closes no case for a year because a phone lives in the next one', async () => {
		const visit = visitAt(place.house2);
		const finding = mutation({
			entity: 'finding',
			patch: {
				household_id: place.house2,
				visit_id: visit.id,
				kind: 'danger_sign',
				urgency: 'red',
				problem: 'fever',
				text: 'Demam',
				found_at: '2026-11-01T01:00:00Z'
			}
		});
		const follow = (status: string, at: number, clock_offset_ms: number | null) => ({
			...mutation({
				entity: 'follow_up',
				patch: {
					finding_id: finding.id,
					status,
					at: new Date(at).toISOString(),
					note: 'x'
				}
			}),
			clock_offset_ms
		});
		const now = Date.now();
		// A year ahead with nothing known about it, then one that knows its clock, then one that is right.
		await push(db, user.kader2, visit, finding);
		await push(db, user.midwife, follow('closed', now + days(365), null));
		expect(await row('finding', finding.id)).toMatchObject({ status: 'closed' });
		const closedAt = Date.parse(String((await row('finding', finding.id))!.closed_at));
		expect(closedAt).toBeLessThanOrEqual(Date.now());
		await push(db, user.planner, follow('contacted', now + days(400), -days(401)));
		expect((await row('finding', finding.id))!.status).toBe('closed');
		await push(db, user.midwife, follow('reopened', Date.now() + 60_000, 0));
		expect(await row('finding', finding.id)).toMatchObject({ status: 'reopened', closed_at: null });
	});

	it('refuses what an app too old means, and lets what a newer one means wait', async () => {
		const old = { ...visitAt(place.house1), schema_v: 0 };
		const newer = { ...visitAt(place.house1), schema_v: 2 };
		expect(await verdicts(db, user.kader1, old, newer, visitAt(place.house1))).toEqual([
			'rejected app_outdated',
			'retry server_outdated',
			'applied'
		]);
		expect(await verdicts(db, user.kader1, { ...newer, schema_v: 1 })).toEqual(['applied']);
	});

	it('names every other thing that is wrong with a value', async () => {
		const member = (patch: Record<string, unknown>) =>
			mutation({
				entity: 'member',
				patch: { household_id: place.house1, name: 'A', sex: 'female', ...patch }
			});
		expect(
			await verdicts(
				db,
				user.kader1,
				member({ birth_date: '0021-01-01' }),
				member({ birth_date: '2026-02-31' }),
				member({ birth_date: 'yesterday' }),
				member({ birth_date: '2090-01-01' }),
				member({ name: null }),
				member({ name: { a: 1 } }),
				member({ conditions: 'tb' }),
				member({ relation: 11 }),
				newHouse({ location: point(0.005, 117) }),
				newHouse({ location: square(117) }),
				newHouse({ location: 'here' })
			)
		).toEqual([
			...Array.from({ length: 4 }, () => 'rejected invalid_date'),
			'rejected missing_field',
			...Array.from({ length: 3 }, () => 'rejected invalid_value'),
			...Array.from({ length: 3 }, () => 'rejected invalid_geometry')
		]);
		const knot = square(117);
		knot.coordinates[0]![0]!.reverse().splice(1, 2, [117.01, 0.01], [117.01, 0]);
		knot.coordinates[0]![0] = [
			[117, 0],
			[117.01, 0.01],
			[117.01, 0],
			[117, 0.01],
			[117, 0]
		];
		expect(
			await verdicts(
				db,
				user.planner,
				edit('area', place.rw1, 1, { boundary: knot, boundary_status: 'drawn' })
			)
		).toEqual(['rejected invalid_geometry']);
	});

	it('stores text that a database cannot hold without its broken characters', async () => {
		const visit = visitAt(place.house1, { note: 'a\u0000b\ud800c\\u0000' });
		expect(await verdicts(db, user.kader1, visit)).toEqual(['applied']);
		expect((await row('visit', visit.id))!.note).toBe('a\ufffdb\ufffdc\\u0000');
	});

	it('refuses a call that is too large, and one from nobody', async () => {
		const many = Array.from({ length: 201 }, () => visitAt(place.house1));
		expect(await push(db, user.kader1, ...many)).toMatchObject({ ok: false, code: 'too_large' });
		const heavy = visitAt(place.house1, { note: 'x'.repeat(600_000) });
		expect(await push(db, user.kader1, heavy)).toMatchObject({ ok: false, code: 'too_large' });
		expect(await push(db, user.nobody)).toMatchObject({ ok: false, code: 'no_membership' });
		await expect(push(db, null as never)).rejects.toThrow(/permission denied/);
	});

	it('understands an argument that was encoded twice, and notes the device', async () => {
		const device = newId();
		const visit = visitAt(place.house1);
		const request = { device, app_version: '7', unsent: 3, mutations: [visit] };
		const answer = await db.rpc<{ results: unknown[] }>(
			user.kader1,
			'sync_push',
			JSON.stringify(request)
		);
		expect(answer.results).toEqual([{ mid: visit.mid, verdict: 'applied' }]);
		// Counted before the call, which has stored one of them.
		expect(await row('device', device)).toMatchObject({
			unsent: 2,
			app_version: '7',
			membership_id: membership.kader1
		});
	});

	it('answers any text with a code and never throws', async () => {
		const call = (p: string) =>
			db.as(user.kader1, (sql) =>
				sql('select public.sync_push($1::text) as push, public.sync_pull($1::text) as pull', [p])
			);
		const json = fc.json().map((text) => text.replaceAll('\\u0000', ''));
		const nested = fc.constantFrom(
			'['.repeat(90_000),
			'{"a":'.repeat(50_000),
			'{"mutations":[{}]}'
		);
		const wrong = fc
			.record(
				{
					mid: fc.oneof(fc.uuid(), fc.jsonValue()),
					entity: fc.constantFrom('visit', 'household', 'member', 'territory_plan', 'pg_class', 7),
					op: fc.constantFrom('create', 'update', 'publish', null),
					id: fc.oneof(fc.uuid(), fc.jsonValue()),
					patch: fc.oneof(fc.object(), fc.jsonValue()),
					base_rev: fc.jsonValue(),
					deps: fc.jsonValue(),
					seq: fc.jsonValue()
				},
				{ requiredKeys: [] }
			)
			.map((m) => JSON.stringify({ mutations: [m] }));
		await fc.assert(
			fc.asyncProperty(
				fc.oneof(
					fc.string().filter((s) => !s.includes('\0')),
					json,
					nested,
					wrong
				),
				async (p) => {
					const [answer] = await call(p);
					const { push: pushed, pull: pulled } = answer as Record<string, Record<string, unknown>>;
					expect(pushed!.ok === true || typeof pushed!.code === 'string').toBe(true);
					expect(pulled!.ok === true || typeof pulled!.code === 'string').toBe(true);
					expect([pushed!.code, pulled!.code]).not.toContain('busy');
					for (const result of pushed!.results as { verdict: string; code?: string }[]) {
						expect(['rejected', 'applied', 'retry']).toContain(result.verdict);
						expect(result.code).not.toBe('internal');
					}
				}
			),
			{ numRuns: 200, seed: 20261122 }
		);
	});
});
