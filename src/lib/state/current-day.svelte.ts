// Which day it is at the puskesmas, as long as a page stays open: a phone that was never switched off
// over night must not show yesterday's work. Corrected by what is known of the device's clock.
import { createSubscriber } from 'svelte/reactivity';
import { dayAt } from '#lib/domain/day.ts';
import type { Day } from '#lib/domain/entity.ts';

const everyMs = 30_000;

/** What the browser offers; tests pass their own. */
export interface DaySources {
	readonly now: () => number;
	readonly document: Pick<Document, 'addEventListener' | 'removeEventListener'>;
}

export class CurrentDay {
	readonly #read: () => Day;
	readonly #subscribe: () => void;
	#today: Day;

	/** @param offsetMs server time minus device time as last measured; 0 while unknown */
	constructor(
		timeZone: string,
		offsetMs: () => number,
		sources: DaySources = { now: () => Date.now(), document }
	) {
		this.#read = () => dayAt(timeZone, sources.now() + offsetMs());
		this.#today = this.#read();
		this.#subscribe = createSubscriber((changed) => {
			const look = () => {
				const today = this.#read();
				if (today === this.#today) return;
				this.#today = today;
				changed();
			};
			const timer = setInterval(look, everyMs);
			// Timers rest while the phone sleeps.
			sources.document.addEventListener('visibilitychange', look);
			look();
			return () => {
				clearInterval(timer);
				sources.document.removeEventListener('visibilitychange', look);
			};
		});
	}

	/** Reactive: read it in a template or a $derived. */
	get today(): Day {
		this.#subscribe();
		return this.#today;
	}
}
