// Lines of tiles, cut at the borders of the squares that each tile draws, and put together again across
// them. What a tile draws beyond its border its neighbour draws too: it is left out.
import type { RoadClass } from '../area.ts';
import type { TilePlace } from '../geometry/tiles-over.ts';
import type { UsedTile } from './tile-cover.ts';

export interface TileLine {
	readonly class: RoadClass;
	/** Over or under what it crosses: a bridge, a tunnel. */
	readonly isApart: boolean;
	/** x, y, x, y … in the tile's own units, y downwards; may reach beyond its border. */
	readonly points: readonly number[];
}

export interface TileRoads extends UsedTile {
	/** Units from border to border. */
	readonly extent: number;
	readonly lines: readonly TileLine[];
}

/** Counted in squares of the deepest level, as `tileX` and `tileY` count. */
export type Spot = readonly [x: number, y: number];

export interface Piece {
	readonly class: RoadClass;
	readonly isApart: boolean;
	readonly spots: readonly Spot[];
	/** One of the tile's own units, in squares: how sure the drawing is. */
	readonly unit: number;
}

interface CutPiece extends Piece {
	readonly cell: TilePlace;
}

interface End {
	readonly piece: number;
	readonly isLast: boolean;
	readonly at: Spot;
	/** Out of the piece, over the border. */
	readonly out: Spot;
}

/** Two tiles round the same line by a unit each, and a line that was shortened a little more. */
const sameUnits = 2;
/** A line along a border meets it here for one tile and there for the other. */
const alongUnits = 16;
/** Two ends go on in one another when they turn no more than so. */
const straightOn = 0.9;

/** Every line in one piece as far as it is drawn, whatever the number of tiles. */
export function piecesOf(tiles: readonly TileRoads[]): Piece[] {
	const onBorder = new Set<string>();
	const cut = tiles.flatMap((tile) => cutTile(tile, onBorder));
	const next = partners(cut);
	return chained(cut, next);
}

function cutTile({ place, cells, extent, lines }: TileRoads, onBorder: Set<string>): CutPiece[] {
	const scale = 2 ** ((cells[0]?.z ?? place.z) - place.z);
	const unit = scale / extent;
	const sound = lines.filter(({ points }) => points.every(Number.isFinite));
	const placed = sound.map(({ points, ...line }) => {
		const spots: Spot[] = [];
		for (let i = 0; i + 1 < points.length; i += 2)
			spots.push([place.x * scale + points[i]! * unit, place.y * scale + points[i + 1]! * unit]);
		return { ...line, spots };
	});
	return cells.flatMap((cell) =>
		placed.flatMap(({ spots, ...line }) =>
			within(spots, cell, onBorder).map((inside) => ({ ...line, spots: inside, unit, cell }))
		)
	);
}

/** The runs of a line inside a square, its border included, where the neighbour has not taken that. */
function within(spots: readonly Spot[], { x, y }: TilePlace, onBorder: Set<string>): Spot[][] {
	const runs: Spot[][] = [];
	let run: Spot[] = [];
	for (let i = 1; i < spots.length; i++) {
		const inside = clipped(spots[i - 1]!, spots[i]!, x, y);
		if (!inside) continue;
		const [from, to] = inside;
		if (isAlong(from, to)) {
			const name = [from, to].map(String).sort().join(';');
			if (onBorder.has(name)) continue;
			onBorder.add(name);
		}
		const last = run.at(-1);
		if (last?.[0] !== from[0] || last[1] !== from[1]) runs.push((run = [from]));
		run.push(to);
	}
	return runs;
}

/** Both on one border of a square. */
function isAlong(from: Spot, to: Spot): boolean {
	return [0, 1].some((axis) => from[axis] === to[axis] && Number.isInteger(from[axis]));
}

/** Liang & Barsky (1984); null outside and in one spot. */
function clipped([ax, ay]: Spot, [bx, by]: Spot, west: number, north: number): [Spot, Spot] | null {
	const [dx, dy] = [bx - ax, by - ay];
	let [from, to] = [0, 1];
	for (const [step, room] of [
		[-dx, ax - west],
		[dx, west + 1 - ax],
		[-dy, ay - north],
		[dy, north + 1 - ay]
	] as const) {
		if (step === 0) {
			if (room < 0) return null;
			continue;
		}
		if (step < 0) from = Math.max(from, room / step);
		else to = Math.min(to, room / step);
	}
	if (from >= to) return null;
	const spot = (t: number): Spot => [held(ax + t * dx, west), held(ay + t * dy, north)];
	const [start, end] = [spot(from), spot(to)];
	return start[0] === end[0] && start[1] === end[1] ? null : [start, end];
}

/** On a border is exactly on it, for both of its sides. */
function held(at: number, least: number): number {
	const near = Math.round(at);
	const exact = Math.abs(at - near) < 1e-9 ? near : at;
	return Math.min(least + 1, Math.max(least, exact));
}

