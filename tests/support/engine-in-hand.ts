// An engine over a device of the tests, whose clock, lock and transport the test holds in its hands.
import type { SyncState } from '#lib/data/contracts.ts';
import type { PullRequest, PushRequest } from '#lib/domain/sync/change.ts';
import type { SyncPorts, TransportFailure } from '#lib/data/sync/contracts.ts';
import { Engine } from '#lib/data/sync/engine.ts';
import { err, ok } from '#lib/domain/result.ts';
import type { Device } from './device.ts';
import type { FakeServer } from './fake-server.ts';

export interface Hand {
	/** What every call ends with. */
	failure?: TransportFailure;
	/** Id of a row whose change breaks each call that it is in. */
	breaker?: string;
	/** Longest call, in bytes of JSON, that gets through; the rest is cut. */
	longest?: number;
	/** Whether another tab seems to be at it. */
	locked?: boolean;
	/** What the phone says of its network. */
	seemsOffline?: boolean;
	retryAfterMs?: number;
	/** Looks at what goes over the wire, before it is answered. */
	sees?: (request: PushRequest | PullRequest) => TransportFailure | undefined;
}

/** What the test reads and moves while the engine runs. `hand` may change at any time. */
export function inHand(phone: Device, server: FakeServer, hand: Hand = {}) {
	const delays: number[] = [];
	const posted: unknown[] = [];
	const stolen: boolean[] = [];
	const calls: (PushRequest | PullRequest)[] = [];
	let saved = () => {};
	let hear: (message: unknown) => void = () => {};
	const carry = (request: PushRequest | PullRequest, handle: () => unknown) => {
		calls.push(request);
		const broken =
			'mutations' in request && request.mutations.some(({ id }) => id === hand.breaker);
		const failure = hand.failure ?? hand.sees?.(request) ?? (broken ? 'server' : undefined);
		if (failure) return Promise.resolve(err(failure));
		const answer = JSON.stringify(handle());
		const length = JSON.stringify(request).length + answer.length;
		if (length > (hand.longest ?? Infinity)) return Promise.resolve(err('offline' as const));
		return Promise.resolve(ok(JSON.parse(answer) as unknown));
	};
	const { membership } = phone;
	const ports: SyncPorts = {
		store: withCommits(phone, (callback) => (saved = callback)),
		transport: {
			push: (request) => carry(request, () => server.push(membership, request)),
			pull: (request) => carry(request, () => server.pull(membership, request)),
			retryAfterMs: () => hand.retryAfterMs ?? 0
		},
		clock: {
			now: () => phone.now,
			after: (ms) => {
				delays.push(ms);
				return () => {};
			}
		},
		random: () => 1,
		connectivity: { onChance: () => () => {}, seemsOffline: () => hand.seemsOffline === true },
		lock: {
			tryRun: async (work, steal) => {
				stolen.push(steal);
				if (hand.locked && !steal) return false;
				await work();
				return true;
			}
		},
		channel: {
			post: (message) => void posted.push(message),
			listen: (callback) => {
				hear = callback;
				return () => {};
			}
		},
		orders: {
			membership: (told) => Promise.resolve(void phone.told.push(told)),
			wipe: () => Promise.resolve(void (phone.wiped = true))
		},
		deviceId: 'phone',
		appVersion: 'test'
	};
	const engine = new Engine(ports);
	return {
		engine,
		/** Every delay that was asked for, the time limits of calls included. */
		delays,
		posted,
		stolen,
		requests: calls,
		calls: () => calls.length,
		save: () => saved(),
		hear: (message: unknown) => hear(message)
	};
}

/** Asks for rounds one after the other, as its timers would. */
export async function rounds(engine: Engine, count: number): Promise<void> {
	for (let round = 0; round < count; round++) {
		engine.request();
		await engine.settled();
	}
}

export function stateNow(engine: Engine): Promise<SyncState> {
	return new Promise((resolve, reject) => engine.state.subscribe(resolve, reject));
}

function withCommits(phone: Device, committed: (callback: () => void) => void): SyncPorts['store'] {
	return new Proxy(phone.open.sync, {
		get(target, name) {
			if (name === 'onCommitted') {
				return (callback: () => void) => {
					committed(callback);
					return () => {};
				};
			}
			const value: unknown = Reflect.get(target, name);
			return typeof value === 'function' ? (value.bind(target) as unknown) : value;
		}
	});
}
