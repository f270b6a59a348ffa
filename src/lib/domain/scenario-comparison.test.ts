import { describe, expect, it } from 'vitest';
import { aPlan, houseIn, minutesOf } from '../../../tests/support/plan-world.ts';
import { handsOfDraft } from './scenario-hands.ts';
import {
	compareScenarios,
	scenarioFigures,
	type ScenarioFigures,
	type ScenarioGround
} from './scenario-comparison.ts';
import type { PlanDraft } from './territory-plan.ts';

/** Six houses in two boxes, four of them in the west. */
const households = [
	...['a', 'b', 'c', 'd'].map((id, n) => houseIn(id, 0, n / 4)),
	...['e', 'f'].map((id, n) => houseIn(id, 1, n / 4))
];
const ground: ScenarioGround = {
	households,
	minutes: minutesOf('abcdef', 120),
	sharesOf: (ids) => ids.map(() => 1),
	today: null,
	present: null
};
const figures = (plan: PlanDraft, over: Partial<ScenarioGround> = {}): ScenarioFigures =>
	scenarioFigures(plan, { ...ground, ...over });
const plan = aPlan([
	['a', 'b', 'c', 'd'],
	['e', 'f']
]);

describe('the figures of a plan', () => {
	it('are its hours, the heaviest, the lightest, and how far from the mean', () => {
		expect(figures(plan)).toMatchObject({
			meanMinutes: 360,
			heaviestMinutes: 480,
			lightestMinutes: 240,
			borderM: 1000,
			compactness: 0.5
		});
		expect(figures(plan).maxDeviationPercent).toBeCloseTo(100 / 3);
	});

	it('measure each kader against her own share of the work', () => {
		expect(figures(plan, { sharesOf: () => [2, 1] }).maxDeviationPercent).toBeCloseTo(0);
	});

	it('leave out households that are gone', () => {
		expect(figures(plan, { minutes: minutesOf('abef', 120) })).toMatchObject({
			heaviestMinutes: 240,
			maxDeviationPercent: 0
		});
	});

	it('measure straight to the middle of the houses, as they were moved by hand', () => {
		const pair = aPlan([
			['a', 'b'],
			['e', 'f']
		]);
		const some = { households: households.filter(({ id }) => 'abef'.includes(id)) };
		// A quarter of a hundredth of a degree lies between the two: half of it to the middle.
		expect(figures(pair, some).middleM).toBeCloseTo(139, 0);
		expect(figures({ ...pair, moved: { b: 2 } }, some).middleM).toBeGreaterThan(300);
	});

	it('know no distance where no house has a point, and no RT where none is recorded', () => {
		const nowhere = households.map((one) => ({ ...one, location: null, rt: null }));
		expect(figures(plan, { households: nowhere })).toMatchObject({
			middleM: null,
			rtDivided: null
		});
	});

	it('are left open where a plan came back without them', () => {
		const { division } = plan;
		const bare = { ...plan, division: { ...division, metrics: {} as typeof division.metrics } };
		expect(figures(bare)).toMatchObject({ borderM: null, compactness: null });
	});

	it('count RT that several kader share', () => {
		expect(figures(plan).rtDivided).toBe(0);
		expect(figures({ ...plan, moved: { a: 2, e: 1 } }).rtDivided).toBe(2);
	});

	it('count who changes hands against the plan in force and the one on the board', () => {
		const other = handsOfDraft({ ...plan, moved: { a: 2 } }, ground.minutes);
		expect(figures(plan)).toMatchObject({ changingToday: null, changingPresent: null });
		expect(
			figures(plan, { today: other, present: handsOfDraft(plan, ground.minutes) })
		).toMatchObject({ changingToday: 1, changingPresent: 0 });
	});
});

describe('plans side by side', () => {
	const base = figures(plan);
	const row = (of: string, plans: readonly (ScenarioFigures | null)[]) =>
		compareScenarios(plans).find(({ measure }) => measure === of);

	it('have a best where less is better, and where more is', () => {
		const plans = [
			{ ...base, maxDeviationPercent: 4, compactness: 0.4 },
			{ ...base, maxDeviationPercent: 2, compactness: 0.6 }
		];
		expect(row('maxDeviationPercent', plans)!.best).toEqual([false, true]);
		expect(row('compactness', plans)!.best).toEqual([false, true]);
	});

	it('have several best ones where they read alike, and none where all do', () => {
		const of = (metres: number) => ({ ...base, middleM: metres });
		expect(row('middleM', [of(241), of(239), of(300)])!.best).toEqual([true, true, false]);
		expect(row('middleM', [of(241), of(239)])!.best).toEqual([false, false]);
	});

	it('praise no mean and no lightest load: more kader always have less', () => {
		const plans = [base, { ...base, meanMinutes: 100, lightestMinutes: 100 }];
		for (const of of ['meanMinutes', 'lightestMinutes']) {
			expect(row(of, plans)!.best).toEqual([false, false]);
		}
	});

	it('keep the place of a plan that could not be made', () => {
		const plans = [null, { ...base, borderM: 900 }, { ...base, borderM: 300 }];
		expect(row('borderM', plans)).toMatchObject({
			values: [null, 900, 300],
			best: [false, false, true]
		});
	});

	it('leave out what no plan has', () => {
		expect(row('changingToday', [base, null])).toBeUndefined();
		expect(compareScenarios([null])).toEqual([]);
	});
});
