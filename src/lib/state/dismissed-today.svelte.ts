// What somebody has put away for today: back tomorrow, on this device only. Holds no words of it.
import type { Day } from '#lib/domain/entity.ts';

/** The part of Storage that is used. */
export type KeyStore = Pick<Storage, 'getItem' | 'setItem'>;

function localStore(): KeyStore | null {
	try {
		return localStorage;
	} catch {
		return null;
	}
}

export class DismissedToday {
	readonly #key: string;
	readonly #store: KeyStore | null;
	#day = $state<string | null>(null);

	/** @param name of what is put away; one word a place */
	constructor(name: string, store: KeyStore | null = localStore()) {
		this.#key = `jangkau-dismissed-${name}`;
		this.#store = store;
		try {
			this.#day = store?.getItem(this.#key) ?? null;
		} catch {
			this.#day = null;
		}
	}

	isDismissed(today: Day): boolean {
		return this.#day === today;
	}

	dismiss(today: Day): void {
		this.#day = today;
		try {
			this.#store?.setItem(this.#key, today);
		} catch {
			// A full or closed store: put away as long as the page stays open.
		}
	}
}
