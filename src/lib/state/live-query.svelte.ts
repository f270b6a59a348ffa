// The bridge from a live query of the data room to Svelte. Subscribes while something on the screen
// reads it, and never longer.
import { createSubscriber } from 'svelte/reactivity';
import type { Live } from '#lib/data/contracts.ts';

export class LiveQuery<T> {
	#current = $state.raw<T | undefined>(undefined);
	#error = $state.raw<unknown>(undefined);
	#ready = $state(false);
	readonly #subscribe: () => void;

	constructor(live: Live<T>) {
		this.#subscribe = createSubscriber(() =>
			live.subscribe(
				(value) => {
					this.#current = value;
					this.#error = undefined;
					this.#ready = true;
				},
				(error) => {
					this.#error = error;
				}
			)
		);
	}

	/** Undefined until the first answer. */
	get current(): T | undefined {
		this.#subscribe();
		return this.#current;
	}

	/** Of the last run; undefined after one that went well. */
	get error(): unknown {
		this.#subscribe();
		return this.#error;
	}

	/** False until the first answer: tells "nothing there" from "not read yet". */
	get ready(): boolean {
		this.#subscribe();
		return this.#ready;
	}
}
