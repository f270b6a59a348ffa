// The visit that is being filled in: answers, draft, saving. A kill at any moment loses at most the
// last tap; saving works without network, without position and without a form.
import { uuidv7 } from 'uuidv7';
import type { Membership } from '#lib/domain/access.ts';
import type { Answers } from '#lib/domain/checklist/answers.ts';
import type { Answer, CardCode } from '#lib/domain/checklist/form.ts';
import type { Day, Instant } from '#lib/domain/entity.ts';
import { straightMetres } from '#lib/domain/geometry/straight-line.ts';
import { statusChange } from '#lib/domain/household-status.ts';
import { addMember, type MemberProblem, type Sex } from '#lib/domain/member.ts';
import { refineHouse } from '#lib/domain/house-position.ts';
import { noonOf, type PaperSheet } from '#lib/domain/paper-visit.ts';
import { notRemindedNotes } from '#lib/domain/not-reminded.ts';
import { recordVisit } from '#lib/domain/record-visit.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';
import type { Change } from '#lib/domain/sync/change.ts';
import { isJoint } from '#lib/domain/visit-plan.ts';
import type { Visit, VisitOutcome } from '#lib/domain/visit.ts';
import type { Drafts, Records } from '#lib/data/contracts.ts';
import { DraftKeeper } from './draft-keeper.ts';
import { LaterFix } from './later-fix.ts';
import { LiveQuery } from './live-query.svelte.ts';
import type { Fix } from './position.svelte.ts';
import {
	cardKey,
	cardsOf,
	cardsToRecord,
	dangerSigns,
	draftCorrecting,
	draftFrom,
	emptyDraft,
	isUntouched,
	withAnswer,
	wrongAnswers,
	type VisitDraft
} from './visit-draft.ts';
import { openPlanId, readVisitSource, visitOn, type VisitSource } from './visit-source.ts';

export type SaveProblem =
	'no_outcome' | 'wrong_answers' | 'not_reminded' | 'quota' | 'locked' | 'failed';

interface Ports {
	readonly records: Records;
	readonly drafts: Drafts;
	readonly membership: Membership;
	/** The day of the visit: of the sheet, where one is copied. */
	readonly today: Day;
	readonly now: () => Instant;
	/** The sheet that is copied; null for a visit that happens now. */
	readonly paper: PaperSheet | null;
}

export class VisitForm {
	draft = $state.raw<VisitDraft>(emptyDraft(uuidv7()));
	/** False until the device was asked for a draft: nothing may be typed before. */
	ready = $state(false);
	restored = $state(false);
	saving = $state(false);
	saved = $state(false);
	/** Takes positions that come after saving; null where there is no door to stand at. */
	later: LaterFix | null = null;
	/** The draft itself cannot be kept: she should save soon. */
	draftFailed = $state(false);
	readonly #source: LiveQuery<VisitSource | null>;
	readonly #ports: Ports;
	readonly #keeper: DraftKeeper;

