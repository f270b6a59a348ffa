// Days of posyandu and who came, as they go over the wire: who may do what, and what becomes of two lists.
import { beforeEach, expect, it } from 'vitest';
import { describeOnDatabase } from '../support/database.ts';
import {
	clearAndArrange,
	Device,
	edit,
	mutation,
	place,
	publishedPlan,
	push,
	user,
	verdicts
} from './sync-place.ts';

const posyandu = '01890000-0000-7000-8000-000000000900';
const [mother, neighbour] = [
	'01890000-0000-7000-8000-000000000910',
	'01890000-0000-7000-8000-000000000911'
];

describeOnDatabase('days of a posyandu', (db) => {
	beforeEach(async () => {
		await clearAndArrange(db);
		await db.query(`
			insert into jangkau.facility (id, kind, name, area_id, parent_id) values
			('${posyandu}', 'posyandu', 'Posyandu', '${place.rw1}', '${place.puskesmas}');
			update jangkau.kader set posyandu_id = '${posyandu}' where id = '${place.kader1}';
			insert into jangkau.member (id, household_id, area_id, name, sex) values
			('${mother}', '${place.house1}', '${place.rw1}', 'Ibu', 'female'),
			('${neighbour}', '${place.house2}', '${place.rw2}', 'Tetangga', 'female');
		`);
	});

	const day = (patch: Record<string, unknown> = {}) =>
		mutation({
			entity: 'posyandu_session',
			patch: { posyandu_id: posyandu, held_on: '2026-11-12', status: 'planned', ...patch }
		});
	const came = (session: string, present: boolean, member = mother) =>
		mutation({
			entity: 'attendance',
			patch: { session_id: session, member_id: member, present }
		});
	const session = async (id: string) =>
		(await db.query(`select * from jangkau.posyandu_session where id = $1`, [id]))[0];
	const marks = () =>
		db.query(`select member_id, present from jangkau.attendance order by member_id`);

	it('are planned by planner and midwife, stand where the posyandu does, and are no kader to plan', async () => {
		const [hers, theirs] = [day(), day({ held_on: '2026-12-10', starts_at: '08:30' })];
		expect(await verdicts(db, user.planner, hers)).toEqual(['applied']);
		expect(await verdicts(db, user.midwife, theirs)).toEqual(['applied']);
		expect(await session(hers.id)).toMatchObject({ area_id: place.rw1, status: 'planned' });
		expect(await verdicts(db, user.kader1, day({ held_on: '2026-11-20' }))).toEqual([
			'rejected forbidden'
		]);
		expect(await verdicts(db, user.foreignPlanner, day({ held_on: '2026-11-21' }))).toEqual([
			'rejected forbidden'
		]);
		expect(await verdicts(db, user.planner, day({ starts_at: '25:00' }))).toEqual([
			'rejected invalid_value'
		]);
		expect(await verdicts(db, user.planner, day({ posyandu_id: place.puskesmas }))).toEqual([
			'rejected missing_reference'
		]);
	});

	it('are one where two people plan the same', async () => {
		const [first, second] = [day(), day()];
		await push(db, user.planner, first);
		const answer = await push(db, user.midwife, second, came(second.id, true));
		expect(answer.results[0]).toMatchObject({ verdict: 'merged', row: { id: first.id } });
		// What already named the second day stands on the first one's list.
		expect(answer.results[1]).toMatchObject({ verdict: 'applied' });
		const [mark] = await db.query('select session_id from jangkau.attendance');
		expect(mark).toEqual({ session_id: first.id });
	});

	it('are closed by the kader of the posyandu, who can neither move them nor call them off', async () => {
		const one = day();
		await push(db, user.planner, one);
		expect(
			await verdicts(
				db,
				user.kader1,
				edit('posyandu_session', one.id, 1, { held_on: '2026-11-13' }),
				edit('posyandu_session', one.id, 1, { status: 'cancelled' })
			)
		).toEqual(['rejected forbidden_field', 'rejected invalid_value']);
		expect(
			await verdicts(db, user.kader2, edit('posyandu_session', one.id, 1, { status: 'held' }))
		).not.toEqual(['applied']);
		expect((await session(one.id))!.status).toBe('planned');
		expect(
			await verdicts(db, user.kader1, edit('posyandu_session', one.id, 1, { status: 'held' }))
		).toEqual(['applied']);
		expect((await session(one.id))!.status).toBe('held');
	});

	it('stay held when somebody who did not know calls them off or moves them', async () => {
		const one = day();
		await push(db, user.planner, one);
		await push(db, user.kader1, edit('posyandu_session', one.id, 1, { status: 'held' }));
		await push(
			db,
			user.planner,
			edit('posyandu_session', one.id, 1, { status: 'cancelled', reason: 'Hujan' }),
			edit('posyandu_session', one.id, 1, { held_on: '2026-11-20' })
		);
		expect(await session(one.id)).toMatchObject({ status: 'held', reason: null });
		const [{ held_on }] = (await db.query(
			`select held_on::text from jangkau.posyandu_session where id = '${one.id}'`
		)) as [{ held_on: string }];
		expect(held_on).toBe('2026-11-12');
	});

	it('want a reason when they are called off', async () => {
		const one = day();
		await push(db, user.planner, one);
		expect(
			await verdicts(
				db,
				user.midwife,
				edit('posyandu_session', one.id, 1, { status: 'cancelled' }),
				edit('posyandu_session', one.id, 1, { status: 'cancelled', reason: 'Banjir' })
			)
		).toEqual(['rejected invalid_value', 'applied']);
	});

	it('have the list of a kader for her own families, and of staff for all', async () => {
		const one = day();
		await push(db, user.planner, one);
		expect(
			await verdicts(db, user.kader1, came(one.id, true), came(one.id, true, neighbour))
		).toEqual(['applied', 'rejected forbidden']);
		expect(await verdicts(db, user.midwife, came(one.id, true, neighbour))).toEqual(['applied']);
		expect(await verdicts(db, user.viewer, came(one.id, true))).toEqual(['rejected forbidden']);
		const hers = await new Device().sync(db, user.kader1);
		const staff = await new Device().sync(db, user.midwife);
		const viewer = await new Device().sync(db, user.viewer);
		expect(hers.ids('posyandu_session')).toEqual([one.id]);
		expect(hers.ids('attendance')).toHaveLength(1);
		expect(staff.ids('attendance')).toHaveLength(2);
		expect(viewer.ids('posyandu_session')).toEqual([]);
		expect(viewer.ids('attendance')).toEqual([]);
	});

	it.each([
		['who was seen came, whichever list arrives first', true, false, true],
		['who was seen came, also when her list is the later one', false, true, true],
		['whom nobody saw did not come', false, false, false]
	])('%s', async (_, first, second, kept) => {
		const one = day();
		await push(db, user.planner, one);
		const [hers, theirs] = [came(one.id, first), came(one.id, second)];
		expect(await verdicts(db, user.kader1, hers)).toEqual(['applied']);
		expect(await verdicts(db, user.midwife, theirs)).toEqual(['merged']);
		expect(await marks()).toEqual([{ member_id: mother, present: kept }]);
		// A mark put right by hand is the last word, also under the id that was merged away.
		expect(
			await verdicts(db, user.midwife, edit('attendance', theirs.id, 0, { present: !kept }))
		).toEqual(['merged']);
		expect(await marks()).toEqual([{ member_id: mother, present: !kept }]);
	});

	it('take the list of a kader who kept it without a network while her families went to another', async () => {
		const one = day();
		await push(db, user.planner, one);
		const late = came(one.id, true, neighbour);
		await push(db, user.planner, publishedPlan());
		const device = await new Device().sync(db, user.kader2);
		expect(await verdicts(db, user.kader2, late)).toEqual(['applied']);
		expect(await verdicts(db, user.kader2, late)).toEqual(['duplicate']);
		expect((await device.sync(db, user.kader2)).ids('attendance')).toEqual([]);
		expect((await new Device().sync(db, user.kader1)).ids('attendance')).toEqual([late.id]);
	});

	it('take the list of who left, for the families that were hers', async () => {
		const one = day();
		await push(db, user.planner, one);
		await db.query(`update jangkau.kader set active = false where id = '${place.kader1}'`);
		expect(
			await verdicts(db, user.kader1, came(one.id, true), came(one.id, true, neighbour))
		).toEqual(['applied', 'rejected departed']);
	});

	it('keep the list of a family that moves to another kader', async () => {
		const one = day();
		await push(db, user.planner, one);
		const mark = came(one.id, false, neighbour);
		await push(db, user.kader2, mark);
		const before = await new Device().sync(db, user.kader1);
		expect(before.ids('attendance')).toEqual([]);
		await push(db, user.planner, publishedPlan());
		expect((await before.sync(db, user.kader1)).ids('attendance')).toEqual([mark.id]);
	});

	it('older than three months go to no phone with their lists', async () => {
		const one = day({ held_on: '2020-01-01', status: 'held' });
		await push(db, user.planner, one);
		await push(db, user.midwife, came(one.id, false));
		const device = await new Device().sync(db, user.midwife);
		expect(device.ids('posyandu_session')).toEqual([one.id]);
		expect(device.ids('attendance')).toEqual([]);
	});
});
