// How far every house is from the nearest of some places in a straight line: what is known without any road.
import type { Position } from 'geojson';
import type { Reached } from './foot-reach.ts';
import { LocalMetres } from './local-metres.ts';

/** Metres of a degree at a place: between two places their mean is right to a millimetre. */
interface Degrees {
	readonly lng: Float64Array;
	readonly lat: Float64Array;
	readonly perLng: Float64Array;
	readonly perLat: Float64Array;
}

/** The same questions as FootReach, answered without a network. */
export class StraightReach {
	readonly #homes: Degrees;

	/** @param homes [lng, lat] */
	constructor(homes: readonly Position[]) {
		this.#homes = degreesOf(homes);
	}

	/** Homes within `mostM` metres of the nearest source, by home. @param sources [lng, lat] */
	from(sources: readonly Position[], mostM = Infinity): Reached[] {
		const { lng, lat, perLng, perLat } = this.#homes;
		const to = degreesOf(sources);
		const reached: Reached[] = [];
		for (let home = 0; home < lng.length; home++) {
			let least = Infinity;
			let nearest = -1;
			for (let source = 0; source < to.lng.length; source++) {
				const x = ((lng[home]! - to.lng[source]!) * (perLng[home]! + to.perLng[source]!)) / 2;
				const y = ((lat[home]! - to.lat[source]!) * (perLat[home]! + to.perLat[source]!)) / 2;
				const square = x * x + y * y;
				if (square >= least) continue;
				least = square;
				nearest = source;
			}
			const cost = Math.sqrt(least);
			if (nearest >= 0 && cost <= mostM)
				reached.push({ home, cost, source: nearest, isGuess: false });
		}
		return reached;
	}
}

function degreesOf(positions: readonly Position[]): Degrees {
	const axis = (n: 0 | 1) => Float64Array.from(positions, (position) => position[n] ?? NaN);
	const [lng, lat] = [axis(0), axis(1)];
	const per = Array.from(lat, (own) => new LocalMetres([0, own]).point([1, own + 1]));
	return {
		lng,
		lat,
		perLng: Float64Array.from(per, ([x]) => x),
		perLat: Float64Array.from(per, ([, y]) => y)
	};
}