	constructor(ports: Ports, householdId: string) {
		const { records, drafts, today, paper } = ports;
		this.#ports = ports;
		const key = paper ? `paper/${today}/${householdId}` : `visit/${householdId}`;
		this.#keeper = new DraftKeeper(drafts, key, () => (this.draftFailed = true));
		this.#source = new LiveQuery(
			records.live((store) => readVisitSource(store, householdId, today))
		);
	}

	/** Undefined while it is read; null when the household is not on this device. */
	get source(): VisitSource | null | undefined {
		return this.#source.current;
	}
	get failed(): boolean {
		return this.#source.error !== undefined;
	}

	readonly form = $derived(this.source?.form ?? null);
	readonly cards = $derived.by(() =>
		cardsOf(this.source?.members ?? [], this.draft, this.#ports.today)
	);
	/** The form while it is asked: only once someone was met. */
	readonly #asked = $derived(this.draft.outcome === 'completed' ? this.form : null);
	readonly dangers = $derived.by(() =>
		this.#asked ? dangerSigns(this.#asked, this.cards, this.#ports.today) : []
	);
	readonly wrong = $derived.by(() =>
		this.#asked ? wrongAnswers(this.#asked, this.draft, this.cards, this.#ports.today) : []
	);
	readonly touched = $derived(!isUntouched(this.draft));
	/** What was already recorded here today and is not being corrected. */
	readonly earlier = $derived.by(() =>
		this.saved || this.draft.correctsId !== null
			? undefined
			: visitOn(this.source?.visits ?? [], this.#ports.today)
	);

	/** Takes up a draft that an earlier run of the app left behind. */
	async open(): Promise<void> {
		const stored = draftFrom(await this.#keeper.load());
		// Killed between saving and clearing: the visit is there, the draft is done with.
		const done = stored && (await this.#ports.records.get('visit', stored.visitId));
		if (stored && done) void this.#keeper.clear();
		if (stored && !done) {
			this.draft = stored;
			this.restored = true;
		}
		this.ready = true;
	}

	startOver(): void {
		this.draft = emptyDraft(uuidv7());
		this.restored = false;
		void this.#keeper.clear();
	}

	correct(visit: Visit): void {
		this.#write(draftCorrecting(visit, uuidv7()));
	}

	choose(outcome: VisitOutcome): void {
		this.#write({ ...this.draft, outcome });
	}

	tryAgain(nextTryOn: Day | null): void {
		this.#write({ ...this.draft, nextTryOn });
	}

	note(note: string): void {
		this.#write({ ...this.draft, note });
	}

	remind(reminded: boolean): void {
		this.#write({ ...this.draft, reminded, notReminded: null });
	}

	couldNotRemind(reason: string): void {
		this.#write({ ...this.draft, reminded: false, notReminded: reason });
	}

	answerSheet(code: string, answer: Answer | undefined): void {
		this.#write({ ...this.draft, sheet: withAnswer(this.draft.sheet, code, answer) });
	}

	answerCard(memberId: string, card: CardCode, code: string, answer: Answer | undefined): void {
		const key = cardKey(memberId, card);
		const answers = withAnswer(this.draft.cards[key] ?? {}, code, answer);
		const before = this.dangers.length;
		this.#write({ ...this.draft, cards: { ...this.draft.cards, [key]: answers } });
		// A sign found after she confirmed has not been spoken about yet.
		if (this.dangers.length > before) this.remind(false);
	}

	takeSheet(answers: Answers): void {
		this.#write({ ...this.draft, sheet: { ...this.draft.sheet, ...answers } });
	}

	/** Takes several answers of a card at once; none opens a card that is not asked by itself. */
	takeCard(memberId: string, card: CardCode, answers: Answers): void {
		const key = cardKey(memberId, card);
		const cards = { ...this.draft.cards, [key]: { ...this.draft.cards[key], ...answers } };
		this.#write({ ...this.draft, cards });
	}

	async addMember(
		name: string,
		sex: Sex,
		birthDate: string
	): Promise<Result<void, MemberProblem | 'quota' | 'locked'>> {
		const household = this.source?.household;
		if (!household) return err('locked');
		const { records, today } = this.#ports;
		const made = addMember({ id: uuidv7(), household, name, sex, birthDate, today });
		return made.ok ? records.commit(made.value) : made;
	}

	/** Stores the visit on this device. Resolves after it is on the disk. */
	async save(here: Fix | null): Promise<Result<void, SaveProblem>> {
		const problem = this.#problem();
		if (problem) return err(problem);
		if (this.saving || !this.source) return err('failed');
		// Where a sheet is copied is not where the house stands.
		const fix = this.#ports.paper ? null : here;
		this.saving = true;
		try {
			const stored = await this.#ports.records.commit(
				this.#withNotes(this.#changes(this.source, fix), this.source)
			);
			if (!stored.ok) return stored;
			this.later = this.#laterFix(this.source.household.id, fix);
			this.saved = true;
			await this.#keeper.clear();
			return ok(undefined);
		} catch {
			return err('failed');
		} finally {
			this.saving = false;
		}
	}

	#laterFix(householdId: string, fix: Fix | null): LaterFix | null {
		const { visitId, correctsId, outcome } = this.draft;
		if (this.#ports.paper || correctsId !== null || outcome === null) return null;
		return new LaterFix(this.#ports.records, { visitId, householdId, outcome, fix });
	}

	#problem(): SaveProblem | null {
		if (this.draft.outcome === null) return 'no_outcome';
		if (this.wrong.length > 0) return 'wrong_answers';
		const { reminded, notReminded } = this.draft;
		return this.dangers.length > 0 && !reminded && notReminded === null ? 'not_reminded' : null;
	}

	#changes(source: VisitSource, fix: Fix | null) {
		const { draft, form } = this;
		const { membership, today, paper } = this.#ports;
		const { household } = source;
		const isOvertaken = source.visits.some(({ visitedOn }) => visitedOn > today);
		const corrected = source.visits.find((visit) => visit.id === draft.correctsId);
		const outcome = draft.outcome!;
		return [
			...recordVisit({
				visitId: draft.visitId,
				household,
				visitPlanId: corrected
					? corrected.visitPlanId
					: openPlanId(source.plans, source.visits, today),
				correctsId: draft.correctsId,
				kaderId: paper ? paper.kaderId : membership.kaderId,
				visitorRole: this.#visitorRole(source),
				copiedFromPaper: paper !== null,
				isOvertaken,
				outcome,
				capturedAt: paper ? noonOf(today, membership.timeZone) : this.#ports.now(),
				today,
				form,
				sheet: draft.sheet,
				cards: form ? cardsToRecord(form, this.cards, draft.reminded, today) : [],
				position: fix?.point ?? null,
				accuracyM: fix?.accuracyM ?? null,
				distanceM:
					fix && household.location
						? Math.round(straightMetres(fix.point, household.location))
						: null,
				note: draft.note.trim() || null,
				nextTryOn: draft.nextTryOn,
				knownFindings: source.findings,
				newId: uuidv7
			}),
			// A correction is made anywhere.
			...(corrected ? [] : refineHouse(household, outcome, fix, [draft.visitId])),
			...(isOvertaken ? [] : statusChange(household, outcome, draft.visitId))
		];
	}

	/** Of a visit that was planned for both, whoever writes it down writes for both. */
	#visitorRole({ plans, visits }: VisitSource): Visit['visitorRole'] {
		const { membership, today, paper } = this.#ports;
		const open = openPlanId(plans, visits, today);
		if (plans.some((plan) => plan.id === open && isJoint(plan))) return 'joint';
		return paper?.kaderId || membership.role === 'kader' ? 'kader' : 'health_worker';
	}

	#withNotes(changes: Change[], { findings }: VisitSource): Change[] {
		const { notReminded: reason } = this.draft;
		if (reason === null || this.dangers.length === 0) return changes;
		const entry = { reason, at: this.#ports.now(), newId: uuidv7, known: findings };
		return [...changes, ...notRemindedNotes({ ...entry, changes, signs: this.dangers })];
	}

	#write(draft: VisitDraft): void {
		this.draft = draft;
		this.#keeper.keep(draft);
	}
}
