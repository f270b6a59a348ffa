// The browser's clock, locks, channel and network hints, in the shape that the engine asks for.
import { err, ok } from '#lib/domain/result.ts';
import type { CallFailure, Remote, SyncEngine } from '../contracts.ts';
import type {
	Channel,
	Clock,
	Connectivity,
	Lock,
	Orders,
	SyncStore,
	Transport,
	TransportFailure
} from './contracts.ts';
import { Engine } from './engine.ts';

const noOrders: Orders = { membership: () => Promise.resolve(), wipe: () => Promise.resolve() };

/** @param membershipId tabs of the same membership share one runner */
export function createSyncEngine(
	membershipId: string,
	deviceId: string,
	appVersion: string,
	store: SyncStore,
	remote: Remote,
	orders: Orders = noOrders
): SyncEngine {
	return new Engine({
		store,
		transport: remoteTransport(remote, membershipId),
		clock: browserClock,
		random: () => Math.random(),
		connectivity: browserConnectivity,
		lock: webLock(`jangkau-sync-${membershipId}`),
		channel: tabChannel(`jangkau-sync-${membershipId}`),
		orders,
		deviceId,
		appVersion
	});
}

export const browserClock: Clock = {
	now: () => Date.now(),
	after(ms, callback) {
		const timer = setTimeout(callback, ms);
		return () => clearTimeout(timer);
	}
};

export const browserConnectivity: Connectivity = {
	onChance(callback) {
		const visible = () => {
			if (document.visibilityState === 'visible') callback();
		};
		window.addEventListener('online', callback);
		document.addEventListener('visibilitychange', visible);
		return () => {
			window.removeEventListener('online', callback);
			document.removeEventListener('visibilitychange', visible);
		};
	},
	seemsOffline: () => !navigator.onLine
};

/** Without Web Locks (an old browser) every tab may run: slower, but the ledger keeps it right. */
export function webLock(name: string): Lock {
	return {
		async tryRun(work, steal) {
			if (!('locks' in navigator)) {
				await work();
				return true;
			}
			// Whoever is robbed and wakes up later does no harm: the ledger knows what was sent.
			const how = steal ? { steal } : { ifAvailable: true };
			return navigator.locks.request(name, how, async (lock) => {
				if (!lock) return false;
				await work();
				return true;
			});
		}
	};
}

export function tabChannel(name: string): Channel {
	const channel = new BroadcastChannel(name);
	return {
		post: (message) => channel.postMessage(message),
		listen(callback) {
			const heard = (event: MessageEvent) => callback(event.data);
			channel.addEventListener('message', heard);
			return () => channel.removeEventListener('message', heard);
		}
	};
}

/** Never sends one person's records under another's session: a second tab may have signed in anew. */
export function remoteTransport(remote: Remote, membershipId: string): Transport {
	const send = async (name: string, request: unknown) => {
		if (!(await remote.hasSession(membershipId))) return err('signed_out' as const);
		const answer = await remote.call<unknown>(name, request);
		if (answer.ok) return ok(answer.value);
		return err(
			answer.error === 'offline' && remote.metPortal() ? 'portal' : failureOf(answer.error)
		);
	};
	return {
		push: (request) => send('sync_push', request),
		pull: (request) => send('sync_pull', request),
		retryAfterMs: () => remote.retryAfterMs()
	};
}

function failureOf(failure: CallFailure): TransportFailure {
	return failure === 'unknown' ? 'server' : failure;
}
