// Straightens shared borders without letting them touch a house, a ring or another border.
// It only drops or moves inner points; ends on a ring stay where they are.
import type { Arc, BorderPoint } from './arcs.ts';
import type { Labelling } from './labelling.ts';
import { distanceToSegment } from './segment-grid.ts';

/** Metres a straightened border keeps to a house, unless it was nearer already. */
const clearanceM = 4;
/** Sizes of corners cut in turn, as parts of the grid's cell: small ones first keep the shape. */
const cornerSizes = [0.05, 0.15, 0.5, 1.5, 5, 20, 1e9];
const junctionRounds = 3;
/** Metres that a border may leave the line it follows to save corners. */
const lineSlackM = 0.25;
/** A box of more cells than this is left as it is, which bounds the work of one test. */
const maxCells = 4000;

interface Obstacle {
	readonly x: number;
	readonly y: number;
	readonly isHouse: boolean;
	/** Set for points of a border, which may move or vanish. */
	readonly point: BorderPoint | null;
}

export function straightenArcs(plan: Labelling, arcs: readonly Arc[]): void {
	const work = new Straightener(plan, arcs);
	work.cutCorners();
	for (let round = 0; round < junctionRounds; round++) {
		work.relaxJunctions();
		work.cutCorners();
	}
}

const turn = (a: BorderPoint, b: BorderPoint, x: number, y: number): number =>
	(b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);

/** On a line a point may go only where the line hardly bends. */
const isAlmostStraight = (a: BorderPoint, v: BorderPoint, b: BorderPoint): boolean =>
	a.isOnLine === true &&
	b.isOnLine === true &&
	distanceToSegment(v.x, v.y, a.x, a.y, b.x, b.y) < lineSlackM;

class Straightener {
	readonly #arcs: readonly Arc[];
	readonly #cell: number;
	readonly #spacing: number;
	readonly #cells = new Map<number, Obstacle[]>();

	constructor({ mesh }: Labelling, arcs: readonly Arc[]) {
		this.#arcs = arcs;
		this.#spacing = mesh.points.spacing;
		this.#cell = Math.max(this.#spacing, 1);
		const ringVertices = new Set<number>();
		for (let e = 0; e < mesh.onRing.length; e++) {
			if (mesh.onRing[e]) ringVertices.add(mesh.triangles[e]!);
		}
		for (let i = 0; i < mesh.nodeCount; i++) {
			const isHouse = mesh.isHouse[i] === 1 || mesh.isHome?.[i] === 1;
			if (!isHouse && !ringVertices.has(mesh.vertexOf[i]!)) continue;
			this.#put({ x: mesh.x[i]!, y: mesh.y[i]!, isHouse, point: null });
		}
		for (const point of new Set(arcs.flatMap((arc) => arc.points))) this.#putPoint(point);
	}

