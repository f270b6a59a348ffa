import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeOnPostgres, type TestDatabase } from '../support/database.ts';
import { districtOf, wholeYear, type District } from '../support/coverage-district.ts';
import { recover, type PublishedCell } from '../support/coverage-attack.ts';
import { storeDistrict } from '../support/coverage-store.ts';

const year = '2026';

async function publish(db: TestDatabase, district: District): Promise<PublishedCell[]> {
	await storeDistrict(db, district);
	await db.query(`select private.count_months($1, 1, 12)`, [year]);
	await db.query(`select private.publish_year($1)`, [year]);
	return (await db.query(
		`select area_id, month, indicator, numerator, denominator, suppressed from jangkau.coverage_cell`
	)) as unknown as PublishedCell[];
}

/** Of whom are registered it is known how many, hidden or not: the lists of the village say so. */
async function background(db: TestDatabase, district: District) {
	const rows = await db.query(
		`select area_id, month, span, indicator, denominator from jangkau.coverage_count
		where indicator in ('household_visited', 'position_known', 'jkn_active', 'weighed')`
	);
	const counted = new Map(
		rows.map((row) => [
			`${row.area_id as string}/${row.month as string}/${row.indicator as string}`,
			row.denominator as number
		])
	);
	return {
		parents: new Map(
			district.areas.map(({ id, parentId }) => [id as string, parentId as string | null])
		),
		registered: {
			get: (key: string) => counted.get(key.slice(0, key.lastIndexOf('.')))
		} as ReadonlyMap<string, number>
	};
}

async function attacked(db: TestDatabase, district: District) {
	const cells = await publish(db, district);
	return { cells, found: recover(cells, await background(db, district)) };
}

const closedBelow = (db: TestDatabase, households: number) =>
	db.query(
		`create or replace function private.closed_below() returns integer
		language sql immutable set search_path = '' as 'select ${households}'`
	);

const nothingComesBack = (db: TestDatabase): void => {
	it.each([100, 30])(
		'from any levels, months and spans together, with areas under %i closed for the year',
		async (households) => {
			await closedBelow(db, households);
			let shown = 0;
			let hidden = 0;
			await fc.assert(
				fc.asyncProperty(districtOf(20, wholeYear), async (district) => {
					const { cells, found } = await attacked(db, district);
					shown += cells.filter((cell) => !cell.suppressed).length;
					hidden += cells.filter((cell) => cell.suppressed).length;
					expect(found).toEqual([]);
				}),
				{ numRuns: 5, seed: 20261122, endOnFailure: true }
			);
			// The attack was on something: there were cells of both kinds.
			expect(shown).toBeGreaterThan(100);
			expect(hidden).toBeGreaterThan(100);
		}
	);

	it('and what is shown is true and nothing small', async () => {
		await closedBelow(db, 100);
		const [district] = fc.sample(districtOf(30, wholeYear), { numRuns: 1, seed: 3 }) as [District];
		const cells = await publish(db, district);
		const rows = await db.query(
			`select cell.*, count.numerator as n, count.denominator as d
			from jangkau.coverage_cell as cell
			join jangkau.coverage_count as count on count.area_id = cell.area_id and count.month = cell.month
				and count.indicator = split_part(cell.indicator, '.', 1)
				and count.span = private.counted_span(cell.month, split_part(cell.indicator, '.', 2))
			where not cell.suppressed and cell.indicator not like 'missed%' and cell.indicator not like 'kader%'`
		);
		expect(rows.length).toBeGreaterThan(20);
		expect(cells.length).toBeGreaterThan(rows.length);
		for (const { n, d, numerator } of rows as { n: number; d: number; numerator: number }[]) {
			expect(numerator).toBe(n);
			expect(n === 0 || n >= 5, `${n} of ${d}`).toBe(true);
		}
	});
};

const theAttackBites = (db: TestDatabase): void => {
	it.each([
		[
			'nothing is hidden beside what is small',
			'hide_more() returns bigint',
			`begin
				create temporary table if not exists pg_temp.pinned (id bigint, key text, indicator text) on commit drop;
				return 0;
			end`
		],
		['the areas of a family are closed one by one', 'close_more() returns void', 'begin end']
	])('when %s', async (_, signature, body) => {
		await closedBelow(db, 30);
		await db.query('begin');
		await db.query(
			`create or replace function private.${signature} language plpgsql security definer set search_path = '' as $$ ${body} $$`
		);
		let found = 0;
		for (const district of fc.sample(districtOf(20, wholeYear), { numRuns: 2, seed: 20261122 })) {
			found += (await attacked(db, district)).found.length;
		}
		await db.query('rollback');
		expect(found).toBeGreaterThan(0);
	});
};

describeOnPostgres('what viewers are shown', (db) => {
	describe('no hidden cell comes back', () => nothingComesBack(db));
	describe('one does', () => theAttackBites(db));
});

describeOnPostgres('the reasons that viewers are shown', (db) => {
	it('are in steps of five and never tell one that is smaller', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.nat(24), { minLength: 7, maxLength: 7 }), async (counts) => {
				const [row] = await db.query(`select private.shown_reasons($1) as shown`, [
					JSON.stringify(Object.fromEntries(counts.map((n, at) => [`r${at}`, n])))
				]);
				const shown = row!.shown as Record<string, number | null>;
				const left = counts.reduce((sum, n, at) => sum + n - (shown[`r${at}`] ?? 0), 0);
				for (const [at, n] of counts.entries()) {
					const told = shown[`r${at}`] ?? null;
					if (told !== null) expect([n, n - (n % 5)]).toContain(told);
					if (n > 0 && n < 5) expect(told).toBe(null);
				}
				const hidden = counts.filter((_, at) => shown[`r${at}`] === null).length;
				if (hidden > 0) expect(left).toBeGreaterThan(0);
			}),
			{ numRuns: 200, seed: 20261122 }
		);
	});
});
