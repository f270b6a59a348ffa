// A kader's day from the records on her phone: what to visit now, in which order.
import type { Membership } from '#lib/domain/access.ts';
import type { Day } from '#lib/domain/entity.ts';
import type { Facility } from '#lib/domain/facility.ts';
import type { Territory } from '#lib/domain/territory.ts';
import { standingVisits } from '#lib/domain/standing-visits.ts';
import { todaysVisits, type TodayItem } from '#lib/domain/today.ts';
import { visitRulesFrom } from '#lib/domain/visit-rules.ts';
import type { Records } from '#lib/data/contracts.ts';
import { LiveQuery } from './live-query.svelte.ts';
import type { OwnPosition } from './position.svelte.ts';
import {
	countStates,
	nobodyTried,
	orderForWalking,
	triedOn,
	type TodayHouse
} from './today-order.ts';

const aheadDays = 7;

export interface TodaySource {
	readonly territories: readonly Territory[];
	readonly facilities: readonly Facility[];
	readonly items: readonly TodayItem[];
	readonly tried: ReadonlySet<string>;
	/** Households of hers, due or not. */
	readonly householdCount: number;
}

async function readToday(records: Records, member: Membership, today: Day): Promise<TodaySource> {
	const { kaderId } = member;
	const territories = kaderId ? await records.where('territory', 'kaderId', kaderId) : [];
	const own = territories.filter((territory) => territory.active);
	const ids = own.map((territory) => territory.id);
	const [households, members, plans, visits, findings, settings, facilities] = await Promise.all([
		records.where('household', 'territoryId', ids),
		records.where('member', 'territoryId', ids),
		records.where('visit_plan', 'territoryId', ids),
		records.outlines('visit', 'territoryId', ids),
		records.where('finding', 'territoryId', ids),
		records.all('setting'),
		records.all('facility')
	]);
	const items = todaysVisits({
		today,
		timeZone: member.timeZone,
		rules: visitRulesFrom(settings),
		households,
		members,
		plans,
		visits,
		findings,
		aheadDays
	});
	return {
		territories: own,
		facilities,
		items,
		tried: triedOn(standingVisits(visits), today),
		householdCount: households.length
	};
}

/** Screen state of /hari-ini. */
export class TodayView {
	readonly #source: LiveQuery<TodaySource>;
	readonly #position: OwnPosition | null;

	/** @param position null where nobody walks: then by due date */
	constructor(records: Records, member: Membership, today: Day, position: OwnPosition | null) {
		this.#source = new LiveQuery(records.live((store) => readToday(store, member, today)));
		this.#position = position;
	}

	get source(): TodaySource | undefined {
		return this.#source.current;
	}
	get failed(): boolean {
		return this.#source.error !== undefined;
	}

	readonly houses: readonly TodayHouse[] = $derived.by(() =>
		orderForWalking(
			this.source?.items ?? [],
			this.source?.tried ?? nobodyTried,
			this.#position?.useful?.point ?? null
		)
	);
	readonly counts = $derived(countStates(this.source?.items ?? []));

	/** The first that is still to be visited. */
	readonly next = $derived(this.houses.find(({ state }) => state !== 'done') ?? null);
}