	#putPoint(point: BorderPoint): void {
		this.#put({ x: point.x, y: point.y, isHouse: false, point });
	}

	#put(obstacle: Obstacle): void {
		const key = this.#key(Math.floor(obstacle.x / this.#cell), Math.floor(obstacle.y / this.#cell));
		const held = this.#cells.get(key);
		if (held) held.push(obstacle);
		else this.#cells.set(key, [obstacle]);
	}

	#key(i: number, j: number): number {
		return i * 67108864 + j;
	}

	/** Removes points whose corner is empty, the smallest corners first. */
	cutCorners(): void {
		for (const size of cornerSizes) {
			const limit = size * this.#spacing * this.#spacing;
			for (const arc of this.#arcs) this.#cutArc(arc, limit);
		}
	}

	#cutArc(arc: Arc, limit: number): void {
		const { points } = arc;
		for (let i = 1; i + 1 < points.length;) {
			// A closed border must stay a ring of at least four corners.
			if (arc.isClosed && points.length <= 5) return;
			const [a, v, b] = [points[i - 1]!, points[i]!, points[i + 1]!];
			const isKept = v.isOnLine === true && !isAlmostStraight(a, v, b);
			const isLoop = points.length === 3 && points[0] === points[2];
			const isSmall = Math.abs(turn(a, v, b.x, b.y)) / 2 < limit;
			if (!isSmall || isKept || isLoop || a === b || this.#isBlocked(a, v, b)) {
				i++;
				continue;
			}
			v.live = false;
			points.splice(i, 1);
			if (i > 1) i--;
		}
	}

	/** Whether something lies in the triangle a–v–b, or too near its new side a–b. */
	#isBlocked(a: BorderPoint, v: BorderPoint, b: BorderPoint): boolean {
		return this.#anyInTriangle(
			a,
			v,
			b,
			(x, y) =>
				distanceToSegment(x, y, a.x, a.y, b.x, b.y) <
				Math.min(
					clearanceM,
					distanceToSegment(x, y, a.x, a.y, v.x, v.y) - 1e-9,
					distanceToSegment(x, y, v.x, v.y, b.x, b.y) - 1e-9
				)
		);
	}

	#anyInTriangle(
		a: BorderPoint,
		v: BorderPoint,
		b: BorderPoint,
		isTooNear: (x: number, y: number) => boolean
	): boolean {
		const left = Math.floor((Math.min(a.x, v.x, b.x) - clearanceM) / this.#cell);
		const right = Math.floor((Math.max(a.x, v.x, b.x) + clearanceM) / this.#cell);
		const bottom = Math.floor((Math.min(a.y, v.y, b.y) - clearanceM) / this.#cell);
		const top = Math.floor((Math.max(a.y, v.y, b.y) + clearanceM) / this.#cell);
		if ((right - left + 1) * (top - bottom + 1) > maxCells) return true;
		const sign = turn(a, v, b.x, b.y) >= 0 ? 1 : -1;
		for (let i = left; i <= right; i++) {
			for (let j = bottom; j <= top; j++) {
				for (const obstacle of this.#cells.get(this.#key(i, j)) ?? []) {
					const { x, y, point } = obstacle;
					if (point && (!point.live || point === a || point === v || point === b)) continue;
					// A point that has moved leaves its old place behind in the grid.
					if (point && (point.x !== x || point.y !== y)) continue;
					const isWithin =
						turn(a, v, x, y) * sign >= -1e-7 &&
						turn(v, b, x, y) * sign >= -1e-7 &&
						turn(b, a, x, y) * sign >= -1e-7;
					if (isWithin || (obstacle.isHouse && isTooNear(x, y))) return true;
				}
			}
		}
		return false;
	}

	/** Moves each meeting point of three borders towards where the three are shortest together. */
	relaxJunctions(): void {
		const meeting = new Map<BorderPoint, BorderPoint[]>();
		for (const { points, isClosed } of this.#arcs) {
			if (isClosed) continue;
			for (const [end, beside] of [
				[points[0]!, points[1]!],
				[points.at(-1)!, points.at(-2)!]
			] as const) {
				if (end.kind !== 'junction') continue;
				meeting.set(end, [...(meeting.get(end) ?? []), beside]);
			}
		}
		for (const [junction, beside] of meeting) {
			if (beside.length !== 3 || beside.includes(junction)) continue;
			this.#relax(junction, beside);
		}
	}

	#relax(junction: BorderPoint, beside: readonly BorderPoint[]): void {
		const goal = geometricMedian(beside);
		const before = totalLength(beside, junction.x, junction.y);
		for (const part of [1, 0.5, 0.25, 0.1]) {
			const x = junction.x + (goal.x - junction.x) * part;
			const y = junction.y + (goal.y - junction.y) * part;
			if (totalLength(beside, x, y) >= before - 1e-6) continue;
			const moved: BorderPoint = { ...junction, x, y };
			if (beside.some((z) => this.#sweepIsBlocked(z, junction, moved))) continue;
			junction.x = x;
			junction.y = y;
			this.#putPoint(junction);
			return;
		}
	}

	/** Whether the border z–junction, swung to z–moved, would sweep over or come near something. */
	#sweepIsBlocked(z: BorderPoint, junction: BorderPoint, moved: BorderPoint): boolean {
		return this.#anyInTriangle(
			z,
			junction,
			moved,
			(x, y) =>
				distanceToSegment(x, y, z.x, z.y, moved.x, moved.y) <
				Math.min(clearanceM, distanceToSegment(x, y, z.x, z.y, junction.x, junction.y) - 1e-9)
		);
	}
}

function totalLength(ends: readonly BorderPoint[], x: number, y: number): number {
	return ends.reduce((sum, z) => {
		const dx = z.x - x;
		const dy = z.y - y;
		return sum + Math.sqrt(dx * dx + dy * dy);
	}, 0);
}

/** Weiszfeld's iteration (1937), eight rounds from the mean: within centimetres for a junction. */
function geometricMedian(ends: readonly BorderPoint[]): { x: number; y: number } {
	let x = ends.reduce((sum, z) => sum + z.x, 0) / ends.length;
	let y = ends.reduce((sum, z) => sum + z.y, 0) / ends.length;
	for (let round = 0; round < 8; round++) {
		let sumX = 0;
		let sumY = 0;
		let weight = 0;
		for (const z of ends) {
			const dx = z.x - x;
			const dy = z.y - y;
			const near = 1 / (Math.sqrt(dx * dx + dy * dy) + 1e-6);
			sumX += z.x * near;
			sumY += z.y * near;
			weight += near;
		}
		x = sumX / weight;
		y = sumY / weight;
	}
	return { x, y };
}
