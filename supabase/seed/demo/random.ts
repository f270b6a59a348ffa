// Seeded randomness for the demo: the same seed gives the same village on every machine, so nothing
// here may use Math.random, the clock, or a trigonometric function (engines differ in the last bit).

/** FNV-1a, 32 bits. */
function hashText(text: string): number {
	let hash = 0x811c9dc5;
	for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
	return hash >>> 0;
}

function mix(value: number): number {
	let h = value;
	h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
	h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
	return (h ^ (h >>> 16)) >>> 0;
}

/** A stream of random numbers (mulberry32). Each part of the demo has its own, named after it. */
export class Random {
	#state: number;

	constructor(seed: string) {
		this.#state = hashText(seed);
	}

	/** Uniform in [0, 1). */
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) | 0;
		let t = this.#state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	}

	/** A whole number from `low` to `high`, both included. */
	int(low: number, high: number): number {
		return low + Math.floor(this.next() * (high - low + 1));
	}

	between(low: number, high: number): number {
		return low + this.next() * (high - low);
	}

	chance(probability: number): boolean {
		return this.next() < probability;
	}

	pick<T>(list: readonly T[]): T {
		return list[Math.floor(this.next() * list.length)]!;
	}

	/** An identifier in the shape of a UUIDv7 whose time part is `ms` since 1970. */
	uuid(ms: number): string {
		const time = ms.toString(16).padStart(12, '0');
		const hex = (digits: number) =>
			Math.floor(this.next() * 16 ** digits)
				.toString(16)
				.padStart(digits, '0');
		const variant = '89ab'[this.int(0, 3)]!;
		return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${variant}${hex(3)}-${hex(6)}${hex(6)}`;
	}
}

function lattice(seed: number, ix: number, iy: number): number {
	return mix(mix(seed ^ Math.imul(ix, 0x9e3779b1)) ^ Math.imul(iy, 0x85ebca77)) / 4294967296;
}

/** Smooth value noise in [-1, 1] whose hills are about `wavelength` apart. */
export function noise(name: string, wavelength: number): (x: number, y: number) => number {
	const seed = hashText(name);
	return (x, y) => {
		const fx = x / wavelength;
		const fy = y / wavelength;
		const ix = Math.floor(fx);
		const iy = Math.floor(fy);
		const sx = smoothstep(fx - ix);
		const sy = smoothstep(fy - iy);
		const low = lattice(seed, ix, iy) * (1 - sx) + lattice(seed, ix + 1, iy) * sx;
		const high = lattice(seed, ix, iy + 1) * (1 - sx) + lattice(seed, ix + 1, iy + 1) * sx;
		return (low * (1 - sy) + high * sy) * 2 - 1;
	};
}

/** 0 below 0, 1 above 1, and a smooth ramp between. */
export function smoothstep(t: number): number {
	const clamped = t < 0 ? 0 : t > 1 ? 1 : t;
	return clamped * clamped * (3 - 2 * clamped);
}
