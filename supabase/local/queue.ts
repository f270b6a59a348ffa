// Turns: one piece of work after the other, in the order of asking.

export class Queue {
	#last: Promise<unknown> = Promise.resolve();

	/** Resolves or rejects as `work` does; a failure does not stop those behind it. */
	run<T>(work: () => Promise<T>): Promise<T> {
		const turn = this.#last.then(work);
		this.#last = turn.catch(() => undefined);
		return turn;
	}
}
