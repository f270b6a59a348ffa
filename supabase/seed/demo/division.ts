// The published territories of the demo: what the app's own engine answers for each desa, nothing
// drawn or moved by hand.
import { divide } from '#lib/domain/division/divide.ts';
import type { MultiPolygon } from 'geojson';
import type { DemoVillage } from './areas.ts';
import type { DemoHousehold } from './households.ts';

export interface DividedTerritory {
	readonly number: number;
	readonly households: readonly DemoHousehold[];
	/** Minutes of work a month. */
	readonly workload: number;
	readonly boundary: MultiPolygon;
}

export interface DividedVillage {
	readonly territories: readonly DividedTerritory[];
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly metrics: Readonly<Record<string, unknown>>;
}

const seed = 1;

/** Divides a desa's households among `k` kader by minutes of work a month. */
export function divideVillage(
	village: DemoVillage,
	households: readonly DemoHousehold[],
	k: number,
	minutesOf: (household: DemoHousehold) => number
): DividedVillage {
	const byId = new Map(households.map((household) => [household.id as string, household]));
	const result = divide({
		area: village.area.boundary!,
		households: households.map((household) => ({
			id: household.id,
			position: household.location!.coordinates,
			load: minutesOf(household)
		})),
		k,
		seed,
		profile: 'walk'
	});
	if (!result.ok) throw new Error(`${village.area.name}: ${result.reason.text}`);
	return {
		territories: result.territories.map(({ number, households: ids, workload, polygon }) => ({
			number,
			households: ids.map((id) => byId.get(id)!),
			workload,
			boundary: polygon
		})),
		parameters: { k, seed, profile: 'walk' },
		metrics: { ...result.metrics }
	};
}
