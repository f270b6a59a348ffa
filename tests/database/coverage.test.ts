import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaCoverage, spanDays } from '../../src/lib/domain/area-coverage.ts';
import { missedReasons } from '../../src/lib/domain/coverage.ts';
import { describeOnDatabase, describeOnPostgres, type TestDatabase } from '../support/database.ts';
import {
	aDistrict,
	districtOf,
	idOf,
	people,
	storeDistrict,
	type District
} from '../support/coverage-district.ts';

const month = '2026-10';

async function countsInSql(db: TestDatabase, from: string, to: string) {
	return db.query(
		`select area_id, numerator, denominator, tried, no_kader, planned, unplanned
		from private.coverage_counts((select array_agg(id) from jangkau.area), $1, $2) order by area_id`,
		[from, to]
	);
}

function countsOnDevice(district: District, from: string, to: string) {
	return [...areaCoverage({ ...district, from, to }).values()]
		.map(({ areaId, numerator, denominator, missed }) => ({
			area_id: areaId,
			numerator,
			denominator,
			...Object.fromEntries(missedReasons.map((reason) => [reason, missed[reason]]))
		}))
		.sort((a, b) => a.area_id.localeCompare(b.area_id));
}

const districts = (db: TestDatabase) => (db.kind === 'postgres' ? 40 : 8);

interface Cell {
	area_id: string;
	parent_id: string | null;
	numerator: number | null;
	denominator: number | null;
}

/** What a viewer can still compute: a hidden part is recovered when it is its parent's only hidden one. */
function recovered(
	cells: readonly Cell[],
	counts: Map<string, { numerator: number; denominator: number }>
) {
	const found: string[] = [];
	for (const parent of cells.filter((cell) => cell.numerator !== null)) {
		const parts = cells.filter((cell) => cell.parent_id === parent.area_id);
		const hidden = parts.filter((cell) => cell.numerator === null);
		const rest =
			counts.get(parent.area_id)!.denominator -
			parts.reduce((sum, cell) => sum + counts.get(cell.area_id)!.denominator, 0);
		if (hidden.length === 1 && rest === 0) found.push(hidden[0]!.area_id);
	}
	return found;
}

const theNumber = (db: TestDatabase): void => {
	it('is the same number in SQL and on the device', async () => {
		await fc.assert(
			fc.asyncProperty(
				aDistrict,
				fc.constantFrom('month', 'quarter', 'year'),
				async (district, span) => {
					const { from, to } = spanDays(month, span);
					await storeDistrict(db, district);
					expect(await countsInSql(db, from, to)).toEqual(countsOnDevice(district, from, to));
				}
			),
			{ numRuns: districts(db), seed: 20261122 }
		);
	});
};

const smallNumbers = (db: TestDatabase): void => {
	it('hides small numbers so that no subtraction gives one back', async () => {
		await fc.assert(
			fc.asyncProperty(aDistrict, async (district) => {
				await storeDistrict(db, district);
				await db.query(`select private.refresh_coverage_month($1)`, [month]);
				const { from, to } = spanDays(month, 'month');
				const counts = new Map(
					(await countsInSql(db, from, to)).map((row) => [
						row.area_id as string,
						row as unknown as { numerator: number; denominator: number }
					])
				);
				const cells = (await db.query(
					`select area_id, parent_id, numerator, cell.denominator from jangkau.coverage_cell as cell
					join jangkau.area on area.id = cell.area_id
					where indicator = 'household_visited.month' and month = $1`,
					[month]
				)) as unknown as Cell[];
				for (const cell of cells) {
					if (cell.numerator === null) continue;
					const { numerator, denominator } = counts.get(cell.area_id)!;
					expect(cell.numerator).toBe(numerator);
					expect(denominator).toBeGreaterThanOrEqual(10);
					expect(numerator === 0 || numerator >= 5).toBe(true);
					expect(denominator === numerator || denominator - numerator >= 5).toBe(true);
				}
				expect(recovered(cells, counts)).toEqual([]);
			}),
			{ numRuns: 40, seed: 20261122 }
		);
	});

	it('never leaves a single hidden reason next to the total', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.nat(12), { minLength: 4, maxLength: 4 }), async (counts) => {
				const reasons = Object.fromEntries(missedReasons.map((reason, n) => [reason, counts[n]]));
				const [row] = await db.query(`select private.shown_reasons($1) as shown`, [
					JSON.stringify(reasons)
				]);
				const shown = Object.values(row!.shown as Record<string, number | null>);
				const hidden = shown.filter((n) => n === null).length;
				expect(shown.every((n) => n === null || n === 0 || n >= 5)).toBe(true);
				const total = counts.reduce((sum, n) => sum + n, 0);
				const alone = counts.filter((n) => n > 0).length === 1;
				expect(hidden !== 1 || alone || total < 5).toBe(true);
			}),
			{ numRuns: 200, seed: 20261122 }
		);
	});
};

