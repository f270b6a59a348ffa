// Stores each state of a half-filled form, one after another: an older state never comes after a
// newer one, and nothing is written once the form is done.
import type { Drafts } from '#lib/data/contracts.ts';

export class DraftKeeper {
	readonly #drafts: Drafts;
	readonly #key: string;
	readonly #onFailure: () => void;
	#waiting: { readonly value: unknown } | null = null;
	#running: Promise<void> | null = null;

	constructor(drafts: Drafts, key: string, onFailure: () => void) {
		this.#drafts = drafts;
		this.#key = key;
		this.#onFailure = onFailure;
	}

	/** An unreadable draft counts as none. */
	async load(): Promise<unknown> {
		return this.#drafts.load(this.#key).catch(() => null);
	}

	keep(value: unknown): void {
		this.#waiting = { value };
		this.#running ??= this.#run();
	}

	async clear(): Promise<void> {
		this.#waiting = null;
		await this.#running;
		// A draft that stays behind is known by its visit's id and dropped at the next opening.
		await this.#drafts.remove(this.#key).catch(() => undefined);
	}

	async #run(): Promise<void> {
		while (this.#waiting) {
			const { value } = this.#waiting;
			this.#waiting = null;
			await this.#drafts.save(this.#key, value).catch(this.#onFailure);
		}
		this.#running = null;
	}
}
