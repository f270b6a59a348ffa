// Whether a territory is a fair share, in the few round numbers that a kader can check herself.
import type { LoadUnit } from './territory-plan.ts';
import type { PlanFigures, TerritoryFigures } from './plan-figures.ts';

/** Nearer to the mean than this is called even: nobody feels the difference. */
export const evenWithinPercent = 5;

export interface RoundLoad {
	readonly value: number;
	readonly unit: 'hours' | 'minutes';
}

export interface Fairness {
	readonly households: number;
	/** A month. */
	readonly load: RoundLoad;
	/** In the unit that was divided by. */
	readonly unit: LoadUnit;
	readonly mean: RoundLoad;
	readonly meanHouseholds: number;
	/** What her hours come to, in the unit that was divided by; null where all take alike. */
	readonly share: RoundLoad | number | null;
	/** Null where it is even; whole percent without sign else. */
	readonly uneven: { readonly is: 'lighter' | 'heavier'; readonly percent: number } | null;
}

export function fairnessOf(territory: TerritoryFigures, figures: PlanFigures): Fairness {
	const { households, minutes, deviationPercent, share } = territory;
	const isAlike = figures.territories.every((one) => Math.abs(one.share - share) < 1e-6 * share);
	const size = Math.abs(deviationPercent);
	return {
		households,
		load: roundLoad(minutes),
		unit: figures.unit,
		mean: roundLoad(figures.meanMinutes),
		meanHouseholds: Math.round(figures.meanHouseholds),
		share: isAlike ? null : figures.unit === 'minutes' ? roundLoad(share) : Math.round(share),
		uneven:
			size > evenWithinPercent
				? { is: deviationPercent < 0 ? 'lighter' : 'heavier', percent: Math.round(size) }
				: null
	};
}

/** Whole hours from twenty on, half hours from one on, below that minutes in fives. */
function roundLoad(minutes: number): RoundLoad {
	const fives = Math.round(minutes / 5) * 5;
	if (fives < 60) return { value: fives, unit: 'minutes' };
	const step = minutes >= 1200 ? 60 : 30;
	return { value: (Math.round(minutes / step) * step) / 60, unit: 'hours' };
}
