// Cuts the queue into calls. Never lets one change hold up another that does not need it.
import { maxBytesPerPush, maxMutationsPerPush } from './change.ts';

/** What the cutter must know of a queued change. `bytes` is its length as UTF-8 JSON. */
export interface Queued {
	readonly mid: string;
	readonly seq: number;
	/** `entity:id` of the row it changes. */
	readonly row: string;
	readonly deps: readonly string[];
	readonly mending: boolean;
	readonly bytes: number;
	/** Times the server failed while this change was in the call. */
	readonly attempts: number;
}

export interface BatchLimits {
	readonly mutations: number;
	readonly bytes: number;
}

export const pushLimits: BatchLimits = {
	mutations: maxMutationsPerPush,
	// Room for the envelope around the mutations.
	bytes: maxBytesPerPush - 2_048
};

/** After so many failures a change goes behind the others: it may be what breaks the call. */
const suspectAttempts = 3;

/**
 * The mids to send next, in order. A change waits while a change it depends on is still queued
 * and not in this call before it, and while an earlier change of the same row is queued: the later
 * one's `base_rev` is only known once the earlier one is stored. A single change above the byte
 * limit goes alone, so that the server can say what is wrong with it.
 *
 * @param tried mids already answered in this round; they wait for the next one
 */
export function cutBatch(
	queue: readonly Queued[],
	limits: BatchLimits,
	tried: ReadonlySet<string> = new Set()
): string[] {
	const queued = new Set(queue.map((item) => item.mid));
	const first = firstPerRow(queue);
	const cut = new Set<string>();
	let bytes = 0;
	for (const item of inSendingOrder(queue)) {
		if (cut.size >= limits.mutations) break;
		if (item.mending || tried.has(item.mid) || first.get(item.row) !== item.mid) continue;
		if (item.deps.some((dep) => queued.has(dep) && !cut.has(dep))) continue;
		if (cut.size > 0 && bytes + item.bytes > limits.bytes) continue;
		cut.add(item.mid);
		bytes += item.bytes;
		if (bytes > limits.bytes) break;
	}
	return [...cut];
}

function inSendingOrder(queue: readonly Queued[]): Queued[] {
	const suspect = (item: Queued) => (item.attempts >= suspectAttempts ? item.attempts : 0);
	return queue.toSorted((a, b) => suspect(a) - suspect(b) || a.seq - b.seq);
}

function firstPerRow(queue: readonly Queued[]): Map<string, string> {
	const first = new Map<string, string>();
	for (const item of queue.toSorted((a, b) => a.seq - b.seq)) {
		// A change that waits for a person does not hold up later changes of its row by itself: those
		// that need it name it in `deps`.
		if (!item.mending && !first.has(item.row)) first.set(item.row, item.mid);
	}
	return first;
}

/** Mids that wait, directly or not, for a change that needs mending. */
export function blockedMids(
	queue: readonly Pick<Queued, 'mid' | 'deps' | 'mending'>[]
): Set<string> {
	const held = new Set(queue.filter((item) => item.mending).map((item) => item.mid));
	const blocked = new Set<string>();
	for (let grew = true; grew;) {
		grew = false;
		for (const item of queue) {
			if (item.mending || blocked.has(item.mid)) continue;
			if (item.deps.some((dep) => held.has(dep) || blocked.has(dep))) {
				blocked.add(item.mid);
				grew = true;
			}
		}
	}
	return blocked;
}

/** Whether a change waits that needs no person. */
export function someMayGo(queue: readonly Pick<Queued, 'mid' | 'deps' | 'mending'>[]): boolean {
	const blocked = blockedMids(queue);
	return queue.some(({ mid, mending }) => !mending && !blocked.has(mid));
}
