// The sync engine's view of the records database. See data/sync/contracts.ts for its promises.
import Dexie from 'dexie';
import { blockedMids, type Queued } from '#lib/domain/sync/batch.ts';
import type { Mutation, PullResponse, PushResponse } from '#lib/domain/sync/change.ts';
import { patchToWire } from '#lib/domain/sync/wire.ts';
import type { OutboxItem, OutboxState, RefusedChange } from '../contracts.ts';
import type { Position, Progress, SyncStore } from '../sync/contracts.ts';
import { acknowledge } from './acknowledge.ts';
import { applyPage } from './apply-page.ts';
import { entityNames } from './clear-fields.ts';
import type { Making } from './commit.ts';
import { offerAgain, startOver } from './epoch.ts';
import { discard, resend } from './mending.ts';
import { labelOf } from './outbox-label.ts';
import type { RecordStore } from './record-store.ts';
import { refusedChange } from './refused.ts';
import type { JournalRow, OutboxRow } from './records-database.ts';

/** Lines of /kirim about what has arrived: enough to see today's work. */
const shownStored = 100;

export class LocalSyncStore implements SyncStore {
	readonly #store: RecordStore;
	readonly #making: Making;
	readonly #onCommitted: (callback: () => void) => () => void;

	constructor(
		store: RecordStore,
		making: Making,
		onCommitted: (callback: () => void) => () => void
	) {
		this.#store = store;
		this.#making = making;
		this.#onCommitted = onCommitted;
	}

