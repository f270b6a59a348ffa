// One setting of a puskesmas as a page sees it: what it is, whether the server has it yet, and a way to
// change it that works without a network.
import { uuidv7 } from 'uuidv7';
import type { Live, OutboxItem, Records } from '#lib/data/contracts.ts';
import type { Id } from '#lib/domain/entity.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';
import type { Setting } from '#lib/domain/setting.ts';
import { LiveQuery } from './live-query.svelte.ts';

export class KeptSetting {
	readonly #records: Records;
	readonly #settings: LiveQuery<Setting[]>;
	readonly #outbox: LiveQuery<OutboxItem[]>;
	readonly #key: string;
	/** Null where the account belongs to no puskesmas: then it can only be looked at. */
	readonly puskesmasId: Id<'facility'> | null;

	constructor(
		records: Records,
		outbox: Live<OutboxItem[]>,
		puskesmasId: Id<'facility'> | null,
		key: string
	) {
		this.#records = records;
		this.#settings = new LiveQuery(records.live((store) => store.all('setting')));
		this.#outbox = new LiveQuery(outbox);
		this.puskesmasId = puskesmasId;
		this.#key = key;
	}

	readonly own = $derived.by(() =>
		(this.#settings.current ?? []).find(
			({ key, puskesmasId }) => key === this.#key && puskesmasId === this.puskesmasId
		)
	);
	readonly #unsent = $derived.by(() =>
		(this.#outbox.current ?? [])
			.filter(({ entity, entityId }) => entity === 'setting' && entityId === this.own?.id)
			.map(({ state }) => state)
	);
	readonly isRefused = $derived(this.#unsent.includes('needs_mending'));
	readonly isWaiting = $derived(this.#unsent.some((state) => state !== 'sent'));

	get ready(): boolean {
		return this.#settings.ready;
	}
	get failed(): boolean {
		return this.#settings.error !== undefined;
	}

	async save(value: unknown): Promise<Result<null, 'quota' | 'locked' | 'failed'>> {
		const { own, puskesmasId } = this;
		if (!puskesmasId) return err('failed');
		const change = own
			? { op: 'update' as const, id: own.id, patch: { value }, baseRev: own.rev, after: [own.id] }
			: { op: 'create' as const, id: uuidv7(), patch: { puskesmasId, key: this.#key, value } };
		const stored = await this.#records
			.commit([{ entity: 'setting', ...change }])
			.catch(() => err('failed' as const));
		return stored.ok ? ok(null) : stored;
	}
}
