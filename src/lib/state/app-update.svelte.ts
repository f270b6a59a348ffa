// A new version waits until the person says so. Never reloads over a half-filled form.
import { untrack } from 'svelte';

export class AppUpdate {
	/** A new version is installed and waits. */
	ready = $state(false);
	/** Set while she waits for it to take over. */
	applying = $state(false);
	#unsaved = $state(0);
	#takeOver: () => void = () => {};
	#savesNothing = false;

	/** True while a form holds something that a reload would lose. */
	get unsavedWork(): boolean {
		return this.#unsaved > 0;
	}

	/** A page with a half-filled form calls this and calls the answer when it is saved or left. */
	holdForUnsavedWork(): () => void {
		// Called from effects, which must not run again because of the count itself.
		untrack(() => (this.#unsaved += 1));
		let held = true;
		return () => {
			if (held) this.#unsaved -= 1;
			held = false;
		};
	}

	/**
	 * @param savesNothing this page can save nothing any more: what its form has kept is read again
	 *   after the reload, and waiting would only cost more
	 */
	offer(takeOver: () => void, { savesNothing = false } = {}): void {
		this.#takeOver = takeOver;
		this.#savesNothing ||= savesNothing;
		this.ready = true;
	}

	/** @returns false while unsaved work is on the screen: nothing happens then */
	apply(): boolean {
		if (!this.ready || (this.unsavedWork && !this.#savesNothing)) return false;
		this.applying = true;
		this.#takeOver();
		return true;
	}
}
