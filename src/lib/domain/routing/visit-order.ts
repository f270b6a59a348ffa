// In which order to walk to a day's stops: an open tour from where she stands, good rather than perfect,
// and the same on every device. Knows times only, no map.

/** So many stops, the nearest ones, are tried as the first. */
const mostBeginnings = 12;
/** Beginnings × stops: a few hundred stops are ordered in seconds, a little less well. */
const enoughWork = 1200;
/** A longer run of stops is moved only by turning. */
const longestRun = 3;
/** Sums of seconds differ in their last digits by the order of adding: less is no gain. */
const leastGain = 1e-6;

/**
 * Nearest neighbour from several beginnings, each bettered by turning runs around (2-opt) and moving
 * short runs elsewhere (Or-opt) until neither helps; the quickest is taken.
 * @param seconds between n + 1 places, row by row and the same both ways; 0 is where she stands
 * @param fixed stops 1 … n that come first, in this order: her own choice
 * @returns every stop once
 */
export function visitOrder(seconds: Float64Array, fixed: readonly number[] = []): number[] {
	const n = Math.round(Math.sqrt(seconds.length));
	const between = (a: number, b: number): number => seconds[a * n + b]!;
	const start = fixed.at(-1) ?? 0;
	const kept = new Set(fixed);
	const free = Array.from({ length: n - 1 }, (_, i) => i + 1).filter((stop) => !kept.has(stop));
	const nearest = [...free].sort((a, b) => between(start, a) - between(start, b) || a - b);
	let best: number[] = [];
	let least = Infinity;
	const beginnings = nearest
		.slice(0, Math.min(mostBeginnings, Math.ceil(enoughWork / n)))
		.map((first) => nearestNeighbours(first, free, between));
	// With the order given among them, the answer is never slower than it.
	for (const stops of [free, ...beginnings]) {
		const tour = bettered([start, ...stops], between);
		const total = tourSeconds(tour, between);
		if (total >= least - leastGain) continue;
		least = total;
		best = tour;
	}
	return [...fixed, ...best.slice(1)];
}

type Between = (a: number, b: number) => number;

export function tourSeconds(tour: readonly number[], between: Between): number {
	let sum = 0;
	for (let i = 1; i < tour.length; i++) sum += between(tour[i - 1]!, tour[i]!);
	return sum;
}

function nearestNeighbours(first: number, stops: readonly number[], between: Between): number[] {
	const tour = [first];
	const left = new Set(stops);
	left.delete(first);
	while (left.size > 0) {
		const here = tour.at(-1)!;
		let next = -1;
		for (const stop of left) if (next < 0 || between(here, stop) < between(here, next)) next = stop;
		tour.push(next);
		left.delete(next);
	}
	return tour;
}

/** The first place of the tour stays where it is. */
function bettered(tour: number[], between: Between): number[] {
	let [now, then] = [tour, moved(tour, between)];
	while (then) [now, then] = [then, moved(then, between)];
	return now;
}

/** The best single change; null when none helps. */
function moved(tour: readonly number[], between: Between): number[] | null {
	const end = tour.length;
	/** After the last stop she is done: nothing is gained or lost there. */
	const step = (a: number, b: number): number =>
		a < end && b < end ? between(tour[a]!, tour[b]!) : 0;
	let most = leastGain;
	let best: (() => number[]) | null = null;
	for (let i = 1; i < end; i++) {
		for (let j = i; j < end; j++) {
			const cut = step(i - 1, i) + step(j, j + 1);
			const turned = cut - step(i - 1, j) - step(i, j + 1);
			if (turned > most) {
				most = turned;
				best = () => [...tour.slice(0, i), ...tour.slice(i, j + 1).reverse(), ...tour.slice(j + 1)];
			}
			if (j - i >= longestRun) continue;
			const closed = cut - step(i - 1, j + 1);
			for (let k = 0; k < end; k++) {
				if (k >= i - 1 && k <= j) continue;
				const opened = closed + step(k, k + 1);
				const asIs = opened - step(k, i) - step(j, k + 1);
				const flipped = opened - step(k, j) - step(i, k + 1);
				if (Math.max(asIs, flipped) <= most) continue;
				most = Math.max(asIs, flipped);
				best = () => relocated(tour, [i, j], k, flipped > asIs);
			}
		}
	}
	return best && best();
}

/** The stops at i … j come after the place at k. */
function relocated(
	tour: readonly number[],
	[i, j]: readonly [number, number],
	k: number,
	isFlipped: boolean
): number[] {
	const run = tour.slice(i, j + 1);
	if (isFlipped) run.reverse();
	const rest = [...tour.slice(0, i), ...tour.slice(j + 1)];
	const after = k < i ? k + 1 : k + 1 - run.length;
	return [...rest.slice(0, after), ...run, ...rest.slice(after)];
}
