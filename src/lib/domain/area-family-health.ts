// The healthy-family index of areas (IKS, PIS-PK; Permenkes 39/2016), added up from that of families at a date. A
// family of which something that concerns it was never asked is not known, and counts on neither side.
import type { Area } from './area.ts';
import type { Id } from './entity.ts';
import type { FamilyHealth, FamilyIndicator } from './family-health.ts';
import { lineage } from './lineage.ts';

export interface IndicatorTally {
	readonly yes: number;
	readonly no: number;
	/** Concerns nobody of the family. */
	readonly na: number;
	readonly unknown: number;
}

export interface AreaFamilyHealth {
	readonly families: number;
	readonly healthy: number;
	readonly nearly: number;
	readonly unhealthy: number;
	readonly indicators: Readonly<Record<FamilyIndicator, IndicatorTally>>;
}

type Open<T> = { -readonly [Key in keyof T]: T[Key] };
interface Tally extends Open<Omit<AreaFamilyHealth, 'indicators'>> {
	readonly indicators: Record<FamilyIndicator, Open<IndicatorTally>>;
}

// By the verdicts there are: the rules that give them stay where families are judged.
const codesOf = (indicators: object) => Object.keys(indicators) as FamilyIndicator[];

function empty(verdicts: FamilyHealth['verdicts']): Tally {
	const none = () => ({ yes: 0, no: 0, na: 0, unknown: 0 });
	const indicators = Object.fromEntries(codesOf(verdicts).map((code) => [code, none()]));
	return {
		...{ families: 0, healthy: 0, nearly: 0, unhealthy: 0 },
		indicators: indicators as Tally['indicators']
	};
}

/** Adds families one by one, so that thousands need not be held. */
export class FamilyHealthSum {
	readonly #areas: ReadonlyMap<string, Pick<Area, 'parentId'>>;
	readonly #sums = new Map<string, Tally>();

	constructor(areas: readonly Pick<Area, 'id' | 'parentId'>[]) {
		this.#areas = new Map(areas.map((area) => [area.id as string, area]));
	}

	/** Counts in the area and everything above it. */
	add(areaId: Id<'area'>, { verdicts, level }: FamilyHealth): void {
		for (const id of lineage(this.#areas, areaId)) {
			const sum = this.#sums.get(id) ?? empty(verdicts);
			this.#sums.set(id, sum);
			sum.families += 1;
			if (level) sum[level] += 1;
			for (const code of codesOf(verdicts)) sum.indicators[code][verdicts[code]] += 1;
		}
	}

	of(areaId: Id<'area'>): AreaFamilyHealth | null {
		return this.#sums.get(areaId) ?? null;
	}
}

/** Families whose index is known. */
export function knownFamilies({ healthy, nearly, unhealthy }: AreaFamilyHealth): number {
	return healthy + nearly + unhealthy;
}

/** 0 … 1: families with an index above 0.800 ÷ families whose index is known; null where none is. */
export function areaIndex(health: AreaFamilyHealth): number | null {
	const known = knownFamilies(health);
	return known === 0 ? null : health.healthy / known;
}

/** 0 … 1: families that meet it ÷ those it concerns and that were asked; null where there is none. */
export function indicatorCoverage({ yes, no }: IndicatorTally): number | null {
	return yes + no === 0 ? null : yes / (yes + no);
}

/** Weakest first; what concerns nobody or was never asked stands last. Equals keep the official order. */
export function weakestFirst(health: AreaFamilyHealth): FamilyIndicator[] {
	const rank = (code: FamilyIndicator) => indicatorCoverage(health.indicators[code]) ?? 2;
	return codesOf(health.indicators).toSorted((a, b) => rank(a) - rank(b));
}
