// Which of the tiles on the phone tell of the roads of a place: the deepest that there is, and where one
// is missing the nearest above it. Every spot is drawn by one tile and no other.
import type { Position } from 'geojson';
import { tileX, tileY, type TilePlace } from '../geometry/tiles-over.ts';
import { metresApart } from './local-metres.ts';

/** [west, south, east, north] in degrees. */
export type Box = readonly [west: number, south: number, east: number, north: number];

/** Further out footpaths are left out of a tile, and a way would lead around them. */
export const leastZoom = 13;
/** Deeper tiles draw the same roads again, in four times as many pieces. */
export const deepestZoom = 15;
/** A day's walk is within it; a house put on another island must not ask for the tiles between. */
const mostM = 10_000;

/** A tile and the squares of the deepest level that it draws, itself or what lies in it. */
export interface UsedTile {
	readonly place: TilePlace;
	readonly cells: readonly TilePlace[];
}

/** Those not far from most of them. @param places [lng, lat] */
export function withoutStrays(places: readonly Position[]): Position[] {
	const median = (axis: 0 | 1): number =>
		places.map((place) => place[axis]!).sort((a, b) => a - b)[places.length >> 1] ?? NaN;
	const middle = [median(0), median(1)];
	return places.filter((place) => metresApart(place, middle) <= mostM);
}

/** Columns and rows of a level that touch a box, all included. */
export function spanOf([west, south, east, north]: Box, z: number) {
	return {
		z,
		west: Math.floor(tileX(west, z)),
		east: Math.floor(tileX(east, z)),
		north: Math.floor(tileY(north, z)),
		south: Math.floor(tileY(south, z))
	};
}

/** @param kept places of tiles that are here; those outside the box do not matter */
export function coverOf(kept: readonly TilePlace[], box: Box): UsedTile[] {
	const names = new Set(kept.map(({ z, x, y }) => nameOf(z, x, y)));
	const depth = deepestIn(kept, box);
	const { west, east, north, south } = spanOf(box, depth);
	const used = new Map<string, { readonly place: TilePlace; readonly cells: TilePlace[] }>();
	for (let x = west; x <= east; x++) {
		for (let y = north; y <= south; y++) {
			const place = nearestAbove({ z: depth, x, y }, names);
			if (!place) continue;
			const name = nameOf(place.z, place.x, place.y);
			const tile = used.get(name) ?? { place, cells: [] };
			tile.cells.push({ z: depth, x, y });
			used.set(name, tile);
		}
	}
	return [...used.values()];
}

function deepestIn(kept: readonly TilePlace[], box: Box): number {
	return kept.reduce((depth, { z, x, y }) => {
		if (z <= depth || z > deepestZoom) return depth;
		const { west, east, north, south } = spanOf(box, z);
		return x >= west && x <= east && y >= north && y <= south ? z : depth;
	}, leastZoom);
}

function nearestAbove({ z, x, y }: TilePlace, names: ReadonlySet<string>): TilePlace | null {
	for (let up = 0; z - up >= leastZoom; up++) {
		const place = { z: z - up, x: x >> up, y: y >> up };
		if (names.has(nameOf(place.z, place.x, place.y))) return place;
	}
	return null;
}

function nameOf(z: number, x: number, y: number): string {
	return `${String(z)}/${String(x)}/${String(y)}`;
}
