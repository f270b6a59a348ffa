// What is wrong with the division of an area that nobody drew: nothing, when it was divided exactly or
// refused in words for a good reason.
import type { MultiPolygon } from 'geojson';
import type { DivisionSuccess, RefusalCode } from '#lib/domain/division/contract.ts';
import { divide } from '#lib/domain/division/divide.ts';
import { brokenPromises, holds } from './division-invariants.ts';
import type { WildDivision } from './wild-divisions.ts';

/** A whole Indonesian sentence, without a value that was never put in. */
const sentence = /^[\p{Lu}\d](?!.*(undefined|NaN|Infinity|null|\[object)).{20,}\.$/u;

/** What may be refused, by how the input was made. */
function isFairRefusal(code: RefusalCode, { input, counted, places }: WildDivision): boolean {
	const drawn = input.area as MultiPolygon;
	const own = input.households.filter(({ id }) => counted.includes(id));
	if (code === 'no_households') return own.length === 0;
	if (code === 'no_households_inside') return !own.some(({ position }) => holds(drawn, position));
	if (code === 'k_above_households') return input.k > counted.length;
	// Those outside go to the nearest place inside, so there may be fewer than were drawn.
	return code === 'k_above_places' && input.k > places - 4;
}

/** Farthest of any territory from its own target, in percent of it, counted here anew. */
function farthestPercent({ input }: WildDivision, { territories }: DivisionSuccess): number {
	const shares = input.shares ?? territories.map(() => 1);
	const total = territories.reduce((sum, { workload }) => sum + workload, 0);
	const whole = shares.reduce((sum, share) => sum + share, 0);
	return Math.max(
		...territories.map(({ share, workload }) => {
			const target = (total * shares[share]!) / whole;
			return (100 * Math.abs(workload - target)) / target;
		})
	);
}

/** How far off a territory may be without a word: 5 %, or what one indivisible place forces. */
function mostPercent({ input }: WildDivision, { metrics }: DivisionSuccess): number {
	const { shares = [1], k } = input;
	const mean = shares.reduce((sum, share) => sum + share, 0) / (input.shares ? k : 1);
	return Math.max(5, (metrics.heaviestPlacePercent * mean) / Math.min(...shares));
}

/** In words; empty when all promises hold. */
export function faultsOf(wild: WildDivision): string[] {
	const result = divide(wild.input);
	if (!result.ok) {
		const { code, text } = result.reason;
		if (!sentence.test(text)) return [`refused without a sentence: ${text}`];
		return isFairRefusal(code, wild) ? [] : [`refused for no reason: ${code}`];
	}
	const counted = new Set(wild.counted);
	const households = [
		...new Map(wild.input.households.map((house) => [house.id, house])).values()
	].filter(({ id }) => counted.has(id));
	const faults = brokenPromises({ ...wild.input, households }, result, wild.drawn ?? result.area);
	const codes = result.notes.map(({ code }) => code);
	for (const { text } of result.notes)
		if (!sentence.test(text)) faults.push(`a note without a sentence: ${text}`);
	const off = farthestPercent(wild, result);
	if (Math.abs(off - result.metrics.maxDeviationPercent) > 1e-6)
		faults.push(`reports ${result.metrics.maxDeviationPercent} % off, is ${off} %`);
	const isSaid = codes.some((code) => /^(place_too_heavy|not_balanced|groups_uneven)$/.test(code));
	if (off > mostPercent(wild, result) + 1e-9 && !isSaid) faults.push(`${off} % off and not said`);
	if (counted.size < new Set(wild.input.households.map(({ id }) => id)).size && codes.length === 0)
		faults.push('households were left out in silence');
	return faults;
}
