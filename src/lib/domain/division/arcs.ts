// Turns labels into borders: each border between two territories is one arc that both share, so no
// gap and no overlap can arise. Rings of the area come as pieces that keep their own vertices.
import type { Position } from 'geojson';
import type { Labelling } from './labelling.ts';
import { next, type Mesh } from './mesh.ts';
import { origin } from './mesh-vertices.ts';
import { cornersBetween, type LineCrossing } from './natural-lines.ts';

export interface BorderPoint {
	x: number;
	y: number;
	/** Degrees, fixed for points on a ring; inner points get theirs when arcs are final. */
	position: Position | null;
	readonly kind: 'inner' | 'ring' | 'junction';
	/** False once a point was straightened away. */
	live: boolean;
	/** Where the edge under this point is crossed by a line that borders follow. */
	readonly crossing?: LineCrossing | undefined;
	/** On a stretch of border that runs along such a line: it stays there. */
	isOnLine?: boolean;
}

/** A border from one junction to the next (or round in a ring), left and right territory. */
export interface Arc {
	points: BorderPoint[];
	readonly start: number;
	readonly end: number;
	readonly left: number;
	readonly right: number;
	readonly isClosed: boolean;
}

/** A directed piece of the area's own ring with its territory on the left. */
export interface RingPiece {
	readonly start: number;
	readonly end: number;
	readonly label: number;
	/** Null where a vertex only served the mesh: it is left out of the polygon. */
	readonly position: Position | null;
}

export interface Borders {
	readonly arcs: Arc[];
	readonly ringPieces: RingPiece[];
}

/** Houses keep at least this many metres to a border, or the given part of a short edge. */
const clearanceM = 6;

interface Segment {
	readonly a: number;
	readonly b: number;
	readonly left: number;
	readonly right: number;
	/** Corners of a line that it follows, from a to b. */
	readonly via: readonly BorderPoint[];
}

export function extractBorders(plan: Labelling): Borders {
	const builder = new BorderBuilder(plan);
	for (let t = 0; t < plan.mesh.inside.length; t++) if (plan.mesh.inside[t]) builder.addTriangle(t);
	return { arcs: builder.arcs(), ringPieces: builder.ringPieces };
}

/** Point ids: an edge has its lower half-edge, a triangle's middle and a vertex follow after them. */
class BorderBuilder {
	readonly ringPieces: RingPiece[] = [];
	readonly #plan: Labelling;
	readonly #mesh: Mesh;
	readonly #points = new Map<number, BorderPoint>();
	readonly #segments: Segment[] = [];
	readonly #at = new Map<number, number[]>();

	constructor(plan: Labelling) {
		this.#plan = plan;
		this.#mesh = plan.mesh;
	}

	addTriangle(t: number): void {
		const { triangles, nodeOf, points } = this.#mesh;
		const [a, b, c] = [triangles[3 * t]!, triangles[3 * t + 1]!, triangles[3 * t + 2]!];
		const { x, y } = points;
		const isCcw = (x[b]! - x[a]!) * (y[c]! - y[a]!) - (x[c]! - x[a]!) * (y[b]! - y[a]!) > 0;
		const labels = [0, 1, 2].map((j) => this.#plan.label[nodeOf[3 * t + j]!]!);
		const kinds = new Set(labels).size;
		if (kinds === 3) this.#addJunction(t, labels, isCcw);
		else if (kinds === 2) this.#addCrossing(t, labels, isCcw);
		for (let j = 0; j < 3; j++) {
			if (!this.#isShared(3 * t + j)) this.#addRing(3 * t + j, isCcw);
		}
	}

	#isShared(e: number): boolean {
		const { halfedges, onRing, inside } = this.#mesh;
		return halfedges[e]! >= 0 && !onRing[e] && inside[Math.floor(halfedges[e]! / 3)] === 1;
	}

	#addJunction(t: number, labels: readonly number[], isCcw: boolean): void {
		const ids = [0, 1, 2].map((j) => this.#edgePoint(3 * t + j));
		const ends = ids.map((id) => this.#points.get(id)!);
		const middle = this.#mesh.triangles.length + t;
		this.#points.set(middle, {
			x: (ends[0]!.x + ends[1]!.x + ends[2]!.x) / 3,
			y: (ends[0]!.y + ends[1]!.y + ends[2]!.y) / 3,
			position: null,
			kind: 'junction',
			live: true
		});
		ids.forEach((id, j) => {
			const [own, other] = [labels[j]!, labels[(j + 1) % 3]!];
			this.#addSegment(middle, id, isCcw ? other : own, isCcw ? own : other);
		});
	}

