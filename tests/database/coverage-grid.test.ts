import fc from 'fast-check';
import { expect, it } from 'vitest';
import { spanDays } from '../../src/lib/domain/area-coverage.ts';
import { describeOnDatabase } from '../support/database.ts';
import {
	aDistrict,
	districtOf,
	idOf,
	rootId,
	type District
} from '../support/coverage-district.ts';
import { people, storeDistrict } from '../support/coverage-store.ts';

const month = '2026-10';

describeOnDatabase('the heat map of viewers', (db) => {
	it('has only cells of ten households or more, and holds every located household once', async () => {
		await fc.assert(
			fc.asyncProperty(aDistrict, async (district) => {
				await storeDistrict(db, district);
				const { from, to } = spanDays(month, 'month');
				const [row] = await db.query(
					`select coalesce(jsonb_agg(cell), '[]') as cells, (select count(*) filter (where located)::int
						from private.household_coverage((select array_agg(id) from jangkau.area), $1, $2, $2, '{}')) as households
					from (
						select array_agg((extensions.st_x(location) * 1024)::int) as xs,
							array_agg((extensions.st_y(location) * 1024)::int) as ys, array_agg(visited) as seen,
							array_agg(1::bigint) as keys
						from private.household_coverage((select array_agg(id) from jangkau.area), $1, $2, $2, '{}') as c
						join jangkau.household on household.id = c.household_id
						where household.location is not null
					) as p, lateral private.grid_split(xs, ys, seen, keys, 0, 0, 524288) as cell`,
					[from, to]
				);
				const cells = row!.cells as { households: number }[];
				const all = row!.households as number;
				expect(cells.every((cell) => cell.households >= 10)).toBe(true);
				expect(cells.reduce((sum, cell) => sum + cell.households, 0)).toBe(all < 10 ? 0 : all);
			}),
			{ numRuns: db.kind === 'postgres' ? 40 : 8, seed: 20261122 }
		);
	});

	it('answers a viewer in steps, without an id or a name, and nobody outside the area', async () => {
		const [district] = fc.sample(districtOf(30), { numRuns: 1, seed: 7 }) as [District];
		await storeDistrict(db, district);
		const answer = await db.rpc<{ ok: boolean; cells: Record<string, number>[] }>(
			people.viewer,
			'coverage_grid',
			{ area_id: rootId, month, span: 'month' }
		);
		expect(answer.ok).toBe(true);
		expect(answer.cells.length).toBeGreaterThan(0);
		for (const cell of answer.cells) {
			expect(Object.keys(cell).sort()).toEqual(['households', 'lat', 'lng', 'size_deg', 'weight']);
			expect(cell.households! % 5).toBe(0);
			expect((cell.weight! * 20) % 1).toBeCloseTo(0);
		}
		expect(JSON.stringify(answer)).not.toMatch(/Canary|0193/);
		const stranger = await db.rpc<{ ok: boolean }>(idOf(10, 9), 'coverage_grid', {
			area_id: rootId,
			month
		});
		expect(stranger.ok).toBe(false);
		for (const bad of [{}, { area_id: 'x', month }, { area_id: rootId, month: '2026-13' }])
			expect(await db.rpc(people.viewer, 'coverage_grid', bad)).toEqual({
				ok: false,
				code: 'bad_request'
			});
	});
});
