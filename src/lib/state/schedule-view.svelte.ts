// Screen state of /jadwal: month and area chosen, the plans that exist, and a proposal until it is
// stored or dropped.
import { uuidv7 } from 'uuidv7';
import type { Records } from '#lib/data/contracts.ts';
import { addMonths, monthOf } from '#lib/domain/day.ts';
import type { Day, Month } from '#lib/domain/entity.ts';
import { lendHousehold, takeHome, type LendProblem } from '#lib/domain/lend-household.ts';
import { err, type Result } from '#lib/domain/result.ts';
import { storeSchedule } from '#lib/domain/schedule.ts';
import type { Change } from '#lib/domain/sync/change.ts';
import type { VisitPlan } from '#lib/domain/visit-plan.ts';
import { defaultVisitRules, visitRulesFrom } from '#lib/domain/visit-rules.ts';
import { borrowers, readLentHouses, readLoan, type Borrower } from './house-loans.ts';
import { LiveQuery } from './live-query.svelte.ts';
import { posyanduByDay, posyanduDayRows, posyanduOnly } from './posyandu-days.ts';
import {
	proposalOf,
	readScheduleRows,
	scheduleInput,
	type ScheduleProposal
} from './schedule-making.ts';
import { makeSchedule } from './schedule-run.ts';
import {
	areaScope,
	kaderNames,
	loadOf,
	loadPerDay,
	loadPerKader,
	plansWithin
} from './schedule-view.ts';

async function readBoard(records: Records, month: Month) {
	const [plans, kader, areas, settings, sessions, facilities, territories] = await Promise.all([
		records.where('visit_plan', 'period', month),
		records.all('kader'),
		records.all('area'),
		records.all('setting'),
		records.all('posyandu_session'),
		records.all('facility'),
		records.all('territory')
	]);
	const rules = visitRulesFrom(settings);
	return { plans, kader, areas, rules, sessions, facilities, territories };
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

	readonly rules = $derived(this.board?.rules ?? defaultVisitRules);

	/** Days of the posyandu in the chosen month and area. */
	readonly posyanduDays = $derived.by(() => {
		const scope = this.#scope;
		const own = (this.board?.sessions ?? []).filter(
			({ areaId, heldOn }) =>
				monthOf(heldOn) === this.month && (scope === null || scope.has(areaId))
		);
		return posyanduDayRows(own, this.board?.facilities ?? [], this.today);
	});
	readonly posyandu = $derived(posyanduOnly(this.board?.facilities ?? []));
	readonly posyanduPerDay = $derived(posyanduByDay(this.posyanduDays));

	/** Whether a kader stands at her posyandu on a day. */
	isPosyanduDay(kaderId: string | null, day: Day): boolean {
		const hers = this.board?.kader.find(({ id }) => id === kaderId)?.posyanduId;
		if (!hers) return false;
		return this.board!.sessions.some(
			({ posyanduId, heldOn, status }) =>
				posyanduId === hers && heldOn === day && status !== 'cancelled'
		);
	}

	/** Visits of a kader on a day, without one of them. */
	visitsOn(kaderId: string | null, day: Day, without: string): number {
		return (this.board?.plans ?? []).filter(
			(plan) =>
				plan.kaderId === kaderId &&
				plan.dueOn === day &&
				plan.id !== without &&
				plan.status !== 'skipped'
		).length;
	}

	/** Everybody to whom a house could be lent. */
	readonly borrowers = $derived.by(() =>
		borrowers(this.board?.kader ?? [], this.board?.territories ?? [], this.board?.areas ?? [])
	);
	readonly #lent = $derived.by(() => new LiveQuery(this.#records.live(readLentHouses)));
	get lent() {
		return this.#lent.current ?? [];
	}

	/** Another kader visits this house until a day. */
	async lend(
		plan: VisitPlan,
		to: Borrower,
		until: string
	): Promise<Result<Change[], LendProblem | 'gone'>> {
		const loan = await readLoan(this.#records, plan.householdId);
		if (!loan) return err('gone');
		return lendHousehold(loan.household, loan.plans, to, until, this.today);
	}

	/** The house is its own kader's again. */
	async takeHome(householdId: string): Promise<Result<unknown, 'quota' | 'locked' | 'failed'>> {
		const loan = await readLoan(this.#records, householdId);
		if (!loan) return err('failed');
		return this.keep(takeHome(loan.household, loan.plans, loan.homeKaderId));
	}

	/** Null when this device does not know her. */
	kaderName(id: string | null): string | null {
		return id === null ? null : (this.#names.get(id) ?? null);
	}

	/** Works out what is missing in the chosen month and area; stores nothing. */
	async propose(): Promise<void> {
		this.making = true;
		try {
			const rows = await readScheduleRows(this.#records);
			const scope = this.#scope;
			const input = scheduleInput(rows, this.month, this.today, scope);
			this.proposal = proposalOf(rows, input, await makeSchedule(input), scope);
		} finally {
			this.making = false;
		}
	}

	drop(): void {
		this.proposal = null;
	}

	/** Stores what was changed about planned visits. */
	async keep(changes: readonly Change[]): Promise<Result<unknown, 'quota' | 'locked' | 'failed'>> {
		return this.#records.commit(changes).catch(() => err('failed'));
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
