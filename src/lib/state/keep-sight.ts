// Keeps what a kader's first page shows now, and would show on the days to come, for the next start: the
// words are painted before the app is there (first-sight/).
import type { Membership } from '#lib/domain/access.ts';
import type { Records } from '#lib/data/contracts.ts';
import { keepSights } from '#lib/data/local/keep-sights.ts';
import type { Sight, SightHouse, Sights } from '#lib/data/local/sights.ts';
import { addDays, dayAt } from '#lib/domain/day.ts';
import { startOfDay } from '#lib/domain/day-start.ts';
import type { Day } from '#lib/domain/entity.ts';
import { m } from '#lib/paraglide/messages.js';
import { houseBadge } from './house-badge.ts';
import { orderForWalking, type TodayHouse } from './today-order.ts';
import { readDays } from './today.svelte.ts';
import { clockWords, dayWords, placeWords, reasonWords } from './visit-words.ts';

/** Who opens the app once a week finds her day as well. */
const daysAhead = 7;
/** As many as a phone shows at once. */
const firstScreen = 8;
/** After the last change: while the order of the walk is found, nothing is written. */
const restMs = 1_000;

function wordsOf(house: TodayHouse, today: Day, full: boolean): SightHouse {
	const { household } = house;
	return {
		name: household.headName,
		lines: [
			houseBadge(house, today).words,
			`${household.code} · ${placeWords(household)}`,
			...(full && household.landmark ? [household.landmark] : []),
			...house.reasons.slice(0, full ? undefined : 1).map(reasonWords)
		],
		href: `/kunjungan/${household.id}`,
		go: m.visit_go()
	};
}

/** @param readAt milliseconds since 1970, when the houses were read */
export function sightOfDay(
	houses: readonly TodayHouse[],
	today: Day,
	timeZone: string,
	readAt: number
): Sight {
	const open = houses.filter(({ state }) => state !== 'done').slice(0, firstScreen);
	const readOn = dayAt(timeZone, readAt);
	const when =
		readOn === today ? clockWords(new Date(readAt).toISOString(), timeZone) : dayWords(readOn);
	return {
		from: startOfDay(timeZone, today),
		until: startOfDay(timeZone, addDays(today, 1)),
		title: m.visit_today_title(),
		note: m.visit_as_of({ when }),
		kicker: m.visit_next_house(),
		houses: open.map((house, i) => wordsOf(house, today, i === 0))
	};
}

export interface SightSource {
	readonly records: Records;
	readonly membership: Membership;
	readonly sights: Sights;
	/** Milliseconds since 1970. */
	readonly now: () => number;
}

/** One page's keeper: what it was shown last is kept once it rests. */
export class SightKeeper {
	readonly #source: SightSource;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#ahead: { readonly today: Day; readonly sights: readonly Sight[] } | null = null;

	constructor(source: SightSource) {
		this.#source = source;
	}

	see(houses: readonly TodayHouse[], today: Day): void {
		const seen = this.#source.sights.changes;
		clearTimeout(this.#timer);
		// Without it the next start is as slow as the first.
		this.#timer = setTimeout(() => void this.#keep(houses, today, seen).catch(() => {}), restMs);
	}

	close(): void {
		clearTimeout(this.#timer);
	}

	async #keep(houses: readonly TodayHouse[], today: Day, seen: number): Promise<void> {
		const { sights, membership, now } = this.#source;
		const shown = sightOfDay(houses, today, membership.timeZone, now());
		if (this.#ahead?.today !== today) this.#ahead = { today, sights: await this.#readAhead(today) };
		await keepSights(sights, membership.id, [shown, ...this.#ahead.sights], seen);
	}

	async #readAhead(today: Day): Promise<Sight[]> {
		const { records, membership, now } = this.#source;
		const days = Array.from({ length: daysAhead }, (_, i) => addDays(today, i + 1));
		const sources = await readDays(records, membership, days);
		return sources.map(({ items, tried }, i) =>
			sightOfDay(orderForWalking(items, tried, null), days[i]!, membership.timeZone, now())
		);
	}
}
