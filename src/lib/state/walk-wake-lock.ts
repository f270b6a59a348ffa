// Keeps the screen lit while she walks to a house. Where the phone cannot, nothing happens.

/** What the browser offers; tests pass their own. */
export interface WakeLockSources {
	readonly wakeLock: Pick<WakeLock, 'request'> | undefined;
	readonly document: Pick<Document, 'addEventListener' | 'removeEventListener' | 'visibilityState'>;
}

/**
 * From now until it is ended. The browser lets go whenever the page is hidden: it is asked for again
 * when she looks at it.
 * @returns ends it
 */
export function keepAwake(
	sources: WakeLockSources = {
		wakeLock: (navigator as { wakeLock?: WakeLock }).wakeLock,
		document
	}
): () => void {
	const { wakeLock, document: page } = sources;
	if (!wakeLock) return () => undefined;
	let ended = false;
	let held: Pick<WakeLockSentinel, 'release' | 'released'> | null = null;
	const hold = async () => {
		if (page.visibilityState !== 'visible' || held?.released === false) return;
		// Refused, as on a nearly empty battery: the screen then goes dark as it always does.
		const got = await wakeLock.request('screen').catch(() => null);
		if (ended) void got?.release().catch(() => undefined);
		else held = got;
	};
	const look = () => void hold();
	page.addEventListener('visibilitychange', look);
	look();
	return () => {
		ended = true;
		page.removeEventListener('visibilitychange', look);
		void held?.release().catch(() => undefined);
	};
}
