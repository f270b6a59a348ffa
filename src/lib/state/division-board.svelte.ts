// Screen state of dividing one area: choices, the plan in steps, and publishing it. Every step is
// kept on the device, so that a closed tab loses none.
import type { DivisionProfile, DivisionSuccess } from '#lib/domain/division/contract.ts';
import type { Day, Id } from '#lib/domain/entity.ts';
import { previewMove, type MovePreview } from '#lib/domain/move-preview.ts';
import { draftFigures, planChanges, type PlanFigures } from '#lib/domain/plan-figures.ts';
import { suggestKader } from '#lib/domain/suggest-kader.ts';
import {
	giveTerritory,
	householdsMissing,
	lockTerritory,
	moveHouseholds,
	publishPlan,
	territoryNumbers,
	type LoadUnit,
	type PlanDivision,
	type PlanDraft,
	type PlanWish,
	type Publishing,
	type PublishProblem
} from '#lib/domain/territory-plan.ts';
import { err, type Result } from '#lib/domain/result.ts';
import type { Drafts, OutboxItem, Records, SyncEngine } from '#lib/data/contracts.ts';
import {
	canRedo,
	canUndo,
	divisionDraftKey,
	emptyHistory,
	historyFrom,
	keptFrom,
	redone,
	undone,
	withStep,
	type DivisionHistory
} from './division-history.ts';
import {
	divided,
	divisionSeed,
	planFrom,
	sharesOf,
	suggestionInput,
	usualProfile
} from './division-input.ts';
import { versionsOf } from './division-versions.ts';
import { DivisionRun } from './division-run.svelte.ts';
import { usualWishes } from './plan-wishes.ts';
import { readDivisionSource, type DivisionSource } from './division-source.ts';
import { LiveQuery } from './live-query.svelte.ts';

export type PublishFailure = PublishProblem | { readonly code: 'quota' | 'locked' | 'not_ready' };

/** What the planner says when she publishes. */
type PublishWords = Pick<Publishing, 'validFrom' | 'untilOn' | 'decreeNo'>;

export interface BoardDeps {
	readonly records: Records;
	readonly drafts: Drafts;
	readonly sync: Pick<SyncEngine, 'outbox' | 'discard'>;
	readonly today: () => Day;
	readonly newId: () => string;
}

export class DivisionBoard {
	readonly areaId: string;
	readonly run: DivisionRun;
	unit = $state<LoadUnit>('minutes');
	maySplitRt = $state(true);
	/** The steps that were kept have been read. */
	isRestored = $state(false);
	/** The last step could not be kept: the disk is full. */
	isUnkept = $state(false);
	#history = $state.raw<DivisionHistory>(emptyHistory);
	#chosen = $state.raw<readonly string[] | null>(null);
	#k = $state<number | null>(null);
	#profile = $state<DivisionProfile | null>(null);
	#asked = $state.raw<readonly PlanWish[] | null>(null);
	#saving: Promise<void> = Promise.resolve();
	/** The published plan has been read back: only then does its absence mean anything. */
	#wasSent = false;
	readonly #deps: BoardDeps;
	readonly #key: string;
	readonly #source: LiveQuery<DivisionSource | undefined>;
	readonly #outbox: LiveQuery<OutboxItem[]>;

