// A value that is read again whenever it is said to have changed. Reads never overlap, and the last
// one always comes after the last change.
import type { Live } from '../contracts.ts';

interface Subscriber<T> {
	readonly onValue: (value: T) => void;
	readonly onError: (error: unknown) => void;
}

export class LiveValue<T> implements Live<T> {
	readonly #read: () => Promise<T>;
	readonly #subscribers = new Set<Subscriber<T>>();
	#reading = false;
	#again = false;

	constructor(read: () => Promise<T>) {
		this.#read = read;
	}

	subscribe(onValue: (value: T) => void, onError: (error: unknown) => void): () => void {
		const subscriber = { onValue, onError };
		this.#subscribers.add(subscriber);
		this.changed();
		return () => this.#subscribers.delete(subscriber);
	}

	changed(): void {
		if (this.#subscribers.size === 0) return;
		if (this.#reading) this.#again = true;
		else void this.#refresh();
	}

	async #refresh(): Promise<void> {
		this.#reading = true;
		do {
			this.#again = false;
			try {
				const value = await this.#read();
				for (const { onValue } of this.#subscribers) onValue(value);
			} catch (error) {
				for (const { onError } of this.#subscribers) onError(error);
			}
		} while (this.#again);
		this.#reading = false;
	}
}
