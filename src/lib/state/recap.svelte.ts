// Screen state of /rekap: month, kader and posyandu chosen, and the three sheets in words. A kader's
// are her own visits; health worker and planner see everything that this device holds.
import type { Records } from '#lib/data/contracts.ts';
import type { Membership } from '#lib/domain/access.ts';
import { addMonths, monthOf } from '#lib/domain/day.ts';
import type { Day, Month } from '#lib/domain/entity.ts';
import type { OfficialSheet } from '#lib/domain/official-sheet.ts';
import { m } from '#lib/paraglide/messages.js';
import { LiveQuery } from './live-query.svelte.ts';
import { monthsOnDevice, readRecap } from './recap-reading.ts';
import { SheetWords, type Language, type SheetName } from './recap-sheets.ts';

async function readNames(records: Records) {
	const [kader, facilities] = await Promise.all([
		records.all('kader'),
		records.where('facility', 'kind', 'posyandu')
	]);
	return { kader, facilities };
}

function byName<T extends { readonly name: string }>(rows: readonly T[]): T[] {
	return [...rows].sort((a, b) => a.name.localeCompare(b.name, 'id'));
}

export class RecapView {
	readonly months: readonly Month[];
	/** A kader chooses nobody: the sheets are hers. */
	readonly isOwn: boolean;
	month = $state<Month>('');
	/** Null is everybody. */
	kaderId = $state<string | null>(null);
	posyanduId = $state<string | null>(null);
	sheet = $state<SheetName>('recap');
	readonly #records: Records;
	readonly #member: Membership;
	readonly #today: Day;
	readonly #names: LiveQuery<Awaited<ReturnType<typeof readNames>>>;

	constructor(records: Records, member: Membership, today: Day) {
		this.#records = records;
		this.#member = member;
		this.#today = today;
		this.isOwn = member.role === 'kader';
		this.kaderId = this.isOwn ? member.kaderId : null;
		this.months = Array.from({ length: monthsOnDevice }, (_, back) =>
			addMonths(monthOf(today), -back)
		);
		this.month = this.months[0]!;
		this.#names = new LiveQuery(records.live(readNames));
	}

	readonly #sheets = $derived.by(() => {
		const { month, kaderId, posyanduId } = this;
		const { timeZone } = this.#member;
		const choice = { month, kaderId, posyanduId, timeZone, today: this.#today };
		return new LiveQuery(this.#records.live((store) => readRecap(store, choice)));
	});

	/** Undefined until read. */
	get rows() {
		return this.#sheets.current;
	}
	get failed(): boolean {
		return this.#sheets.error !== undefined || this.#names.error !== undefined;
	}

	readonly kader = $derived.by(() => byName(this.#names.current?.kader ?? []));
	readonly posyandu = $derived.by(() => byName(this.#names.current?.facilities ?? []));

	/** No visit at all: five rows of zeros say less than a sentence. */
	isEmpty(name: SheetName): boolean {
		if (!this.rows) return true;
		if (name === 'followup') return this.rows.followUps.length === 0;
		if (name === 'schedule') return this.rows.schedule.length === 0;
		return this.rows.recap.every(({ families }) => families === 0);
	}

	/** One sheet in a language; null until its rows are read. */
	sheetIn(name: SheetName, language: Language): OfficialSheet | null {
		const rows = this.rows;
		if (!rows) return null;
		const words = new SheetWords(language);
		const facts = this.#facts(words);
		if (name === 'followup') return words.followUps(rows.followUps, facts);
		if (name === 'schedule') return words.schedule(rows.schedule, facts);
		return words.recap(rows.recap, facts);
	}

	#facts(words: SheetWords): [string, string][] {
		const kader = this.kader.find(({ id }) => id === this.kaderId)?.name;
		const posyandu = this.posyandu.find(({ id }) => id === this.posyanduId)?.name;
		const name = kader ?? (this.isOwn ? this.#member.displayName : words.say(m.recap_kader_all));
		return [
			[words.say(m.recap_month), words.month(this.month)],
			[words.say(m.recap_kader), name],
			...(this.isOwn
				? []
				: ([[words.say(m.recap_posyandu), posyandu ?? words.say(m.recap_posyandu_all)]] as [
						string,
						string
					][]))
		];
	}
}
