// A refresh token renews a session once. Two tabs that try at the same time would sign each other out,
// so only one of them asks; the other then finds the new session in storage.

/** Runs `work` while no other tab runs its own. */
export type Alone = <T>(work: () => Promise<T>) => Promise<T>;

/** A frozen tab keeps its lock: after this it is better to try than to wait for it. */
const patienceMs = 30_000;

/** Without Web Locks (an old browser) every tab goes ahead. */
export const oneTabAtATime: Alone = async (work) => {
	if (typeof navigator === 'undefined' || !('locks' in navigator)) return work();
	const waiting = new AbortController();
	const timer = setTimeout(() => waiting.abort(), patienceMs);
	let started = false;
	try {
		return await navigator.locks.request('jangkau-session', { signal: waiting.signal }, () => {
			started = true;
			clearTimeout(timer);
			return work();
		});
	} catch (error) {
		if (started || !waiting.signal.aborted) throw error;
		return work();
	} finally {
		clearTimeout(timer);
	}
};
