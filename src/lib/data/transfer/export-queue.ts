// Writes the unsent queue of this phone as one file: signed by the device, sealed for the puskesmas.
// Takes nothing off the queue; what was carried is known by its id when the phone syncs again.
import type { Id } from '#lib/domain/entity.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';
import type { Mutation } from '#lib/domain/sync/change.ts';
import type { ImportRequest, SignedWork } from '#lib/domain/transfer/queue-file.ts';
import type { SyncStore } from '../sync/contracts.ts';
import { sealFile, type Sender } from './seal-file.ts';
import { hexOf, type TransferKeys } from './transfer-keys.ts';

/** As in a push, with room for the quotes of JSON in JSON. */
const limits = { mutations: 200, bytes: 300 * 1024 };

export interface ExportParts {
	readonly store: Pick<SyncStore, 'queue' | 'mutations'>;
	readonly keys: Pick<TransferKeys, 'ready'>;
	readonly sender: Sender;
	readonly appVersion: string;
	/** Milliseconds since 1970, the device's clock. */
	readonly now: () => number;
}

export interface ExportedQueue {
	/** Text of the file. */
	readonly text: string;
	readonly count: number;
	readonly unreadable: number;
}

/**
 * @param wanted ids of the changes to take, with what hangs on them and what they need; all without it
 * @returns `no_keys`: the phone was never prepared with a network; `nothing`: the queue is empty
 */
export async function exportQueue(
	parts: ExportParts,
	wanted?: ReadonlySet<string>
): Promise<Result<ExportedQueue, 'no_keys' | 'nothing'>> {
	const keys = await parts.keys.ready();
	if (!keys) return err('no_keys');
	const queue = [...(await parts.store.queue())].sort((a, b) => a.seq - b.seq);
	const taken = wanted ? withDependencies(queue, wanted) : queue;
	if (taken.length === 0) return err('nothing');
	const batches: ImportRequest[] = [];
	let count = 0;
	for (const batch of cut(taken)) {
		const mutations = await parts.store.mutations(batch.map(({ mid }) => mid));
		count += mutations.length;
		if (mutations.length > 0) batches.push(await signed(mutations, parts, keys.signing));
	}
	const unreadable = taken.length - count;
	const file = await sealFile({ batches, unreadable }, parts.sender, keys.sealing);
	return ok({ text: JSON.stringify(file), count, unreadable });
}

type Queued = Awaited<ReturnType<SyncStore['queue']>>[number];

function withDependencies(queue: readonly Queued[], wanted: ReadonlySet<string>): Queued[] {
	const taken = new Set(wanted);
	// A change is queued after what it needs: once forward for what hangs on them, once back.
	for (const { mid, deps } of queue) if (deps.some((dep) => taken.has(dep))) taken.add(mid);
	for (const { mid, deps } of [...queue].reverse()) {
		if (taken.has(mid)) for (const dep of deps) taken.add(dep);
	}
	return queue.filter(({ mid }) => taken.has(mid));
}

function cut(queue: readonly Queued[]): Queued[][] {
	const batches: Queued[][] = [];
	let bytes = Infinity;
	for (const item of queue) {
		const last = batches.at(-1);
		if (!last || last.length >= limits.mutations || bytes + item.bytes > limits.bytes) {
			batches.push([item]);
			bytes = item.bytes;
		} else {
			last.push(item);
			bytes += item.bytes;
		}
	}
	return batches;
}

async function signed(
	mutations: readonly Mutation[],
	{ sender, appVersion, now }: ExportParts,
	key: CryptoKey
): Promise<ImportRequest> {
	const work: SignedWork = {
		format: 'jangkau-work',
		version: 1,
		membership: sender.membership as Id<'membership'>,
		device: sender.device,
		app_version: appVersion,
		exported_at: new Date(now()).toISOString(),
		mutations
	};
	const payload = JSON.stringify(work);
	const how = { name: 'ECDSA', hash: 'SHA-256' };
	const signature = await crypto.subtle.sign(how, key, new TextEncoder().encode(payload));
	return { payload, signature: hexOf(signature) };
}
