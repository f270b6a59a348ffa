// The cases on this device, kept up to date, with a clock that makes "overdue" true in time.
import type { Records } from '#lib/data/contracts.ts';
import {
	caseCounts,
	casesFrom,
	casesOf,
	readCases,
	type CaseBook,
	type CaseItem,
	type CaseTab
} from './cases.ts';
import { LiveQuery } from './live-query.svelte.ts';

const tickMs = 60_000;

export class CasesView {
	#ticked = $state(Date.now());
	readonly #book: LiveQuery<CaseBook>;
	readonly #offsetMs: () => number;

	/** @param offsetMs server time minus device time as last measured; 0 while unknown */
	constructor(records: Records, offsetMs: () => number) {
		this.#offsetMs = offsetMs;
		this.#book = new LiveQuery(
			records.live(async (store) => {
				const source = await readCases(store);
				return { items: casesFrom(source), rules: source.rules };
			})
		);
		$effect(() => {
			const timer = setInterval(() => (this.#ticked = Date.now()), tickMs);
			return () => clearInterval(timer);
		});
	}

	/** Milliseconds by the server's clock, where it is known. */
	readonly now = $derived.by(() => this.#ticked + this.#offsetMs());

	/** Undefined until read. */
	get book(): CaseBook | undefined {
		return this.#book.current;
	}

	get failed(): boolean {
		return this.#book.error !== undefined;
	}

	readonly counts = $derived.by(() => this.book && caseCounts(this.book, this.now));

	of(tab: CaseTab): readonly CaseItem[] {
		return this.book ? casesOf(this.book, tab, this.now) : [];
	}

	find(id: string): CaseItem | undefined {
		return this.book?.items.find((item) => item.finding.id === id);
	}
}
