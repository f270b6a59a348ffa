// When to try again. Exponential with full jitter, so that a hundred phones coming back under one
// mast do not ask in the same second. Never gives up: a queue without a next attempt is a lost visit.

/** First delay: a lost packet is usually over by then. */
const firstDelayMs = 2_000;
/** A kader who walks back into coverage waits at most this long. */
const maxDelayMs = 5 * 60_000;
/** Keeps full jitter from hammering a server that is down. */
const minDelayMs = 500;

/**
 * @param failures failures in a row, 1 after the first
 * @param random uniform in [0, 1)
 * @returns milliseconds to wait
 */
export function retryDelayMs(failures: number, random: number): number {
	const ceiling = Math.min(maxDelayMs, firstDelayMs * 2 ** Math.min(failures - 1, 20));
	return minDelayMs + random * (ceiling - minDelayMs);
}
