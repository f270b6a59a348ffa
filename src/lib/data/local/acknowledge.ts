// Stores the server's verdicts. A change leaves the queue only here, in the transaction that also
// writes its verdict and its row; a crash before leaves it queued, and sending again is harmless.
import type { EntityName } from '#lib/domain/entity.ts';
import type { MutationResult, PushResponse } from '#lib/domain/sync/change.ts';
import { fieldsOf, type AppRow } from '#lib/domain/sync/overlay.ts';
import { outcomeOf, revAfter } from '#lib/domain/sync/verdict.ts';
import { fromWire } from '#lib/domain/sync/wire.ts';
import { layered, type Pending } from './layering.ts';
import type { RecordStore } from './record-store.ts';
import type { OutboxRow, StoredRow } from './records-database.ts';
import { enterEpoch } from './epoch.ts';

/** What one row and its queue become. `row` is undefined when the row itself stays as it is. */
interface Settled {
	readonly entity: EntityName;
	readonly key: string;
	readonly id: string;
	readonly row: StoredRow | null | undefined;
	readonly done: readonly { readonly item: OutboxRow; readonly result: MutationResult }[];
	readonly queued: readonly OutboxRow[];
}

/** @param now the device's clock, milliseconds since 1970 */
export async function acknowledge(
	store: RecordStore,
	response: PushResponse,
	now: number
): Promise<void> {
	const results = new Map(response.results.map((result) => [result.mid, result]));
	const answered = await store.database.outbox.bulkGet([...results.keys()]);
	const entities = answered.flatMap((item) => (item ? [item.entity] : []));
	await store.write(entities, async () => {
		const items = await store.database.outbox.bulkGet([...results.keys()]);
		const keys = [...new Set(items.flatMap((item) => (item ? [item.row] : [])))];
		const pending = await store.pendingOf(keys);
		const settled = await Promise.all(
			[...pending.values()].map((changes) => settle(store, changes, results))
		);
		return async () => {
			await enterEpoch(store, response.epoch);
			const serverTime = Date.parse(response.server_time);
			const storedAt = Number.isNaN(serverTime) ? now : serverTime;
			for (const one of settled) await write(store, one, new Date(storedAt).toISOString());
			await store.setMeta(pushed(serverTime, now));
			const lastMid = response.results.findLast((result) => isInLedger(result))?.mid;
			if (lastMid) await store.setMeta({ lastMid });
		};
	});
}

function pushed(serverTime: number, now: number) {
	const lastPushAt = new Date(now).toISOString();
	return Number.isNaN(serverTime)
		? { lastPushAt }
		: { lastPushAt, clockOffsetMs: serverTime - now, clockReadAt: now };
}

/** Only what the server is sure to remember may later prove that it has forgotten. */
function isInLedger({ verdict, code }: MutationResult): boolean {
	return verdict === 'applied' || verdict === 'merged' || (verdict === 'duplicate' && !code);
}

async function settle(
	store: RecordStore,
	changes: readonly Pending[],
	results: ReadonlyMap<string, MutationResult>
): Promise<Settled> {
	const { entity, id, row: key } = changes[0]!.item;
	const stored = await store.database.rows(entity).get(id);
	let base = stored && (await store.openBase(entity, stored));
	let rest = [...changes];
	const done: { item: OutboxRow; result: MutationResult }[] = [];
	for (const change of changes) {
		const result = results.get(change.item.mid);
		if (!result) continue;
		// A create that met the same thing under another id becomes that row; the pull brings it.
		const elsewhere = result.row !== undefined && result.row.id !== id;
		if (result.row) base = elsewhere ? undefined : (fromWire(result.row) as AppRow);
		const outcome = outcomeOf(result);
		const code = result.code ?? null;
		switch (outcome) {
			case 'stored':
				// Stored some time ago: what was pulled since may already be a later value of the same field.
				if (!result.row && !(base && result.verdict === 'duplicate')) base = guessed(change, base);
				rest = rest.filter((other) => other !== change);
				done.push({ item: change.item, result });
				break;
			case 'conflict':
			case 'rejected':
				rest = replaced(rest, change, { verdict: outcome, code });
				break;
			case 'waiting':
				// What another tab heard before stands: a person is asked, and must be told why.
				if (change.item.verdict === null) rest = replaced(rest, change, { code });
		}
	}
	// A row that is no longer here left her scope; its answer must not bring it back.
	const row = stored && (await layered(store, entity, id, base, rest, stored.generation));
	return { entity, key, id, row, done, queued: rest.map(({ item }) => item) };
}

/** The server's row when it did not send it; the next pull brings the real one. */
function guessed({ item, patch }: Pending, base: AppRow | undefined): AppRow {
	const fields = patch && fieldsOf({ op: item.op, patch });
	const rev = Math.max(base?.rev ?? 0, revAfter(item.op, item.baseRev));
	return { ...base, ...fields, id: item.id, rev };
}

function replaced(
	rest: readonly Pending[],
	change: Pending,
	values: Partial<Pick<OutboxRow, 'verdict' | 'code'>>
): Pending[] {
	return rest.map((other) =>
		other === change ? { ...other, item: { ...other.item, ...values } } : other
	);
}

async function write(store: RecordStore, settled: Settled, storedAt: string): Promise<void> {
	const { outbox, journal, quarantine } = store.database;
	const { entity, id, key, row, done, queued } = settled;
	for (const { item, result } of done) {
		await outbox.delete(item.mid);
		await journal.put({ ...item, verdict: result.verdict, code: result.code ?? null, storedAt });
	}
	if (queued.length > 0) await outbox.bulkPut([...queued]);
	else await quarantine.delete(key);
	if (row) await store.database.rows(entity).put(row);
	else if (row === null) await store.database.rows(entity).delete(id);
}
