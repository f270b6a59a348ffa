// Screen state of changing a plan in part: from a published version, when kader come or go, or when the
// rest is evened out round what is locked. Nothing is kept before the planner has seen what it moves.
import type { RedivisionMoves } from '#lib/domain/division/redivision-contract.ts';
import type { DivisionNote } from '#lib/domain/division/contract.ts';
import { borderLines } from '#lib/domain/border-lines.ts';
import { draftOfPlan } from '#lib/domain/plan-as-draft.ts';
import {
	beyondBorders,
	borderInput,
	redividedPlan,
	redivisionInput,
	sameStaff,
	type RedivisionGround,
	type StaffChange
} from '#lib/domain/plan-redivision.ts';
import { handsOfDraft } from '#lib/domain/scenario-hands.ts';
import { broughtUpToDate, type Restored } from '#lib/domain/scenario-restore.ts';
import type { PlanDraft, PlanWish } from '#lib/domain/territory-plan.ts';
import type { TerritoryPlan } from '#lib/domain/territory.ts';
import type { Records } from '#lib/data/contracts.ts';
import type { DivisionBoard } from './division-board.svelte.ts';
import { divisionSeed, loadedHouseholds, placedHouseholds, sharesOf } from './division-input.ts';
import { DivisionRun } from './division-run.svelte.ts';
import type { DivisionSource } from './division-source.ts';
import { openCases } from './open-cases.ts';
import { readPlanRecord } from './plan-record.ts';
import { plannedVisits } from './planned-visits.ts';

export interface PlanProposal {
	readonly draft: PlanDraft;
	readonly moved: RedivisionMoves;
	readonly notes: readonly DivisionNote[];
	/** The draft that it was worked out from. */
	readonly from: PlanDraft;
}

export interface FittedPlan {
	readonly draft: PlanDraft;
	/** How many houses stand within another's border all the same. */
	readonly alone: number;
}

export class PlanChange {
	readonly run: DivisionRun;
	/** Of borders that follow the houses: nothing is proposed, for nobody changes hands. */
	readonly fitting: DivisionRun;
	readonly #board: DivisionBoard;
	readonly #records: Records;
	#proposal = $state.raw<PlanProposal | null>(null);

	constructor(
		board: DivisionBoard,
		records: Records,
		run = new DivisionRun(),
		fitting = new DivisionRun()
	) {
		this.#board = board;
		this.#records = records;
		this.run = run;
		this.fitting = fitting;
	}

	/** Shown before it is kept; gone when the plan under it has changed. */
	get proposal(): PlanProposal | null {
		const found = this.#proposal;
		return found && found.from === this.#board.draft && !this.#board.isSent ? found : null;
	}

	/**
	 * A published plan on the board, fit for today: a step that can be undone.
	 * @returns null where this device does not hold all of that plan
	 */
	async startFrom(plan: TerritoryPlan): Promise<Restored | null> {
		const record = await readPlanRecord(this.#records, plan);
		const draft = draftOfPlan(record);
		const { source } = this.#board;
		if (!draft || !source) return null;
		const known = { has: (id: string) => source.kader.some((one) => one.id === id) };
		const restored = broughtUpToDate(draft, placedHouseholds(source), known);
		this.#board.replace(restored.draft);
		return restored;
	}

	async propose(change: StaffChange): Promise<void> {
		const { draft, source } = this.#board;
		if (!draft || !source) return;
		this.#proposal = null;
		const changing = stillAsked(draft, this.#board.asked);
		const ground = { ...groundOf(changing, source), ...posyanduOf(changing, source) };
		const result = await this.run.redivide(redivisionInput(changing, change, ground));
		const now = this.#board.source;
		if (!result || !now) return;
		this.#proposal = {
			draft: redividedPlan(changing, change, result, placedHouseholds(now)),
			moved: result.moved,
			notes: result.notes,
			from: draft
		};
	}

	/**
	 * Draws the borders after the houses as they are divided now: a step that can be undone.
	 * @returns how many houses still stand within another's border, alone among strangers; null where it
	 * was refused, or the plan changed meanwhile
	 */
	async fitBorders(): Promise<number | null> {
		const { draft } = this.#board;
		const fitted = draft && (await this.fitted(draft));
		if (!fitted) return null;
		this.#board.replace(fitted.draft);
		return fitted.alone;
	}

	/**
	 * What would be kept if the borders followed the houses of `next`, which is the plan on the board or
	 * one made from it; `alone` as in `fitBorders`. Null likewise.
	 */
	async fitted(next: PlanDraft): Promise<FittedPlan | null> {
		const { draft, source } = this.#board;
		if (!draft || !source) return null;
		const result = await this.fitting.redivide(borderInput(next, groundOf(next, source)));
		const now = this.#board.source;
		if (!result || !now || this.#board.draft !== draft) return null;
		const households = placedHouseholds(now);
		const fitted = redividedPlan(next, sameStaff, result, households);
		return { draft: fitted, alone: beyondBorders(fitted, households).length };
	}

	/** What follows the households that would change hands: planned visits, and how many have an open case. */
	async following({ draft, from }: PlanProposal): Promise<{ visits: number; withCases: number }> {
		const minutes = this.#board.source?.minutes;
		if (!minutes) return { visits: 0, withCases: 0 };
		const before = handsOfDraft(from, minutes);
		const after = handsOfDraft(draft, minutes);
		const changing = [...after.of].flatMap(([id, hand]) => {
			const held = before.of.get(id);
			return held !== undefined && held !== hand ? [id] : [];
		});
		const [visits, cases] = await Promise.all([
			plannedVisits(this.#records, changing),
			openCases(this.#records, changing)
		]);
		return { visits, withCases: cases.size };
	}

	keep(): void {
		const { proposal } = this;
		if (proposal) this.#board.replace(proposal.draft);
		this.#proposal = null;
	}

	drop(): void {
		this.#proposal = null;
	}
}

/** Changes keep to posyandu as their plan does, until the planner unticks it. */
function stillAsked(draft: PlanDraft, wanted: readonly PlanWish[]): PlanDraft {
	const { asked = [] } = draft.division;
	if (!asked.includes('catchments') || wanted.includes('catchments')) return draft;
	const left = asked.filter((wish) => wish !== 'catchments');
	return { ...draft, division: { ...draft.division, asked: left } };
}

function posyanduOf({ division }: PlanDraft, { posyanduOf: of, kader }: DivisionSource) {
	if (!division.asked?.includes('catchments')) return {};
	const ofKader = new Map(kader.map(({ id, posyanduId }) => [id, posyanduId]));
	return { posyandu: { of, ofKader } } satisfies Pick<RedivisionGround, 'posyandu'>;
}

function groundOf({ division }: PlanDraft, source: DivisionSource): RedivisionGround {
	return {
		households: loadedHouseholds(source, division.unit),
		seed: divisionSeed,
		lines: borderLines(source.roads),
		homes: new Map(source.kader.map(({ id, home }) => [id, home?.coordinates ?? null])),
		sharesOf: (ids) => sharesOf(source, ids)
	};
}
