// Half-filled forms, sealed like any personal payload. Never synchronised.
import type { Drafts } from '../contracts.ts';
import type { RecordStore } from './record-store.ts';

export class LocalDrafts implements Drafts {
	readonly #store: RecordStore;
	readonly #saving = new Set<Promise<void>>();

	constructor(store: RecordStore) {
		this.#store = store;
	}

	async load(key: string): Promise<unknown> {
		const draft = await this.#store.database.draft.get(key);
		return draft && this.#store.openDraft(draft);
	}

	async save(key: string, value: unknown): Promise<void> {
		const saving = this.#save(key, value);
		this.#saving.add(saving);
		await saving.finally(() => this.#saving.delete(saving));
	}

	/** What was typed until now is on the disk, or its form knows that it is not. */
	async settled(): Promise<void> {
		do {
			await Promise.allSettled(this.#saving);
			// A form stores its newest state when the one before is stored: let it ask.
			await new Promise((resolve) => setTimeout(resolve));
		} while (this.#saving.size > 0);
	}

	async remove(key: string): Promise<void> {
		await this.#store.database.draft.delete(key);
	}

	async #save(key: string, value: unknown): Promise<void> {
		const sealed = await this.#store.vault.seal(`draft:${key}`, value);
		await this.#store.database.draft.put({ key, sealed });
	}
}