const theCube = (db: TestDatabase): void => {
	const cells = () =>
		db.query(
			`select area_id, indicator, numerator, denominator, suppressed, xid::text from jangkau.coverage_cell
			where month = to_char(now(), 'YYYY-MM') order by area_id, indicator`
		);

	it('is brought up to date when a viewer asks, and touched only where numbers changed', async () => {
		const [district] = fc.sample(districtOf(30), { numRuns: 1, seed: 11 }) as [District];
		await storeDistrict(db, district);
		expect(await db.rpc(people.viewer, 'coverage_refresh', {})).toEqual({ ok: true });
		const before = await cells();
		expect(before.length).toBeGreaterThan(0);
		await db.rpc(people.viewer, 'coverage_refresh', {});
		expect(await cells()).toEqual(before);
		const home = district.households.find((one) => one.status === 'active')!;
		await db.query(
			`insert into jangkau.visit (id, household_id, area_id, membership_id, visitor_role, outcome, captured_at, visited_on)
			select gen_random_uuid(), id, area_id, $2, 'kader', 'completed', now(), current_date
			from jangkau.household where area_id = $1`,
			[home.areaId, idOf(9, 0)]
		);
		await db.rpc(people.viewer, 'coverage_refresh', {});
		const after = await cells();
		const changed = after.filter((cell, n) => cell.xid !== before[n]!.xid);
		expect(changed.length).toBeGreaterThan(0);
		for (const cell of changed) {
			const old = before.find(
				(one) => one.area_id === cell.area_id && one.indicator === cell.indicator
			)!;
			expect({ ...cell, xid: old.xid }).not.toEqual(old);
		}
	});

	it('refuses someone who is nobody here', async () => {
		expect(await db.rpc(idOf(10, 9), 'coverage_refresh', {})).toEqual({
			ok: false,
			code: 'forbidden'
		});
	});
};

const theHeatMap = (db: TestDatabase): void => {
	it('has only cells of ten households or more, and holds every located household once', async () => {
		await fc.assert(
			fc.asyncProperty(aDistrict, async (district) => {
				await storeDistrict(db, district);
				const { from, to } = spanDays(month, 'month');
				const [row] = await db.query(
					`select coalesce(jsonb_agg(cell), '[]') as cells, (select count(*)::int from private.household_coverage(
						(select array_agg(id) from jangkau.area), $1, $2)) as households
					from (
						select array_agg((extensions.st_x(location) * 1024)::int) as xs,
							array_agg((extensions.st_y(location) * 1024)::int) as ys, array_agg(visited) as seen
						from private.household_coverage((select array_agg(id) from jangkau.area), $1, $2) as c
						join jangkau.household on household.id = c.household_id
					) as p, lateral private.grid_split(xs, ys, seen, 98304, 0, 32768) as cell`,
					[from, to]
				);
				const cells = row!.cells as { households: number }[];
				const all = row!.households as number;
				expect(cells.every((cell) => cell.households >= 10)).toBe(true);
				expect(cells.reduce((sum, cell) => sum + cell.households, 0)).toBe(all < 10 ? 0 : all);
			}),
			{ numRuns: districts(db), seed: 20261122 }
		);
	});

	it('answers a viewer in steps, without an id or a name, and nobody outside the area', async () => {
		const [district] = fc.sample(districtOf(30), { numRuns: 1, seed: 7 }) as [District];
		await storeDistrict(db, district);
		const answer = await db.rpc<{ ok: boolean; cells: Record<string, number>[] }>(
			people.viewer,
			'coverage_grid',
			{ area_id: idOf(1, 0), month, span: 'month' }
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
			area_id: idOf(1, 0),
			month
		});
		expect(stranger.ok).toBe(false);
		for (const bad of [{}, { area_id: 'x', month }, { area_id: idOf(1, 0), month: '2026-13' }])
			expect(await db.rpc(people.viewer, 'coverage_grid', bad)).toEqual({
				ok: false,
				code: 'bad_request'
			});
	});
};

// Every district replaces the one before, so all of it shares one database of each kind.
describeOnDatabase('coverage', (db) => {
	describe('the number of an area', () => theNumber(db));
	describe('the cube', () => theCube(db));
	describe('the heat map of viewers', () => theHeatMap(db));
});

describeOnPostgres('what viewers are shown', smallNumbers);
