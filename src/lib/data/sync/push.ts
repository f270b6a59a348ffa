// Sends the queue, call by call, until nothing that may go is left. Never takes a change out of the
// queue itself: only a recognised answer, stored by the store, does that.
import { cutBatch, pushLimits, type BatchLimits } from '#lib/domain/sync/batch.ts';
import { pushResponseFrom, refusalFrom } from '#lib/domain/sync/answer.ts';
import type { Mutation, PushResponse } from '#lib/domain/sync/change.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';
import type { SyncPorts, TransportFailure } from './contracts.ts';
import { withTimeout } from './timeout.ts';

export type SyncFailure = TransportFailure | 'timeout' | 'not_an_answer';

/** A link that loses even this much is none; smaller calls would only make a long queue slower. */
const leastOnBadLink: BatchLimits = { mutations: 5, bytes: 8_192 };

/**
 * How much goes in one call. Halved after a failure, so that a link that cuts long calls still carries
 * short ones, and one change that breaks the server is found without a person.
 */
export class BatchSize {
	#mutations = pushLimits.mutations;
	#bytes = pushLimits.bytes;

	get limits(): BatchLimits {
		return { mutations: this.#mutations, bytes: this.#bytes };
	}

	/** The server fails on something in the call. */
	isolate(): void {
		this.#mutations = Math.max(1, Math.floor(this.#mutations / 2));
	}

	/** The call did not come through whole. */
	shorten(): void {
		const { mutations, bytes } = leastOnBadLink;
		this.#mutations = Math.min(this.#mutations, Math.max(mutations, this.#mutations >> 1));
		this.#bytes = Math.max(bytes, this.#bytes >> 1);
	}

	grow(): void {
		this.#mutations = Math.min(pushLimits.mutations, this.#mutations * 4);
		this.#bytes = Math.min(pushLimits.bytes, this.#bytes * 4);
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
		const cut = cutBatch(queue, size.limits, tried);
		if (cut.length === 0) return ok(later);
		const mutations = await ports.store.mutations(cut);
		const mids = mutations.map(({ mid }) => mid);
		// What does not open any more has just left the way of the others.
		if (mids.length === 0) continue;
		sending(mids);
		const answer = await send(ports, mutations, queue.length);
		sending([]);
		if (!answer.ok) {
			if (answer.error === 'too_large' && mids.length === 1) {
				await ports.store.refuse(mids[0]!, 'too_large');
				continue;
			}
			await makeSmaller(ports, size, mids, answer.error);
			return err(answer.error);
		}
		await ports.store.acknowledge(answer.value, ports.clock.now());
		size.grow();
		for (const mid of mids) tried.add(mid);
		later += answer.value.results.filter(({ verdict }) => verdict === 'retry').length;
	}
}

async function makeSmaller(
	ports: SyncPorts,
	size: BatchSize,
	mids: readonly string[],
	failure: SyncFailure
): Promise<void> {
	switch (failure) {
		case 'too_large':
		case 'server':
			size.isolate();
			return ports.store.failed(mids);
		case 'offline':
		case 'timeout':
		case 'not_an_answer':
			return size.shorten();
		case 'busy':
		case 'portal':
		case 'signed_out':
		case 'forbidden':
			return;
	}
}

async function send(
	ports: SyncPorts,
	mutations: readonly Mutation[],
	unsent: number
): Promise<Result<PushResponse, SyncFailure>> {
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
	switch (code) {
		case 'too_large':
			return 'too_large';
		case 'no_membership':
			return 'forbidden';
		case 'busy':
		case 'restoring':
			return 'busy';
		default:
			return 'server';
	}
}
