// Seeded randomness for the engine: integer arithmetic only, so every browser gives the same numbers.

/** Numbers in [0, 1), the same sequence for the same seed. Mulberry32 (Tommy Ettinger, public domain). */
export function seededRandom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

/** Shuffles in place (Fisher–Yates). */
export function shuffle(values: Int32Array, random: () => number): void {
	for (let i = values.length - 1; i > 0; i--) {
		const j = Math.floor(random() * (i + 1));
		const kept = values[i]!;
		values[i] = values[j]!;
		values[j] = kept;
	}
}
