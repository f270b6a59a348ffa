// A list that is read from the server on demand, page by page: what is shown, what is on its way, and
// why nothing came. A page that fails takes nothing off the screen.
import type { Before, ReviewFailure, ReviewPage } from '#lib/data/remote/review.ts';
import type { Result } from '#lib/domain/result.ts';

type Read<T> = (before: Before) => Promise<Result<ReviewPage<T>, ReviewFailure>>;

export class ReviewList<T> {
	/** Null until the first page is here. */
	items = $state.raw<readonly T[] | null>(null);
	failure = $state<ReviewFailure | null>(null);
	busy = $state(false);
	#next = $state.raw<Before>(null);
	readonly #read: Read<T>;
	/** Of the last reading that was begun: an older answer that comes late is passed over. */
	#turn = 0;

	constructor(read: Read<T>) {
		this.#read = read;
	}

	get hasMore(): boolean {
		return this.#next !== null;
	}

	/** From the beginning. */
	async load(): Promise<void> {
		await this.#take(null, () => []);
	}

	async more(): Promise<void> {
		if (this.busy || this.#next === null) return;
		await this.#take(this.#next, () => this.items ?? []);
	}

	/** Until everything is here. @returns false when a page did not come */
	async all(): Promise<boolean> {
		while (this.hasMore) {
			await this.more();
			if (this.failure) return false;
		}
		return this.items !== null;
	}

	/** It was dealt with. What is left may be an empty page with more behind it. */
	async drop(item: T): Promise<void> {
		this.items = (this.items ?? []).filter((other) => other !== item);
		if (this.items.length === 0) await this.more();
	}

	async #take(before: Before, above: () => readonly T[]): Promise<void> {
		const turn = ++this.#turn;
		this.busy = true;
		const answer = await this.#read(before);
		if (turn !== this.#turn) return;
		this.busy = false;
		this.failure = answer.ok ? null : answer.error;
		if (!answer.ok) return;
		this.items = [...above(), ...answer.value.items];
		this.#next = answer.value.next;
	}
}
