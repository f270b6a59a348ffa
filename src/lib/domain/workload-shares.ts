// How the work of an area is shared out among the kader who take part: by the hours that each has.
import type { Kader } from './kader.ts';
import type { TravelMode } from './travel.ts';

/** How long the area's work takes by each way to travel; from workload-area.ts. */
export interface TravelPace {
	readonly usualMode: TravelMode;
	readonly minutesBy: Readonly<Record<TravelMode, number>>;
}

/**
 * A share for each kader, in the order given: minutes a month, meant relative to each other. Above 0.
 *
 * Who was never asked for her hours counts with the mean of those who were; where nobody was, all are
 * equal. With a pace, her hours hold more work where she travels faster than usual, and less where
 * slower: loads of households are counted at the usual pace.
 */
export function kaderShares(
	kader: readonly Pick<Kader, 'capacityMinutes' | 'travelMode'>[],
	pace?: TravelPace
): number[] {
	const known = kader
		.map(({ capacityMinutes }) => capacityMinutes)
		.filter((minutes): minutes is number => isHours(minutes));
	const mean =
		known.length > 0 ? known.reduce((sum, minutes) => sum + minutes, 0) / known.length : 1;
	return kader.map(({ capacityMinutes, travelMode }) => {
		const minutes = isHours(capacityMinutes) ? capacityMinutes : mean;
		return minutes * (pace ? worthOf(travelMode ?? null, pace) : 1);
	});
}

/** No way of travelling makes one kader as fast as so many: beyond it a speed is a slip of the keyboard. */
const mostWorth = 20;

/** Work at the usual pace that a minute of hers does. */
function worthOf(mode: TravelMode | null, { usualMode, minutesBy }: TravelPace): number {
	const worth = minutesBy[usualMode] / minutesBy[mode ?? usualMode];
	if (!Number.isFinite(worth) || worth <= 0) return 1;
	return Math.min(mostWorth, Math.max(1 / mostWorth, worth));
}

function isHours(minutes: number | null | undefined): minutes is number {
	return typeof minutes === 'number' && Number.isFinite(minutes) && minutes > 0;
}
