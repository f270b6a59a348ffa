// The nearest of many places, for walking-share.ts: a k-d tree over typed arrays (Bentley 1975), which
// takes clusters and thousands of houses at one point as they come.

/** Below this a straight look is faster than another branch. */
const leafSize = 12;

export class NearestPlaces {
	readonly #x: Float64Array;
	readonly #y: Float64Array;
	/** Places in the order of the tree: the middle of a range splits it. */
	readonly #ids: Int32Array;
	/** Of the last question, nearest first. */
	readonly found: Int32Array;
	readonly distances: Float64Array;
	count = 0;
	#most = 0;
	#self = -1;

	/** @param x, y metres @param most the largest number of neighbours that is asked for */
	constructor(x: Float64Array, y: Float64Array, most: number) {
		this.#x = x;
		this.#y = y;
		this.#ids = Int32Array.from(x, (_, i) => i);
		this.found = new Int32Array(most);
		this.distances = new Float64Array(most);
		this.#build(0, x.length - 1, true);
	}

	/** Fills `found` and `distances` (metres) with the `most` places nearest to place `self`. */
	around(self: number, most: number): void {
		this.#self = self;
		this.#most = most;
		this.count = 0;
		this.#visit(0, this.#ids.length - 1, true);
		for (let k = 0; k < this.count; k++) this.distances[k] = Math.sqrt(this.distances[k]!);
	}

	#build(left: number, right: number, byX: boolean): void {
		if (right - left <= leafSize) return;
		const middle = (left + right) >> 1;
		select(this.#ids, byX ? this.#x : this.#y, left, right, middle);
		this.#build(left, middle - 1, !byX);
		this.#build(middle + 1, right, !byX);
	}

	#visit(left: number, right: number, byX: boolean): void {
		if (right - left <= leafSize) {
			for (let at = left; at <= right; at++) this.#offer(this.#ids[at]!);
			return;
		}
		const middle = (left + right) >> 1;
		const id = this.#ids[middle]!;
		const axis = byX ? this.#x : this.#y;
		const off = axis[this.#self]! - axis[id]!;
		this.#offer(id);
		if (off <= 0) this.#visit(left, middle - 1, !byX);
		else this.#visit(middle + 1, right, !byX);
		if (this.count === this.#most && off * off >= this.distances[this.count - 1]!) return;
		if (off <= 0) this.#visit(middle + 1, right, !byX);
		else this.#visit(left, middle - 1, !byX);
	}

	/** Squares while the search runs; one that is no nearer than the farthest kept is passed over. */
	#offer(id: number): void {
		if (id === this.#self) return;
		const dx = this.#x[id]! - this.#x[this.#self]!;
		const dy = this.#y[id]! - this.#y[this.#self]!;
		const square = dx * dx + dy * dy;
		const { distances, found } = this;
		if (this.count === this.#most && square >= distances[this.count - 1]!) return;
		let at = this.count < this.#most ? this.count++ : this.count - 1;
		for (; at > 0 && distances[at - 1]! > square; at--) {
			distances[at] = distances[at - 1]!;
			found[at] = found[at - 1]!;
		}
		distances[at] = square;
		found[at] = id;
	}
}

/** Hoare's selection: afterwards no key left of `middle` is larger, none right of it smaller. */
function select(
	ids: Int32Array,
	keys: Float64Array,
	left: number,
	right: number,
	middle: number
): void {
	while (right > left) {
		const pivot = keys[ids[(left + right) >> 1]!]!;
		let low = left;
		let high = right;
		while (low <= high) {
			while (keys[ids[low]!]! < pivot) low++;
			while (keys[ids[high]!]! > pivot) high--;
			if (low > high) break;
			const swapped = ids[low]!;
			ids[low++] = ids[high]!;
			ids[high--] = swapped;
		}
		if (middle <= high) right = high;
		else if (middle >= low) left = low;
		else return;
	}
}
