// The lie of the land. Everything is laid out on a straight plan (u metres downstream, v metres north
// of the river) and bent here into the real shape, so that a road beside the river stays beside it.
import type { Position } from 'geojson';
import { noise, smoothstep } from './random.ts';

/** A place on the straight plan: metres east along the river, metres north of it. */
export interface Plan {
	readonly u: number;
	readonly v: number;
}

/** Bounds of the kecamatan on the plan: [west, south, east, north]. The east side is the coast. */
export const planBounds = [0, -4000, 20000, 5000] as const;

const originLng = 117.55;
const originLat = 0.5;
/** Metres in one degree at the equator; cos(0.5°) changes it by less than 5 m. */
const metresPerDegreeLng = 111_316;
const metresPerDegreeLat = 110_574;

const bend = noise('river bend', 1150);
const ripple = noise('river ripple', 620);
const swayEast = noise('sway east', 2600);
const swayNorth = noise('sway north', 2600);
const shore = noise('shore', 1900);

function riverNorth(u: number): number {
	return bend(u, 0) * 640 + ripple(u, 0) * 110;
}

/** Metres east and north of the origin. The river's bends fade 3 km away from it. */
export function toGround({ u, v }: Plan): readonly [number, number] {
	const nearRiver = 1 - smoothstep((Math.abs(v) - 250) / 2900);
	const nearCoast = smoothstep((u - 17200) / 2800);
	return [
		u - 10000 + swayEast(u, v) * 240 + shore(0, v) * 420 * nearCoast,
		v + riverNorth(u) * nearRiver + swayNorth(u, v) * 180
	];
}

/** [lng, lat] rounded to 1e-6 degrees (0.11 m), so that shared corners are equal to the bit. */
export function groundToPosition([east, north]: readonly [number, number]): Position {
	return [
		Math.round((originLng + east / metresPerDegreeLng) * 1e6) / 1e6,
		Math.round((originLat + north / metresPerDegreeLat) * 1e6) / 1e6
	];
}

export function toPosition(plan: Plan): Position {
	return groundToPosition(toGround(plan));
}

/** Metres between two [lng, lat] positions of the demo area. */
export function metresBetween(a: Position, b: Position): number {
	const east = (a[0]! - b[0]!) * metresPerDegreeLng;
	const north = (a[1]! - b[1]!) * metresPerDegreeLat;
	return Math.sqrt(east * east + north * north);
}

/** A position moved by metres east and north. */
export function moved(position: Position, east: number, north: number): Position {
	return [
		Math.round((position[0]! + east / metresPerDegreeLng) * 1e6) / 1e6,
		Math.round((position[1]! + north / metresPerDegreeLat) * 1e6) / 1e6
	];
}

/** Half the river's width: 28 m upstream, 55 m before the estuary, wide at the mouth. */
export function riverHalfWidth(u: number): number {
	return 28 + 27 * smoothstep(u / 16000) + 160 * smoothstep((u - 18900) / 1100);
}

/** A stream that runs into the river: u = `u` plus a wiggle, from v = `head` down to the river. */
export interface Stream {
	readonly name: string;
	readonly u: number;
	readonly head: number;
}

export const riverName = 'Sungai Pandan';

export const streams: readonly Stream[] = [
	{ name: 'Sungai Sebatu', u: 3600, head: 4100 },
	{ name: 'Sungai Kelok', u: 5700, head: -3600 },
	{ name: 'Sungai Ulin', u: 9500, head: 4900 },
	{ name: 'Sungai Merang', u: 11900, head: -3700 },
	{ name: 'Sungai Rejo', u: 13700, head: 4800 },
	{ name: 'Parit Nelayan', u: 18400, head: -1900 }
];

const wiggle = noise('stream wiggle', 420);

/** Where a stream is at a given v. Stays within 130 m of its own u. */
export function streamAt(stream: Stream, v: number): Plan {
	return { u: stream.u + wiggle(stream.u, v) * 130, v };
}

/** The stream that passes within `metres` of a place, if any. */
export function streamNear({ u, v }: Plan, metres: number): Stream | undefined {
	return streams.find((stream) => {
		const along = stream.head > 0 ? v >= 0 && v <= stream.head : v <= 0 && v >= stream.head;
		return along && Math.abs(streamAt(stream, v).u - u) < metres;
	});
}

/** True on the river or within `metres` of its bank. */
export function onRiver({ u, v }: Plan, metres: number): boolean {
	// The bends make the banks up to twice as close on the ground as on the plan.
	return Math.abs(v) < (riverHalfWidth(u) + metres) * 1.7;
}
