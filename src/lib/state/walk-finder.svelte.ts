// From where she stands to one house: the way on roads and footpaths, and the straight line beside it.
// The dot stays where the phone says, on a road or not.
import { untrack } from 'svelte';
import type { Point, Position } from 'geojson';
import type { Fix } from '#lib/domain/fix.ts';
import { bearingDegrees, straightMetres } from '#lib/domain/geometry/straight-line.ts';
import { metresApart } from '#lib/domain/routing/local-metres.ts';
import type { Way } from '#lib/domain/routing/way.ts';
import {
	readSurroundings,
	type Surroundings,
	type SurroundingsPorts,
	type WaySource
} from './walk-surroundings.ts';
import { WalkRouter } from './walk-router.ts';

/** A way is found anew after so many metres: less is the trembling of a phone that lies still. */
const stepM = 20;
/** Nearer than this nobody needs an arrow, however sure the phone is. */
const thereM = 15;

export interface Straight {
	readonly metres: number;
	/** Clockwise from north. */
	readonly degrees: number;
}

export class HouseFinder {
	/** Null until one is found, and where no worker finds any. */
	way = $state.raw<Way | null>(null);
	source = $state<WaySource>('none');
	readonly #ports: SurroundingsPorts;
	readonly #router: WalkRouter;
	#roads: Promise<Surroundings> | null = null;
	#asked: readonly [Position, Position] | null = null;

	constructor(ports: SurroundingsPorts, router = new WalkRouter()) {
		this.#ports = ports;
		this.#router = router;
	}

	close(): void {
		this.#router.close();
	}

	/** As the crow flies; null while either place is unknown. */
	straight(from: Position | null, to: Point | null): Straight | null {
		if (!from || !to) return null;
		const here: Point = { type: 'Point', coordinates: from };
		return { metres: straightMetres(here, to), degrees: bearingDegrees(here, to) };
	}

	/** Where she is: as she said, else as the phone says. @param chosen [lng, lat] */
	from(chosen: Position | null, fix: Fix | null): Position | null {
		return chosen ?? fix?.point.coordinates ?? null;
	}

	/** Call it in an effect with each position and the house's place. */
	follow(from: Position | null, to: Point | null): void {
		if (!from || !to) return;
		const [before, goal] = this.#asked ?? [];
		const isSame = before && goal && metresApart(goal, to.coordinates) < 1;
		if (isSame && metresApart(before, from) < stepM) return;
		this.#asked = [from, to.coordinates];
		untrack(() => void this.#find(from, to.coordinates));
	}

	async #find(from: Position, to: Position): Promise<void> {
		this.#roads ??= readSurroundings(this.#ports, this.#router, [from, to]);
		this.source = (await this.#roads).source;
		if (this.source === 'none') this.#roads = null;
		const way = await this.#router.way({ from, to });
		// No answer: she has gone on and asked again, or nobody answers on this phone.
		if (way) this.way = way;
	}
}

/** Whether she is as near as her position can tell. @param accuracyM 0 where she marked it herself */
export function isThere(straight: Straight | null, accuracyM: number): boolean {
	return straight !== null && straight.metres <= Math.max(thereM, accuracyM);
}

/** Coordinates and nothing else: what another app is told. @param place [lng, lat] */
export function geoLink({ coordinates }: Point): string {
	const [lng = 0, lat = 0] = coordinates.map((degrees) => Number(degrees.toFixed(6)));
	return `geo:${lat},${lng}?q=${lat},${lng}`;
}
