// Positions as metres on a plane around one place, and back, on the ellipsoid of GPS: a sphere would be
// half a percent off at the equator. Good to 0.1 % over a kabupaten.
import type { Position } from 'geojson';

/** x to the east, y to the north. */
export type PointM = readonly [x: number, y: number];

/** Series of the WGS 84 ellipsoid. @param lat radians */
function metresPerDegree(lat: number): { lng: number; lat: number } {
	const cosine = (times: number): number => Math.cos(times * lat);
	return {
		lng: 111_412.88 * cosine(1) - 93.5 * cosine(3) + 0.118 * cosine(5),
		lat: 111_132.95 - 559.85 * cosine(2) + 1.175 * cosine(4)
	};
}

export class LocalMetres {
	readonly #west: number;
	readonly #south: number;
	readonly #perDegree: { readonly lng: number; readonly lat: number };

	/** @param middle [lng, lat]; distances are true there */
	constructor([lng = 0, lat = 0]: Position) {
		this.#west = lng;
		this.#south = lat;
		this.#perDegree = metresPerDegree((lat * Math.PI) / 180);
	}

	point([lng = NaN, lat = NaN]: Position): PointM {
		return [(lng - this.#west) * this.#perDegree.lng, (lat - this.#south) * this.#perDegree.lat];
	}

	/** [lng, lat] with seven digits, about a centimetre. */
	position(x: number, y: number): Position {
		return [
			rounded(this.#west + x / this.#perDegree.lng),
			rounded(this.#south + y / this.#perDegree.lat)
		];
	}
}

/** Straight between two places anywhere; the same both ways. */
export function metresApart([lng = NaN, lat = NaN]: Position, b: Position): number {
	const [otherLng = NaN, otherLat = NaN] = b;
	const plane = new LocalMetres([(lng + otherLng) / 2, (lat + otherLat) / 2]);
	const [x, y] = plane.point([lng, lat]);
	return 2 * Math.hypot(x, y);
}

function rounded(degrees: number): number {
	return Math.round(degrees * 1e7) / 1e7;
}
