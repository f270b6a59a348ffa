// Turns a page's changes into rows and queue entries. Nothing else appends to the outbox.
import type { EntityName } from '#lib/domain/entity.ts';
import type { Change } from '#lib/domain/sync/change.ts';
import { overlaid, type AppRow } from '#lib/domain/sync/overlay.ts';
import { toWire } from '#lib/domain/sync/wire.ts';
import type { RecordStore } from './record-store.ts';
import { neverShown, rowKey, type OutboxRow, type StoredRow } from './records-database.ts';
import { schemaVersion } from './schema.ts';

/** Time and ids, given so that tests can repeat a history. */
export interface Making {
	/** Milliseconds since 1970, the device's clock. */
	now(): number;
	/** A UUIDv7. */
	id(): string;
}

interface Draft {
	readonly entity: EntityName;
	row: AppRow;
	/** The server's row beneath; null while it has none. */
	readonly base: AppRow | null;
	readonly generation: number;
	/** It cannot be read and is on its way anew; her change must not turn into the whole row. */
	readonly damaged: boolean;
}

type Unqueued = Omit<OutboxRow, 'seq' | 'deps'> & { readonly after: readonly string[] };

/** @throws Dexie's quota error when the disk is full; nothing is written then */
export async function commitChanges(
	store: RecordStore,
	making: Making,
	changes: readonly Change[]
): Promise<void> {
	const entities = [...new Set(changes.map((change) => change.entity))];
	await store.write(entities, async () => {
		// Side by side: on a slow phone each answer of the disk is some milliseconds of her waiting.
		const now = making.now();
		const [drafts, clockOffsetMs] = await Promise.all([
			draftRows(store, changes),
			knownOffset(store, now)
		]);
		const [rows, entries] = await Promise.all([
			sealedRows(store, drafts),
			queueEntries(store, making, changes, drafts, { now, clockOffsetMs })
		]);
		return async () => {
			await Promise.all([putRows(store, rows), append(store, entries)]);
		};
	});
}

async function draftRows(store: RecordStore, changes: readonly Change[]): Promise<Draft[]> {
	const touched = new Map(changes.map((change) => [rowKey(change.entity, change.id), change]));
	const drafts = new Map(
		await Promise.all(
			[...touched].map(async ([key, { entity, id }]) => {
				return [key, await draftRow(store, entity, id)] as const;
			})
		)
	);
	for (const { entity, op, id, patch } of changes) {
		const draft = drafts.get(rowKey(entity, id))!;
		draft.row = overlaid(id, draft.row, [{ op, patch }]);
	}
	return [...drafts.values()];
}

async function draftRow(store: RecordStore, entity: EntityName, id: string): Promise<Draft> {
	const stored = await store.database.rows(entity).get(id);
	const base = (stored && (await store.openBase(entity, stored))) ?? null;
	const row = stored ? await store.openRow(entity, stored) : { id, rev: 0 };
	const generation = stored?.generation ?? neverShown;
	const damaged = row === null;
	return { entity, row: row ?? { id, rev: stored?.rev ?? 0 }, base, generation, damaged };
}

function sealedRows(store: RecordStore, drafts: readonly Draft[]) {
	return Promise.all(
		drafts
			.filter(({ damaged }) => !damaged)
			.map(async ({ entity, row, base, generation }) => ({
				entity,
				row: await store.vault.sealRow(entity, row, generation, base)
			}))
	);
}

async function queueEntries(
	store: RecordStore,
	making: Making,
	changes: readonly Change[],
	drafts: readonly Draft[],
	{ now, clockOffsetMs }: { readonly now: number; readonly clockOffsetMs: number | null }
): Promise<Unqueued[]> {
	const revs = new Map(drafts.map(({ entity, row }) => [rowKey(entity, row.id), row.rev]));
	const capturedAt = new Date(now).toISOString();
	return Promise.all(
		changes.map(async ({ entity, op, id, patch, baseRev, after }) => {
			const mid = making.id();
			const row = rowKey(entity, id);
			const current = revs.get(row) ?? 0;
			return {
				mid,
				row,
				entity,
				id,
				op,
				baseRev: baseRev ?? (op === 'update' ? current : null),
				capturedAt,
				clockOffsetMs,
				schemaV: schemaVersion,
				bytes: wireBytes(patch),
				attempts: 0,
				verdict: null,
				code: null,
				sealed: await store.vault.seal(`mutation:${mid}`, patch),
				after: after ?? []
			};
		})
	);
}

/** Null also when the clock has been turned back since it was compared: it says nothing then. */
async function knownOffset(store: RecordStore, now: number): Promise<number | null> {
	const [readAt, offsetMs] = await Promise.all([
		store.meta('clockReadAt'),
		store.meta('clockOffsetMs')
	]);
	return now < (readAt ?? Infinity) ? null : (offsetMs ?? null);
}

/** Length on the wire, with the fixed fields around the patch. */
export function wireBytes(patch: Readonly<Record<string, unknown>>): number {
	return new TextEncoder().encode(JSON.stringify(toWire(patch))).length + 512;
}

async function putRows(
	store: RecordStore,
	rows: readonly { readonly entity: EntityName; readonly row: StoredRow }[]
): Promise<void> {
	await Promise.all(rows.map(({ entity, row }) => store.database.rows(entity).put(row)));
}

/** Inside the transaction: only here are `seq` and the unsent changes of other rows certain. */
async function append(store: RecordStore, entries: readonly Unqueued[]): Promise<void> {
	const { outbox } = store.database;
	const ids = new Set(entries.flatMap((entry) => [entry.id, ...entry.after]));
	const [last, queued] = await Promise.all([
		store.meta('seq'),
		outbox
			.where('id')
			.anyOf([...ids])
			.toArray()
	]);
	let seq = last ?? 0;
	const added: OutboxRow[] = [];
	for (const { after, ...entry } of entries) {
		// Changes of the same row keep their order anyway (batch.ts); only its creation is a condition.
		const needs = (item: OutboxRow) =>
			after.includes(item.id) || (item.row === entry.row && item.op !== 'update');
		const deps = queued.filter(needs).map((item) => item.mid);
		const row: OutboxRow = { ...entry, seq: ++seq, deps };
		queued.push(row);
		added.push(row);
	}
	await Promise.all([...added.map((row) => outbox.add(row)), store.setMeta({ seq })]);
}
