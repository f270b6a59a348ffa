// The roads around the places of a day, and how the kader gets about: read once, handed to the router.
// Where nobody has imported roads, those that are drawn on the map of this phone.
import type { Position } from 'geojson';
import type { Membership } from '#lib/domain/access.ts';
import { carries, type RoadLine } from '#lib/domain/routing/road-network.ts';
import { roadsAround } from '#lib/domain/routing/roads-around.ts';
import type { TravelMode } from '#lib/domain/travel.ts';
import { workloadRulesFrom } from '#lib/domain/workload.ts';
import type { Records } from '#lib/data/contracts.ts';
import type { WalkRouter } from './walk-router.ts';

/** Whence the ways come: imported roads, or the map's tiles; `none`: every way is a guess. */
export type WaySource = 'roads' | 'tiles' | 'none';

export interface Surroundings {
	readonly mode: TravelMode;
	readonly source: WaySource;
	/** Where she lives, [lng, lat]; null where nobody said. */
	readonly home: Position | null;
}

export interface SurroundingsPorts {
	readonly records: Pick<Records, 'all' | 'get'>;
	readonly membership: Pick<Membership, 'kaderId'>;
	/** Roads on the map tiles of this phone around some places, [lng, lat]. */
	readonly tileRoads?: (places: readonly Position[]) => Promise<readonly RoadLine[]>;
}

/** What cannot be read is not there: then all ways are guesses. Never rejects. */
export async function readSurroundings(
	{ records, membership, tileRoads }: SurroundingsPorts,
	router: Pick<WalkRouter, 'setRoads'>,
	places: readonly Position[]
): Promise<Surroundings> {
	const { kaderId } = membership;
	const [roads, settings, kader] = await Promise.all([
		records.all('road'),
		records.all('setting'),
		kaderId ? records.get('kader', kaderId) : undefined
	]).catch(() => [[], [], undefined] as const);
	const rules = workloadRulesFrom(settings).travel;
	const mode = kader?.travelMode ?? rules.usualMode;
	const home = kader?.home?.coordinates ?? null;
	const near = home ? [...places, home] : places;
	const given = roadsAround(roads, near);
	const leads = (lines: readonly RoadLine[]) =>
		lines.some(({ class: road }) => carries(mode, road));
	const drawn = leads(given) ? [] : ((await tileRoads?.(near).catch(() => [])) ?? []);
	const lines = [...given, ...drawn].map(({ class: road, line }) => ({ class: road, line }));
	router.setRoads({ lines, mode, rules });
	const source = leads(given) ? 'roads' : leads(drawn) ? 'tiles' : 'none';
	return { mode, home, source };
}
