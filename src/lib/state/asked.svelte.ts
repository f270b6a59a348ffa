// One answer of the server that is asked for on demand: what it said last, whether it is on its way, why it did
// not come. What is on the screen stays when the next one fails.
import type { ReviewFailure } from '#lib/data/remote/review.ts';
import type { Result } from '#lib/domain/result.ts';

export class Asked<T> {
	/** Null until the first answer is here. */
	value = $state.raw<T | null>(null);
	failure = $state<ReviewFailure | null>(null);
	busy = $state(false);
	readonly #ask: () => Promise<Result<T, ReviewFailure>>;

	constructor(ask: () => Promise<Result<T, ReviewFailure>>) {
		this.#ask = ask;
	}

	/** @returns false when nothing came; a question that is on its way is not put again */
	async load(): Promise<boolean> {
		if (this.busy) return false;
		this.busy = true;
		const answer = await this.#ask();
		this.busy = false;
		this.failure = answer.ok ? null : answer.error;
		if (answer.ok) this.value = answer.value;
		return answer.ok;
	}
}
