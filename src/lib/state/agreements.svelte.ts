// What was agreed, as the page shows it, and every change to it stored at once.
import { uuidv7 } from 'uuidv7';
import type { Membership } from '#lib/domain/access.ts';
import type { ActionItem } from '#lib/domain/action-item.ts';
import {
	agree,
	agreeingRoles,
	closeAgreement,
	moveDueDate,
	reopenAgreement,
	type AgreementEntry,
	type AgreementProblem
} from '#lib/domain/agreement.ts';
import type { AreaChoice } from '#lib/domain/agreement-areas.ts';
import { lineage } from '#lib/domain/lineage.ts';
import type { Day } from '#lib/domain/entity.ts';
import { err, type Result } from '#lib/domain/result.ts';
import type { Change } from '#lib/domain/sync/change.ts';
import type { OutboxItem, Records, SyncEngine } from '#lib/data/contracts.ts';
import { agreementQueue, readAgreements, type AgreementSource } from './agreement-source.ts';
import { LiveQuery } from './live-query.svelte.ts';

export type AgreementFailure = AgreementProblem | 'gone' | 'quota' | 'locked' | 'failed';
export type AgreementResult = Result<void, AgreementFailure>;

export interface AgreementsDeps {
	readonly records: Records;
	readonly sync: Pick<SyncEngine, 'outbox' | 'resend' | 'discard'>;
	readonly member: Membership;
	readonly today: () => Day;
}

const none: AgreementSource['areas'] = new Map();

export class AgreementsView {
	readonly #deps: AgreementsDeps;
	readonly #source: LiveQuery<AgreementSource>;
	readonly #outbox: LiveQuery<OutboxItem[]>;
	/** One command at a time: two quick taps on "done" are one. */
	#last: Promise<unknown> = Promise.resolve();

	constructor(deps: AgreementsDeps) {
		this.#deps = deps;
		this.#source = new LiveQuery(deps.records.live((store) => readAgreements(store, deps.member)));
		this.#outbox = new LiveQuery(deps.sync.outbox);
	}

	get ready(): boolean {
		return this.#source.ready;
	}
	get failed(): boolean {
		return this.#source.error !== undefined;
	}
	get items(): readonly ActionItem[] {
		return this.#source.current?.items ?? [];
	}
	get choices(): readonly AreaChoice[] {
		return this.#source.current?.choices ?? [];
	}
	get mayAgree(): boolean {
		return agreeingRoles.includes(this.#deps.member.role) && this.choices.length > 0;
	}

	get #areas(): AgreementSource['areas'] {
		return this.#source.current?.areas ?? none;
	}
	get #queued(): readonly OutboxItem[] {
		return this.#outbox.current ?? [];
	}

	readonly #queue = $derived(agreementQueue(this.#queued));

	/** Not at the server yet, by id of the agreement. */
	get waiting(): ReadonlySet<string> {
		return this.#queue.waiting;
	}
	/** The server did not take it; someone has to decide. */
	get refused(): readonly OutboxItem[] {
		return this.#queue.refused;
	}

	/** Of an area and everything below it. */
	within(areaId: string): ActionItem[] {
		return this.items.filter((item) => lineage(this.#areas, item.areaId).includes(areaId));
	}

	areaName(item: ActionItem): string {
		return this.#areas.get(item.areaId)?.name ?? '';
	}

	/** Those of the list in which she may change something. */
	mayChange(item: ActionItem): boolean {
		if (!this.mayAgree) return false;
		const line = lineage(this.#areas, item.areaId);
		return this.choices.some(({ id }) => line.includes(id));
	}

	agree(entry: AgreementEntry): Promise<AgreementResult> {
		return this.#do(() => Promise.resolve(agree(entry, this.#deps.today(), uuidv7())));
	}
	close(id: string, as: 'done' | 'dropped'): Promise<AgreementResult> {
		return this.#change(id, (item) => closeAgreement(item, as, this.#deps.today()));
	}
	reopen(id: string): Promise<AgreementResult> {
		return this.#change(id, reopenAgreement);
	}
	moveDue(id: string, day: string): Promise<AgreementResult> {
		return this.#change(id, (item) => moveDueDate(item, day, this.#deps.today()));
	}
	resend(item: OutboxItem): Promise<void> {
		return this.#deps.sync.resend(item.mid);
	}
	discard(item: OutboxItem): Promise<void> {
		return this.#deps.sync.discard(item.mid);
	}

	/** What is stored now decides, not what was on the screen when she tapped. */
	#change(
		id: string,
		command: (item: ActionItem) => Result<Change[], AgreementProblem>
	): Promise<AgreementResult> {
		return this.#do(async () => {
			const item = await this.#deps.records.get('action_item', id);
			return item ? command(item) : err('gone');
		});
	}

	#do(command: () => Promise<Result<Change[], AgreementFailure>>): Promise<AgreementResult> {
		const done = this.#last.then(async (): Promise<AgreementResult> => {
			try {
				const changes = await command();
				if (!changes.ok) return changes;
				if (changes.value.length === 0) return { ok: true, value: undefined };
				return await this.#deps.records.commit(changes.value);
			} catch {
				return err('failed');
			}
		});
		this.#last = done;
		return done;
	}
}
