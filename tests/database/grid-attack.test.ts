// The heat map of viewers laid over their table of areas gives back no count that either keeps.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spanDays } from '../../src/lib/domain/area-coverage.ts';
import { describeOnPostgres, type TestDatabase } from '../support/database.ts';
import { districtOf, rootId, wholeYear, type District } from '../support/coverage-district.ts';
import { people, storeDistrict } from '../support/coverage-store.ts';
import {
	cellsOf,
	homesOf,
	recoverFromGrid,
	type GridCell,
	type Published,
	type ReadsShare
} from '../support/grid-attack.ts';

const months = ['2026-05', '2026-11'];
const spans = ['month', 'quarter', 'year'] as const;

/** Whoever takes the share for rounded, and for nothing else. */
const asRounded: ReadsShare = (n, weight) => [
	Math.ceil((0.975 - weight) * n - 1e-9),
	Math.floor((1.025 - weight) * n + 1e-9)
];

/** Whoever knows how it is made inexact, and is content to be right of 999 cells in 1,000. */
const likely = 7;
const asMade: ReadsShare = (n, weight) => {
	const [least, most] = asRounded(n, weight);
	// What would be beyond none or all is shown as none or all.
	return [weight === 1 ? 0 : least - likely, weight === 0 ? n : most + likely];
};

async function grid(db: TestDatabase, areaId: string, month: string, span: string) {
	const answer = await db.rpc<{ ok: boolean; cells: GridCell[] }>(people.viewer, 'coverage_grid', {
		area_id: areaId,
		month,
		span
	});
	expect(answer.ok).toBe(true);
	return answer.cells;
}

async function periodsOf(
	db: TestDatabase,
	district: District,
	month: string
): Promise<Published[]> {
	const periods: Published[] = [];
	for (const span of spans) {
		const { from, to } = spanDays(month, span);
		const rows = await db.query<{ id: string }>(
			`select household_id::text as id from private.household_coverage(
				(select array_agg(id) from jangkau.area), $1, $2, $2, '{}') where visited`,
			[from, to]
		);
		const grids = new Map<string, readonly GridCell[]>();
		for (const { id } of district.areas) grids.set(id, await grid(db, id, month, span));
		const shown = await db.query<{ area_id: string; numerator: number | null }>(
			`select area_id, case when not suppressed then numerator end as numerator
			from jangkau.coverage_cell where month = $1 and indicator = $2`,
			[month, `household_visited.${span}`]
		);
		periods.push({
			...{ name: `${month}/${span}`, grids },
			registered: homesOf(district, to, new Set(rows.map(({ id }) => id))),
			visited: new Map(shown.map((row) => [row.area_id, row.numerator]))
		});
	}
	return periods;
}

/** By month what is shown of its three periods, from short to long. */
async function publish(db: TestDatabase, district: District): Promise<Published[][]> {
	await storeDistrict(db, district);
	await db.query(`select private.publish_months(2026, private.count_months(2026, 1, 12))`);
	const all: Published[][] = [];
	for (const month of months) all.push(await periodsOf(db, district, month));
	return all;
}

const sample = (count: number): District[] =>
	fc.sample(districtOf(20, wholeYear), { numRuns: count, seed: 20261124 });

/** What `look` finds while shares are rounded and nothing more. */
async function withoutNoise<T>(db: TestDatabase, look: () => Promise<T>): Promise<T> {
	const [made] = await db.query<{ sql: string }>(
		`select pg_get_functiondef('private.grid_noise(bigint)'::regprocedure) as sql`
	);
	await db.query(
		`create or replace function private.grid_noise(p_key bigint) returns integer
		language sql immutable set search_path = '' as 'select 0'`
	);
	try {
		return await look();
	} finally {
		await db.query(made!.sql);
	}
}

const attack = async (db: TestDatabase, districts: readonly District[], reads: ReadsShare) => {
	const found: string[] = [];
	let cells = 0;
	for (const district of districts)
		for (const periods of await publish(db, district)) {
			found.push(...recoverFromGrid(district, periods, reads));
			for (const { grids } of periods) cells += [...grids.values()].flat().length;
		}
	return { found, cells };
};

