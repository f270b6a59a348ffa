// Lines in local metres: which is nearest to a place, and which lie between two.
// A grid of cells names the pieces of line that touch each.

/** x, y, x, y … in metres. */
export type LineM = readonly number[];

/** Most pairs have nothing between them: they share this. */
const none: number[] = [];
const cellM = 100;
/** Cells grow beyond this many, so that one line far away does not fill the memory. */
const mostCells = 250_000;

export class LineGrid {
	/** Four numbers a piece: from x, y to x, y. */
	readonly #pieces: Float64Array;
	readonly #lineOf: Int32Array;
	readonly #cell: number;
	readonly #west: number;
	readonly #south: number;
	readonly #columns: number;
	readonly #rows: number;
	/** Pieces of cell c: `#held` from `#start[c]` to `#start[c + 1]`. */
	readonly #start: Int32Array;
	readonly #held: Int32Array;
	readonly #seen: Int32Array;
	#round = 0;

	constructor(lines: readonly LineM[]) {
		const { pieces, lineOf, bounds } = cut(lines);
		this.#pieces = pieces;
		this.#lineOf = lineOf;
		const [west, south, east, north] = bounds;
		const area = (east - west) * (north - south);
		this.#cell = Math.max(
			cellM,
			Math.sqrt(area / mostCells),
			(east - west + north - south) / mostCells
		);
		this.#west = west;
		this.#south = south;
		this.#columns = Math.floor((east - west) / this.#cell) + 1;
		this.#rows = Math.floor((north - south) / this.#cell) + 1;
		this.#start = new Int32Array(this.#columns * this.#rows + 1);
		for (let i = 0; i < lineOf.length; i++) this.#each(i, (cell) => this.#start[cell + 1]!++);
		for (let c = 1; c < this.#start.length; c++) this.#start[c]! += this.#start[c - 1]!;
		this.#held = new Int32Array(this.#start.at(-1)!);
		const next = this.#start.slice();
		for (let i = 0; i < lineOf.length; i++)
			this.#each(i, (cell) => (this.#held[next[cell]!++] = i));
		this.#seen = new Int32Array(lineOf.length);
	}

