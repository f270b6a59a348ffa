import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Area } from './area.ts';
import type { AreaCoverage, Target } from './coverage.ts';
import {
	arrowOf,
	figureOf,
	isOverFull,
	monthsOfYear,
	pwsChart,
	statusOf,
	targetToDate,
	type PwsInput
} from './pws.ts';
import { defaultPwsRules } from './pws-rules.ts';
import { TargetBook } from './target-book.ts';

/** The chart does not look at why somebody was missed. */
const missed = {} as AreaCoverage['missed'];
const anArea = (id: string, parentId: string | null = 'kec', name = id) =>
	({ id, parentId, name, kind: parentId === null ? 'district' : 'village' }) as Area;
const parent = anArea('kec', null, 'Kecamatan');
const so = (
	areaId: string,
	numerator: number | null,
	denominator: number | null
): AreaCoverage => ({
	areaId,
	numerator,
	denominator,
	suppressed: numerator === null,
	missed
});
const by = (...all: AreaCoverage[]) => new Map(all.map((one) => [one.areaId as string, one]));
const aTarget = (own: Partial<Target> = {}): Target => ({
	id: 't',
	rev: 1,
	areaId: 'kec',
	indicator: 'household_visited',
	year: 2026,
	percent: 80,
	denominator: null,
	denominatorSource: null,
	denominatorNote: null,
	...own
});
const book = (targets: Target[], areas: Area[]) =>
	new TargetBook(targets, areas, 'household_visited', 2026);

// By hand, September 2026. The target of 80 % is 60 % by then.
//   Mawar    s.d. 140/200 = 70,0   bulan ini 30/200 = 15,0   bulan lalu 20/200 = 10,0   atas,  naik
//   Melati   s.d. 120/200 = 60,0   bulan ini 18/200 =  9,0   bulan lalu 24/200 = 12,0   tepat, turun
//   Anggrek  s.d.  59/100 = 59,0   bulan ini 12/100 = 12,0   bulan lalu 11/100 = 11,0   bawah, naik
//   Dahlia   s.d. 118/200 = 59,0   bulan ini  8/200 =  4,0   bulan lalu 10/200 =  5,0   bawah, turun
//   Kamboja  s.d.  30/ 90 = 33,3   bulan ini  9/ 90 = 10,0   bulan lalu 10/100 = 10,0   bawah, tetap
const names = ['Mawar', 'Melati', 'Anggrek', 'Dahlia', 'Kamboja'];
const parts = names.map((name) => anArea(name));
const september: PwsInput = {
	parent,
	parts: [...parts].reverse(),
	month: '2026-09',
	coverage: {
		year: by(
			so('Mawar', 140, 200),
			so('Melati', 120, 200),
			so('Anggrek', 59, 100),
			so('Dahlia', 118, 200),
			so('Kamboja', 30, 90),
			so('kec', 467, 790)
		),
		month: by(
			so('Mawar', 30, 200),
			so('Melati', 18, 200),
			so('Anggrek', 12, 100),
			so('Dahlia', 8, 200),
			so('Kamboja', 9, 90),
			so('kec', 77, 790)
		),
		last: by(
			so('Mawar', 20, 200),
			so('Melati', 24, 200),
			so('Anggrek', 11, 100),
			so('Dahlia', 10, 200),
			so('Kamboja', 10, 100),
			so('kec', 75, 800)
		)
	},
	targets: book([aTarget()], [parent, ...parts]),
	rules: defaultPwsRules
};

describe('the target to date', () => {
	it('is a twelfth of the year for each month: the exercise of the book', () => {
		expect(targetToDate(80, '2026-09')).toBe(60);
		expect(targetToDate(80, '2026-01')).toBe(6.7);
		expect(targetToDate(80, '2026-12')).toBe(80);
		expect(targetToDate(95, '2026-05')).toBe(39.6);
	});
});

