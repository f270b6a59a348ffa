import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeOnDatabase, describeOnPostgres, type TestDatabase } from '../support/database.ts';
import { districtOf, wholeYear, type District } from '../support/coverage-district.ts';
import { recover, type PublishedCell } from '../support/coverage-attack.ts';
import { storeDistrict } from '../support/coverage-store.ts';

async function publish(db: TestDatabase, district: District): Promise<PublishedCell[]> {
	await storeDistrict(db, district);
	await db.query(`select private.publish_months(2026, private.count_months(2026, 1, 12))`);
	return publishedCells(db);
}

async function publishedCells(db: TestDatabase): Promise<PublishedCell[]> {
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

const nothingComesBack = (db: TestDatabase): void => {
	it('from any levels, months and spans together', async () => {
		let shown = 0;
		let hidden = 0;
		await fc.assert(
			fc.asyncProperty(districtOf(20, wholeYear), async (district) => {
				const { cells, found } = await attacked(db, district);
				shown += cells.filter((cell) => !cell.suppressed).length;
				hidden += cells.filter((cell) => cell.suppressed).length;
				expect(found).toEqual([]);
			}),
			{ numRuns: 20, seed: 20261122, endOnFailure: true }
		);
		// The attack was on something: there were cells of both kinds.
		expect(shown).toBeGreaterThan(100);
		expect(hidden).toBeGreaterThan(100);
	});

	it('nor when months are decided at different times, and counts change later', async () => {
		await fc.assert(
			fc.asyncProperty(districtOf(20, wholeYear), async (district) => {
				await storeDistrict(db, district);
				const decide = (first: number, last: number) =>
					db.query(`select private.publish_months(2026, private.count_months(2026, $1, $2))`, [
						first,
						last
					]);
				for (const first of [10, 7, 4, 1]) await decide(first, first + 2);
				await db.query(
					`update jangkau.visit set outcome = 'completed'
					where id in (select id from jangkau.visit where visited_on >= '2026-11-01' order by id limit 9)`
				);
				await decide(11, 12);
				expect(recover(await publishedCells(db), await background(db, district))).toEqual([]);
			}),
			{ numRuns: 10, seed: 20261123, endOnFailure: true }
		);
	});

	it('and what is shown is true and nothing small', async () => {
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
		['nothing is asked of the parts of an area', 'asked_in_space()'],
		['nothing is asked of other periods', 'asked_in_time()']
	])('when %s', async (_, signature) => {
		await db.query('begin');
		await db.query(
			`create or replace function private.${signature}
			returns table (series integer, slot integer, up boolean, down boolean)
			language sql stable set search_path = '' as 'select 0, 0, false, false where false'`
		);
		let found = 0;
		for (const district of fc.sample(districtOf(20, wholeYear), { numRuns: 2, seed: 20261122 })) {
			found += (await attacked(db, district)).found.length;
		}
		await db.query('rollback');
		expect(found).toBeGreaterThan(0);
	});
};

describeOnDatabase('what viewers are shown', (db) => {
	describe('no hidden cell comes back', () => nothingComesBack(db));
	describe('one does', () => theAttackBites(db));
});

describeOnPostgres('the reasons that viewers are shown', (db) => {
	it('are in steps of five and never tell one that is smaller', async () => {
		let told = 0;
		await fc.assert(
			fc.asyncProperty(fc.array(fc.nat(24), { minLength: 7, maxLength: 7 }), async (counts) => {
				const [row] = await db.query(`select private.shown_reasons($1) as shown`, [
					JSON.stringify(Object.fromEntries(counts.map((n, at) => [`r${at}`, n])))
				]);
				const shown = row!.shown as Record<string, number | null> | null;
				if (!shown) return;
				told++;
				const left = counts.reduce((sum, n, at) => sum + n - (shown[`r${at}`] ?? 0), 0);
				for (const [at, n] of counts.entries()) {
					const some = shown[`r${at}`] ?? null;
					if (some !== null) expect([n, n - (n % 5)]).toContain(some);
					if (n > 0 && n < 5) expect(some).toBe(null);
				}
				const hidden = counts.filter((_, at) => shown[`r${at}`] === null).length;
				if (hidden > 0) expect(left).toBeGreaterThan(0);
			}),
			{ numRuns: 200, seed: 20261122 }
		);
		expect(told).toBeGreaterThan(50);
	});
});
