// A choropleth as plain paths: it prints, needs neither tiles nor WebGL, and becomes a picture file.
import type { MultiPolygon, Position } from 'geojson';
import { labelPoint } from './label-point.ts';

export interface PictureArea {
	readonly id: string;
	readonly boundary: MultiPolygon | null;
}

export interface PictureLabel {
	readonly id: string;
	readonly x: number;
	readonly y: number;
	/** Room for name and value; else for the number alone. */
	readonly isFull: boolean;
}

export interface AreaPicture {
	/** In the picture's own units, y downwards. */
	readonly width: number;
	readonly height: number;
	readonly shapes: readonly { readonly id: string; readonly path: string }[];
	/** Never one over another. */
	readonly labels: readonly PictureLabel[];
	/** A round length on the ground, in metres, and in units of the picture. */
	readonly scale: { readonly lengthM: number; readonly length: number };
}

type Size = readonly [width: number, height: number];

export interface PictureFrame {
	readonly width: number;
	readonly maxHeight: number;
	/** Width and height of the label of an area with name and value, and of its number alone. */
	readonly full: (id: string) => Size;
	readonly short: Size;
}

const metresPerDegree = 111_320;

/**
 * Areas in a frame, with labels. Equirectangular about the middle of the areas, which is true enough for a
 * kabupaten; coordinates are [lng, lat]. The labels of large areas come first: a small one whose label would
 * lie on another keeps the number alone, or nothing.
 * @returns null where no area has a boundary
 */
export function areaPicture(
	areas: readonly PictureArea[],
	frame: PictureFrame
): AreaPicture | null {
	const drawn = areas.flatMap(({ id, boundary }) => (boundary ? [{ id, boundary }] : []));
	const box = boxOf(drawn.map(({ boundary }) => boundary));
	if (!box) return null;
	const [west, south, east, north] = box;
	const narrowing = Math.cos((((south + north) / 2) * Math.PI) / 180);
	const wide = Math.max((east - west) * narrowing, 1e-6);
	const high = Math.max(north - south, 1e-6);
	const perDegree = Math.min(frame.width / wide, frame.maxHeight / high);
	const left = (frame.width - wide * perDegree) / 2;
	const at = ([lng = 0, lat = 0]: Position): [number, number] => [
		round(left + (lng - west) * narrowing * perDegree),
		round((north - lat) * perDegree)
	];
	const shapes = drawn.map(({ id, boundary }) => ({ id, path: pathOf(boundary, at) }));
	return {
		width: frame.width,
		height: round(high * perDegree),
		shapes,
		labels: labelsOf(drawn, at, frame),
		scale: scaleOf(perDegree / metresPerDegree, frame.width / 5)
	};
}

const round = (value: number) => Math.round(value * 100) / 100;

function boxOf(boundaries: readonly MultiPolygon[]): [number, number, number, number] | null {
	let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const { coordinates } of boundaries)
		for (const [lng = 0, lat = 0] of coordinates.flat(2)) {
			west = Math.min(west, lng);
			south = Math.min(south, lat);
			east = Math.max(east, lng);
			north = Math.max(north, lat);
		}
	return Number.isFinite(west) ? [west, south, east, north] : null;
}

function pathOf({ coordinates }: MultiPolygon, at: (position: Position) => [number, number]) {
	return coordinates
		.flat()
		.map((ring) => {
			const points = ring.map((position) => at(position).join(' '));
			// Points that fall on one another on paper say nothing.
			return `M${points.filter((point, index) => point !== points[index - 1]).join('L')}Z`;
		})
		.join('');
}

function labelsOf(
	areas: readonly { readonly id: string; readonly boundary: MultiPolygon }[],
	at: (position: Position) => [number, number],
	{ full, short, width }: PictureFrame
): PictureLabel[] {
	const largest = areas
		.map(({ id, boundary }) => {
			const [west, south, east, north] = boxOf([boundary]) ?? [0, 0, 0, 0];
			const point = labelPoint({ type: 'Feature', geometry: boundary, properties: {} });
			return { id, point, size: (east - west) * (north - south) };
		})
		.sort((a, b) => b.size - a.size);
	const taken: (readonly [x: number, y: number, w: number, h: number])[] = [];
	const isFree = (x: number, y: number, [w, h]: Size) =>
		taken.every(
			([tx, ty, tw, th]) => Math.abs(x - tx) >= (w + tw) / 2 || Math.abs(y - ty) >= (h + th) / 2
		);
	const labels: PictureLabel[] = [];
	for (const { id, point } of largest) {
		if (!point) continue;
		const [px, y] = at(point);
		const whole = full(id);
		const size = [whole, short].find((one) => isFree(inside(px, one[0], width), y, one));
		if (!size) continue;
		const x = inside(px, size[0], width);
		taken.push([x, y, ...size]);
		labels.push({ id, x, y, isFull: size === whole });
	}
	return labels;
}

const inside = (x: number, own: number, width: number) =>
	Math.min(Math.max(x, own / 2), width - own / 2);

/** 1, 2 or 5 times a power of ten metres: the longest that is not longer than `most`. */
function scaleOf(perMetre: number, most: number): AreaPicture['scale'] {
	const power = 10 ** Math.floor(Math.log10(most / perMetre));
	const lengthM = [5, 2, 1].map((n) => n * power).find((one) => one * perMetre <= most) ?? power;
	return { lengthM, length: round(lengthM * perMetre) };
}
