// How safely this device keeps what is stored: whether the browser promised not to clear it, and
// how much room is left.

export class DeviceStorage {
	/** null: the browser cannot say. */
	persisted = $state<boolean | null>(null);
	usedBytes = $state<number | null>(null);
	quotaBytes = $state<number | null>(null);
	readonly #storage: StorageManager | undefined;

	/** @param storage navigator.storage; absent over plain HTTP and in old browsers */
	constructor(storage: StorageManager | undefined) {
		this.#storage = storage;
	}

	async refresh(): Promise<void> {
		try {
			this.persisted = (await this.#storage?.persisted()) ?? null;
			const estimate = await this.#storage?.estimate();
			this.usedBytes = estimate?.usage ?? null;
			this.quotaBytes = estimate?.quota ?? null;
		} catch {
			this.persisted = null;
		}
	}

	/** Asks the browser never to clear this app's data on its own. Answers what it said. */
	async askToKeep(): Promise<boolean | null> {
		try {
			this.persisted = (await this.#storage?.persist()) ?? null;
		} catch {
			this.persisted = null;
		}
		await this.refresh();
		return this.persisted;
	}
}