	/**
	 * The line nearest to a place within `mostM` metres, or −1.
	 * @param rank of two lines equally near, the one of lower rank counts
	 */
	nearest(x: number, y: number, mostM: number, rank: (line: number) => number): number {
		let best = -1;
		let least = mostM * mostM;
		this.#within(x - mostM, y - mostM, x + mostM, y + mostM, (i) => {
			const square = this.#squareTo(i, x, y);
			const line = this.#lineOf[i]!;
			if (square > least) return;
			if (square === least && best >= 0 && rank(line) >= rank(best)) return;
			least = square;
			best = line;
		});
		return best;
	}

	/**
	 * Tells of lines within `mostM` metres of a place; of one cut in pieces, perhaps several times.
	 * @param look square: metres² to that piece
	 */
	near(x: number, y: number, mostM: number, look: (line: number, square: number) => void): void {
		this.#within(x - mostM, y - mostM, x + mostM, y + mostM, (i) => {
			const square = this.#squareTo(i, x, y);
			if (square <= mostM * mostM) look(this.#lineOf[i]!, square);
		});
	}

	/** The line of every crossing between two places; one that is crossed twice is named twice. */
	crossed(ax: number, ay: number, bx: number, by: number): readonly number[] {
		let found: number[] = none;
		const [west, east] = ax < bx ? [ax, bx] : [bx, ax];
		const [south, north] = ay < by ? [ay, by] : [by, ay];
		this.#within(west, south, east, north, (i) => {
			const p = this.#pieces;
			const cx = p[4 * i]!;
			const cy = p[4 * i + 1]!;
			const dx = p[4 * i + 2]!;
			const dy = p[4 * i + 3]!;
			// Counted by sides, where zero is one of them: a line that bends on the way is met once.
			if (isLeft(ax, ay, bx, by, cx, cy) === isLeft(ax, ay, bx, by, dx, dy)) return;
			if (isLeft(cx, cy, dx, dy, ax, ay) === isLeft(cx, cy, dx, dy, bx, by)) return;
			if (found === none) found = [];
			found.push(this.#lineOf[i]!);
		});
		return found;
	}

	#within(
		west: number,
		south: number,
		east: number,
		north: number,
		look: (piece: number) => void
	): void {
		const [c0, c1] = [this.#column(west), this.#column(east)];
		const [r0, r1] = [this.#row(south), this.#row(north)];
		this.#round++;
		for (let r = r0; r <= r1; r++) {
			for (let c = c0; c <= c1; c++) {
				const cell = r * this.#columns + c;
				for (let at = this.#start[cell]!; at < this.#start[cell + 1]!; at++) {
					const piece = this.#held[at]!;
					if (this.#seen[piece] === this.#round) continue;
					this.#seen[piece] = this.#round;
					look(piece);
				}
			}
		}
	}

	#each(piece: number, tell: (cell: number) => void): void {
		const p = this.#pieces;
		const [x1, y1] = [p[4 * piece]!, p[4 * piece + 1]!];
		const [x2, y2] = [p[4 * piece + 2]!, p[4 * piece + 3]!];
		for (let r = this.#row(Math.min(y1, y2)); r <= this.#row(Math.max(y1, y2)); r++)
			for (let c = this.#column(Math.min(x1, x2)); c <= this.#column(Math.max(x1, x2)); c++)
				tell(r * this.#columns + c);
	}

	#column(x: number): number {
		const column = Math.floor((x - this.#west) / this.#cell);
		return Math.min(Math.max(column, 0), this.#columns - 1);
	}

	#row(y: number): number {
		const row = Math.floor((y - this.#south) / this.#cell);
		return Math.min(Math.max(row, 0), this.#rows - 1);
	}

	#squareTo(i: number, x: number, y: number): number {
		const p = this.#pieces;
		const cx = p[4 * i]!;
		const cy = p[4 * i + 1]!;
		const dx = p[4 * i + 2]! - cx;
		const dy = p[4 * i + 3]! - cy;
		const length = dx * dx + dy * dy;
		const along = length === 0 ? 0 : ((x - cx) * dx + (y - cy) * dy) / length;
		const t = Math.min(1, Math.max(0, along));
		return (x - cx - t * dx) ** 2 + (y - cy - t * dy) ** 2;
	}
}

function isLeft(ax: number, ay: number, bx: number, by: number, x: number, y: number): boolean {
	return (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0;
}

/** Long stretches in pieces of about a cell, so that a diagonal one does not claim a whole square. */
function cut(lines: readonly LineM[]) {
	const pieces: number[] = [];
	const lineOf: number[] = [];
	const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
	lines.forEach((line, number) => {
		for (let at = 0; at + 3 < line.length; at += 2) {
			const [x1, y1, x2, y2] = [line[at]!, line[at + 1]!, line[at + 2]!, line[at + 3]!];
			const parts = Math.min(1000, Math.max(1, Math.ceil(Math.hypot(x2 - x1, y2 - y1) / cellM)));
			let [fromX, fromY] = [x1, y1];
			for (let part = 1; part <= parts; part++) {
				const toX = part === parts ? x2 : x1 + ((x2 - x1) * part) / parts;
				const toY = part === parts ? y2 : y1 + ((y2 - y1) * part) / parts;
				pieces.push(fromX, fromY, toX, toY);
				lineOf.push(number);
				[fromX, fromY] = [toX, toY];
			}
			bounds[0] = Math.min(bounds[0], x1, x2);
			bounds[1] = Math.min(bounds[1], y1, y2);
			bounds[2] = Math.max(bounds[2], x1, x2);
			bounds[3] = Math.max(bounds[3], y1, y2);
		}
	});
	if (lineOf.length === 0) bounds.fill(0);
	return { pieces: Float64Array.from(pieces), lineOf: Int32Array.from(lineOf), bounds };
}
