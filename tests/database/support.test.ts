import { expect, it } from 'vitest';
import { describeOnBoth } from '../support/database.ts';

const someone = '01890000-0000-7000-8000-000000000001';

describeOnBoth('the test database', (db) => {
	it('holds what the migrations make', async () => {
		const [row] = await db.query(
			`select count(*) as tables, date '2026-11-22' as day from pg_tables where schemaname = 'jangkau'`
		);
		expect(row?.day).toBe('2026-11-22');
		expect(row?.tables).toBeGreaterThan(20);
	});

	it('speaks as the user of the claims, and as nobody afterwards', async () => {
		const inside = await db.as(someone, (sql) =>
			sql(`select current_user::text as who, current_setting('request.jwt.claim.sub') as sub`)
		);
		expect(inside).toEqual([{ who: 'authenticated', sub: someone }]);
		const anonymous = await db.as(null, (sql) => sql('select current_user::text as who'));
		expect(anonymous).toEqual([{ who: 'anon' }]);
		const after = await db.query(`select current_user::text as who`);
		expect(after).toEqual([{ who: 'postgres' }]);
	});

	it('keeps what succeeds and undoes what fails', async () => {
		await db.query('create table public.kept (n int); grant all on public.kept to authenticated');
		const write = (n: number) => `insert into public.kept values (${n})`;
		await db.as(someone, (sql) => sql(write(1)));
		await db.as(someone, (sql) => sql(write(2)), { rollback: true });
		const failed = db.as(someone, async (sql) => {
			await sql(write(3));
			await sql('select 1 / 0');
		});
		await expect(failed).rejects.toThrow('division by zero');
		expect(await db.query('select n from public.kept')).toEqual([{ n: 1 }]);
	});

	it('understands PostGIS, jsonb and arrays alike', async () => {
		const [row] = await db.query(
			`select extensions.st_asgeojson(extensions.st_geomfromgeojson($1))::jsonb as point, $2::uuid[] as ids`,
			[JSON.stringify({ type: 'Point', coordinates: [117.5, 0.5] }), [someone]]
		);
		expect(row).toEqual({ point: { type: 'Point', coordinates: [117.5, 0.5] }, ids: [someone] });
	});
});
