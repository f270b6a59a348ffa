// Houses along the streets, in clusters, and the families in them. Every house stands inside its own
// RW or dusun, off the water, and clear of every border.
import type { Household } from '#lib/domain/household.ts';
import { addDays } from '#lib/domain/day.ts';
import type { Day } from '#lib/domain/entity.ts';
import type { MultiPolygon, Position } from 'geojson';
import type { DemoAreas, DemoHamlet, DemoVillage } from './areas.ts';
import type { Landmark } from './landmarks.ts';
import { noise, Random } from './random.ts';
import type { RoadPiece } from './road-network.ts';
import { insideMultiPolygon } from './subdivision.ts';
import { metresBetween, moved, onRiver, streamNear, toPosition, type Plan } from './terrain.ts';

/** A place where a house may stand. */
interface Plot {
	readonly plan: Plan;
	readonly position: Position;
	/** Direction of the street in front, as a unit vector on the ground. */
	readonly facing: readonly [number, number];
	readonly street: string | null;
	readonly crowd: number;
}

export interface DemoHousehold extends Household {
	readonly hamlet: DemoHamlet;
	readonly village: DemoVillage;
	readonly plan: Plan;
	readonly facing: readonly [number, number];
}

const cluster = noise('house clusters', 260);
/** No house nearer to a border of its RW than this, in metres. */
const borderMarginM = 12;
const neighbourM = 11;

function plotsAlong(piece: RoadPiece, random: Random): Plot[] {
	if (piece.class === 'river_boat' || piece.bridge) return [];
	const alongU = piece.from.v === piece.to.v;
	const length = alongU ? piece.to.u - piece.from.u : piece.to.v - piece.from.v;
	const plots: Plot[] = [];
	for (let at = 12; at < length - 8; at += 15)
		for (const side of [-1, 1]) {
			const off = side * random.between(13, piece.class === 'main' ? 34 : 22);
			const step = at + random.between(-3, 3);
			const plan = alongU
				? { u: piece.from.u + step, v: piece.from.v + off }
				: { u: piece.from.u + off, v: piece.from.v + step };
			const ahead = alongU ? { u: plan.u + 5, v: plan.v } : { u: plan.u, v: plan.v + 5 };
			if (onRiver(plan, 2) || streamNear(plan, 30)) continue;
			const position = toPosition(plan);
			const front = toPosition(ahead);
			const metres = metresBetween(position, front) || 1;
			const toEast =
				Math.sign(front[0]! - position[0]!) * metresBetween(position, [front[0]!, position[1]!]);
			const toNorth =
				Math.sign(front[1]! - position[1]!) * metresBetween(position, [position[0]!, front[1]!]);
			const quiet = piece.class === 'main' ? 0.5 : 0;
			plots.push({
				plan,
				position,
				facing: [toEast / metres, toNorth / metres],
				street: piece.name,
				crowd: cluster(plan.u, plan.v) + random.next() * 0.5 - quiet
			});
		}
	return plots;
}

function clearOfBorder(position: Position, boundary: MultiPolygon): boolean {
	return [
		[0, 0],
		[borderMarginM, 0],
		[-borderMarginM, 0],
		[0, borderMarginM],
		[0, -borderMarginM]
	].every(([east, north]) => insideMultiPolygon(moved(position, east!, north!), boundary));
}

/** Bounds of a multipolygon: [west, south, east, north]. */
function boundsOf(area: MultiPolygon): [number, number, number, number] {
	const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const [x = 0, y = 0] of area.coordinates.flat(2)) {
		bounds[0] = Math.min(bounds[0], x);
		bounds[1] = Math.min(bounds[1], y);
		bounds[2] = Math.max(bounds[2], x);
		bounds[3] = Math.max(bounds[3], y);
	}
	return bounds;
}

/** A plot this much farther from the middle of the hamlet must be in a denser cluster by 1 to be taken first. */
const gatheringM = 1100;

function metresOnPlan(a: Plan, b: Plan): number {
	return Math.sqrt((a.u - b.u) ** 2 + (a.v - b.v) ** 2);
}

