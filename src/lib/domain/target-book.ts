// What is to be reached of one indicator in one year: the percent, and the denominators that are not counted
// but set. docs/metrics.md, "PWS".
import { lineage } from './lineage.ts';
import type { Area } from './area.ts';
import type { Target } from './coverage.ts';
import type { Id } from './entity.ts';

/** The denominator that is set beside the registered one. */
export type SetDenominator = 'official' | 'estimated';

export interface TargetPercent {
	/** Percent of the denominator to be reached by the end of the year; never 0. */
	readonly percent: number;
	/** The area that it was set for: the asked one, or one above it. */
	readonly areaId: Id<'area'>;
	/** Set for no area up there, but the same for every part: a planner whose work ends below does not see more. */
	readonly isOfParts?: true;
}

export interface KnownDenominator {
	readonly count: number;
	readonly note: string | null;
	/** Not set for the area itself: the sum of its parts, of which each has one. */
	readonly isSum: boolean;
	/** Nobody set it: computed from what was counted of the area. */
	readonly isComputed?: true;
}

/** The estimate of an area where nobody set one; null where there is none either. */
export type ComputedEstimate = (areaId: Id<'area'>) => number | null;

const estimateEnd = '.estimated';

/**
 * The estimate of an indicator is a row of its own, beside the official target: area, indicator and year
 * are unique.
 */
export function estimateOf(indicator: string): string {
	return `${indicator}${estimateEnd}`;
}

export function isEstimate(indicator: string): boolean {
	return indicator.endsWith(estimateEnd);
}

export class TargetBook {
	readonly #areas: ReadonlyMap<string, Pick<Area, 'parentId'>>;
	readonly #parts = new Map<string, Id<'area'>[]>();
	readonly #rows: ReadonlyMap<string, Target>;
	readonly #estimates: ReadonlyMap<string, Target>;
	readonly #computed: ComputedEstimate;

	/**
	 * @param targets of any year and indicator
	 * @param computed what a planner set comes before it, and it before a sum of parts
	 */
	constructor(
		targets: readonly Target[],
		areas: readonly Pick<Area, 'id' | 'parentId'>[],
		indicator: string,
		year: number,
		computed: ComputedEstimate = () => null
	) {
		this.#computed = computed;
		this.#areas = new Map(areas.map((area) => [area.id as string, area]));
		for (const { id, parentId } of areas) {
			if (parentId === null) continue;
			const parts = this.#parts.get(parentId);
			if (parts) parts.push(id);
			else this.#parts.set(parentId, [id]);
		}
		const of = (name: string) =>
			new Map(
				targets
					.filter((target) => target.year === year && target.indicator === name)
					.map((target) => [target.areaId as string, target])
			);
		this.#rows = of(indicator);
		this.#estimates = of(estimateOf(indicator));
	}

	/**
	 * Of the area, else of the nearest one above that has one, else what all its parts have in common. A target of
	 * 0 says that there is none.
	 */
	percentFor(areaId: Id<'area'>): TargetPercent | null {
		for (const id of lineage(this.#areas, areaId)) {
			const own = this.#rows.get(id);
			if (own) return own.percent > 0 ? { percent: own.percent, areaId: id } : null;
		}
		const percents = (this.#parts.get(areaId) ?? []).map((part) => this.#rows.get(part)?.percent);
		const [percent] = percents;
		if (!percent || percents.some((one) => one !== percent)) return null;
		return { percent, areaId, isOfParts: true };
	}

	/** Of the area itself, else computed, else the sum of its parts if every one has it; never of what lies above. */
	denominatorFor(areaId: Id<'area'>, kind: SetDenominator): KnownDenominator | null {
		return this.#known(areaId, kind, new Set());
	}

	#known(areaId: Id<'area'>, kind: SetDenominator, seen: Set<string>): KnownDenominator | null {
		if (seen.has(areaId)) return null;
		seen.add(areaId);
		const own = this.#own(areaId, kind);
		if (own?.denominator) {
			return { count: own.denominator, note: own.denominatorNote, isSum: false };
		}
		const computed = kind === 'estimated' ? this.#computed(areaId) : null;
		if (computed) return { count: computed, note: null, isSum: false, isComputed: true };
		const parts = this.#parts.get(areaId) ?? [];
		let count = 0;
		for (const part of parts) {
			const known = this.#known(part, kind, seen);
			if (!known) return null;
			count += known.count;
		}
		return count > 0 ? { count, note: null, isSum: true } : null;
	}

	#own(areaId: string, kind: SetDenominator): Target | undefined {
		const row = this.#rows.get(areaId);
		const isEstimated = row?.denominatorSource === 'estimated';
		if (kind === 'official') return row?.denominatorSource === 'official' ? row : undefined;
		return this.#estimates.get(areaId) ?? (isEstimated ? row : undefined);
	}
}
