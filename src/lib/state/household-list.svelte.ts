// Screen state of /rumah: what is searched, which filter, how many rows are shown.
import type { Records } from '#lib/data/contracts.ts';
import { HouseholdSearch } from '#lib/data/local/household-search.ts';
import {
	filterRows,
	householdRows,
	rowsOf,
	type HouseholdFilter,
	type HouseholdRow
} from './household-rows.ts';
import { LiveQuery } from './live-query.svelte.ts';

const pageSize = 100;

async function readRows(records: Records): Promise<HouseholdRow[]> {
	const [households, visits, findings] = await Promise.all([
		records.all('household'),
		records.all('visit'),
		records.all('finding')
	]);
	return householdRows(households, visits, findings);
}

export class HouseholdList {
	readonly #rows: LiveQuery<HouseholdRow[]>;
	readonly #search = new HouseholdSearch();
	#query = $state('');
	#filter = $state<HouseholdFilter>('all');
	#limit = $state(pageSize);

	constructor(records: Records) {
		this.#rows = new LiveQuery(records.live(readRows));
	}

	get all(): readonly HouseholdRow[] | undefined {
		return this.#rows.current;
	}
	get failed(): boolean {
		return this.#rows.error !== undefined;
	}
	get query(): string {
		return this.#query;
	}
	set query(query: string) {
		this.#query = query;
		this.#limit = pageSize;
	}
	get filter(): HouseholdFilter {
		return this.#filter;
	}
	set filter(filter: HouseholdFilter) {
		this.#filter = filter;
		this.#limit = pageSize;
	}

	readonly found: readonly HouseholdRow[] = $derived.by(() => {
		const rows = this.all ?? [];
		if (this.#query.trim() === '') return filterRows(rows, this.#filter);
		this.#search.refresh(rows.map(({ household }) => household));
		return filterRows(rowsOf(rows, this.#search.find(this.#query, rows.length)), this.#filter);
	});
	readonly shown = $derived(this.found.slice(0, this.#limit));
	readonly hidden = $derived(this.found.length - this.shown.length);

	more(): void {
		this.#limit += pageSize;
	}
}