describeOnPostgres('the heat map over the table of areas', (db) => {
	it('gives back no small count: of an area, of a cell, of what both have in common', async () => {
		const { found, cells } = await attack(db, sample(12), asMade);
		expect(found).toEqual([]);
		expect(cells).toBeGreaterThan(200);
	}, 60_000);

	it('gives many back where shares are rounded only', async () => {
		const { found } = await withoutNoise(db, () => attack(db, sample(4), asRounded));
		for (const kind of [/^\S+ area/, /^\S+ cell/, /^\S+ \S+ in .*cell/])
			expect(found.filter((one) => kind.test(one)).length, String(kind)).toBeGreaterThan(0);
	}, 60_000);

	it('has cells of ten households or more of its area, and none of one that stands far off', async () => {
		for (const district of sample(3)) {
			const up = new Map<string, string | null>(
				district.areas.map(({ id, parentId }) => [id, parentId])
			);
			for (const { registered, grids } of (await publish(db, district)).flat())
				for (const [area, shown] of grids) {
					const isWithin = (id: string | null): boolean =>
						id !== null && (id === area || isWithin(up.get(id) ?? null));
					const made = cellsOf(registered.filter((home) => isWithin(home.areaId)));
					expect(
						shown.map(({ lng, lat, size_deg, households }) => [lng, lat, size_deg, households])
					).toEqual(
						made.map(({ x, y, size, homes }) => [
							(x + size / 2) / 1024 - 180,
							(y + size / 2) / 1024 - 90,
							size / 1024,
							Math.floor(homes.length / 5) * 5
						])
					);
					expect(made.every(({ homes }) => homes.length >= 10)).toBe(true);
				}
		}
	}, 60_000);

	it('has them too where a line of the coarsest squares runs through the area', async () => {
		const [district] = sample(1) as [District];
		await storeDistrict(db, district);
		const before = await grid(db, rootId, '2026-11', 'year');
		// 108° E runs through West Java, 140° E through Papua; the demo's households are near 117°.
		await db.query(
			`update jangkau.household set location = extensions.st_translate(location, $1, 0)`,
			[108 - 117 - 34 / 1024]
		);
		const cells = await grid(db, rootId, '2026-11', 'year');
		expect(cells.some(({ lng }) => lng < 108)).toBe(true);
		expect(cells.some(({ lng }) => lng > 108)).toBe(true);
		const households = (some: readonly GridCell[]) =>
			some.reduce((sum, cell) => sum + cell.households, 0);
		expect(Math.abs(households(cells) - households(before))).toBeLessThan(5 * cells.length);
		expect(Math.max(...cells.map(({ size_deg }) => size_deg))).toBeLessThan(0.1);
		for (const { lng, lat } of cells) {
			expect(Math.abs(lng - 108)).toBeLessThan(0.1);
			expect(Math.abs(lat - 0.51)).toBeLessThan(0.1);
		}
	});

	describe('what makes shares inexact', () => {
		it('is as likely as it should be: each further household 1/e of the one before', async () => {
			const rows = await db.query<{ z: number; n: number }>(
				`select private.grid_noise(hashtextextended(i::text, 0)) as z, count(*)::int as n
				from generate_series(1, 40000) as i group by 1`
			);
			const e = Math.exp(-1);
			for (let z = -4; z <= 4; z++) {
				const due = (40_000 * (1 - e) * e ** Math.abs(z)) / (1 + e);
				const came = rows.find((row) => row.z === z)?.n ?? 0;
				expect(Math.abs(came - due), `${z}: ${came} of ${due}`).toBeLessThan(4 * Math.sqrt(due));
			}
			expect(rows.some((row) => row.z > likely)).toBe(true);
			expect(rows.some((row) => row.z < -likely)).toBe(true);
		});

		it('is the same for whoever asks again, and in each period in which the same were visited', async () => {
			const [district] = sample(1) as [District];
			await storeDistrict(db, district);
			// What happened in May was all until then, and nothing came in June.
			await db.query(
				`update jangkau.visit set outcome = 'not_home' where date_part('month', visited_on) <> 5`
			);
			await db.query(`update jangkau.household set registered_on = '2026-01-01'`);
			const may = await grid(db, rootId, '2026-05', 'month');
			expect(may.length).toBeGreaterThan(0);
			expect(await grid(db, rootId, '2026-05', 'month')).toEqual(may);
			expect(await grid(db, rootId, '2026-06', 'quarter')).toEqual(may);
		});
	});
});
