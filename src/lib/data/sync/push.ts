// Sends the queue, call by call, until nothing that may go is left. Never takes a change out of the
// queue itself: only a recognised answer, stored by the store, does that.
import { cutBatch, pushLimits, type BatchLimits } from '#lib/domain/sync/batch.ts';
import { pushResponseFrom, refusalFrom } from '#lib/domain/sync/answer.ts';
import type { PushResponse } from '#lib/domain/sync/change.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';
import type { SyncPorts, TransportFailure } from './contracts.ts';
import { withTimeout } from './timeout.ts';

export type SyncFailure = TransportFailure | 'timeout' | 'not_an_answer';

/** How much goes in one call. Halved when the server fails on a call, so that one change that
 * breaks it is found without a person; back to the full size after the next success. */
export class BatchSize {
	#mutations = pushLimits.mutations;

	get limits(): BatchLimits {
		return { ...pushLimits, mutations: this.#mutations };
	}

	shrink(): void {
		this.#mutations = Math.max(1, Math.floor(this.#mutations / 2));
	}

	grow(): void {
		this.#mutations = Math.min(pushLimits.mutations, this.#mutations * 2);
	}
}

/**
 * @param sending told the mids under way, and an empty list when they have landed
 * @returns the number of changes that the server asked to send again later
 */
export async function pushAll(
	ports: SyncPorts,
	size: BatchSize,
	sending: (mids: readonly string[]) => void
): Promise<Result<number, SyncFailure>> {
	const tried = new Set<string>();
	let later = 0;
	for (;;) {
		const queue = await ports.store.queue();
		const mids = cutBatch(queue, size.limits, tried);
		if (mids.length === 0) return ok(later);
		sending(mids);
		const answer = await send(ports, mids, queue.length);
		sending([]);
		if (!answer.ok) {
			if (answer.error === 'too_large' && mids.length === 1) {
				await ports.store.refuse(mids[0]!, 'too_large');
				continue;
			}
			if (answer.error === 'too_large' || answer.error === 'server') {
				size.shrink();
				await ports.store.failed(mids);
			}
			return err(answer.error);
		}
		await ports.store.acknowledge(answer.value, ports.clock.now());
		size.grow();
		for (const mid of mids) tried.add(mid);
		later += answer.value.results.filter(({ verdict }) => verdict === 'retry').length;
	}
}

async function send(
	ports: SyncPorts,
	mids: readonly string[],
	unsent: number
): Promise<Result<PushResponse, SyncFailure>> {
	const mutations = await ports.store.mutations(mids);
	const answer = await withTimeout(ports.clock, () =>
		ports.transport.push({
			device: ports.deviceId,
			app_version: ports.appVersion,
			sent_at: new Date(ports.clock.now()).toISOString(),
			unsent,
			mutations
		})
	);
	if (!answer.ok) return answer;
	const refusal = refusalFrom(answer.value);
	if (refusal !== null) return err(failureOfRefusal(refusal));
	const response = pushResponseFrom(
		answer.value,
		mutations.map(({ mid }) => mid)
	);
	return response ? ok(response) : err('not_an_answer');
}

/** The server understood and touched nothing. */
export function failureOfRefusal(code: string): SyncFailure {
	if (code === 'too_large') return 'too_large';
	return code === 'no_membership' ? 'forbidden' : 'server';
}
