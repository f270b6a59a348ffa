// Screen state of /salin: whose paper sheet is copied, of which day, and the houses it may name.
import type { Records } from '#lib/data/contracts.ts';
import { HouseholdSearch } from '#lib/data/local/household-search.ts';
import type { Membership } from '#lib/domain/access.ts';
import type { Day } from '#lib/domain/entity.ts';
import type { Household } from '#lib/domain/household.ts';
import { paperDayProblem, type PaperDayProblem } from '#lib/domain/paper-visit.ts';
import { standingVisits } from '#lib/domain/standing-visits.ts';
import type { VisitOutcome } from '#lib/domain/visit.ts';
import { LiveQuery } from './live-query.svelte.ts';

const pageSize = 50;

export interface PaperHouse {
	readonly household: Household;
	/** What is recorded of that day already; null while nothing is. */
	readonly outcome: VisitOutcome | null;
}

async function readKader(records: Records) {
	const [kader, territories] = await Promise.all([records.all('kader'), records.all('territory')]);
	const holding = new Set(territories.map(({ kaderId }) => kaderId as string | null));
	return kader
		.filter(({ id, active }) => active || holding.has(id))
		.sort((a, b) => a.name.localeCompare(b.name, 'id'));
}

async function readHouses(records: Records, kaderId: string, day: Day): Promise<PaperHouse[]> {
	const territories = await records.all('territory');
	const hers = territories.filter((row) => row.kaderId === kaderId).map(({ id }) => id as string);
	const [households, visits] = await Promise.all([
		records.where('household', 'territoryId', hers),
		records.outlines('visit', 'visitedOn', day)
	]);
	const done = new Map(
		standingVisits(visits).map(({ householdId, outcome }) => [householdId as string, outcome])
	);
	return households
		.map((household) => ({ household, outcome: done.get(household.id) ?? null }))
		.sort((a, b) => a.household.code.localeCompare(b.household.code, 'id'));
}

export class PaperSheetView {
	/** A kader copies her own sheets only. */
	readonly isOwn: boolean;
	readonly #records: Records;
	readonly #today: Day;
	readonly #kader: LiveQuery<Awaited<ReturnType<typeof readKader>>>;
	readonly #search = new HouseholdSearch();
	kaderId = $state<string | null>(null);
	day = $state<string>('');
	#query = $state('');
	#limit = $state(pageSize);

	/** @param kaderId and @param day as they were chosen before; empty at first */
	constructor(
		records: Records,
		member: Membership,
		today: Day,
		chosen: { readonly kaderId: string | null; readonly day: string | null }
	) {
		this.#records = records;
		this.#today = today;
		this.isOwn = member.role === 'kader';
		this.kaderId = this.isOwn ? member.kaderId : chosen.kaderId;
		this.day = chosen.day ?? today;
		this.#kader = new LiveQuery(records.live(readKader));
	}

	get kader() {
		return this.#kader.current;
	}
	get query(): string {
		return this.#query;
	}
	set query(query: string) {
		this.#query = query;
		this.#limit = pageSize;
	}

	readonly dayProblem: PaperDayProblem | null = $derived.by(() =>
		paperDayProblem(this.day, this.#today)
	);
	readonly #houses = $derived.by(() => {
		const { kaderId, day } = this;
		if (kaderId === null || this.dayProblem !== null) return null;
		return new LiveQuery(this.#records.live((store) => readHouses(store, kaderId, day)));
	});

	/** Undefined while read; null until kader and day are chosen. */
	get houses(): readonly PaperHouse[] | null | undefined {
		return this.#houses === null ? null : this.#houses.current;
	}
	get failed(): boolean {
		return this.#kader.error !== undefined || this.#houses?.error !== undefined;
	}

	readonly done = $derived.by(
		() => (this.houses ?? []).filter(({ outcome }) => outcome !== null).length
	);
	readonly found: readonly PaperHouse[] = $derived.by(() => {
		const houses = this.houses ?? [];
		if (this.#query.trim() === '') return houses;
		this.#search.refresh(houses.map(({ household }) => household));
		const found = this.#search.find(this.#query, houses.length);
		return houses.filter(({ household }) => found.includes(household));
	});
	readonly shown = $derived(this.found.slice(0, this.#limit));
	readonly hidden = $derived(this.found.length - this.shown.length);

	more(): void {
		this.#limit += pageSize;
	}

	/** The page on which this house's part of the sheet is entered. */
	hrefOf(householdId: string): string {
		return `/kunjungan/${householdId}?kertas=${this.day}&kader=${this.kaderId ?? ''}`;
	}
}