	async queue(): Promise<Queued[]> {
		return queuedOf(await this.#store.database.outbox.toArray());
	}

	async mutations(mids: readonly string[]): Promise<Mutation[]> {
		const items = await this.#store.database.outbox.bulkGet([...mids]);
		// A clash is settled on the server; one that was restored has no record of it to wait for.
		const queue = this.#store.database.outbox.filter(({ verdict }) => verdict !== 'conflict');
		const queued = new Set(await queue.primaryKeys());
		const mutations: Mutation[] = [];
		for (const item of items.filter((item) => item !== undefined)) {
			const patch = await this.#store.openPatch(item);
			if (patch) mutations.push(mutationOf(item, patch, queued));
			else await this.refuse(item.mid, 'unreadable');
		}
		return mutations;
	}

	acknowledge(response: PushResponse, now: number): Promise<void> {
		return acknowledge(this.#store, response, now);
	}

	failed(mids: readonly string[]): Promise<void> {
		return this.#change(mids, (item) => ({ ...item, attempts: item.attempts + 1 }));
	}

	refuse(mid: string, code: string): Promise<void> {
		return this.#change([mid], (item) => ({ ...item, verdict: 'rejected', code }));
	}

	async position(): Promise<Position> {
		await this.#meetNewEntities();
		const cursor = (await this.#store.meta('cursor')) ?? null;
		const scopeHash = (await this.#store.meta('scopeHash')) ?? null;
		return { cursor, scopeHash, lastMid: (await this.#store.meta('lastMid')) ?? null };
	}

	/** The app of before passed over rows that it did not know, and its cursor is beyond them. */
	async #meetNewEntities(): Promise<void> {
		const before = await this.#store.meta('entities');
		if (before === undefined || before === entityNames.join()) return;
		await this.#store.write([], () =>
			Promise.resolve(async () => {
				await startOver(this.#store);
				await this.#store.setMeta({ entities: entityNames.join() });
			})
		);
	}

	forgotten(epoch: string): Promise<void> {
		return this.#store.write([], () =>
			Promise.resolve(async () => {
				await this.#store.setMeta({ epoch });
				await offerAgain(this.#store);
			})
		);
	}

	applyPage(page: PullResponse, now: number): Promise<'applied' | 'restarted'> {
		return applyPage(this.#store, page, now);
	}

	async progress(): Promise<Progress> {
		const [items, lastPushAt, lastPullAt, complete, clockOffsetMs, departed] = await Promise.all([
			this.#store.database.outbox.toArray(),
			this.#store.meta('lastPushAt'),
			this.#store.meta('lastPullAt'),
			this.#store.meta('complete'),
			this.#store.meta('clockOffsetMs'),
			this.#store.meta('departed')
		]);
		return {
			unsent: items.length,
			needsMending: items.filter(({ verdict }) => verdict !== null).length,
			lastPushAt: lastPushAt ?? null,
			lastPullAt: lastPullAt ?? null,
			complete: complete ?? false,
			clockOffsetMs: clockOffsetMs ?? null,
			departed: departed ?? false
		};
	}

	async epoch(): Promise<string | undefined> {
		return (await this.#store.meta('epoch')) ?? undefined;
	}

	wipeHeard(serverTime: string): Promise<string> {
		return this.#store.write([], () =>
			Promise.resolve(async () => {
				const heard = (await this.#store.meta('wipeHeardAt')) ?? serverTime;
				await this.#store.setMeta({ wipeHeardAt: heard });
				return heard;
			})
		);
	}

	onWritten(callback: () => void): () => void {
		const meta = `idb://${this.#store.database.name}/meta/`;
		const written = (parts: Record<string, unknown>) => {
			if (meta in parts || 'all' in parts) callback();
		};
		Dexie.on('storagemutated', written);
		return () => Dexie.on.storagemutated.unsubscribe(written);
	}

	onCommitted(callback: () => void): () => void {
		return this.#onCommitted(callback);
	}

	async outbox(sending: ReadonlySet<string>): Promise<OutboxItem[]> {
		const { outbox, journal } = this.#store.database;
		const waiting = await outbox.orderBy('seq').toArray();
		const stored = await journal.orderBy('storedAt').reverse().limit(shownStored).toArray();
		const queued = queuedOf(waiting);
		const blocked = blockedMids(queued);
		const held = new Set([
			...blocked,
			...queued.filter((item) => item.mending).map(({ mid }) => mid)
		]);
		const waitsFor = new Map(
			queued.map((item) => [item.mid, item.deps.find((dep) => held.has(dep))])
		);
		const stateOf = (item: OutboxRow): OutboxState => {
			if (item.verdict !== null) return 'needs_mending';
			if (blocked.has(item.mid)) return 'blocked';
			return sending.has(item.mid) ? 'sending' : 'waiting';
		};
		return Promise.all([
			...waiting.map((item) => this.#item(item, stateOf(item), waitsFor.get(item.mid))),
			...stored.map((item) => this.#item(item, 'sent'))
		]);
	}

	refused(mid: string): Promise<RefusedChange | null> {
		return refusedChange(this.#store, mid);
	}

	resend(mid: string, patch?: Readonly<Record<string, unknown>>): Promise<void> {
		return resend(this.#store, this.#making, mid, patch);
	}

	discard(mid: string): Promise<void> {
		return discard(this.#store, mid);
	}

	async #item(item: OutboxRow | JournalRow, state: OutboxState, dep?: string): Promise<OutboxItem> {
		const { mid, seq, entity, op, id, capturedAt, clockOffsetMs = null, attempts, code } = item;
		const label = this.#store.vault.locked ? null : await labelOf(this.#store, item);
		const waitsFor = state === 'blocked' ? (dep ?? null) : null;
		const what = { mid, seq, entity, op, entityId: id, capturedAt, clockOffsetMs };
		return { ...what, state, attempts, code, label, waitsFor };
	}

	#change(mids: readonly string[], change: (item: OutboxRow) => OutboxRow): Promise<void> {
		return this.#store.write([], () =>
			Promise.resolve(async () => {
				const { outbox } = this.#store.database;
				const items = await outbox.bulkGet([...mids]);
				await outbox.bulkPut(items.filter((item) => item !== undefined).map(change));
			})
		);
	}
}

function queuedOf(items: readonly OutboxRow[]): Queued[] {
	// The server holds what was in conflict: only what it refused is missing there.
	const conflicts = new Set(
		items.filter(({ verdict }) => verdict === 'conflict').map(({ mid }) => mid)
	);
	return items.map(({ mid, seq, row, deps, bytes, attempts, verdict }) => ({
		mid,
		seq,
		row,
		deps: deps.filter((dep) => !conflicts.has(dep)),
		mending: verdict !== null,
		// A mid, its quotes and comma.
		bytes: bytes + 39 * deps.length,
		attempts
	}));
}

function mutationOf(
	item: OutboxRow,
	patch: Record<string, unknown>,
	queued: ReadonlySet<string>
): Mutation {
	const { mid, seq, entity, op, id, baseRev, capturedAt, clockOffsetMs, schemaV, deps } = item;
	return {
		mid,
		seq,
		entity,
		op,
		id,
		patch: patchToWire(op, patch),
		base_rev: baseRev,
		captured_at: capturedAt,
		clock_offset_ms: clockOffsetMs ?? null,
		schema_v: schemaV,
		// What is no longer queued is stored, or was let go by a person: nothing to wait for.
		deps: deps.filter((dep) => queued.has(dep))
	};
}
