// Half-filled forms, sealed like any personal payload. Never synchronised.
import type { Drafts } from '../contracts.ts';
import type { RecordStore } from './record-store.ts';

export class LocalDrafts implements Drafts {
	readonly #store: RecordStore;

	constructor(store: RecordStore) {
		this.#store = store;
	}

	async load(key: string): Promise<unknown> {
		const draft = await this.#store.database.draft.get(key);
		return draft && this.#store.vault.open(`draft:${key}`, draft.sealed);
	}

	async save(key: string, value: unknown): Promise<void> {
		const sealed = await this.#store.vault.seal(`draft:${key}`, value);
		await this.#store.database.draft.put({ key, sealed });
	}

	async remove(key: string): Promise<void> {
		await this.#store.database.draft.delete(key);
	}
}
