import { beforeAll, expect, it } from 'vitest';
import { describeOnPostgres } from '../support/database.ts';
import { demoStatements } from '../../supabase/seed/demo/demo.ts';

const today = '2026-11-22';

describeOnPostgres('the demo in the database', (db) => {
	beforeAll(async () => {
		await db.query('begin');
		for await (const { sql, params } of demoStatements(today)) await db.query(sql, params);
		await db.query('commit');
	});

	const number = async (sql: string) => Number((await db.query(sql))[0]?.n);

	it('fills every table that a puskesmas needs', async () => {
		for (const table of [
			'area',
			'road',
			'facility_area',
			'setting',
			'checklist_form',
			'member',
			'visit_plan',
			'visit',
			'finding',
			'follow_up',
			'posyandu_session',
			'attendance',
			'target',
			'action_item',
			'device'
		])
			expect(await number(`select count(*) as n from jangkau.${table}`), table).toBeGreaterThan(0);
		expect(await number('select count(*) as n from jangkau.household')).toBe(3000);
		expect(
			await number('select count(*) as n from jangkau.household_assignment where valid_to is null')
		).toBe(3000);
	});

	it('has sound polygons that PostGIS finds without gap or overlap', async () => {
		const invalid = `select count(*) as n from (
			select boundary from jangkau.area where boundary is not null
			union all select boundary from jangkau.territory) g where not extensions.st_isvalid(boundary)`;
		expect(await number(invalid)).toBe(0);
		const apart = `select count(*) as n from jangkau.area parent
			where parent.boundary is not null and parent.kind in ('district', 'village')
			and not extensions.st_equals(parent.boundary, (
				select extensions.st_union(child.boundary) from jangkau.area child where child.parent_id = parent.id))`;
		expect(await number(apart)).toBe(0);
	});

	it('keeps every household within its area and its territory', async () => {
		const outside = `select count(*) as n from jangkau.household h
			join jangkau.area a on a.id = h.area_id
			join jangkau.territory t on t.id = h.territory_id
			where not extensions.st_covers(a.boundary, h.location) or not extensions.st_covers(t.boundary, h.location)`;
		expect(await number(outside)).toBe(0);
	});

	it('knows each kader and each month: plans that were done have their visit', async () => {
		const orphans = `select count(*) as n from jangkau.visit_plan p
			left join jangkau.visit v on v.id = p.visit_id and v.household_id = p.household_id
			where p.status = 'done' and v.id is null`;
		expect(await number(orphans)).toBe(0);
		const foreign = `select count(*) as n from jangkau.visit v join jangkau.membership m on m.id = v.membership_id
			where m.kader_id is distinct from v.kader_id`;
		expect(await number(foreign)).toBe(0);
	});
});
