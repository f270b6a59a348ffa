import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spanDays } from '../../src/lib/domain/area-coverage.ts';
import { areaFigures } from '../../src/lib/domain/coverage-figures.ts';
import { missedReasons } from '../../src/lib/domain/coverage.ts';
import { indicators } from '../../src/lib/domain/indicator.ts';
import { describeOnDatabase, type TestDatabase } from '../support/database.ts';
import {
	aDistrict,
	districtOf,
	idOf,
	rootId,
	type District
} from '../support/coverage-district.ts';
import { people, storeDistrict } from '../support/coverage-store.ts';

const month = '2026-10';

type Figure = [area: string, indicator: string, numerator: number, denominator: number];
const sorted = (figures: Figure[]) =>
	figures.sort((a, b) => `${a[0]} ${a[1]}`.localeCompare(`${b[0]} ${b[1]}`));

async function figuresInSql(
	db: TestDatabase,
	district: District,
	{ from, to }: { from: string; to: string }
): Promise<Figure[]> {
	const rows = await db.query(
		`select area_id, indicator, numerator, denominator
		from private.coverage_figures((select array_agg(id) from jangkau.area), $1, $2, $3, $4)`,
		[from, to, district.today, [...district.silentKader]]
	);
	return sorted(
		rows.map((row) => [row.area_id, row.indicator, row.numerator, row.denominator] as Figure)
	);
}

function figuresOnDevice(district: District, days: { from: string; to: string }): Figure[] {
	const figures: Figure[] = [];
	for (const indicator of indicators)
		for (const { areaId, numerator, denominator, missed } of areaFigures(
			{ ...district, ...days },
			indicator
		).values()) {
			figures.push([areaId, indicator, numerator!, denominator!]);
			const all = denominator! - numerator!;
			if (indicator === 'household_visited' && all > 0)
				for (const reason of missedReasons)
					figures.push([areaId, `missed_${reason}`, missed[reason]!, all]);
		}
	return sorted(figures);
}

const theNumber = (db: TestDatabase): void => {
	it('is the same in SQL and on the device, of every indicator and reason', async () => {
		const seen = new Map<string, number>();
		await fc.assert(
			fc.asyncProperty(
				aDistrict,
				fc.constantFrom('2026-09', '2026-10', '2026-11'),
				fc.constantFrom('month', 'quarter', 'year'),
				async (district, last, span) => {
					const days = spanDays(last, span);
					await storeDistrict(db, district);
					const figures = await figuresInSql(db, district, days);
					expect(figures).toEqual(figuresOnDevice(district, days));
					for (const [, indicator, numerator] of figures)
						seen.set(indicator, (seen.get(indicator) ?? 0) + numerator);
				}
			),
			{ numRuns: db.kind === 'postgres' ? 100 : 8, seed: 20261122 }
		);
		// So few districts as PGlite has time for need not hold everything.
		if (db.kind !== 'postgres') return;
		// No indicator or reason was equal only because it never came up.
		for (const what of [...indicators, ...missedReasons.map((reason) => `missed_${reason}`)])
			expect.soft(seen.get(what) ?? 0, what).toBeGreaterThan(0);
	});

	it('is the same whether a span is counted by itself or with all others of the year', async () => {
		for (const district of fc.sample(districtOf(30), { numRuns: 2, seed: 7 })) {
			await storeDistrict(db, district);
			const silent = [...district.silentKader];
			const [row] = await db.query(
				`with span as (
					select month, name, private.span_start('2026-' || to_char(month, 'FM00'), name) as from_day,
						private.month_end('2026-' || to_char(month, 'FM00')) as to_day
					from generate_series(1, 12) as month
					cross join unnest(array['month', 'quarter', 'year']) as name
				), together as (
					select counted.month, counted.span, counted.area_id, figure.*
					from private.count_spans(null, 2026, (select array_agg(month) from span),
						(select array_agg(name) from span), $1, $2) as counted
					cross join lateral private.figures_of(counted) as figure
				), alone as (
					select '2026-' || to_char(span.month, 'FM00'), span.name, figure.*
					from span cross join lateral private.coverage_figures(
						(select array_agg(id) from jangkau.area), from_day, to_day, $1, $2) as figure
				)
				select (select count(*) from together) as n,
					(select count(*) from (table together except table alone) as x) as more,
					(select count(*) from (table alone except table together) as x) as fewer`,
				[district.today, silent]
			);
			expect(row).toMatchObject({ more: 0, fewer: 0 });
			expect(row!.n).toBeGreaterThan(100);
		}
	});

	it('has reasons that add up to what was missed', async () => {
		const [district] = fc.sample(districtOf(30), { numRuns: 1, seed: 5 }) as [District];
		await storeDistrict(db, district);
		const figures = await figuresInSql(db, district, spanDays(month, 'month'));
		for (const [area, , numerator, denominator] of figures.filter(
			([, indicator]) => indicator === 'household_visited'
		)) {
			const reasons = figures.filter(
				([at, indicator]) => at === area && indicator.startsWith('missed_')
			);
			expect(reasons.reduce((sum, [, , n]) => sum + n, 0)).toBe(denominator - numerator);
		}
	});

	it('calls a kader silent whose phone was not heard of for a week, or never', async () => {
		const [district] = fc.sample(districtOf(30), { numRuns: 1, seed: 5 }) as [District];
		const kader = district.kader.map((one) => ({ ...one, active: one.id !== idOf(7, 3) }));
		await storeDistrict(db, { ...district, kader });
		await db.query(
			`insert into jangkau.membership (id, role, kader_id, display_name) values ($1, 'kader', $2, 'B')`,
			[idOf(9, 4), idOf(7, 1)]
		);
		const heard = (device: number, membership: number, days: number) =>
			db.query(
				`insert into jangkau.device (id, membership_id, last_seen_at) values ($1, $2, now() - make_interval(days => $3))
				on conflict (id) do update set last_seen_at = excluded.last_seen_at`,
				[idOf(16, device), idOf(9, membership), days]
			);
		await heard(0, 3, 6);
		await heard(1, 4, 8);
		const silent = async () =>
			(await db.query(`select unnest(private.silent_kader()) as id order by 1`)).map(
				({ id }) => id
			);
		// The third has no phone at all, the fourth is no longer active.
		expect(await silent()).toEqual([idOf(7, 1), idOf(7, 2)]);
		await heard(2, 4, 1);
		expect(await silent()).toEqual([idOf(7, 2)]);
	});
};

