// Which of many things hang together. Joining and asking cost next to nothing.

export class DisjointSets {
	readonly #above: number[];

	constructor(size: number) {
		this.#above = Array.from({ length: size }, (_, i) => i);
	}

	/** Takes in a thing that hangs together with nothing yet, and answers its number. */
	add(): number {
		return this.#above.push(this.#above.length) - 1;
	}

	/** The same number for all that hang together. */
	of(thing: number): number {
		const above = this.#above;
		let at = thing;
		while (above[at] !== at) at = above[at] = above[above[at]!]!;
		return at;
	}

	join(a: number, b: number): void {
		const [low, high] = [this.of(a), this.of(b)].sort((p, q) => p - q) as [number, number];
		this.#above[high] = low;
	}
}
