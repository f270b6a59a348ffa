// Plans side by side: the figures of each, and which is best in each of them.
import type { Position } from 'geojson';
import type { DivisionMetrics } from './division/contract.ts';
import type { Id } from './entity.ts';
import { straightMetres } from './geometry/straight-line.ts';
import type { Household } from './household.ts';
import { draftFigures, type SharesOf } from './plan-figures.ts';
import { rtFigures } from './rt.ts';
import { changingHands, handsOfDraft, type Hands } from './scenario-hands.ts';
import { territoryNumbers, type PlanDraft } from './territory-plan.ts';

/** What every plan is measured against. */
export interface ScenarioGround {
	/** Active ones of the area. */
	readonly households: readonly Household[];
	/** Of the same households: minutes of work a month. */
	readonly minutes: ReadonlyMap<Id<'household'>, number>;
	/** What share each kader takes, by her hours. */
	readonly sharesOf: SharesOf;
	/** The plan in force; null where there is none. */
	readonly today: Hands | null;
	/** The plan on the board; null where there is none. */
	readonly present: Hands | null;
}

/** Null where there is nothing to measure or to compare with. */
export interface ScenarioFigures {
	/** Of one kader, a month. */
	readonly meanMinutes: number;
	readonly heaviestMinutes: number;
	readonly lightestMinutes: number;
	/** From her share, in the unit that the plan was divided by; without its sign. */
	readonly maxDeviationPercent: number;
	/** Households that change hands against the plan in force. */
	readonly changingToday: number | null;
	/** The same against the plan on the board. */
	readonly changingPresent: number | null;
	/** Straight metres from a house to the middle of the houses of its territory, mean of all houses. */
	readonly middleM: number | null;
	/** RT whose households lie in several territories. */
	readonly rtDivided: number | null;
	/** Between territories; the outer border of the area is not in it. */
	readonly borderM: number | null;
	/** Polsby–Popper, mean of the territories, 0 … 1. */
	readonly compactness: number | null;
}

export type ScenarioMeasure = keyof ScenarioFigures;

export interface ScenarioRow {
	readonly measure: ScenarioMeasure;
	/** By place in the plans; null where it could not be measured. */
	readonly values: readonly (number | null)[];
	/** Nobody is best where all are alike, or where less and more are both no merit. */
	readonly best: readonly boolean[];
}

/** `step` is how finely the figure is shown: what reads alike is alike. */
const measures: readonly {
	readonly measure: ScenarioMeasure;
	readonly better?: 'less' | 'more';
	readonly step: number;
}[] = [
	{ measure: 'meanMinutes', step: 6 },
	{ measure: 'heaviestMinutes', better: 'less', step: 6 },
	{ measure: 'lightestMinutes', step: 6 },
	{ measure: 'maxDeviationPercent', better: 'less', step: 0.1 },
	{ measure: 'changingToday', better: 'less', step: 1 },
	{ measure: 'changingPresent', better: 'less', step: 1 },
	{ measure: 'middleM', better: 'less', step: 10 },
	{ measure: 'rtDivided', better: 'less', step: 1 },
	{ measure: 'borderM', better: 'less', step: 100 },
	{ measure: 'compactness', better: 'more', step: 0.01 }
];

export function scenarioFigures(draft: PlanDraft, ground: ScenarioGround): ScenarioFigures {
	const { territories, meanMinutes, maxDeviationPercent } = draftFigures(
		draft,
		ground.minutes,
		ground.sharesOf
	);
	const minutes = territories.map((one) => one.minutes);
	const hands = handsOfDraft(draft, ground.minutes);
	const numbers = territoryNumbers(draft);
	const rt = rtFigures(ground.households, numbers);
	// A plan that was published elsewhere may come back without some of them.
	const { borderM, compactnessMean }: Partial<DivisionMetrics> = draft.division.metrics;
	return {
		meanMinutes,
		heaviestMinutes: Math.max(...minutes),
		lightestMinutes: Math.min(...minutes),
		maxDeviationPercent,
		changingToday: ground.today && changingHands(ground.today, hands),
		changingPresent: ground.present && changingHands(ground.present, hands),
		middleM: middleM(ground.households, numbers),
		rtDivided: rt.known > 0 ? rt.divided : null,
		borderM: borderM ?? null,
		compactness: compactnessMean ?? null
	};
}

/**
 * One row a figure, in the order in which a planner asks. A figure that no plan has is left out.
 * @param plans null for one that could not be made
 */
export function compareScenarios(plans: readonly (ScenarioFigures | null)[]): ScenarioRow[] {
	return measures
		.map(({ measure, better, step }) => {
			const values = plans.map((plan) => plan && plan[measure]);
			return { measure, values, best: bestOf(values, step, better) };
		})
		.filter(({ values }) => values.some((value) => value !== null));
}

function bestOf(
	values: readonly (number | null)[],
	step: number,
	better: 'less' | 'more' | undefined
): boolean[] {
	const shown = values.map((value) => (value === null ? null : Math.round(value / step)));
	const known = shown.filter((value) => value !== null);
	if (!better || new Set(known).size < 2) return values.map(() => false);
	const best = better === 'less' ? Math.min(...known) : Math.max(...known);
	return shown.map((value) => value === best);
}

function middleM(
	households: readonly Pick<Household, 'id' | 'location'>[],
	numbers: ReadonlyMap<Id<'household'>, number>
): number | null {
	const positions = new Map<number, Position[]>();
	for (const { id, location } of households) {
		const number = numbers.get(id);
		if (number === undefined || !location) continue;
		const known = positions.get(number);
		if (known) known.push(location.coordinates);
		else positions.set(number, [location.coordinates]);
	}
	let sum = 0;
	let count = 0;
	for (const own of positions.values()) {
		const mean = (axis: 0 | 1): number =>
			own.reduce((total, position) => total + position[axis]!, 0) / own.length;
		const middle = { type: 'Point' as const, coordinates: [mean(0), mean(1)] };
		for (const coordinates of own) sum += straightMetres(middle, { type: 'Point', coordinates });
		count += own.length;
	}
	return count === 0 ? null : sum / count;
}
