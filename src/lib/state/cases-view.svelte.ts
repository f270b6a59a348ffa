// The cases on this device, kept up to date, with a clock that makes "overdue" true in time.
import type { Records } from '#lib/data/contracts.ts';
import { caseCounts, casesFrom, readCases, type CaseItem } from './cases.ts';
import { LiveQuery } from './live-query.svelte.ts';

const tickMs = 60_000;

export class CasesView {
	now = $state(Date.now());
	readonly #items: LiveQuery<CaseItem[]>;

	constructor(records: Records) {
		this.#items = new LiveQuery(records.live(async (store) => casesFrom(await readCases(store))));
		$effect(() => {
			const timer = setInterval(() => (this.now = Date.now()), tickMs);
			return () => clearInterval(timer);
		});
	}

	/** Undefined until read. */
	get items(): readonly CaseItem[] | undefined {
		return this.#items.current;
	}

	get failed(): boolean {
		return this.#items.error !== undefined;
	}

	readonly counts = $derived(caseCounts(this.items ?? [], this.now));

	find(id: string): CaseItem | undefined {
		return this.items?.find((item) => item.finding.id === id);
	}
}
