// How many families an area has, registered or not, and what that makes of its coverage; docs/metrics.md,
// "Estimated households". A register cannot say what it lacks, so nothing is taken from it but a floor: there are at
// least as many families as are registered. Where nobody counted anything the answer is "unknown".
import type { AreaCounts } from './area-count.ts';
import type { Area } from './area.ts';
import type { Id } from './entity.ts';
import { LearntRatio, type CountedArea, type UncountedPart } from './learnt-ratio.ts';
import { lineage } from './lineage.ts';

/** `counted`: every part was; `usual_size`: residents by the usual size of a family, nothing learnt here. */
export type EstimateBasis = 'counted' | 'buildings' | 'residents' | 'usual_size';

export interface HouseholdEstimate {
	readonly count: number;
	/** 95 % interval, never below what is registered; up to 3 % higher for families that a count misses. */
	readonly low: number;
	readonly high: number;
	readonly basis: EstimateBasis;
	/** Families of the parts in which all were counted. */
	readonly counted: number;
	/** Buildings or residents of the other parts. */
	readonly size: number;
	/** Households per building or resident; null where all was counted. */
	readonly ratio: number | null;
	/** Counted areas that the ratio was learnt from. */
	readonly learntFrom: number;
	/** More are registered than the interval allows: a count is wrong, or families are registered twice. */
	readonly isContradicted: boolean;
}

/** Why there is none: nothing counted; too few complete areas; all of them in other villages, and too few of those. */
export type EstimateGap = 'no_counts' | 'few_complete' | 'elsewhere';

/** Percent with one decimal, may exceed 100. */
export interface EstimatedCoverage {
	readonly percent: number;
	readonly low: number;
	readonly high: number;
}

/**
 * People of one family, and how far regencies lie apart (docs/metrics.md). Not a statement about this area: the
 * interval is that range.
 */
const usualSize = { mean: 3.5, least: 3.1, most: 3.9 };

/** Who goes from house to house misses some families and invents none: so many more may be there. Our assumption. */
const mostMissedShare = 0.03;

type Kind = 'buildings' | 'residents';
interface Parts {
	readonly counted: number;
	readonly parts: readonly UncountedPart[];
}
type EstimateArea = Pick<Area, 'id' | 'parentId' | 'kind'>;

export class HouseholdEstimator {
	readonly #areas: ReadonlyMap<string, EstimateArea>;
	readonly #children = new Map<string, EstimateArea[]>();
	readonly #counts: AreaCounts;
	readonly #ratios: Readonly<Record<Kind, LearntRatio | null>>;

	/** @param areas that stand at the time: one that was given up would be counted twice */
	constructor(areas: readonly EstimateArea[], counts: AreaCounts) {
		this.#areas = new Map(areas.map((area) => [area.id as string, area]));
		for (const area of areas)
			if (area.parentId !== null)
				this.#children.set(area.parentId, [...(this.#children.get(area.parentId) ?? []), area]);
		this.#counts = counts;
		this.#ratios = { buildings: this.#learn('buildings'), residents: this.#learn('residents') };
	}