	constructor(areaId: string, deps: BoardDeps, run = new DivisionRun()) {
		this.areaId = areaId;
		this.#key = divisionDraftKey(areaId);
		this.run = run;
		this.#deps = deps;
		this.#source = new LiveQuery(
			deps.records.live((records) => readDivisionSource(records, areaId, deps.today()))
		);
		this.#outbox = new LiveQuery(deps.sync.outbox);
	}

	get source(): DivisionSource | undefined {
		return this.#source.current;
	}
	get isReady(): boolean {
		return this.#source.ready && this.isRestored;
	}
	get failed(): boolean {
		return this.#source.error !== undefined;
	}
	get chosenKader(): readonly string[] {
		return this.#chosen ?? this.source?.usualKader ?? [];
	}
	/** RT of most households are recorded. */
	readonly knowsRt = $derived(this.source ? usualProfile(this.source) === 'whole' : false);
	get profile(): DivisionProfile {
		return this.#profile ?? (this.knowsRt ? 'whole' : 'walk');
	}
	set profile(profile: DivisionProfile) {
		this.#profile = profile;
	}
	get asked(): readonly PlanWish[] {
		return this.#asked ?? (this.source ? usualWishes(this.source, this.profile) : []);
	}
	set asked(asked: readonly PlanWish[]) {
		this.#asked = asked;
	}
	get k(): number {
		return this.#k ?? Math.max(1, this.chosenKader.length);
	}

	readonly draft = $derived(this.#history.present);
	readonly canUndo = $derived(canUndo(this.#history));
	readonly canRedo = $derived(canRedo(this.#history));

	/** What the map shows: the plan being found, else the one that is kept. */
	readonly shown = $derived.by((): PlanDraft | null => {
		const { best } = this.run;
		return best && this.source ? this.#planFrom(best, this.source) : this.draft;
	});
	readonly figures = $derived(this.shown && this.figuresOf(this.shown));
	readonly numbers = $derived(this.shown ? territoryNumbers(this.shown) : null);
	readonly changes = $derived(
		this.draft && this.source ? planChanges(this.draft, this.source.holders) : null
	);
	/** Households that came after the division. */
	readonly missing = $derived(
		this.draft && this.source ? householdsMissing(this.draft, this.source.minutes.keys()) : []
	);

	readonly versions = $derived.by(() =>
		versionsOf(this.source?.plans ?? [], this.#outbox.current ?? [])
	);
	/** The published plan that the draft became, while the server has not numbered it. */
	readonly sent = $derived(
		this.versions.find(({ plan }) => plan.id === this.#history.sentAs)?.state ?? null
	);
	/** Nothing may be changed: what was published is never edited. */
	readonly isSent = $derived(this.#history.sentAs !== null);

	figuresOf(draft: PlanDraft): PlanFigures | null {
		const { source } = this;
		return source ? draftFigures(draft, source.minutes, (ids) => sharesOf(source, ids)) : null;
	}

	chooseKader(ids: readonly string[]): void {
		this.#chosen = ids;
		this.#k = null;
	}
	setK(k: number): void {
		this.#k = k;
	}

	async restore(): Promise<void> {
		const history = historyFrom(await this.#deps.drafts.load(this.#key));
		if (history.present) this.#choose(history.present.division);
		this.#history = history;
		this.#wasSent = history.sentAs !== null;
		this.isRestored = true;
	}

	async divide(): Promise<void> {
		const { source } = this;
		if (!source) return;
		const { k, unit, profile, maySplitRt, asked, chosenKader: kaderIds } = this;
		const wishes = { k, unit, seed: divisionSeed, profile, maySplitRt, asked, kaderIds };
		const result = await this.run.divide(divided(source, wishes));
		if (result) this.#step(this.#planFrom(result, this.source ?? source));
	}

	/** Another plan, with the choices it was made by: a step like any other. */
	replace(draft: PlanDraft): void {
		if (this.isSent || this.run.isRunning) return;
		this.#choose(draft.division);
		this.#step(draft);
	}

	give(number: number, kaderId: Id<'kader'> | null): void {
		if (this.draft) this.#step(giveTerritory(this.draft, number, kaderId));
	}

	move(householdIds: readonly Id<'household'>[], number: number): void {
		if (this.draft) this.#step(moveHouseholds(this.draft, householdIds, number));
	}

	lock(number: number, isLocked: boolean): void {
		if (this.draft) this.#step(lockTerritory(this.draft, number, isLocked));
	}

	/** How it would be, to be shown before it is kept. */
	previewMove(householdIds: readonly Id<'household'>[], number: number): MovePreview | null {
		const { draft, source } = this;
		if (!draft || !source) return null;
		const { minutes, households } = source;
		return previewMove(draft, householdIds, number, minutes, households, (ids) =>
			sharesOf(source, ids)
		);
	}

	fillIn(): void {
		const { draft, source } = this;
		if (!draft || !source) return;
		const input = suggestionInput(draft, source, this.chosenKader);
		this.#step({ ...draft, kader: suggestKader(input) });
	}

	undo(): void {
		this.#keep(undone(this.#history));
	}
	redo(): void {
		this.#keep(redone(this.#history));
	}

	async publish(said: PublishWords): Promise<Result<void, PublishFailure>> {
		const { draft, source } = this;
		if (!draft || !source) return err({ code: 'not_ready' });
		const changes = publishPlan(draft, {
			planId: this.#deps.newId(),
			territoryIds: draft.division.territories.map(() => this.#deps.newId()),
			areaId: this.areaId,
			...said,
			today: this.#deps.today(),
			minutes: source.minutes,
			madeHere: source.madeHere
		});
		if (!changes.ok) return changes;
		const stored = await this.#deps.records.commit(changes.value);
		if (!stored.ok) return err({ code: stored.error });
		this.#wasSent = false;
		this.#keep({ ...this.#history, sentAs: changes.value[0]!.id });
		return stored;
	}

	/**
	 * The server's answer: an accepted plan needs no draft any more, but for as long as its
	 * territories and households still arrive; one that is gone is open again.
	 */
	settle(isPulling: boolean): void {
		if (!this.isSent || !this.source) return;
		if (this.sent === null) {
			if (this.#wasSent) this.#keep({ ...this.#history, sentAs: null });
			return;
		}
		this.#wasSent = true;
		const isAccepted = ['current', 'retired'].includes(this.sent.kind);
		if (isAccepted && !isPulling) this.#keep(emptyHistory);
	}

	/** Back to the draft of a plan that the server refused. */
	async reopen(): Promise<void> {
		if (this.sent?.kind === 'refused') await this.#deps.sync.discard(this.sent.mid);
	}

	#planFrom(result: DivisionSuccess, source: DivisionSource): PlanDraft {
		const { unit, asked, chosenKader: kaderIds } = this;
		return planFrom(result, source, { unit, seed: divisionSeed, kaderIds, asked });
	}

	/** The choices that this division was made by. */
	#choose({ unit, kaderIds, territories, asked }: PlanDivision): void {
		this.unit = unit;
		this.#asked = asked ?? null;
		this.#chosen = kaderIds;
		this.#k = territories.length;
	}

	#step(draft: PlanDraft): void {
		this.#keep(withStep(this.#history, draft));
	}

	/** One save at a time, in order: the newest state is the last one written. */
	#keep(history: DivisionHistory): void {
		if (history === this.#history) return;
		this.#history = history;
		const { drafts } = this.#deps;
		this.#saving = this.#saving.then(async () => {
			try {
				if (history.steps.length === 0) await drafts.remove(this.#key);
				else await drafts.save(this.#key, keptFrom(history));
				this.isUnkept = false;
			} catch {
				this.isUnkept = true;
			}
		});
	}
}
