// Reads the households as they come and keeps those that can be placed, each once, with a load ≥ 0.
// A household that cannot be used is counted in a note, never dropped in silence.
import type { DivisionHousehold, DivisionNote } from './contract.ts';
import { note } from './reasons.ts';

export interface PlacedHouseholds {
	readonly ids: readonly string[];
	readonly lng: Float64Array;
	readonly lat: Float64Array;
	/** ≥ 0 and finite; the sum is above 0 when there is a household at all. */
	readonly load: Float64Array;
	/** The same loads as whole numbers without a common divisor: what the engine evens out. */
	readonly weight: Float64Array;
	/** Group of each, 0 … groups − 1 in the order of their keys; −1 where it is not known. */
	readonly group: Int32Array;
	/** Ids too far outside the area to belong to it. */
	readonly far: readonly string[];
	readonly notes: readonly DivisionNote[];
}

/** Degrees, a good kilometre: a house this far outside the area's box is a mistake, not a neighbour. */
const farDeg = 0.01;

export function normaliseHouseholds(
	households: readonly DivisionHousehold[],
	[west, south, east, north]: readonly [number, number, number, number]
): PlacedHouseholds {
	const notes: DivisionNote[] = [];
	const seen = new Set<string>();
	const far: string[] = [];
	const placed: DivisionHousehold[] = [];
	let unplaced = 0;
	for (const household of households) {
		if (seen.has(household.id)) continue;
		seen.add(household.id);
		if (!isPlaced(household)) {
			unplaced++;
			continue;
		}
		const [lng, lat] = household.position as [number, number];
		const isNear =
			lng > west - farDeg && lng < east + farDeg && lat > south - farDeg && lat < north + farDeg;
		if (isNear) placed.push(household);
		else far.push(household.id);
	}
	const repeated = households.length - seen.size;
	if (repeated > 0) notes.push(note('households_repeated', repeated));
	if (unplaced > 0) notes.push(note('households_without_position', unplaced));
	const load = usableLoads(placed, notes);
	return {
		ids: placed.map(({ id }) => id),
		lng: Float64Array.from(placed, ({ position }) => position[0]!),
		lat: Float64Array.from(placed, ({ position }) => position[1]!),
		load,
		weight: wholeWeights(load),
		group: groupNumbers(placed),
		far,
		notes
	};
}

function groupNumbers(placed: readonly DivisionHousehold[]): Int32Array {
	const keys = new Set(placed.map(({ group }) => group).filter((key) => typeof key === 'string'));
	const numberOf = new Map([...keys].sort().map((key, number) => [key, number]));
	return Int32Array.from(placed, ({ group }) =>
		typeof group === 'string' ? numberOf.get(group)! : -1
	);
}

function isPlaced({ position }: DivisionHousehold): boolean {
	const [lng, lat] = Array.isArray(position) ? position : [];
	return (
		typeof lng === 'number' &&
		typeof lat === 'number' &&
		Number.isFinite(lng) &&
		Number.isFinite(lat)
	);
}

const isLoad = (load: unknown): load is number =>
	typeof load === 'number' && Number.isFinite(load) && load >= 0;

/** A bad load becomes the mean of the good ones, so that the house still counts as work. */
function usableLoads(placed: readonly DivisionHousehold[], notes: DivisionNote[]): Float64Array {
	const good = placed.map(({ load }) => load).filter(isLoad);
	const bad = placed.length - good.length;
	const total = good.reduce((sum, load) => sum + load, 0);
	if (bad > 0) notes.push(note('loads_mended', bad));
	if (placed.length > 0 && total === 0) {
		if (good.length > 0) notes.push(note('loads_all_zero', good.length));
		return new Float64Array(placed.length).fill(1);
	}
	const mean = total / Math.max(1, good.length);
	return Float64Array.from(placed, ({ load }) => (isLoad(load) ? load : mean));
}

/** Loads above this lose precision in the 32-bit tables of the transport. */
const largestMean = 1e4;

/** Whole loads as they are; others scaled to a mean of 1,000 and rounded, never from above 0 to 0. */
function wholeWeights(load: Float64Array): Float64Array {
	if (load.length === 0) return load;
	const mean = load.reduce((sum, one) => sum + one, 0) / load.length;
	const isWhole = mean <= largestMean && load.every((one) => Number.isInteger(one));
	const whole = isWhole
		? load
		: load.map((one) => (one > 0 ? Math.max(1, Math.round((one / mean) * 1000)) : 0));
	const divisor = whole.reduce(greatestCommonDivisor, 0);
	return whole.map((one) => one / divisor);
}

function greatestCommonDivisor(a: number, b: number): number {
	while (b > 0) [a, b] = [b, a % b];
	return a;
}