	/** Parts of one village resemble each other; a whole village or more stands for itself. */
	#groupOf(id: Id<'area'>): string {
		const line = lineage(this.#areas, id);
		return line.find((above) => this.#areas.get(above)?.kind === 'village') ?? id;
	}

	/** Areas of which both are known, the lowest ones: a family counts once. */
	#learn(kind: Kind): LearntRatio | null {
		const both = [...this.#areas.values()].filter(
			({ id }) => this.#counts.get(kind, id) && this.#counts.get('households_counted', id)
		);
		const above = new Set<string>(both.flatMap(({ id }) => lineage(this.#areas, id).slice(1)));
		return LearntRatio.from(
			both
				.filter(({ id }) => !above.has(id))
				.map(({ id }): CountedArea => ({
					group: this.#groupOf(id),
					size: this.#counts.get(kind, id)!.count,
					households: this.#counts.get('households_counted', id)!.count
				}))
		);
	}

	/** The highest areas below in which all was counted and of which the size is known too. */
	#countedBelow(
		id: Id<'area'>,
		kind: Kind,
		seen: Set<string>
	): { size: number; households: number } {
		let [size, households] = [0, 0];
		for (const child of this.#children.get(id) ?? []) {
			if (seen.has(child.id)) continue;
			seen.add(child.id);
			const own = this.#counts.get(kind, child.id);
			const counted = this.#counts.get('households_counted', child.id);
			const found =
				own && counted
					? { size: own.count, households: counted.count }
					: this.#countedBelow(child.id, kind, seen);
			size += found.size;
			households += found.households;
		}
		return { size, households };
	}

	/** What was counted of the area, and the sizes of the rest; null where a part has neither. */
	#partsOf(id: Id<'area'>, kind: Kind, seen = new Set<string>()): Parts | null {
		if (seen.has(id)) return null;
		seen.add(id);
		const counted = this.#counts.get('households_counted', id);
		if (counted) return { counted: counted.count, parts: [] };
		const own = this.#counts.get(kind, id);
		if (own) {
			const below = this.#countedBelow(id, kind, new Set([id]));
			// Parts that add up to more than the whole leave nothing; what is registered is the floor.
			const size = Math.max(0, own.count - below.size);
			const parts = size > 0 ? [{ group: this.#groupOf(id), size }] : [];
			return { counted: below.households, parts };
		}
		const children = this.#children.get(id) ?? [];
		const found = children.map((child) => this.#partsOf(child.id, kind, seen));
		if (found.length === 0 || found.some((one) => one === null)) return null;
		return {
			counted: found.reduce((total, one) => total + one!.counted, 0),
			parts: found.flatMap((one) => one!.parts)
		};
	}

	#by(id: Id<'area'>, kind: Kind): Omit<HouseholdEstimate, 'isContradicted'> | EstimateGap {
		const found = this.#partsOf(id, kind);
		if (!found) return 'no_counts';
		const { counted, parts } = found;
		const of = { counted, size: parts.reduce((total, one) => total + one.size, 0) };
		if (parts.length === 0)
			return {
				...{ count: counted, low: counted, high: counted * (1 + mostMissedShare), ratio: null },
				...{ ...of, basis: 'counted', learntFrom: 0 }
			};
		const ratio = this.#ratios[kind];
		if (!ratio) return 'few_complete';
		if (!parts.every(({ group }) => ratio.reaches(group))) return 'elsewhere';
		const { households, factor } = ratio.predict(parts);
		return {
			count: counted + households,
			low: counted + households / factor,
			high: (counted + households * factor) * (1 + mostMissedShare),
			...{ ...of, basis: kind, ratio: ratio.ratio, learntFrom: ratio.areas }
		};
	}

	#byUsualSize(id: Id<'area'>): Omit<HouseholdEstimate, 'isContradicted'> | null {
		const found = this.#partsOf(id, 'residents');
		if (!found) return null;
		const size = found.parts.reduce((total, one) => total + one.size, 0);
		return {
			count: found.counted + size / usualSize.mean,
			low: found.counted + size / usualSize.most,
			high: found.counted + size / usualSize.least,
			...{ counted: found.counted, size, ratio: 1 / usualSize.mean },
			...{ basis: 'usual_size', learntFrom: 0 }
		};
	}

	/** @param registered families of the area; null where that is hidden or not known */
	of(id: Id<'area'>, registered: number | null): HouseholdEstimate | EstimateGap {
		const byBuildings = this.#by(id, 'buildings');
		const byResidents = typeof byBuildings === 'string' ? this.#by(id, 'residents') : byBuildings;
		const found = typeof byResidents === 'string' ? this.#byUsualSize(id) : byResidents;
		if (!found) return typeof byBuildings === 'string' ? byBuildings : 'no_counts';
		const floor = registered ?? 0;
		const high = Math.ceil(found.high);
		return {
			...found,
			count: Math.max(Math.round(found.count), floor),
			low: Math.max(Math.floor(found.low), floor),
			high: Math.max(high, floor),
			isContradicted: floor > high
		};
	}
}

const percentOf = (numerator: number, denominator: number) =>
	Math.round((numerator * 1000) / denominator) / 10;

/** Null where the estimate is of nobody. @param visited families reached, all of them registered */
export function estimatedCoverage(
	visited: number,
	{ count, low, high }: HouseholdEstimate
): EstimatedCoverage | null {
	if (count === 0) return null;
	return {
		percent: percentOf(visited, count),
		low: percentOf(visited, high),
		high: percentOf(visited, Math.max(low, 1))
	};
}

/** Families thought not to be registered, with the same interval. */
export function unregistered(
	{ count, low, high }: HouseholdEstimate,
	registered: number
): { readonly count: number; readonly low: number; readonly high: number } {
	const more = (all: number) => Math.max(0, all - registered);
	return { count: more(count), low: more(low), high: more(high) };
}
