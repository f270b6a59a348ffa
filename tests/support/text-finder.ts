// Which of thousands of texts stand in megabytes of bytes, in UTF-8 or UTF-16: one walk over the bytes,
// however many texts there are.

interface Needle {
	readonly text: string;
	readonly bytes: Buffer;
}

const filterBits = 18;

/** Needles by their first four characters, whose bytes lie `stride` apart. */
class NeedleIndex {
	readonly #stride: number;
	readonly #buckets = new Map<number, Needle[]>();
	readonly #filter = new Uint8Array(1 << filterBits);

	constructor(texts: Iterable<string>, encoding: 'utf8' | 'utf16le') {
		this.#stride = encoding === 'utf8' ? 1 : 2;
		for (const text of texts) {
			const bytes = Buffer.from(text, encoding);
			if (bytes.length < 4 * this.#stride) throw new Error('too short to be told from chance');
			const key = this.#keyAt(bytes, 0);
			this.#buckets.set(key, [...(this.#buckets.get(key) ?? []), { text, bytes }]);
			this.#filter[slotOf(key)] = 1;
		}
	}

	collect(content: Buffer, found: Set<string>): void {
		const last = content.length - 4 * this.#stride;
		for (let at = 0; at <= last; at += 1) {
			const key = this.#keyAt(content, at);
			if (this.#filter[slotOf(key)] === 0) continue;
			for (const { text, bytes } of this.#buckets.get(key) ?? []) {
				if (content.subarray(at, at + bytes.length).equals(bytes)) found.add(text);
			}
		}
	}

	#keyAt(bytes: Buffer, at: number): number {
		const s = this.#stride;
		const [a, b, c, d] = [bytes[at], bytes[at + s], bytes[at + 2 * s], bytes[at + 3 * s]];
		return ((a ?? 0) | ((b ?? 0) << 8) | ((c ?? 0) << 16) | ((d ?? 0) << 24)) >>> 0;
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
