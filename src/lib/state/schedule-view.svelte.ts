// Screen state of /jadwal: month and area chosen, the plans that exist, and a proposal until it is
// stored or dropped.
import { uuidv7 } from 'uuidv7';
import type { Records } from '#lib/data/contracts.ts';
import { addMonths, monthOf } from '#lib/domain/day.ts';
import type { Day, Month } from '#lib/domain/entity.ts';
import { err, type Result } from '#lib/domain/result.ts';
import { storeSchedule } from '#lib/domain/schedule.ts';
import { LiveQuery } from './live-query.svelte.ts';
import { proposeSchedule, readScheduleRows, type ScheduleProposal } from './schedule-making.ts';
import {
	areaScope,
	kaderNames,
	loadOf,
	loadPerDay,
	loadPerKader,
	plansWithin
} from './schedule-view.ts';

async function readBoard(records: Records, month: Month) {
	const [plans, kader, areas] = await Promise.all([
		records.where('visit_plan', 'period', month),
		records.all('kader'),
		records.all('area')
	]);
	return { plans, kader, areas };
}

export class ScheduleView {
	readonly today: Day;
	readonly months: readonly Month[];
	month = $state<Month>('');
	/** Null is everywhere. */
	areaId = $state<string | null>(null);
	making = $state(false);
	storing = $state(false);
	proposal = $state.raw<ScheduleProposal | null>(null);
	readonly #records: Records;

	constructor(records: Records, today: Day) {
		this.#records = records;
		this.today = today;
		this.months = [monthOf(today), addMonths(monthOf(today), 1)];
		this.month = this.months[0]!;
	}

	readonly #board = $derived.by(() => {
		const month = this.month;
		return new LiveQuery(this.#records.live((store) => readBoard(store, month)));
	});

	get board() {
		return this.#board.current;
	}
	get failed(): boolean {
		return this.#board.error !== undefined;
	}

	/** Desa and kelurahan on this device, by name. */
	readonly villages = $derived(
		(this.board?.areas ?? [])
			.filter(({ kind }) => kind === 'village')
			.sort((a, b) => a.name.localeCompare(b.name))
	);
	readonly #scope = $derived(areaScope(this.board?.areas ?? [], this.areaId));
	readonly plans = $derived(plansWithin(this.board?.plans ?? [], this.#scope));
	readonly load = $derived.by(() => loadOf(this.plans, this.today));
	readonly perDay = $derived.by(() => loadPerDay(this.plans, this.today));
	readonly perKader = $derived.by(() => loadPerKader(this.plans, this.today));
	readonly #names = $derived(kaderNames(this.board?.kader ?? []));

	/** Null when this device does not know her. */
	kaderName(id: string | null): string | null {
		return id === null ? null : (this.#names.get(id) ?? null);
	}

	/** Works out what is missing in the chosen month and area; stores nothing. */
	async propose(): Promise<void> {
		this.making = true;
		try {
			const rows = await readScheduleRows(this.#records);
			this.proposal = proposeSchedule(rows, this.month, this.today, this.#scope);
		} finally {
			this.making = false;
		}
	}

	drop(): void {
		this.proposal = null;
	}

	/** @returns how many visits were added */
	async store(): Promise<Result<number, 'quota' | 'locked' | 'failed'>> {
		const proposal = this.proposal;
		if (!proposal || this.storing) return { ok: true, value: 0 };
		this.storing = true;
		try {
			const stored = await this.#records.commit(storeSchedule(proposal.result, uuidv7));
			if (!stored.ok) return stored;
			this.proposal = null;
			return { ok: true, value: proposal.result.plans.length };
		} catch {
			return err('failed');
		} finally {
			this.storing = false;
		}
	}
}
