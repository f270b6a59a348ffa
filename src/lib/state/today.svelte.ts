// A kader's day from the records on her phone: what to visit now, in which order.
import type { Point } from 'geojson';
import type { Membership } from '#lib/domain/access.ts';
import type { Day } from '#lib/domain/entity.ts';
import type { Facility } from '#lib/domain/facility.ts';
import type { Household } from '#lib/domain/household.ts';
import type { Territory } from '#lib/domain/territory.ts';
import { standingVisits } from '#lib/domain/standing-visits.ts';
import { todaysVisits, type TodayItem } from '#lib/domain/today.ts';
import type { VisitOutline } from '#lib/domain/visit.ts';
import { visitRulesFrom } from '#lib/domain/visit-rules.ts';
import type { Records } from '#lib/data/contracts.ts';
import { LiveQuery } from './live-query.svelte.ts';
import { readNextTries } from './next-tries.ts';
import type { OwnPosition } from './position.svelte.ts';
import {
	arranged,
	countStates,
	nobodyTried,
	orderForWalking,
	triedOn,
	walkStops,
	type TodayHouse
} from './today-order.ts';
import type { WalkDay } from './walk-day.svelte.ts';
import type { Walk } from './walk-start.ts';

const aheadDays = 7;

export interface TodaySource {
	readonly territories: readonly Territory[];
	readonly facilities: readonly Facility[];
	readonly items: readonly TodayItem[];
	readonly tried: ReadonlySet<string>;
	/** Of the house she was at last today. */
	readonly lastHouse: Point | null;
	/** Households visited today, whatever came of it. */
	readonly visits: number;
	/** Households of hers, due or not. */
	readonly householdCount: number;
}

/** @param days each is read as if it were today, from one look at the records */
export async function readDays(
	records: Records,
	member: Membership,
	days: readonly Day[]
): Promise<TodaySource[]> {
	const { kaderId } = member;
	const territories = kaderId ? await records.where('territory', 'kaderId', kaderId) : [];
	const own = territories.filter((territory) => territory.active);
	const ids = own.map((territory) => territory.id);
	const outlines = records.outlines('visit', 'territoryId', ids);
	const [visits, nextTries, households, members, plans, findings, settings, facilities] =
		await Promise.all([
			outlines,
			outlines.then((visits) => readNextTries(records, visits, days[0]!)),
			records.where('household', 'territoryId', ids),
			records.where('member', 'territoryId', ids),
			records.where('visit_plan', 'territoryId', ids),
			records.where('finding', 'territoryId', ids),
			records.all('setting'),
			records.all('facility')
		]);
	const rules = visitRulesFrom(settings);
	const { timeZone } = member;
	return days.map((today) => {
		const items = todaysVisits({
			today,
			timeZone,
			rules,
			households,
			members,
			plans,
			visits,
			findings,
			nextTries,
			aheadDays
		});
		const ofToday = standingVisits(visits).filter(({ visitedOn }) => visitedOn === today);
		return {
			territories: own,
			facilities,
			items,
			tried: triedOn(ofToday, today),
			lastHouse: lastHouseOf(ofToday, households),
			visits: ofToday.length,
			householdCount: households.length
		};
	});
}

function lastHouseOf(
	visits: readonly VisitOutline[],
	households: readonly Household[]
): Point | null {
	const last = visits.reduce<VisitOutline | null>(
		(latest, visit) => (latest && latest.capturedAt >= visit.capturedAt ? latest : visit),
		null
	);
	return households.find(({ id }) => id === last?.householdId)?.location ?? null;
}

/** Screen state of /hari-ini. */
export class TodayView {
	readonly #source: LiveQuery<TodaySource>;
	readonly #position: OwnPosition | null;
	readonly #walk: { readonly walk: Walk | null } | null;

	/**
	 * @param position null where nobody walks
	 * @param walk in whose order the houses stand; without one by due date
	 */
	constructor(
		records: Records,
		member: Membership,
		today: Day,
		position: OwnPosition | null,
		walk: { readonly walk: Walk | null } | null = null
	) {
		this.#source = new LiveQuery(
			records.live(async (store) => (await readDays(store, member, [today]))[0]!)
		);
		this.#position = position;
		this.#walk = walk;
	}

	/** What the order of the walk is found from; null while it is read. */
	get walkDay(): WalkDay | null {
		if (!this.source) return null;
		const { items, tried, visits, lastHouse } = this.source;
		return { stops: walkStops(items, tried), visits, lastHouse };
	}

	get source(): TodaySource | undefined {
		return this.#source.current;
	}
	get failed(): boolean {
		return this.#source.error !== undefined;
	}

	/** Not where she is now: the list must not change under her thumb with every step. */
	readonly #startPoint: Point | null = $derived.by(() => {
		const start = this.#walk?.walk?.start;
		return start ? { type: 'Point', coordinates: start.at } : null;
	});
	readonly houses: readonly TodayHouse[] = $derived.by(() =>
		arranged(
			orderForWalking(
				this.source?.items ?? [],
				this.source?.tried ?? nobodyTried,
				this.#position?.useful?.point ?? null,
				this.#startPoint
			),
			this.#walk?.walk ?? null
		)
	);
	readonly counts = $derived(countStates(this.source?.items ?? []));

	/** The first that is still to be visited. */
	readonly next = $derived(this.houses.find(({ state }) => state !== 'done') ?? null);
	/** Those of the walk, in its order. */
	readonly walked = $derived(this.houses.filter(({ number }) => number !== null));
}
