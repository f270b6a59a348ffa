// Which of thousands of texts stand in megabytes of bytes, in UTF-8 or UTF-16: one walk over the bytes,
// however many texts there are.

interface Needle {
	readonly text: string;
	readonly bytes: Buffer;
}

const filterBits = 18;
/** Enough to tell the ids of one day and the names of one village apart. */
const longestTail = 8;

/** Needles by their last characters, whose bytes lie `stride` apart: ids of one day begin alike. */
class NeedleIndex {
	readonly #stride: number;
	readonly #tail: number;
	readonly #buckets = new Map<number, Needle[]>();
	readonly #filter = new Uint8Array(1 << filterBits);

	constructor(texts: readonly string[], encoding: 'utf8' | 'utf16le') {
		this.#stride = encoding === 'utf8' ? 1 : 2;
		const needles = texts.map((text) => ({ text, bytes: Buffer.from(text, encoding) }));
		const shortest = needles.reduce((least, { bytes }) => Math.min(least, bytes.length), Infinity);
		if (shortest < 4 * this.#stride) throw new Error('too short to be told from chance');
		this.#tail = Math.min(longestTail, Math.floor(shortest / this.#stride));
		for (const needle of needles) {
			const key = this.#keyBefore(needle.bytes, needle.bytes.length);
			const bucket = this.#buckets.get(key);
			if (bucket) bucket.push(needle);
			else this.#buckets.set(key, [needle]);
			this.#filter[slotOf(key)] = 1;
		}
	}

	collect(content: Buffer, found: Set<string>): void {
		for (let end = this.#tail * this.#stride; end <= content.length; end += 1) {
			const key = this.#keyBefore(content, end);
			if (this.#filter[slotOf(key)] === 0) continue;
			for (const { text, bytes } of this.#buckets.get(key) ?? []) {
				const from = end - bytes.length;
				if (from >= 0 && bytes.compare(content, from, end) === 0) found.add(text);
			}
		}
	}

	#keyBefore(bytes: Buffer, end: number): number {
		const first = end - this.#tail * this.#stride;
		let key = 0;
		for (let at = end - this.#stride; at >= first; at -= this.#stride)
			key = Math.imul(key ^ (bytes[at] ?? 0), 0x01000193);
		return key;
	}
}

function slotOf(key: number): number {
	return Math.imul(key, 0x9e3779b1) >>> (32 - filterBits);
}

export class TextFinder {
	readonly #indexes: readonly NeedleIndex[];

	/** @param texts of at least four characters each */
	constructor(texts: Iterable<string>) {
		const all = [...new Set(texts)];
		this.#indexes = [new NeedleIndex(all, 'utf8'), new NeedleIndex(all, 'utf16le')];
	}

	/** Those that stand in the bytes, sorted. */
	in(content: Buffer): string[] {
		const found = new Set<string>();
		for (const index of this.#indexes) index.collect(content, found);
		return [...found].sort();
	}
}
