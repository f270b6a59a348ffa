// Strings arcs and ring pieces together into one MultiPolygon a territory.
// It writes each shared border's points once and reuses them on the other side, digit by digit.
import type { MultiPolygon, Position } from 'geojson';
import type { Borders } from './arcs.ts';
import type { Projection } from './project.ts';
import { ringHolds } from './ring-validity.ts';

interface Piece {
	readonly start: number;
	readonly end: number;
	/** Positions from start up to, not including, end. */
	readonly positions: readonly Position[];
	/** Degrees just after the start and just before the end: they tell which way to turn. */
	readonly leaving: Position;
	readonly arriving: Position;
	readonly from: Position;
	used: boolean;
}

export function territoryPolygons(
	borders: Borders,
	k: number,
	projection: Projection,
	vertexPosition: (id: number) => Position
): MultiPolygon[] {
	const pieces: Piece[][] = Array.from({ length: k }, () => []);
	const rings: Position[][][] = Array.from({ length: k }, () => []);
	const placeOf = new Map<number, Position>();
	for (const arc of borders.arcs) {
		const line = arc.points.map((point) => {
			point.position ??= projection.position(point.x, point.y);
			return point.position;
		});
		placeOf.set(arc.start, line[0]!);
		placeOf.set(arc.end, line.at(-1)!);
		const back = line.slice().reverse();
		if (arc.isClosed) {
			rings[arc.left]!.push(line.slice(0, -1));
			rings[arc.right]!.push(back.slice(0, -1));
			continue;
		}
		pieces[arc.left]!.push(pieceOf(arc.start, arc.end, line));
		pieces[arc.right]!.push(pieceOf(arc.end, arc.start, back));
	}
	for (const { start, end, label, position } of borders.ringPieces) {
		const from = placeOf.get(start) ?? vertexPosition(start);
		const to = placeOf.get(end) ?? vertexPosition(end);
		const piece = pieceOf(start, end, [from, to]);
		pieces[label]!.push(position ? piece : { ...piece, positions: [] });
	}
	return pieces.map((own, label) => nestRings([...rings[label]!, ...traceRings(own)]));
}

/** A directed edge with the area on its left; start and end are the same numbers for the same place. */
export interface OutlineEdge {
	readonly start: number;
	readonly end: number;
	readonly from: Position;
	readonly to: Position;
}

/** The polygons that these edges bound. Rings that touch at a vertex stay apart. */
export function polygonsOfEdges(edges: readonly OutlineEdge[]): MultiPolygon {
	return nestRings(
		traceRings(edges.map(({ start, end, from, to }) => pieceOf(start, end, [from, to])))
	);
}

function pieceOf(start: number, end: number, line: readonly Position[]): Piece {
	return {
		start,
		end,
		positions: line.slice(0, -1),
		leaving: line[1]!,
		arriving: line.at(-2)!,
		from: line[0]!,
		used: false
	};
}

function traceRings(pieces: readonly Piece[]): Position[][] {
	const from = new Map<number, Piece[]>();
	for (const piece of pieces) {
		const held = from.get(piece.start);
		if (held) held.push(piece);
		else from.set(piece.start, [piece]);
	}
	const rings: Position[][] = [];
	for (const first of pieces) {
		if (first.used) continue;
		const ring: Position[] = [];
		let piece: Piece | undefined = first;
		do {
			ring.push(...piece.positions);
			// The first piece stays open until the turn at its start leads back into it.
			piece.used = piece !== first;
			piece = nextPiece(piece, from.get(piece.end) ?? []);
		} while (piece && piece !== first);
		first.used = true;
		rings.push(ring);
	}
	return rings;
}

/** Where several pieces leave a point, the one least clockwise from the way back keeps rings simple. */
function nextPiece(piece: Piece, candidates: readonly Piece[]): Piece | undefined {
	const free = candidates.filter(({ used }) => !used);
	if (free.length <= 1) return free[0];
	const here = free[0]!.from;
	const back = pseudoAngle(piece.arriving[0]! - here[0]!, piece.arriving[1]! - here[1]!);
	const clockwise = (q: Piece): number => {
		const way = pseudoAngle(q.leaving[0]! - here[0]!, q.leaving[1]! - here[1]!);
		return back - way > 1e-12 ? back - way : back - way + 4;
	};
	return free.reduce((best, q) => (clockwise(q) < clockwise(best) ? q : best));
}

/** Grows with the angle from −x, 0 … 4, without trigonometry. */
function pseudoAngle(dx: number, dy: number): number {
	const p = dx / (Math.abs(dx) + Math.abs(dy) || 1);
	return dy < 0 ? 1 + p : 3 - p;
}

function nestRings(rings: readonly Position[][]): MultiPolygon {
	const outer: { ring: Position[]; size: number; holes: Position[][] }[] = [];
	const holes: Position[][] = [];
	for (const ring of rings) {
		if (ring.length < 3) continue;
		const size = signedArea(ring);
		if (size > 0) outer.push({ ring, size, holes: [] });
		else if (size < 0) holes.push(ring);
	}
	// The smallest ring round a hole is its own.
	outer.sort((p, q) => p.size - q.size);
	for (const hole of holes) {
		const [a, b] = [hole[0]!, hole[1]!];
		const probe: Position = [(a[0]! + b[0]!) / 2, (a[1]! + b[1]!) / 2];
		outer.find(({ ring }) => ringHolds(ring, probe))?.holes.push(hole);
	}
	const close = (ring: Position[]): Position[] => [...ring, ring[0]!];
	return {
		type: 'MultiPolygon',
		coordinates: outer
			.sort((p, q) => q.size - p.size)
			.map(({ ring, holes: own }) => [close(ring), ...own.map(close)])
	};
}

function signedArea(ring: readonly Position[]): number {
	const [x0, y0] = ring[0]!;
	let twice = 0;
	ring.forEach((a, i) => {
		const b = ring[(i + 1) % ring.length]!;
		twice += (a[0]! - x0!) * (b[1]! - y0!) - (b[0]! - x0!) * (a[1]! - y0!);
	});
	return twice / 2;
}
