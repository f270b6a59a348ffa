// Builders of plans of an area and their households, for tests that do not need the engine.
import type { MultiPolygon } from 'geojson';
import type { DivisionMetrics } from '#lib/domain/division/contract.ts';
import type { Household } from '#lib/domain/household.ts';
import type { PlanDraft } from '#lib/domain/territory-plan.ts';
import { aHousehold } from './visit-world.ts';

/** A box of a hundredth of a degree, the n-th from the west. */
export function box(n: number): MultiPolygon {
	const west = 117 + n / 100;
	const [east, south, north] = [west + 0.01, 0, 0.01];
	return {
		type: 'MultiPolygon',
		coordinates: [
			[
				[
					[west, south],
					[east, south],
					[east, north],
					[west, north],
					[west, south]
				]
			]
		]
	};
}

/** Territory 1 holds the households of the first list, and so on; territory n is `box(n - 1)`. */
export function aPlan(
	households: readonly (readonly string[])[],
	own: {
		readonly kader?: PlanDraft['kader'];
		readonly moved?: PlanDraft['moved'];
		readonly metrics?: Partial<DivisionMetrics>;
	} = {}
): PlanDraft {
	return {
		division: {
			unit: 'households',
			seed: 1,
			kaderIds: [],
			territories: households.map((ids, n) => ({
				number: n + 1,
				boundary: box(n),
				households: ids
			})),
			outside: [],
			unlocated: [],
			metrics: { borderM: 1000, compactnessMean: 0.5, ...own.metrics } as DivisionMetrics,
			notes: []
		},
		kader: own.kader ?? households.map(() => null),
		moved: own.moved ?? {},
		locked: []
	};
}

/** In the n-th box, as far north as `at` says (0 … 1); without `at` nobody knows where. */
export function houseIn(id: string, n: number, at?: number): Household {
	const coordinates = at === undefined ? null : [117 + n / 100 + 0.005, at / 100];
	return aHousehold({
		id,
		code: id,
		location: coordinates && { type: 'Point', coordinates },
		rw: null,
		rt: String(n)
	});
}

export function minutesOf(ids: Iterable<string>, minutes = 60): Map<string, number> {
	return new Map([...ids].map((id) => [id, minutes]));
}
