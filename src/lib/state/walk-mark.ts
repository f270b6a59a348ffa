// "Saya di sini": where she said that she stands. The same mark for the day's walk and for finding a
// house, kept for the day; after the next visit she stands elsewhere, and it counts no more.
import type { Position } from 'geojson';
import type { Membership } from '#lib/domain/access.ts';
import { dayAt } from '#lib/domain/day.ts';
import type { Day } from '#lib/domain/entity.ts';
import { keptWalkFrom, keptWalkKey, type KeptWalk } from '#lib/domain/routing/walk-plan.ts';
import { standingVisits } from '#lib/domain/standing-visits.ts';
import type { Drafts, Records } from '#lib/data/contracts.ts';

export interface MarkPorts {
	readonly records: Pick<Records, 'where' | 'outlines'>;
	readonly drafts: Drafts;
	readonly membership: Pick<Membership, 'kaderId' | 'timeZone'>;
	/** Milliseconds since 1970, corrected by what is known of the device's clock. */
	readonly now: () => number;
}

/** One after another, on whatever page: the last word is kept, and a page opened at once knows it. */
let saving: Promise<void> = Promise.resolve();

export class HereMark {
	readonly #ports: MarkPorts;

	constructor(ports: MarkPorts) {
		this.#ports = ports;
	}

	/** What she said on this page or another, [lng, lat]; null where that is nothing. Never rejects. */
	async load(): Promise<Position | null> {
		await saving;
		const day = this.#day();
		const { here } = await this.#kept(day);
		return here && here.visits === (await this.#visits(day)) ? [...here.at] : null;
	}

	/** @param at [lng, lat]; null: she is where the phone says */
	keep(at: Position | null): Promise<void> {
		return (saving = saving.then(() => this.#save(at)));
	}

	async #save(at: Position | null): Promise<void> {
		const day = this.#day();
		const [kept, visits] = await Promise.all([this.#kept(day), this.#visits(day)]);
		const here = at && { at: [at[0]!, at[1]!] as const, visits };
		// A full disk costs the mark of the day; on this page it stands.
		await this.#ports.drafts.save(keptWalkKey, { ...kept, here }).catch(() => undefined);
	}

	#day(): Day {
		const { membership, now } = this.#ports;
		return dayAt(membership.timeZone, now());
	}

	async #kept(day: Day): Promise<KeptWalk> {
		const value = await this.#ports.drafts.load(keptWalkKey).catch(() => null);
		return keptWalkFrom(value, day);
	}

	/** Houses that she has been to today, as the day counts them (today.svelte.ts). */
	async #visits(day: Day): Promise<number> {
		const { records, membership } = this.#ports;
		const { kaderId } = membership;
		try {
			const territories = kaderId ? await records.where('territory', 'kaderId', kaderId) : [];
			const ids = territories.filter(({ active }) => active).map(({ id }) => id);
			const visits = await records.outlines('visit', 'territoryId', ids);
			return standingVisits(visits).filter(({ visitedOn }) => visitedOn === day).length;
		} catch {
			return 0;
		}
	}
}
