// Slows down guessing of passwords and codes. Counts failures only: a posyandu whose phones share
// one address must not lock itself out by signing in.

export interface RateLimitOptions {
	readonly failures: number;
	readonly windowMs: number;
}

export const defaultRateLimit: RateLimitOptions = { failures: 30, windowMs: 15 * 60_000 };

/** Most addresses remembered, so that a flood of them cannot fill the memory. */
const maxAddresses = 10_000;

export class RateLimit {
	readonly #options: RateLimitOptions;
	readonly #now: () => number;
	readonly #counts = new Map<string, { count: number; endsAt: number }>();

	constructor(options: RateLimitOptions = defaultRateLimit, now: () => number = Date.now) {
		this.#options = options;
		this.#now = now;
	}

	/**
	 * Counts an attempt before it is made, so that parallel guesses count too. Answers seconds to
	 * wait, or 0 when it may go ahead.
	 */
	enter(address: string): number {
		const now = this.#now();
		let entry = this.#counts.get(address);
		if (!entry || entry.endsAt <= now) {
			this.#forget(now);
			entry = { count: 0, endsAt: now + this.#options.windowMs };
			this.#counts.set(address, entry);
		}
		if (entry.count >= this.#options.failures) return Math.ceil((entry.endsAt - now) / 1000);
		entry.count += 1;
		return 0;
	}

	/** Takes an attempt back: it was no failure. */
	succeeded(address: string): void {
		const entry = this.#counts.get(address);
		if (entry && entry.count > 0) entry.count -= 1;
	}

	#forget(now: number): void {
		if (this.#counts.size < maxAddresses) return;
		for (const [address, entry] of this.#counts) {
			if (entry.endsAt <= now) this.#counts.delete(address);
		}
		const oldest = this.#counts.keys().next().value;
		if (this.#counts.size >= maxAddresses && oldest !== undefined) this.#counts.delete(oldest);
	}
}
