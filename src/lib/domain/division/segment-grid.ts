// Finds the segments near a place in a plane. Knows nothing of what the segments mean.

/** A hash of square cells; a segment is listed in every cell its bounding box touches. */
export class SegmentGrid {
	readonly #cells = new Map<number, number[]>();
	readonly #cell: number;

	/** `cell` is the side of a cell in the units of the coordinates; about a segment's length is best. */
	constructor(cell: number) {
		this.#cell = cell;
	}

	/** Unbounded boxes are the caller's care: a segment of 1,000 cells a side costs a million entries. */
	add(id: number, x1: number, y1: number, x2: number, y2: number): void {
		for (const key of this.#keys(x1, y1, x2, y2)) {
			const held = this.#cells.get(key);
			if (held) held.push(id);
			else this.#cells.set(key, [id]);
		}
	}

	/** Ids of segments whose cells meet the box; an id may come more than once. */
	*near(x1: number, y1: number, x2: number, y2: number): Generator<number> {
		for (const key of this.#keys(x1, y1, x2, y2)) {
			const held = this.#cells.get(key);
			if (held) yield* held;
		}
	}

	*#keys(x1: number, y1: number, x2: number, y2: number): Generator<number> {
		const left = Math.floor(Math.min(x1, x2) / this.#cell);
		const right = Math.floor(Math.max(x1, x2) / this.#cell);
		const bottom = Math.floor(Math.min(y1, y2) / this.#cell);
		const top = Math.floor(Math.max(y1, y2) / this.#cell);
		for (let i = left; i <= right; i++) {
			for (let j = bottom; j <= top; j++) yield i * 67108864 + j;
		}
	}
}

/** Where on the segment a–b (0 … 1) the point p is nearest. */
export function nearestOnSegment(
	px: number,
	py: number,
	ax: number,
	ay: number,
	bx: number,
	by: number
): number {
	const dx = bx - ax;
	const dy = by - ay;
	const length2 = dx * dx + dy * dy;
	if (length2 === 0) return 0;
	const t = ((px - ax) * dx + (py - ay) * dy) / length2;
	return t < 0 ? 0 : t > 1 ? 1 : t;
}

/** Metres from p to the segment a–b, in the units of the coordinates. */
export function distanceToSegment(
	px: number,
	py: number,
	ax: number,
	ay: number,
	bx: number,
	by: number
): number {
	const t = nearestOnSegment(px, py, ax, ay, bx, by);
	const dx = ax + t * (bx - ax) - px;
	const dy = ay + t * (by - ay) - py;
	return Math.sqrt(dx * dx + dy * dy);
}
