// The marks of the map as plain polygons in a unit box, and their pixels. The legend draws the same
// polygons as SVG, so that it cannot differ from the map. No canvas: works in a test and in a worker.
import type { HouseholdState } from './palette.ts';

export type Shape =
	| 'circle'
	| 'ring'
	| 'square'
	| 'diamond'
	| 'triangle'
	| 'cross'
	| 'check'
	| 'plus'
	| 'star'
	| 'house'
	| 'cluster';

type Point = readonly [number, number];
/** Outer outlines and holes together, filled by the even-odd rule; x right, y down, −1…1. */
export type Outline = readonly (readonly Point[])[];

/** Each state has its own shape: nobody has to tell it by its colour. */
export const householdShapes: Readonly<Record<HouseholdState, Shape>> = {
	overdue: 'triangle',
	due: 'circle',
	missed: 'cross',
	new: 'star',
	planned: 'ring',
	done: 'check'
};

export const facilityShapes = {
	puskesmas: 'plus',
	hospital: 'plus',
	pustu: 'square',
	posyandu: 'house'
} as const satisfies Record<string, Shape>;

export const outlines: Readonly<Record<Shape, Outline>> = {
	circle: [circle(0.8)],
	cluster: [circle(1)],
	ring: [circle(0.8), circle(0.42)],
	square: [rectangle(-0.7, -0.7, 0.7, 0.7)],
	diamond: [
		[
			[0, -1],
			[1, 0],
			[0, 1],
			[-1, 0]
		]
	],
	triangle: [
		[
			[0, -0.95],
			[1, 0.8],
			[-1, 0.8]
		]
	],
	cross: [turned(plus(0.3, 1), 45)],
	plus: [plus(0.34, 0.95)],
	check: [
		[
			[-0.85, 0.05],
			[-0.5, -0.3],
			[-0.2, 0],
			[0.55, -0.75],
			[0.9, -0.4],
			[-0.2, 0.7]
		]
	],
	star: [star(5, 1, 0.45)],
	house: [
		[
			[0, -0.95],
			[0.95, -0.1],
			[0.7, -0.1],
			[0.7, 0.85],
			[-0.7, 0.85],
			[-0.7, -0.1],
			[-0.95, -0.1]
		]
	]
};

function circle(radius: number): Point[] {
	return Array.from({ length: 40 }, (_, i) => {
		const angle = (i / 40) * 2 * Math.PI;
		return [radius * Math.cos(angle), radius * Math.sin(angle)];
	});
}

function rectangle(west: number, north: number, east: number, south: number): Point[] {
	return [
		[west, north],
		[east, north],
		[east, south],
		[west, south]
	];
}

function plus(half: number, reach: number): Point[] {
	return [
		[-half, -reach],
		[half, -reach],
		[half, -half],
		[reach, -half],
		[reach, half],
		[half, half],
		[half, reach],
		[-half, reach],
		[-half, half],
		[-reach, half],
		[-reach, -half],
		[-half, -half]
	];
}

function star(points: number, outer: number, inner: number): Point[] {
	return Array.from({ length: points * 2 }, (_, i) => {
		const radius = i % 2 === 0 ? outer : inner;
		const angle = (i / (points * 2)) * 2 * Math.PI - Math.PI / 2;
		return [radius * Math.cos(angle), radius * Math.sin(angle)];
	});
}

function turned(outline: readonly Point[], degrees: number): Point[] {
	const angle = (degrees * Math.PI) / 180;
	return outline.map(([x, y]) => [
		x * Math.cos(angle) - y * Math.sin(angle),
		x * Math.sin(angle) + y * Math.cos(angle)
	]);
}

/** SVG path data of a shape in a box of −1…1. */
export function svgPath(shape: Shape): string {
	return outlines[shape]
		.map((line) => `M${line.map(([x, y]) => `${x.toFixed(3)} ${y.toFixed(3)}`).join('L')}Z`)
		.join('');
}
