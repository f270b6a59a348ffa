// What somebody counted of a whole area, registered or not: what an estimate of its households is made from.
// Kept as rows of `target`, each kind under its own code, with the count as denominator and a percent of 0.
import type { Target } from './coverage.ts';
import type { Id } from './entity.ts';

/**
 * Buildings of any use, on the map or from the air; people, as the village office has them; families found by going
 * from house to house until none was left.
 */
export const areaCountKinds = ['buildings', 'residents', 'households_counted'] as const;
export type AreaCountKind = (typeof areaCountKinds)[number];

export function isAreaCount(code: string): code is AreaCountKind {
	return (areaCountKinds as readonly string[]).includes(code);
}

export interface AreaCount {
	readonly count: number;
	readonly year: number;
	/** Who counted, on what. */
	readonly note: string | null;
}

/** Of every area and kind the newest count that is not of a later year; 0 takes back what earlier years said. */
export class AreaCounts {
	readonly #byKey = new Map<string, AreaCount>();

	/** @param targets of any indicator and year */
	constructor(targets: readonly Target[], year: number) {
		for (const target of targets) {
			const { areaId, indicator, denominator, denominatorNote } = target;
			if (!isAreaCount(indicator) || target.year > year || denominator === null) continue;
			const key = `${indicator} ${areaId}`;
			const known = this.#byKey.get(key);
			if (known && known.year > target.year) continue;
			this.#byKey.set(key, { count: denominator, year: target.year, note: denominatorNote });
		}
	}

	get(kind: AreaCountKind, areaId: Id<'area'>): AreaCount | null {
		const found = this.#byKey.get(`${kind} ${areaId}`);
		return found && found.count > 0 ? found : null;
	}
}
