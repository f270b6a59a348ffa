// A binary min-heap of numbers with numeric keys, in typed arrays that grow. Nothing else.

export class Heap {
	size = 0;
	#items: Int32Array;
	#keys: Float64Array;

	constructor(capacity = 16) {
		this.#items = new Int32Array(Math.max(8, capacity));
		this.#keys = new Float64Array(Math.max(8, capacity));
	}

	/** The key of the smallest item; only when `size` > 0. */
	get minKey(): number {
		return this.#keys[0]!;
	}

	get min(): number {
		return this.#items[0]!;
	}

	clear(): void {
		this.size = 0;
	}

	push(item: number, key: number): void {
		if (this.size === this.#items.length) this.#grow();
		const keys = this.#keys;
		const items = this.#items;
		let j = this.size++;
		while (j > 0) {
			const parent = (j - 1) >> 1;
			if (keys[parent]! <= key) break;
			keys[j] = keys[parent]!;
			items[j] = items[parent]!;
			j = parent;
		}
		keys[j] = key;
		items[j] = item;
	}

	pop(): number {
		const keys = this.#keys;
		const items = this.#items;
		const top = items[0]!;
		const last = --this.size;
		const key = keys[last]!;
		const item = items[last]!;
		let j = 0;
		for (;;) {
			let child = 2 * j + 1;
			if (child >= last) break;
			if (child + 1 < last && keys[child + 1]! < keys[child]!) child++;
			if (keys[child]! >= key) break;
			keys[j] = keys[child]!;
			items[j] = items[child]!;
			j = child;
		}
		keys[j] = key;
		items[j] = item;
		return top;
	}

	#grow(): void {
		const items = new Int32Array(this.#items.length * 2);
		items.set(this.#items);
		this.#items = items;
		const keys = new Float64Array(this.#keys.length * 2);
		keys.set(this.#keys);
		this.#keys = keys;
	}
}
