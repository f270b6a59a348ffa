// The least time of an open tour by Held and Karp's dynamic programme: slow and exact, to judge
// visit-order.ts by. Shares no code with it.

/**
 * @param seconds between n + 1 places, row by row; the tour begins at 0 and ends anywhere
 * @returns seconds of the best tour; n ≤ 13
 */
export function exactTourSeconds(seconds: Float64Array): number {
	const size = Math.round(Math.sqrt(seconds.length));
	const n = size - 1;
	if (n === 0) return 0;
	const full = (1 << n) - 1;
	// least[set × n + last]: seconds to have been at all of a set, the last of them `last`.
	const least = new Float64Array((full + 1) * n).fill(Infinity);
	for (let last = 0; last < n; last++) least[(1 << last) * n + last] = seconds[last + 1]!;
	for (let set = 1; set <= full; set++) {
		for (let last = 0; last < n; last++) {
			const here = least[set * n + last]!;
			if (here === Infinity) continue;
			for (let next = 0; next < n; next++) {
				if (set & (1 << next)) continue;
				const at = (set | (1 << next)) * n + next;
				least[at] = Math.min(least[at]!, here + seconds[(last + 1) * size + next + 1]!);
			}
		}
	}
	return Math.min(...least.subarray(full * n));
}