/** The most crowded plots of a hamlet, none closer to another than a house is wide. */
function choosePlots(plots: readonly Plot[], hamlet: DemoHamlet, count: number): Plot[] {
	const boundary = hamlet.area.boundary!;
	const [west, south, east, north] = boundsOf(boundary);
	const chosen: Plot[] = [];
	const taken = new Map<string, Position[]>();
	const cell = 0.0002;
	const near = plots
		.filter(({ position: [x = 0, y = 0] }) => x > west && x < east && y > south && y < north)
		.map((plot) => ({ plot, rank: plot.crowd - metresOnPlan(plot.plan, hamlet) / gatheringM }))
		.sort((a, b) => b.rank - a.rank)
		.map(({ plot }) => plot);
	for (const plot of near) {
		if (chosen.length === count) break;
		const [cx, cy] = [Math.floor(plot.position[0]! / cell), Math.floor(plot.position[1]! / cell)];
		const around = [-1, 0, 1].flatMap((dx) =>
			[-1, 0, 1].flatMap((dy) => taken.get(`${cx + dx},${cy + dy}`) ?? [])
		);
		if (around.some((other) => metresBetween(other, plot.position) < neighbourM)) continue;
		if (!clearOfBorder(plot.position, boundary)) continue;
		const key = `${cx},${cy}`;
		taken.set(key, [...(taken.get(key) ?? []), plot.position]);
		chosen.push(plot);
	}
	return chosen;
}

function nearestLandmark(position: Position, landmarks: readonly Landmark[]): string | null {
	let best: Landmark | undefined;
	let bestM = 350;
	for (const landmark of landmarks) {
		const metres = metresBetween(position, landmark.position);
		if (metres < bestM) [best, bestM] = [landmark, metres];
	}
	return best ? `Dekat ${best.name}` : null;
}

function addressOf(plot: Plot, hamlet: DemoHamlet, random: Random): string {
	const number = random.int(1, 120);
	if (plot.street) return `${plot.street} No. ${number}`;
	return hamlet.kind === 'rw'
		? `Gang ${random.int(1, 24)} No. ${number}`
		: `${hamlet.name} No. ${number}`;
}

const initials: Record<DemoVillage['key'], string> = {
	coast: 'MP',
	riverside: 'TU',
	transmigration: 'KM',
	upstream: 'LS'
};

/** Walks the plots from west to east, so that an RT is a neighbourhood. */
function familiesOf(
	village: DemoVillage,
	hamlet: DemoHamlet,
	plots: readonly Plot[],
	landmarks: readonly Landmark[],
	programStart: Day,
	random: Random
): DemoHousehold[] {
	const byPlace = [...plots].sort((a, b) => a.plan.u - b.plan.u || a.plan.v - b.plan.v);
	const shared = hamlet.households - byPlace.length;
	const homes = [...byPlace, ...Array.from({ length: shared }, () => random.pick(byPlace))].sort(
		(a, b) => a.plan.u - b.plan.u || a.plan.v - b.plan.v
	);
	const perRt = Math.ceil(homes.length / Math.max(1, Math.round(homes.length / 45)));
	return homes.map((plot, index) => ({
		id: random.uuid(Date.UTC(2025, 1, 3) + index),
		rev: 1,
		areaId: hamlet.area.id,
		territoryId: null,
		code: `${initials[village.key]}-${hamlet.number.slice(1)}${String(index + 1).padStart(3, '0')}`,
		posyanduId: null,
		location: { type: 'Point', coordinates: plot.position },
		locationAccuracyM: Math.round(random.between(3, 14)),
		locationSource: random.chance(0.8) ? 'gps' : 'map',
		status: 'active',
		registeredOn: addDays(programStart, -random.int(20, 150)),
		headName: '',
		address: addressOf(plot, hamlet, random),
		rw: hamlet.number,
		rt: String(Math.floor(index / perRt) + 1).padStart(3, '0'),
		phone: null,
		landmark: nearestLandmark(plot.position, landmarks),
		facts: {},
		hamlet,
		village,
		plan: plot.plan,
		facing: plot.facing
	}));
}

/** Share of families who live in the same house as another. */
const sharedShare = 0.06;

/** All 3,000 households, without their people; about one in seventeen shares a position. */
export function buildHouseholds(
	areas: DemoAreas,
	roads: readonly RoadPiece[],
	landmarks: readonly Landmark[],
	programStart: Day
): DemoHousehold[] {
	const random = new Random('households');
	const plots = roads.flatMap((piece) => plotsAlong(piece, random));
	return areas.villages.flatMap((village) =>
		village.hamlets.flatMap((hamlet) => {
			const houses = Math.round(hamlet.households * (1 - sharedShare));
			const chosen = choosePlots(plots, hamlet, houses);
			return familiesOf(village, hamlet, chosen, landmarks, programStart, random);
		})
	);
}