const theCube = (db: TestDatabase): void => {
	const cells = () =>
		db.query(
			`select area_id, month, indicator, numerator, denominator, suppressed, xid::text
			from jangkau.coverage_cell order by area_id, month, indicator`
		);

	it('is brought up to date when a viewer asks, and touched only where numbers changed', async () => {
		const [district] = fc.sample(districtOf(30), { numRuns: 1, seed: 11 }) as [District];
		await storeDistrict(db, district);
		expect(await db.rpc(people.viewer, 'coverage_refresh', {})).toEqual({ ok: true });
		const before = await cells();
		expect(before.length).toBeGreaterThan(0);
		await db.rpc(people.viewer, 'coverage_refresh', {});
		expect(await cells()).toEqual(before);
		await db.query(
			`insert into jangkau.visit (id, household_id, area_id, membership_id, kader_id, visitor_role, outcome, captured_at, visited_on)
			select gen_random_uuid(), id, area_id, $1, $2, 'kader', 'completed', now(), current_date
			from jangkau.household`,
			[idOf(9, 0), district.kader.find(({ active }) => active)!.id]
		);
		// However slow this machine: a long computation is not repeated at once.
		await db.query('update jangkau.coverage_state set took = null');
		await db.rpc(people.viewer, 'coverage_refresh', {});
		const named = (cell: Record<string, unknown>) =>
			[cell.area_id, cell.month, cell.indicator].join(' ');
		const old = new Map(before.map((cell) => [named(cell), cell]));
		const changed = (await cells()).filter((cell) => cell.xid !== old.get(named(cell))?.xid);
		expect(changed.length).toBeGreaterThan(0);
		for (const cell of changed)
			expect({ ...cell, xid: null }).not.toEqual({ ...old.get(named(cell)), xid: null });
	});

	it('says nothing is there where the last one to count has gone', async () => {
		const [district] = fc.sample(districtOf(30), { numRuns: 1, seed: 11 }) as [District];
		await storeDistrict(db, district);
		await db.rpc(people.viewer, 'coverage_refresh', {});
		await db.query(`update jangkau.household set status = 'moved'`);
		await db.query('update jangkau.coverage_state set took = null');
		await db.rpc(people.viewer, 'coverage_refresh', {});
		const [cell] = await db.query(
			`select numerator, denominator, suppressed from jangkau.coverage_cell
			where area_id = $1 and month = to_char(now(), 'YYYY-MM') and indicator = 'household_visited.month'`,
			[rootId]
		);
		expect(cell).toEqual({ numerator: 0, denominator: 0, suppressed: false });
	});

	it('counts an earlier month anew when a visit of it is corrected later', async () => {
		const [district] = fc.sample(districtOf(30), { numRuns: 1, seed: 11 }) as [District];
		await storeDistrict(db, district);
		const earlier = `(date_trunc('month', current_date) - interval '2 months')::date`;
		const visited = async () => {
			await db.query('update jangkau.coverage_state set took = null');
			expect(await db.rpc(people.viewer, 'coverage_refresh', {})).toEqual({ ok: true });
			const [count] = await db.query(
				`select sum(numerator) as n from jangkau.coverage_count where area_id = $1
				and month = to_char(${earlier}, 'YYYY-MM') and span = 'month' and indicator = 'household_visited'`,
				[rootId]
			);
			return Number(count!.n);
		};
		const before = await visited();
		const kader = district.kader.find(({ active }) => active)!.id;
		const made = await db.query(
			`insert into jangkau.visit (id, household_id, area_id, membership_id, kader_id, visitor_role, outcome, captured_at, visited_on)
			select gen_random_uuid(), household.id, household.area_id, $1, $2, 'kader', 'completed', now(), ${earlier}
			from jangkau.household where status = 'active' and registered_on < ${earlier} and not exists (
				select from jangkau.visit where visit.household_id = household.id
					and to_char(visit.visited_on, 'YYYY-MM') = to_char(${earlier}, 'YYYY-MM'))
			returning id`,
			[idOf(9, 0), kader]
		);
		expect(made.length).toBeGreaterThan(0);
		expect(await visited()).toBe(before + made.length);
		await db.query(
			`insert into jangkau.visit (id, household_id, area_id, membership_id, kader_id, visitor_role, outcome, captured_at, visited_on, corrects_id)
			select gen_random_uuid(), household_id, area_id, membership_id, kader_id, 'kader', 'not_home', now(), current_date, id
			from jangkau.visit where id = any ($1)`,
			[made.map(({ id }) => id)]
		);
		expect(await visited()).toBe(before);
	});

	it('refuses someone who is nobody here', async () => {
		expect(await db.rpc(idOf(10, 9), 'coverage_refresh', {})).toEqual({
			ok: false,
			code: 'forbidden'
		});
	});
};

// Every district replaces the one before, so all of it shares one database of each kind.
describeOnDatabase('coverage', (db) => {
	describe('the number of an area', () => theNumber(db));
	describe('the cube', () => theCube(db));
});