	#addCrossing(t: number, labels: readonly number[], isCcw: boolean): void {
		const alone = [0, 1, 2].find(
			(j) => labels[j] !== labels[(j + 1) % 3] && labels[j] !== labels[(j + 2) % 3]
		)!;
		const from = this.#edgePoint(3 * t + alone);
		const to = this.#edgePoint(3 * t + ((alone + 2) % 3));
		const [own, others] = [labels[alone]!, labels[(alone + 1) % 3]!];
		const via = this.#along(t, this.#points.get(from)!, this.#points.get(to)!);
		this.#addSegment(from, to, isCcw ? own : others, isCcw ? others : own, via);
	}

	/** What lies between two points of a border on one line: they and it stay there. */
	#along(t: number, from: BorderPoint, to: BorderPoint): readonly BorderPoint[] {
		if (!from.crossing || !to.crossing) return [];
		const corners = cornersBetween(this.#mesh, t, from.crossing, to.crossing);
		if (!corners) return [];
		from.isOnLine = true;
		to.isOnLine = true;
		return corners.map(({ x, y }) => ({
			...{ x, y, position: null, kind: 'inner', live: true, isOnLine: true }
		}));
	}

	#addSegment(
		a: number,
		b: number,
		left: number,
		right: number,
		via: readonly BorderPoint[] = []
	): void {
		const id = this.#segments.push({ a, b, left, right, via }) - 1;
		for (const end of [a, b]) {
			const held = this.#at.get(end);
			if (held) held.push(id);
			else this.#at.set(end, [id]);
		}
	}

	#addRing(e: number, isCcw: boolean): void {
		const { triangles, nodeOf, points, inside } = this.#mesh;
		const ends = [e, next(e)];
		if (!isCcw) ends.reverse();
		const [from, to] = ends as [number, number];
		const vertexId = (corner: number): number =>
			triangles.length + inside.length + triangles[corner]!;
		const labelOf = (corner: number): number => this.#plan.label[nodeOf[corner]!]!;
		const v = triangles[from]!;
		const position = points.origin[v] === origin.corner ? points.position[v]! : null;
		const label = labelOf(from);
		if (label === labelOf(to)) {
			this.ringPieces.push({ start: vertexId(from), end: vertexId(to), label, position });
			return;
		}
		const id = this.#edgePoint(e);
		this.ringPieces.push({ start: vertexId(from), end: id, label, position });
		const onRing = this.#points.get(id)!.position;
		this.ringPieces.push({ start: id, end: vertexId(to), label: labelOf(to), position: onRing });
	}

	/** The one point where the border crosses edge e, the same from either side. */
	#edgePoint(e: number): number {
		const { halfedges, nodeOf, x, y, vertexOf, points } = this.#mesh;
		const isShared = this.#isShared(e);
		const id = isShared ? Math.min(e, halfedges[e]!) : e;
		if (this.#points.has(id)) return id;
		const u = nodeOf[id]!;
		const v = nodeOf[next(id)]!;
		const crossing = isShared ? this.#mesh.lines?.crossings.get(id) : undefined;
		const t = crossing?.t ?? this.#crossingPlace(u, v);
		const p = points.position[vertexOf[u]!]!;
		const q = points.position[vertexOf[v]!]!;
		this.#points.set(id, {
			x: x[u]! + (x[v]! - x[u]!) * t,
			y: y[u]! + (y[v]! - y[u]!) * t,
			position: isShared ? null : [p[0]! + (q[0]! - p[0]!) * t, p[1]! + (q[1]! - p[1]!) * t],
			kind: isShared ? 'inner' : 'ring',
			live: true,
			crossing
		});
		return id;
	}

	/** Where the power line of the two territories cuts u–v, kept off houses. */
	#crossingPlace(u: number, v: number): number {
		const plan = this.#plan;
		const { x, y, isHouse, isHome } = this.#mesh;
		const [a, b] = [plan.label[u]!, plan.label[v]!];
		const atU = plan.cost(u, a) - plan.cost(u, b);
		const atV = plan.cost(v, a) - plan.cost(v, b);
		let t = 0.5;
		if (atU < 0 && atV > 0) t = atU / (atU - atV);
		else if (atU >= 0 && atV > 0) t = 0;
		else if (atU < 0) t = 1;
		const dx = x[u]! - x[v]!;
		const dy = y[u]! - y[v]!;
		const keep = Math.min(0.4, Math.max(0.1, clearanceM / Math.sqrt(dx * dx + dy * dy)));
		const low = isHouse[u] || isHome?.[u] ? keep : 0.12;
		const high = 1 - (isHouse[v] || isHome?.[v] ? keep : 0.12);
		return Math.min(high, Math.max(low, t));
	}

	arcs(): Arc[] {
		const used = new Uint8Array(this.#segments.length);
		const out: Arc[] = [];
		for (const [id, segments] of this.#at) {
			if (!this.#isEnd(id)) continue;
			for (const s of segments) if (!used[s]) out.push(this.#walk(id, s, used));
		}
		this.#segments.forEach(({ a }, s) => {
			if (!used[s]) out.push(this.#walk(a, s, used));
		});
		return out;
	}

	#isEnd(id: number): boolean {
		return this.#points.get(id)!.kind !== 'inner' || this.#at.get(id)!.length !== 2;
	}

	#walk(start: number, first: number, used: Uint8Array): Arc {
		const points = [this.#points.get(start)!];
		const segment = this.#segments[first]!;
		const isForward = segment.a === start;
		let s = first;
		let end = start;
		for (;;) {
			used[s] = 1;
			const { a, b, via } = this.#segments[s]!;
			points.push(...(end === a ? via : via.slice().reverse()));
			end = end === a ? b : a;
			points.push(this.#points.get(end)!);
			if (end === start || this.#isEnd(end)) break;
			const [p, q] = this.#at.get(end)!;
			s = p === s ? q! : p!;
		}
		return {
			points,
			start,
			end,
			left: isForward ? segment.left : segment.right,
			right: isForward ? segment.right : segment.left,
			isClosed: end === start && !this.#isEnd(start)
		};
	}
}
