// Places of care as the red screen needs them: the nearest open one now, and whom a message goes to. Read
// only once a danger sign was ticked.
import type { Point } from 'geojson';
import type { Records } from '#lib/data/contracts.ts';
import { nearestCare, type CarePlace } from '#lib/domain/nearest-care.ts';
import { areaCodeOf, readCare, reportNumber, type CareSource } from './care-source.ts';
import { LiveQuery } from './live-query.svelte.ts';

/** Long enough to be read, short enough to be true. */
const tickMs = 60_000;

export class CareNearby {
	#ticked = $state(Date.now());
	readonly #source: LiveQuery<CareSource>;
	readonly #timeZone: string;
	readonly #offsetMs: () => number;

	/** @param offsetMs server time minus device time as last measured; 0 while unknown */
	constructor(records: Records, timeZone: string, offsetMs: () => number) {
		this.#timeZone = timeZone;
		this.#offsetMs = offsetMs;
		this.#source = new LiveQuery(records.live((store) => readCare(store)));
		$effect(() => {
			const timer = setInterval(() => (this.#ticked = Date.now()), tickMs);
			return () => clearInterval(timer);
		});
	}

	get failed(): boolean {
		return this.#source.error !== undefined;
	}

	/** Best first; undefined until read. */
	places(from: Point | null): readonly CarePlace[] | undefined {
		const source = this.#source.current;
		const nowMs = this.#ticked + this.#offsetMs();
		return source && nearestCare(source.facilities, { from, nowMs, timeZone: this.#timeZone });
	}

	areaCode(areaId: string): string | null {
		const source = this.#source.current;
		return source ? areaCodeOf(source, areaId) : null;
	}

	reportTo(areaId: string): string | null {
		const source = this.#source.current;
		return source ? reportNumber(source, areaId) : null;
	}
}