/** Which end of a piece goes on in which of another; ends are numbered 2 × piece, + 1 for the last spot. */
function partners(pieces: readonly CutPiece[]): Map<number, number> {
	const ends = pieces.flatMap((piece, number) => endsOf(piece, number));
	const reach = alongUnits * Math.max(0, ...new Set(pieces.map(({ unit }) => unit)));
	const buckets = new Map<string, End[]>();
	const bucket = (x: number, y: number) => `${String(x)},${String(y)}`;
	const column = (at: number) => Math.floor(at / reach);
	for (const end of ends) {
		const name = bucket(column(end.at[0]), column(end.at[1]));
		const known = buckets.get(name);
		if (known) known.push(end);
		else buckets.set(name, [end]);
	}
	const pairs: { readonly a: number; readonly b: number; readonly cost: number }[] = [];
	for (const a of ends) {
		const [x, y] = [column(a.at[0]), column(a.at[1])];
		for (let dx = -1; dx <= 1; dx++)
			for (let dy = -1; dy <= 1; dy++)
				for (const b of buckets.get(bucket(x + dx, y + dy)) ?? []) {
					if (b.piece <= a.piece) continue;
					const cost = costOf(a, b, pieces[a.piece]!, pieces[b.piece]!);
					if (cost !== null) pairs.push({ a: numberOf(a), b: numberOf(b), cost });
				}
	}
	pairs.sort((one, other) => one.cost - other.cost || one.a - other.a || one.b - other.b);
	const next = new Map<number, number>();
	for (const { a, b } of pairs) {
		if (next.has(a) || next.has(b)) continue;
		next.set(a, b);
		next.set(b, a);
	}
	return next;
}

const numberOf = ({ piece, isLast }: End): number => 2 * piece + Number(isLast);

/** Those on the border of the piece's square. */
function endsOf({ spots, cell }: CutPiece, piece: number): End[] {
	const end = (isLast: boolean): End => {
		const [at, before] = [spots.at(isLast ? -1 : 0)!, spots.at(isLast ? -2 : 1)!];
		const length = Math.hypot(at[0] - before[0], at[1] - before[1]);
		return { piece, isLast, at, out: [(at[0] - before[0]) / length, (at[1] - before[1]) / length] };
	};
	return [end(false), end(true)].filter(
		({ at: [x, y] }) => x === cell.x || x === cell.x + 1 || y === cell.y || y === cell.y + 1
	);
}

/** Null where one does not go on in the other. */
function costOf(a: End, b: End, one: CutPiece, other: CutPiece): number | null {
	if (one.class !== other.class || one.isApart !== other.isApart) return null;
	if (one.cell.x === other.cell.x && one.cell.y === other.cell.y) return null;
	const unit = Math.max(one.unit, other.unit);
	const [dx, dy] = [b.at[0] - a.at[0], b.at[1] - a.at[1]];
	const apart = Math.hypot(dx, dy);
	const turn = -(a.out[0] * b.out[0] + a.out[1] * b.out[1]);
	const beside = Math.abs(dx * a.out[1] - dy * a.out[0]);
	const goesOn = turn > straightOn && beside <= sameUnits * unit && apart <= alongUnits * unit;
	const isBack = turn < -straightOn;
	return goesOn || (apart <= sameUnits * unit && !isBack) ? apart + (1 - turn) * unit : null;
}

/** Pieces one after another as far as their ends go on; where two meet, halfway between their ends. */
function chained(pieces: readonly CutPiece[], next: ReadonlyMap<number, number>): Piece[] {
	const used = new Set<number>();
	const chain = (start: number): Piece => {
		const spots: Spot[] = [];
		let unit = 0;
		for (let entry: number | undefined = start; entry !== undefined;) {
			const piece: CutPiece = pieces[entry >> 1]!;
			if (used.has(entry >> 1)) {
				// A ring: its two ends become one spot.
				spots[spots.length - 1] = spots[0]!;
				break;
			}
			used.add(entry >> 1);
			unit = Math.max(unit, piece.unit);
			const own: Spot[] = entry & 1 ? [...piece.spots].reverse() : [...piece.spots];
			const joint = spots.pop();
			if (joint) own[0] = [(joint[0] + own[0]![0]) / 2, (joint[1] + own[0]![1]) / 2];
			spots.push(...own);
			entry = next.get(entry ^ 1);
		}
		const { class: road, isApart } = pieces[start >> 1]!;
		return { class: road, isApart, spots, unit };
	};
	const chains: Piece[] = [];
	const all = pieces.flatMap((_, piece) => [2 * piece, 2 * piece + 1]);
	// From loose ends first; what is left then are rings.
	for (const starts of [all.filter((end) => !next.has(end)), all])
		for (const start of starts) if (!used.has(start >> 1)) chains.push(chain(start));
	return chains;
}
