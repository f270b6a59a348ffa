import fc from 'fast-check';
import { expect, it } from 'vitest';
import { spanDays } from '../../src/lib/domain/area-coverage.ts';
import { areaFigures } from '../../src/lib/domain/coverage-figures.ts';
import { describeOnDatabase } from '../support/database.ts';
import { districtOf, idOf, rootId, type District } from '../support/coverage-district.ts';
import { people, storeDistrict } from '../support/coverage-store.ts';

interface Report {
	readonly ok: boolean;
	readonly code?: string;
	readonly figures: readonly {
		area_id: string;
		month: string;
		indicator: string;
		numerator: number;
		denominator: number;
	}[];
}

const [district] = fc.sample(districtOf(30), { numRuns: 1, seed: 9 }) as [District];
const asked = { area_id: rootId, months: ['2026-09', '2026-10'], span: 'year' };

describeOnDatabase('the report of coverage', (db) => {
	const report = (who: string, what: object) => db.rpc<Report>(who, 'coverage_report', what);

	it('gives a planner the numbers that a device with all records would compute', async () => {
		await storeDistrict(db, district);
		const answer = await report(people.planner, { ...asked, depth: 9 });
		expect(answer.ok).toBe(true);
		for (const month of asked.months)
			for (const indicator of ['household_visited', 'jkn_active', 'weighed'] as const) {
				const own = areaFigures({ ...district, ...spanDays(month, 'year') }, indicator);
				const rows = answer.figures.filter(
					(row) => row.month === month && row.indicator === indicator
				);
				expect(rows.length).toBeGreaterThan(0);
				expect(rows.map((row) => [row.area_id, row.numerator, row.denominator])).toEqual(
					[...own.values()]
						.map((one) => [one.areaId, one.numerator, one.denominator])
						.sort((a, b) => String(a[0]).localeCompare(String(b[0])))
				);
			}
	});

	it('answers with what was asked for: indicators with their reasons, and as deep as wanted', async () => {
		await storeDistrict(db, district);
		const { figures } = await report(people.planner, {
			...asked,
			indicators: ['household_visited'],
			depth: 0
		});
		expect(new Set(figures.map((row) => row.area_id))).toEqual(new Set([rootId]));
		expect(figures.filter((row) => row.month === '2026-10')).toHaveLength(9);
		const direct = await report(people.planner, { ...asked, indicators: ['weighed'] });
		expect(direct.figures.some((row) => row.area_id.startsWith('01930003'))).toBe(false);
	});

	it('refuses whoever may not see the families of that area', async () => {
		await storeDistrict(db, district);
		const own = { ...asked, area_id: idOf(2, 0) };
		expect((await report(people.healthWorker, own)).ok).toBe(true);
		for (const [who, what] of [
			[people.healthWorker, asked],
			[people.healthWorker, { ...asked, area_id: idOf(2, 1) }],
			[people.viewer, asked],
			[people.kader, asked],
			[idOf(10, 9), asked]
		] as const)
			expect(await report(who, what)).toEqual({ ok: false, code: 'forbidden' });
	});

	it('says what is wrong with a question, and names nobody in an answer', async () => {
		await storeDistrict(db, district);
		for (const bad of [
			{},
			{ area_id: rootId },
			{ ...asked, months: [] },
			{ ...asked, months: ['2026-13'] },
			{ ...asked, months: Array.from({ length: 13 }, (_, n) => `20${n + 10}-01`) },
			{ ...asked, span: 'week' },
			{ ...asked, depth: 'all' },
			{ ...asked, indicators: 'weighed' }
		])
			expect(await report(people.planner, bad)).toEqual({ ok: false, code: 'bad_request' });
		expect(JSON.stringify(await report(people.planner, asked))).not.toContain('Canary');
	});
});
