// Degrees to local metres and back by two constant scales. It must stay affine, so that a straight
// border on the globe's degrees is straight in metres and shared points stay identical.
import type { Position } from 'geojson';

export interface Projection {
	/** Metres east of the origin, rounded to whole millimetres. */
	x(lng: number): number;
	/** Metres north of the origin, rounded to whole millimetres. */
	y(lat: number): number;
	position(x: number, y: number): Position;
}

const radius = 6378137;
const flattening = 1 / 298.257223563;
const eccentricity2 = flattening * (2 - flattening);
const radians = Math.PI / 180;

/**
 * Cosine by its power series: Math.cos differs in the last bit between engines, + and × do not.
 * Exact to 1e-16 for |angle| ≤ π/2.
 */
function cosine(angle: number): number {
	const square = angle * angle;
	let sum = 1;
	for (let n = 12; n >= 1; n--) sum = 1 - (square / ((2 * n - 1) * (2 * n))) * sum;
	return sum;
}

/** A projection about [lng, lat] with the radii of the WGS 84 ellipsoid there (error < 1e-4 at 50 km). */
export function localProjection(lng: number, lat: number): Projection {
	const cos = cosine(lat * radians);
	const bulge = 1 - eccentricity2 * (1 - cos * cos);
	const eastScale = (radians * radius * cos) / Math.sqrt(bulge);
	const northScale = (radians * radius * (1 - eccentricity2)) / (bulge * Math.sqrt(bulge));
	return {
		x: (value) => Math.round((value - lng) * eastScale * 1000) / 1000,
		y: (value) => Math.round((value - lat) * northScale * 1000) / 1000,
		position: (x, y) => [lng + x / eastScale, lat + y / northScale]
	};
}