describe('the ranked chart', () => {
	const { rows, total } = pwsChart(september);
	it('goes from the highest cumulative coverage to the lowest, equals by name', () => {
		expect(rows.map(({ area }) => area.name)).toEqual([
			'Mawar',
			'Melati',
			'Anggrek',
			'Dahlia',
			'Kamboja'
		]);
		expect(rows.map(({ year }) => year.percent)).toEqual([70, 60, 59, 59, 33.3]);
	});
	it('gives equals the same rank and leaves out the next', () => {
		expect(rows.map(({ rank }) => rank)).toEqual([1, 2, 3, 3, 5]);
	});
	it('shows the arrow of the month against the month before', () => {
		expect(rows.map(({ arrow }) => arrow)).toEqual(['up', 'down', 'up', 'down', 'flat']);
	});
	it('has the status of the classical table; what reaches the target exactly is above it', () => {
		expect(rows.map(({ status }) => status)).toEqual(['good', 'less', 'enough', 'bad', 'flat']);
		expect(rows.every(({ toDate, why }) => toDate === 60 && why === null)).toBe(true);
	});
	it('ends with the whole area, which has no rank', () => {
		expect(total.year.percent).toBe(59.1);
		expect(total.month.percent).toBe(9.7);
		expect(total.last.percent).toBe(9.4);
		expect([total.arrow, total.status, total.rank]).toEqual(['up', 'enough', null]);
	});
	it.each([
		['up', 'enough'],
		['down', 'bad'],
		['own', 'flat']
	] as const)('counts an unchanged month as the setting says: %s', (flat, status) => {
		const chart = pwsChart({ ...september, rules: { ...defaultPwsRules, flat } });
		expect(chart.rows.at(-1)!.status).toBe(status);
	});
	it('holds the four statuses for any rule while something moved', () => {
		for (const flat of ['up', 'down', 'own'] as const) {
			expect(statusOf(true, 'up', flat)).toBe('good');
			expect(statusOf(true, 'down', flat)).toBe('less');
			expect(statusOf(false, 'up', flat)).toBe('enough');
			expect(statusOf(false, 'down', flat)).toBe('bad');
		}
		expect(statusOf(true, 'flat', 'up')).toBe('good');
		expect(statusOf(true, 'flat', 'down')).toBe('less');
	});
});

describe('what has no status', () => {
	const whyOf = (own: Partial<PwsInput>, name = 'Mawar') =>
		pwsChart({ ...september, ...own }).rows.find(({ area }) => area.name === name)!;
	const coverage = (own: Partial<PwsInput['coverage']>) => ({
		coverage: { ...september.coverage, ...own }
	});
	it('is an area of which a figure is hidden', () => {
		const hidden = whyOf(coverage({ last: by(so('Mawar', null, null)) }));
		expect([hidden.status, hidden.why, hidden.arrow]).toEqual([null, 'suppressed', null]);
		expect(whyOf(coverage({ year: by(so('Mawar', null, null)) })).why).toBe('suppressed');
	});
	it('is an area without data, and a month without any', () => {
		expect(whyOf(coverage({ year: by() })).why).toBe('no_data');
		expect(whyOf(coverage({ month: null, last: null, year: null })).why).toBe('no_data');
		expect(whyOf(coverage({ last: null })).why).toBe('no_last_month');
	});
	it('is an area without a target, or with a target of 0, its own before the one above', () => {
		const areas = [parent, ...parts];
		expect(whyOf({ targets: book([], areas) }).why).toBe('no_target');
		const zero = book([aTarget(), aTarget({ areaId: 'Mawar', percent: 0 })], areas);
		expect(whyOf({ targets: zero })).toMatchObject({
			why: 'no_target',
			target: null,
			toDate: null
		});
		expect(whyOf({ targets: zero }, 'Melati').status).toBe('less');
	});
	it('is January: December belongs to another year', () => {
		const chart = pwsChart({
			...september,
			month: '2026-01',
			coverage: { ...september.coverage, last: september.coverage.month }
		});
		expect(chart.rows.every(({ why, arrow }) => why === 'january' && arrow === null)).toBe(true);
		expect(chart.rows.every(({ last }) => last.state === 'no_data')).toBe(true);
		expect(chart.rows[0]!.rank).toBe(1);
	});
	it('is an area without households, whatever the target', () => {
		expect(whyOf(coverage({ year: by(so('Mawar', 0, 0)) })).why).toBe('no_denominator');
	});
	it('is an area below the target as far as a device with three months knows', () => {
		const part = (name: string, numerator: number) => ({
			...so(name, numerator, 200),
			partial: true
		});
		const { rows } = pwsChart({
			...september,
			...coverage({ year: by(part('Mawar', 130), part('Melati', 110)) })
		});
		expect(rows.slice(0, 2).map(({ status, why }) => [status, why])).toEqual([
			['good', null],
			[null, 'partial']
		]);
	});
	it('has no rank either, and stands after all that have one', () => {
		const { rows } = pwsChart({
			...september,
			...coverage({ year: by(so('Mawar', null, null), so('Dahlia', 0, 50)) })
		});
		expect(rows.map(({ area, rank }) => [area.name, rank])).toEqual([
			['Dahlia', 1],
			['Anggrek', null],
			['Kamboja', null],
			['Mawar', null],
			['Melati', null]
		]);
	});
});

