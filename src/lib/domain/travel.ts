// How a kader gets from house to house and how fast. Speeds are settings of a puskesmas, kept in
// metres a second; pages show km/h.
import type { RoadClass } from './area.ts';

export const travelModes = ['foot', 'motorbike', 'boat'] as const;
export type TravelMode = (typeof travelModes)[number];

/** Roads that are walked and ridden; a river is neither. */
export const landClasses = ['main', 'local', 'path'] as const;
export type LandClass = (typeof landClasses)[number];

export interface TravelRules {
	/** Of every kader of whom nothing else is known. */
	readonly usualMode: TravelMode;
	/** Metres a second. */
	readonly footMps: Readonly<Record<LandClass, number>>;
	readonly motorbikeMps: Readonly<Record<LandClass, number>>;
	/** On a river; ashore who comes by boat walks. */
	readonly boatMps: number;
	/** Length of the way ÷ straight line between two houses. */
	readonly detourFactor: number;
}

export const mpsFromKmh = (kmh: number): number => kmh / 3.6;
export const kmhFromMps = (mps: number): number => mps * 3.6;

/**
 * On foot: women between 40 and 70 walk 1.24 to 1.39 m/s at ease (Bohannon & Andrews 2011, Physiotherapy
 * 97); with a bag, in heat and among people a little less. On a footpath 0.8 of it, between a road and
 * Tobler's 0.6 off every path (1993). By motorbike: 30 km/h is the limit between houses (Permenhub
 * 111/2015); on lanes and footpaths an estimate, as is the boat (ketinting of 5 hp, laden).
 * Detour: between houses 50 to 800 m apart in a mountain village of Klaten with all roads and footpaths
 * mapped it is 1.6 to 1.8; of trips by road across Indonesia 1.43 (Ballou, Rahardja & Sakai 2002,
 * Transportation Research A 36).
 */
export const defaultTravelRules: TravelRules = {
	usualMode: 'foot',
	footMps: { main: 1.25, local: 1.25, path: 1 },
	motorbikeMps: { main: mpsFromKmh(30), local: mpsFromKmh(20), path: mpsFromKmh(10) },
	boatMps: mpsFromKmh(10),
	detourFactor: 1.7
};

/** Least and most of what may be set, in km/h and as a factor; beyond it is a slip of the keyboard. */
export const travelRanges = {
	foot: [1, 8],
	motorbike: [3, 60],
	boat: [2, 40],
	detour: [1, 4]
} as const satisfies Record<TravelMode | 'detour', readonly [number, number]>;

/** What is missing or absurd falls back to the default. */
export function travelRulesFrom(value: unknown): TravelRules {
	if (typeof value !== 'object' || value === null) return defaultTravelRules;
	const given = value as Partial<Record<keyof TravelRules, unknown>>;
	const isMode = travelModes.some((mode) => mode === given.usualMode);
	return {
		usualMode: isMode ? (given.usualMode as TravelMode) : defaultTravelRules.usualMode,
		footMps: speedsFrom(given.footMps, 'foot', defaultTravelRules.footMps),
		motorbikeMps: speedsFrom(given.motorbikeMps, 'motorbike', defaultTravelRules.motorbikeMps),
		boatMps: speedFrom(given.boatMps, 'boat', defaultTravelRules.boatMps),
		detourFactor: within(given.detourFactor, travelRanges.detour, defaultTravelRules.detourFactor)
	};
}

function speedsFrom(
	value: unknown,
	mode: TravelMode,
	fallback: TravelRules['footMps']
): TravelRules['footMps'] {
	const given = (value ?? {}) as Partial<Record<LandClass, unknown>>;
	const speeds = { ...fallback };
	for (const land of landClasses) speeds[land] = speedFrom(given[land], mode, fallback[land]);
	return speeds;
}

/** A hair of room: 60 km/h, stored in m/s and read back, must not be refused for its last digit. */
const rounding = 1e-9;

function speedFrom(value: unknown, mode: TravelMode, fallback: number): number {
	const [least, most] = travelRanges[mode];
	return within(value, [mpsFromKmh(least), mpsFromKmh(most)], fallback);
}

function within(value: unknown, [least, most]: readonly [number, number], fallback: number) {
	const isGood = typeof value === 'number' && value >= least - rounding && value <= most + rounding;
	return isGood ? value : fallback;
}

/**
 * Metres a second beside a road of a class; null where no road is known, which counts as a footpath.
 */
export function speedMps(rules: TravelRules, mode: TravelMode, road: RoadClass | null): number {
	if (mode === 'boat' && road === 'river_boat') return rules.boatMps;
	const speeds = mode === 'motorbike' ? rules.motorbikeMps : rules.footMps;
	return speeds[road === 'main' || road === 'local' ? road : 'path'];
}
