// A house that another kader visits for a while: who may lend it, to whom, and how it comes home.
import { beforeEach, describe, expect, it } from 'vitest';
import { addDays, dayIn } from '../../src/lib/domain/day.ts';
import { describeOnDatabase } from '../support/database.ts';
import {
	clearAndArrange,
	Device,
	edit,
	membership,
	newId,
	place,
	publishedPlan,
	pull,
	push,
	user,
	verdicts,
	visitAt
} from './sync-place.ts';

// The day at the puskesmas, which begins hours before the server's.
const today = dayIn('Asia/Makassar', new Date().toISOString());
const soon = addDays(today, 7);
const lend = (patch: Record<string, unknown> = {}, base = 1) =>
	edit('household', place.house1, base, {
		lent_to: place.territory2,
		lent_until: soon,
		...patch
	});
const takeHome = (base: number) => lend({ lent_to: null, lent_until: null }, base);

describeOnDatabase('a house that is lent', (db) => {
	beforeEach(() => clearAndArrange(db));
	const stored = async (id: string = place.house1) =>
		(
			await db.query<Record<string, unknown>>(
				`select territory_id, lent_to, lent_until::text, lent_from from jangkau.household where id = $1`,
				[id]
			)
		)[0];
	const home = {
		territory_id: place.territory1,
		lent_to: null,
		lent_until: null,
		lent_from: null
	};
	async function plan(): Promise<string> {
		const id = newId();
		await db.query(
			`insert into jangkau.visit_plan
				(id, household_id, area_id, territory_id, kader_id, period, kind, from_on, due_on, reasons)
			values ($1, $2, $3, $4, $5, to_char(current_date, 'YYYY-MM'), 'routine', current_date, current_date, '[]')`,
			[id, place.house1, place.rw1, place.territory1, place.kader1]
		);
		return id;
	}
	const expire = () =>
		db.query(`update jangkau.household set lent_until = current_date - 3 where id = $1`, [
			place.house1
		]);

	describe('by who plans', () => {
		it.each([
			['the planner', user.planner],
			['the health worker', user.midwife]
		])('%s: goes whole to the phone of the other kader, with its open visits', async (_, who) => {
			const visit = visitAt(place.house1);
			await push(db, user.kader1, visit);
			const open = await plan();
			const [hers, other] = [
				await new Device().sync(db, user.kader1),
				await new Device().sync(db, user.kader2)
			];
			expect(other.ids('household')).toEqual([place.house2]);
			expect(await verdicts(db, who, lend())).toEqual(['applied']);
			await hers.sync(db, user.kader1);
			await other.sync(db, user.kader2);
			expect(hers.ids('household')).toEqual([]);
			expect(other.ids('household')).toEqual([place.house1, place.house2].sort());
			expect(other.ids('visit')).toEqual([visit.id]);
			expect(other.rows.get(`visit_plan:${open}`)).toMatchObject({ kader_id: place.kader2 });
			expect(other.rows.get(`household:${place.house1}`)).toMatchObject({
				lent_to: place.territory2,
				lent_until: soon,
				lent_from: place.territory1
			});
		});
	});

	it('is visited by the other kader, and its visits stay when it goes home', async () => {
		const open = await plan();
		await push(db, user.planner, lend());
		const visit = visitAt(place.house1, { visit_plan_id: open });
		expect(await verdicts(db, user.kader2, visit)).toEqual(['applied']);
		await push(db, user.planner, takeHome(2));
		expect(await stored()).toEqual(home);
		const device = await new Device().sync(db, user.kader1);
		expect(device.rows.get(`visit:${visit.id}`)).toMatchObject({ kader_id: place.kader2 });
		expect(device.rows.get(`visit_plan:${open}`)).toMatchObject({ status: 'done' });
	});

	it('goes home by itself once its last day is over, whoever calls next', async () => {
		await push(db, user.planner, lend());
		await expire();
		await pull(db, user.kader2);
		expect(await stored()).toEqual(home);
		const other = await new Device().sync(db, user.kader2);
		expect(other.ids('household')).toEqual([place.house2]);
	});

	it('goes home only after what the other kader recorded in the same call', async () => {
		await push(db, user.planner, lend());
		await expire();
		expect(
			await verdicts(
				db,
				user.kader2,
				visitAt(place.house1),
				edit('household', place.house1, 2, { landmark: 'Samping pos ronda' })
			)
		).toEqual(['applied', 'merged']);
		expect(await stored()).toEqual(home);
	});

	it('takes the late visit of who had it, also after it went home', async () => {
		await push(db, user.planner, lend());
		await push(db, user.planner, takeHome(2));
		expect(await verdicts(db, user.kader2, visitAt(place.house1))).toEqual(['applied']);
	});

	it('stays until the end of its last day', async () => {
		await push(db, user.planner, lend({ lent_until: today }));
		await pull(db, user.kader2);
		expect(await stored()).toMatchObject({ lent_to: place.territory2 });
	});

	it('keeps where it belongs when it is lent on, and belongs to nobody else when lent back', async () => {
		const third = newId();
		await db.query(
			`insert into jangkau.territory (id, plan_id, area_id, number, kader_id)
			values ($1, $2, $3, 3, $4)`,
			[third, place.plan, place.village, place.kader2]
		);
		await push(db, user.planner, lend());
		await push(db, user.planner, lend({ lent_to: third }, 2));
		expect(await stored()).toMatchObject({ territory_id: third, lent_from: place.territory1 });
		await push(db, user.planner, lend({ lent_to: place.territory1 }, 3));
		expect(await stored()).toEqual(home);
	});

	it('of nobody’s territory goes back to nobody', async () => {
		await db.query('update jangkau.household set territory_id = null where id = $1', [
			place.house1
		]);
		await push(db, user.planner, lend({}, 2));
		expect(await stored()).toMatchObject({ territory_id: place.territory2, lent_from: null });
		await push(db, user.planner, takeHome(3));
		expect(await stored()).toEqual({ ...home, territory_id: null });
	});

	it('is what a new plan says: nothing stays lent', async () => {
		await push(db, user.planner, lend());
		expect(await verdicts(db, user.planner, publishedPlan())).toEqual(['applied']);
		expect(await stored()).toMatchObject({ lent_to: null, lent_until: null, lent_from: null });
		const device = await new Device().sync(db, user.kader1);
		expect(device.ids('household')).toEqual([place.house1, place.house2].sort());
	});

	it('has one kader on every day', async () => {
		await push(db, user.planner, lend());
		await push(db, user.planner, takeHome(2));
		const rows = await db.query<Record<string, unknown>>(
			`select kader_id, valid_to is null as now from jangkau.household_assignment
			where household_id = $1 order by id`,
			[place.house1]
		);
		expect(rows.filter(({ now }) => now)).toEqual([{ kader_id: place.kader1, now: true }]);
	});

	describe('is refused', () => {
		it('to a kader, who may not even name the field', async () => {
			const [verdict] = await verdicts(db, user.kader1, lend());
			expect(verdict).toMatch(/^rejected /);
			expect(await stored()).toEqual(home);
		});

		it('to a planner of elsewhere and to a viewer', async () => {
			for (const who of [user.foreignPlanner, user.viewer]) {
				const [verdict] = await verdicts(db, who, lend());
				expect(verdict).toMatch(/^rejected /);
			}
			expect(await stored()).toEqual(home);
		});

		it('into a territory of another puskesmas, one that is no more, or one without a kader', async () => {
			const foreignPlan = newId();
			const [foreign, closed, empty] = [newId(), newId(), newId()];
			await db.query(
				`insert into jangkau.territory_plan (id, area_id, version, status, valid_from, created_by)
				values ($1, $2, 1, 'published', '2026-01-01', $3)`,
				[foreignPlan, place.foreignVillage, membership.foreignPlanner]
			);
			const stranger = newId();
			await db.query(
				`insert into jangkau.kader (id, puskesmas_id, area_id, name)
				values ($1, $2, $3, 'Kader lain')`,
				[stranger, place.foreignPuskesmas, place.foreignVillage]
			);
			await db.query(
				`insert into jangkau.territory (id, plan_id, area_id, number, kader_id, active) values
				($1, $4, $5, 1, $6, true), ($2, $7, $8, 8, $9, false), ($3, $7, $8, 9, null, true)`,
				[
					foreign,
					closed,
					empty,
					foreignPlan,
					place.foreignVillage,
					stranger,
					place.plan,
					place.village,
					place.kader2
				]
			);
			for (const lent_to of [foreign, closed, empty, newId()])
				expect(await verdicts(db, user.planner, lend({ lent_to }))).toEqual([
					'rejected kader_foreign'
				]);
			expect(await stored()).toEqual(home);
		});

		it('without a last day, or for longer than a division would be made for', async () => {
			for (const lent_until of [null, addDays(today, 200), 'kapan-kapan'])
				expect(await verdicts(db, user.planner, lend({ lent_until }))).toEqual([
					'rejected invalid_date'
				]);
		});
	});
});