describe('a figure', () => {
	it('is never cut off at 100: the denominator is to be checked', () => {
		const over = figureOf(so('a', 31, 25), 25);
		expect(over.percent).toBe(124);
		expect(isOverFull(over)).toBe(true);
		expect(isOverFull(figureOf(so('a', 25, 25), 25))).toBe(false);
	});
	it('is 0 % where nobody was visited, and not "no data"', () => {
		expect(figureOf(so('a', 0, 40), 40)).toMatchObject({ state: 'known', percent: 0 });
		expect(figureOf(undefined, 40).state).toBe('no_data');
		expect(figureOf(so('a', 3, 40), null)).toMatchObject({
			state: 'no_denominator',
			numerator: 3,
			percent: null
		});
	});
	it('tells nothing of a hidden numerator, whatever the denominator', () => {
		fc.assert(
			fc.property(fc.nat(), (denominator) => {
				const hidden = figureOf(so('a', null, null), denominator);
				expect([hidden.numerator, hidden.denominator, hidden.percent]).toEqual([null, null, null]);
			})
		);
	});
});

describe('any chart', () => {
	const anAreaOf = fc.record({
		year: fc.tuple(fc.nat(60), fc.nat(50)),
		month: fc.tuple(fc.nat(60), fc.nat(50)),
		hidden: fc.boolean()
	});
	it('is in order, ranks by what is printed, and arrows agree with the printed figures', () => {
		fc.assert(
			fc.property(fc.array(anAreaOf, { maxLength: 12 }), (drawn) => {
				const areas = drawn.map((_, at) => anArea(`A${at}`));
				const of = (span: 'year' | 'month') =>
					by(
						...drawn.map((one, at) =>
							so(`A${at}`, one.hidden ? null : one[span][0], one.hidden ? null : one[span][1])
						)
					);
				const { rows } = pwsChart({
					...september,
					parts: areas,
					coverage: { year: of('year'), month: of('month'), last: of('year') },
					targets: book([aTarget()], [parent, ...areas])
				});
				expect(rows).toHaveLength(areas.length);
				rows.forEach((row, at) => {
					const above = rows.slice(0, at);
					for (const one of above)
						expect(one.year.percent ?? -1).toBeGreaterThanOrEqual(row.year.percent ?? -1);
					if (row.rank !== null) {
						const higher = rows.filter((one) => (one.year.percent ?? -1) > row.year.percent!);
						expect(row.rank).toBe(higher.length + 1);
					}
					expect(row.status === null).toBe(row.why !== null);
					expect(arrowOf(row.month, row.last)).toBe(row.arrow);
				});
			})
		);
	});
	it('knows the months of a year', () => {
		expect(monthsOfYear('2026-11')).toHaveLength(12);
		expect(monthsOfYear('2026-11')[0]).toBe('2026-01');
		expect(monthsOfYear('2026-11').at(-1)).toBe('2026-12');
	});
});
