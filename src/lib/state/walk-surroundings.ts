// The roads around the places of a day, and how the kader gets about: read once, handed to the router.
import type { Position } from 'geojson';
import type { Membership } from '#lib/domain/access.ts';
import { roadsAround } from '#lib/domain/routing/roads-around.ts';
import type { TravelMode } from '#lib/domain/travel.ts';
import { workloadRulesFrom } from '#lib/domain/workload.ts';
import type { Records } from '#lib/data/contracts.ts';
import type { WalkRouter } from './walk-router.ts';

export interface Surroundings {
	readonly mode: TravelMode;
	/** Where she lives, [lng, lat]; null where nobody said. */
	readonly home: Position | null;
}

export interface SurroundingsPorts {
	readonly records: Pick<Records, 'all' | 'get'>;
	readonly membership: Pick<Membership, 'kaderId'>;
}

/** What cannot be read is not there: then all ways are guesses. Never rejects. */
export async function readSurroundings(
	{ records, membership }: SurroundingsPorts,
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
	const around = roadsAround(roads, home ? [...places, home] : places);
	router.setRoads({
		lines: around.map(({ class: road, line }) => ({ class: road, line })),
		mode,
		rules
	});
	return { mode, home };
}
