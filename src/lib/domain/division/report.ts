// The figures of a finished division, measured on the polygons themselves and on the true loads.
import type { MultiPolygon, Position } from 'geojson';
import type { DivisionMetrics, DivisionTerritory } from './contract.ts';
import type { MeshLines } from './natural-lines.ts';
import { partOnLines } from './on-lines.ts';
import type { Projection } from './project.ts';

export interface Measured {
	readonly territories: readonly DivisionTerritory[];
	/** Load each territory should have; null where all should have the same. */
	readonly targets: readonly number[] | null;
	/** Households of each territory as indexes into the arrays below. */
	readonly members: readonly (readonly number[])[];
	readonly lng: Float64Array;
	readonly lat: Float64Array;
	readonly load: Float64Array;
	/** −1 where it is not known. */
	readonly group: Int32Array;
	/** Load of the heaviest place that cannot be divided. */
	readonly heaviestPlace: number;
	/** Connected parts of the area. */
	readonly areaParts: number;
	readonly areaM2: number;
	readonly areaPerimeterM: number;
	/** What borders were to follow, in local metres; null where nothing. */
	readonly lines: MeshLines['corners'] | null;
	readonly projection: Projection;
}

export function divisionMetrics(measured: Measured): DivisionMetrics {
	const { territories, projection } = measured;
	const k = territories.length;
	const loads = territories.map(({ workload }) => workload);
	const workload = loads.reduce((sum, one) => sum + one, 0);
	const mean = workload / k || 1;
	const targets = measured.targets ?? loads.map(() => mean);
	const deviations = loads.map((one, a) => Math.abs(one - targets[a]!) / targets[a]!);
	// Without targets of their own the loads as they are: no rounding comes in.
	const excesses = measured.targets ? loads.map((one, a) => one - targets[a]!) : loads;
	const shapes = territories.map(({ polygon }) => polygonSize(polygon, projection));
	// Polsby & Popper (1991): 4πA / P², 1 for a circle.
	const compactness = shapes.map(
		({ m2, perimeterM }) => (4 * Math.PI * m2) / (perimeterM * perimeterM)
	);
	const perimeters = shapes.reduce((sum, { perimeterM }) => sum + perimeterM, 0);
	const parts = shapes.reduce((sum, shape) => sum + shape.parts, 0);
	return {
		territories: k,
		households: territories.reduce((sum, { households }) => sum + households.length, 0),
		workload,
		maxDeviationPercent: 100 * Math.max(...deviations),
		meanDeviationPercent: (100 * deviations.reduce((sum, one) => sum + one, 0)) / k,
		spread: Math.max(...excesses) - Math.min(...excesses),
		heaviestPlacePercent: (100 * measured.heaviestPlace) / mean,
		compactnessMean: compactness.reduce((sum, one) => sum + one, 0) / k,
		compactnessMin: Math.min(...compactness),
		borderM: Math.max(0, (perimeters - measured.areaPerimeterM) / 2),
		...(measured.lines && {
			onLinesPercent: 100 * partOnLines(territories, measured.lines, projection)
		}),
		rmsDistanceM: rmsDistance(measured),
		extraParts: Math.max(0, parts - Math.max(k, measured.areaParts)),
		...groupFigures(measured),
		areaM2: measured.areaM2
	};
}

function groupFigures({ members, group }: Measured): { groups: number; groupsSplit: number } {
	const territoriesOf = new Map<number, number>();
	for (const own of members) {
		for (const one of new Set(own.map((i) => group[i]!))) {
			if (one >= 0) territoriesOf.set(one, (territoriesOf.get(one) ?? 0) + 1);
		}
	}
	const split = [...territoriesOf.values()].filter((count) => count > 1);
	return { groups: territoriesOf.size, groupsSplit: split.length };
}

/** Square metres, metres round (holes too) and parts above 1 m². */
export function polygonSize({ coordinates }: MultiPolygon, projection: Projection) {
	let m2 = 0;
	let perimeterM = 0;
	let parts = 0;
	for (const polygon of coordinates) {
		let own = 0;
		polygon.forEach((ring, index) => {
			const size = ringSize(ring, projection);
			own += index === 0 ? size.m2 : -size.m2;
			perimeterM += size.perimeterM;
		});
		m2 += own;
		if (own > 1) parts++;
	}
	return { m2, perimeterM, parts };
}

function ringSize(ring: readonly Position[], projection: Projection) {
	let twice = 0;
	let perimeterM = 0;
	for (let i = 0; i + 1 < ring.length; i++) {
		const ax = projection.x(ring[i]![0]!);
		const ay = projection.y(ring[i]![1]!);
		const bx = projection.x(ring[i + 1]![0]!);
		const by = projection.y(ring[i + 1]![1]!);
		twice += ax * by - bx * ay;
		perimeterM += Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));
	}
	return { m2: Math.abs(twice) / 2, perimeterM };
}

/** Root of the mean squared distance of a unit of load to the middle of its territory. */
function rmsDistance({ members, lng, lat, load, projection }: Measured): number {
	let squares = 0;
	let total = 0;
	for (const own of members) {
		let weight = 0;
		let x = 0;
		let y = 0;
		for (const i of own) {
			weight += load[i]!;
			x += load[i]! * projection.x(lng[i]!);
			y += load[i]! * projection.y(lat[i]!);
		}
		if (weight === 0) continue;
		for (const i of own) {
			const dx = projection.x(lng[i]!) - x / weight;
			const dy = projection.y(lat[i]!) - y / weight;
			squares += load[i]! * (dx * dx + dy * dy);
		}
		total += weight;
	}
	return Math.sqrt(squares / (total || 1));
}
