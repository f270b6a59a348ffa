// Turns straight streets on the plan into a connected network: cut at every crossing, bent into the
// real shape, with bridges where they cross water. Two pieces that meet share a position exactly.
import type { RoadClass } from '#lib/domain/area.ts';
import type { LineString } from 'geojson';
import { streamAt, streams, toPosition, type Plan } from './terrain.ts';

/** A street along one axis of the plan; whole metres, so that crossings are exact. */
export interface Street {
	readonly class: RoadClass;
	readonly name: string | null;
	/** `u`: runs east at a fixed v. `v`: runs north at a fixed u. */
	readonly axis: 'u' | 'v';
	readonly fixed: number;
	readonly from: number;
	readonly to: number;
}

export interface RoadPiece {
	readonly class: RoadClass;
	readonly name: string | null;
	readonly bridge: boolean;
	readonly from: Plan;
	readonly to: Plan;
	readonly line: LineString;
}

const riverBridgeHalf = 75;
const streamBridgeHalf = 20;
/** Metres between the points of a bent street. */
const bendStep = 70;

function placeOn(street: Street, at: number): Plan {
	return street.axis === 'u' ? { u: at, v: street.fixed } : { u: street.fixed, v: at };
}

function crosses(a: Street, b: Street): boolean {
	return (
		a.axis !== b.axis &&
		b.fixed >= a.from &&
		b.fixed <= a.to &&
		a.fixed >= b.from &&
		a.fixed <= b.to
	);
}

/** A boat meets a road only at a landing: at the end of one of them. */
function meet(a: Street, b: Street): boolean {
	if (!crosses(a, b)) return false;
	if ((a.class === 'river_boat') === (b.class === 'river_boat')) return true;
	const endOfA = b.fixed === a.from || b.fixed === a.to;
	const endOfB = a.fixed === b.from || a.fixed === b.to;
	return endOfA || endOfB;
}

/** Stretches of a street that lie over water, as [from, to] along its axis. */
function overWater(street: Street): [number, number][] {
	if (street.class === 'river_boat') return [];
	if (street.axis === 'v')
		return street.from < 0 && street.to > 0 ? [[-riverBridgeHalf, riverBridgeHalf]] : [];
	return streams
		.filter(({ head }) =>
			head > 0 ? street.fixed > 0 && street.fixed < head : street.fixed < 0 && street.fixed > head
		)
		.map((stream) => Math.round(streamAt(stream, street.fixed).u))
		.filter((u) => u - streamBridgeHalf > street.from && u + streamBridgeHalf < street.to)
		.map((u) => [u - streamBridgeHalf, u + streamBridgeHalf]);
}

function bent(street: Street, from: number, to: number): LineString {
	const pieces = Math.max(1, Math.ceil((to - from) / bendStep));
	const coordinates = Array.from({ length: pieces + 1 }, (_, i) =>
		toPosition(placeOn(street, i === pieces ? to : from + ((to - from) * i) / pieces))
	);
	return { type: 'LineString', coordinates };
}

/** Cuts streets at their crossings and at the ends of their bridges. */
export function buildNetwork(streets: readonly Street[]): RoadPiece[] {
	return streets.flatMap((street) => {
		const water = overWater(street);
		const cuts = new Set([street.from, street.to, ...water.flat()]);
		for (const other of streets) if (meet(street, other)) cuts.add(other.fixed);
		const sorted = [...cuts].sort((a, b) => a - b);
		return sorted.slice(1).map((to, index) => {
			const from = sorted[index]!;
			const middle = (from + to) / 2;
			return {
				class: street.class,
				name: street.name,
				bridge: water.some(([start, end]) => middle > start && middle < end),
				from: placeOn(street, from),
				to: placeOn(street, to),
				line: bent(street, from, to)
			};
		});
	});
}
