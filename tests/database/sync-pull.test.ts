import { beforeEach, expect, it } from 'vitest';
import { describeOnDatabase } from '../support/database.ts';
import {
	clearAndArrange,
	Device,
	edit,
	mutation,
	newHouse,
	newId,
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

describeOnDatabase('sync_pull', (db) => {
	beforeEach(() => clearAndArrange(db));

	it('gives a kader her own households and no others', async () => {
		await push(db, user.kader1, visitAt(place.house1));
		await push(db, user.kader2, visitAt(place.house2));
		const device = await new Device().sync(db, user.kader1);
		expect(device.ids('household')).toEqual([place.house1]);
		expect(device.ids('visit')).toHaveLength(1);
		expect(device.ids('territory')).toEqual([place.territory1]);
		expect(device.ids('kader')).toEqual([place.kader1]);
		expect(device.ids('area')).toEqual([place.district, place.village, place.rw1, place.rw2]);
		expect(device.ids('facility')).toEqual([place.puskesmas]);
		const house = device.rows.get(`household:${place.house1}`)!;
		expect(house.location).toEqual(point(117.005));
		expect(Object.keys(house)).not.toContain('xid');
		expect(Object.keys(house)).not.toContain('field_rev');
	});

	it('gives staff their areas, with no other village in them', async () => {
		const planner = await new Device().sync(db, user.planner);
		expect(planner.ids('household')).toEqual([place.house1, place.house2]);
		expect(planner.ids('kader')).toEqual([place.kader1, place.kader2]);
		const foreign = await new Device().sync(db, user.foreignPlanner);
		expect(foreign.ids('household')).toEqual([place.foreignHouse]);
	});

	it('gives a viewer nothing personal', async () => {
		await push(db, user.kader1, visitAt(place.house1));
		const viewer = await new Device().sync(db, user.viewer);
		expect(viewer.entities()).toEqual(['area', 'facility', 'facility_area']);
	});

	it('hides the number of an identity card, and of a kader also its last digits', async () => {
		const member = mutation({
			entity: 'member',
			patch: { household_id: place.house1, name: 'Ibu', sex: 'female', conditions: [] }
		});
		await push(db, user.kader1, member);
		await db.query(
			`update jangkau.member set nik_last4 = '1234', nik_hash = 'x', nik_sealed = 'x'`
		);
		const seen = async (who: string) =>
			Object.keys((await new Device().sync(db, who)).rows.get(`member:${member.id}`)!);
		expect((await seen(user.kader1)).filter((key) => key.startsWith('nik'))).toEqual([]);
		expect((await seen(user.midwife)).filter((key) => key.startsWith('nik'))).toEqual([
			'nik_last4'
		]);
	});

	it('shows the position of another’s visit only to mend where the house stands', async () => {
		const at = (lng: number) =>
			visitAt(place.house1, { position: point(lng), accuracy_m: 8, distance_m: 3 });
		const [far, near] = [at(117.0075), at(117.00501)];
		await push(db, user.kader1, far);
		const seen = async (who: string, id: string) =>
			(await new Device().sync(db, who)).rows.get(`visit:${id}`)!;
		const shown = { position: point(117.0075), accuracy_m: 8, distance_m: 3 };
		const stripped = { position: null, accuracy_m: null, distance_m: null };
		expect(await seen(user.midwife, far.id)).toMatchObject(shown);
		await push(db, user.kader1, near);
		for (const who of [user.midwife, user.planner]) {
			expect(await seen(who, far.id)).toMatchObject(stripped);
			expect(await seen(who, near.id)).toMatchObject(stripped);
		}
		expect(await seen(user.kader1, far.id)).toMatchObject(shown);
		// The next kader mends houses too, and follows nobody either.
		await db.query('update jangkau.territory set kader_id = $1 where id = $2', [
			place.kader2,
			place.territory1
		]);
		expect(await seen(user.kader2, far.id)).toMatchObject(stripped);
		await db.query(
			`update jangkau.household set location = null, location_source = 'none' where id = $1`,
			[place.house1]
		);
		expect(await seen(user.planner, far.id)).toMatchObject(stripped);
		expect(await seen(user.planner, near.id)).toMatchObject({ position: point(117.00501) });
	});

	it('pages through thousands of rows of one transaction', async () => {
		await db.query(
			`insert into jangkau.household (id, area_id, territory_id, code, head_name, registered_on)
			select gen_random_uuid(), $1, $2, 'C-' || n, 'Kepala', '2026-01-01' from generate_series(1, 2500) n`,
			[place.rw1, place.territory1]
		);
		const device = await new Device().sync(db, user.kader1, 333);
		expect(device.ids('household')).toHaveLength(2501);
		expect(device.pages).toBeGreaterThan(7);
		const planner = await new Device().sync(db, user.planner, 1000);
		expect(planner.ids('household')).toHaveLength(2502);
		expect(planner.ids('household_assignment')).toHaveLength(2502);
	});

	it('keeps every limit between 1 and 1000, and one row a page still arrives', async () => {
		const device = await new Device().sync(db, user.kader1, -5);
		expect(device.ids('household')).toEqual([place.house1]);
		const answer = await pull(db, user.planner, null, 10_000_000);
		expect(answer.ok).toBe(true);
	});

	it('sends only what is new, also when a row changes while it is paged', async () => {
		const device = await new Device().sync(db, user.kader1);
		const again = await pull(db, user.kader1, device.cursor);
		expect(again).toMatchObject({ rows: {}, tombstones: [], revoked_scopes: [], more: false });
		await push(db, user.kader1, newHouse(), newHouse());
		const first = await pull(db, user.kader1, device.cursor, 1);
		expect(first.more).toBe(true);
		const [sent] = first.rows.household as { id: string }[];
		await push(db, user.kader1, edit('household', sent!.id, 1, { landmark: 'warung' }));
		device.cursor = first.cursor;
		await device.sync(db, user.kader1, 1);
		expect(device.ids('household')).toHaveLength(3);
		expect(device.rows.get(`household:${sent!.id}`)!.landmark).toBe('warung');
	});

	it('leaves no old row behind when a house moves between two of her territories and the second is taken away', async () => {
		const give = (kader: string) =>
			db.query('update jangkau.territory set kader_id = $1 where id = $2', [
				kader,
				place.territory2
			]);
		await give(place.kader1);
		const device = await new Device().sync(db, user.kader1);
		await push(
			db,
			user.planner,
			edit('household', place.house1, 1, { area_id: place.rw2, location: point(117.016) })
		);
		// She gets the page with the tombstone only, then the second territory goes.
		const page = await pull(db, user.kader1, device.cursor, 1);
		expect(page.tombstones).toEqual([]);
		expect(page.rows.household).toMatchObject([
			{ id: place.house1, territory_id: place.territory2 }
		]);
		await give(place.kader2);
		const next = await pull(db, user.kader1, page.cursor, 500);
		expect(next.revoked_scopes).toContain(place.territory2);
	});

	it('moves everything of a household with it, from one kader to the other', async () => {
		const visit = visitAt(place.house1);
		await push(db, user.kader1, visit);
		const [one, two] = [
			await new Device().sync(db, user.kader1),
			await new Device().sync(db, user.kader2)
		];
		const staff = await new Device().sync(db, user.midwife);
		const [{ rev }] = (await db.query('select rev from jangkau.household where id = $1', [
			place.house1
		])) as [{ rev: number }];
		expect(
			await verdicts(
				db,
				user.planner,
				edit('household', place.house1, rev, { area_id: place.rw2, location: point(117.016) })
			)
		).toEqual(['applied']);
		await one.sync(db, user.kader1);
		await two.sync(db, user.kader2);
		await staff.sync(db, user.midwife);
		expect(one.ids('household')).toEqual([]);
		expect(two.ids('household')).toEqual([place.house1, place.house2]);
		expect(two.ids('visit')).toEqual([visit.id]);
		expect(staff.ids('household')).toEqual([place.house1, place.house2]);
		expect(staff.rows.get(`visit:${visit.id}`)).toMatchObject({ area_id: place.rw2 });
		const history = await db.query(
			`select territory_id, valid_to is null as open from jangkau.household_assignment
			where household_id = $1 order by valid_to nulls last`,
			[place.house1]
		);
		expect(history).toEqual([
			{ territory_id: place.territory1, open: false },
			{ territory_id: place.territory2, open: true }
		]);
	});

	it('takes a late visit from who held the household within 90 days, and no later', async () => {
		await db.query('update jangkau.household set territory_id = $1 where id = $2', [
			place.territory2,
			place.house1
		]);
		const late = visitAt(place.house1);
		expect(await verdicts(db, user.kader1, late, { ...late, mid: newId() })).toEqual([
			'applied',
			'duplicate exists'
		]);
		const [stored] = await db.query('select territory_id from jangkau.visit where id = $1', [
			late.id
		]);
		expect(stored).toEqual({ territory_id: place.territory2 });
		await db.query(
			`update jangkau.household_assignment set valid_from = '2025-01-01', valid_to = current_date - 93
			where valid_to is not null`
		);
		expect(await verdicts(db, user.kader1, visitAt(place.house1))).toEqual(['rejected forbidden']);
	});

	it('fills in a territory that became hers, and names the one that no longer is', async () => {
		const device = await new Device().sync(db, user.kader1);
		await db.query('update jangkau.territory set kader_id = $1 where id = $2', [
			place.kader1,
			place.territory2
		]);
		await device.sync(db, user.kader1);
		expect(device.ids('household')).toEqual([place.house1, place.house2]);
		expect(device.revoked).toEqual([]);
		const other = await new Device().sync(db, user.kader2);
		expect(other.ids('household')).toEqual([]);
		await db.query('update jangkau.territory set kader_id = $1 where id = $2', [
			place.kader2,
			place.territory1
		]);
		await device.sync(db, user.kader1);
		expect(device.revoked).toEqual([place.territory1]);
		const holders = await db.query(
			`select kader_id from jangkau.household_assignment where household_id = $1 and valid_to is null`,
			[place.house1]
		);
		expect(holders).toEqual([{ kader_id: place.kader2 }]);
	});

	it('fills in a village that became the puskesmas’ own, with all its old rows', async () => {
		const device = await new Device().sync(db, user.planner);
		const serving = newId();
		await db.query(
			'insert into jangkau.facility_area (id, facility_id, area_id) values ($1, $2, $3)',
			[serving, place.puskesmas, place.foreignVillage]
		);
		await device.sync(db, user.planner, 2);
		expect(device.ids('household')).toEqual([place.house1, place.house2, place.foreignHouse]);
		await db.query('delete from jangkau.facility_area where id = $1', [serving]);
		await device.sync(db, user.planner);
		expect(device.revoked).toEqual([place.foreignVillage]);
	});

	it('takes away what was erased', async () => {
		const device = await new Device().sync(db, user.midwife);
		await db.query('delete from jangkau.household_assignment where household_id = $1', [
			place.house1
		]);
		await db.query('delete from jangkau.household where id = $1', [place.house1]);
		await device.sync(db, user.midwife);
		expect(device.ids('household')).toEqual([place.house2]);
	});

	it('gives staff three months of visits and the last one of each household', async () => {
		await db.query(
			`insert into jangkau.visit (id, household_id, membership_id, visitor_role, outcome, captured_at, visited_on, area_id)
			select gen_random_uuid(), h, m.id, 'kader', 'completed', now() - d * interval '1 day', current_date - d, $3
			from unnest($1::uuid[]) h, (select id from jangkau.membership where kader_id = $2) m,
				unnest(case when h = $4::uuid then array[10, 200, 300] else array[150, 250] end) d`,
			[[place.house1, place.house2], place.kader1, place.rw1, place.house1]
		);
		const ages = (device: Device) =>
			[...device.rows]
				.filter(([key]) => key.startsWith('visit:'))
				.map(([, row]) => Math.round((Date.now() - Date.parse(String(row.captured_at))) / 864e5))
				.sort((a, b) => a - b);
		expect(ages(await new Device().sync(db, user.midwife))).toEqual([10, 150]);
		expect(ages(await new Device().sync(db, user.kader1))).toEqual([10, 200, 300]);
	});

	it('starts again when the cursor is from another history, and after a restore', async () => {
		const device = await new Device().sync(db, user.kader1);
		const before = device.cursor;
		expect(await pull(db, user.kader1, 'nonsense')).toMatchObject({ restarted: true });
		// A dump carries the rows' transaction numbers, the new server counts from the beginning.
		await db.query(`alter table jangkau.household disable trigger user`);
		await db.query(`update jangkau.household set xid = '999999999999', rev = 7`);
		await db.query(`alter table jangkau.household enable trigger user`);
		expect((await new Device().sync(db, user.kader1)).ids('household')).toEqual([]);
		await db.query('select public.after_restore()');
		const answer = await pull(db, user.kader1, before);
		expect(answer.restarted).toBe(true);
		expect(answer.rows.household).toMatchObject([{ id: place.house1, rev: 7 }]);
		await expect(
			db.as(user.planner, (sql) => sql('select public.after_restore()'))
		).rejects.toThrow(/permission denied/);
	});
});

describeOnDatabase('publishing a plan', (db) => {
	beforeEach(() => clearAndArrange(db));

	it('moves every household at once and retires the plan before it', async () => {
		const device = await new Device().sync(db, user.kader2);
		const published = publishedPlan();
		expect(await verdicts(db, user.planner, published, published)).toEqual([
			'applied',
			'duplicate'
		]);
		const plans = await db.query(
			'select version, status from jangkau.territory_plan order by version'
		);
		expect(plans).toEqual([
			{ version: 1, status: 'retired' },
			{ version: 2, status: 'published' }
		]);
		expect((await new Device().sync(db, user.kader1)).ids('household')).toEqual([
			place.house1,
			place.house2
		]);
		await device.sync(db, user.kader2);
		expect(device.revoked).toEqual([place.territory2]);
		const open = await db.query(
			`select count(*)::int as rows, count(distinct household_id)::int as households,
				count(distinct territory_id)::int as territories
			from jangkau.household_assignment where valid_to is null`
		);
		expect(open).toEqual([{ rows: 2, households: 2, territories: 1 }]);
	});

	it('hands planned visits and open cases over with the household, also on the phones', async () => {
		const seen = visitAt(place.house2);
		const found = mutation({
			entity: 'finding',
			patch: {
				household_id: place.house2,
				visit_id: seen.id,
				kind: 'danger_sign',
				urgency: 'red',
				problem: 'infant_0_6m.danger.seizure',
				text: 'Kejang',
				status: 'new',
				found_at: new Date().toISOString()
			},
			deps: [seen.mid]
		});
		const [plan] = await db.query(
			`insert into jangkau.visit_plan (id, household_id, area_id, period, kind, due_on)
			values (gen_random_uuid(), $1, $2, '2027-01', 'routine', '2027-01-10')
			returning id::text, kader_id::text`,
			[place.house2, place.rw2]
		);
		expect(plan!.kader_id).toBe(place.kader2);
		expect(await verdicts(db, user.kader2, seen, found)).toEqual(['applied', 'applied']);
		const [giver, taker] = [new Device(), new Device()];
		await giver.sync(db, user.kader2);
		await taker.sync(db, user.kader1);
		expect(giver.ids('visit_plan')).toEqual([plan!.id]);
		expect(taker.ids('finding')).toEqual([]);

		expect(await verdicts(db, user.planner, publishedPlan())).toEqual(['applied']);
		await giver.sync(db, user.kader2);
		await taker.sync(db, user.kader1);
		expect(taker.ids('visit_plan')).toEqual([plan!.id]);
		expect(taker.ids('finding')).toEqual([found.id]);
		expect(giver.revoked).toEqual([place.territory2]);
		expect(await db.query('select kader_id::text from jangkau.visit_plan')).toEqual([
			{ kader_id: place.kader1 }
		]);

		const nobodys = publishedPlan();
		const [territory] = nobodys.patch.territories as Record<string, unknown>[];
		territory!.kader_id = null;
		expect(await verdicts(db, user.planner, nobodys)).toEqual(['applied']);
		expect(await db.query('select kader_id from jangkau.visit_plan')).toEqual([{ kader_id: null }]);
	});

	it('may be meant to end on a day, and not before it begins', async () => {
		const attempt = async (until_on: unknown) => {
			const answer = await push(db, user.planner, publishedPlan({ until_on }));
			const { verdict, code } = answer.results[0]!;
			return [verdict, code].filter(Boolean).join(' ');
		};
		expect(await attempt('2026-10-31')).toBe('rejected bad_patch');
		expect(await attempt('kapan saja')).toBe('rejected bad_patch');
		expect(await attempt('2026-12-12')).toBe('applied');
		expect(await attempt(null)).toBe('applied');
		const plans = await db.query(
			'select until_on::text from jangkau.territory_plan where version > 1 order by version'
		);
		expect(plans).toEqual([{ until_on: '2026-12-12' }, { until_on: null }]);
	});

	it('is all or nothing, and says how many are wrong', async () => {
		const territory = (households: string[]) => ({
			id: newId(),
			number: 1,
			kader_id: place.kader1,
			boundary: square(117, 0.02),
			workload: 1,
			households
		});
		const attempt = async (who: string, territories: unknown[], patch = {}) => {
			const answer = await push(db, who, publishedPlan({ territories, ...patch }));
			const { verdict, code, detail } = answer.results[0]!;
			return [verdict, code, detail?.count].filter((x) => x !== undefined).join(' ');
		};
		const both = [place.house1, place.house2];
		expect(await attempt(user.planner, [territory([place.house1])])).toBe(
			'rejected households_incomplete 1'
		);
		expect(await attempt(user.planner, [territory([...both, place.house1])])).toBe(
			'rejected household_twice 1'
		);
		expect(await attempt(user.planner, [territory([...both, place.foreignHouse])])).toBe(
			'rejected household_foreign 1'
		);
		expect(await attempt(user.planner, [{ ...territory(both), kader_id: newId() }])).toBe(
			'rejected kader_foreign'
		);
		expect(await attempt(user.planner, [territory(both), territory([])])).toBe(
			'rejected duplicate_value'
		);
		expect(await attempt(user.planner, [])).toBe('rejected bad_patch');
		expect(await attempt(user.foreignPlanner, [territory(both)])).toBe('rejected forbidden');
		expect(await attempt(user.kader1, [territory(both)])).toBe('rejected forbidden');
		const state =
			await db.query(`select (select count(*)::int from jangkau.territory_plan) as plans,
			(select count(*)::int from jangkau.territory where active) as territories`);
		expect(state).toEqual([{ plans: 1, territories: 2 }]);
	});
});
