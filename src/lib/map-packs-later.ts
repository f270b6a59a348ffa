// Goes on with a map that was being downloaded when the app was closed: at its next start, after the
// records have come, when the phone has nothing else to do. Shown where packs are always shown.
import type { App } from './app.ts';

const asked = new WeakSet<App>();
/** Where a browser does not say when it is idle. */
const quietMs = 3_000;

/** Once a start, from whichever page is first. One tab at a time downloads (map-packs.ts). */
export function goOnWithMaps(app: App): void {
	if (asked.has(app)) return;
	asked.add(app);
	let isOver = false;
	const stop = app.sync.state.subscribe(
		({ phase, lastPullAt }) => {
			const isPulled = lastPullAt !== null && Date.parse(lastPullAt) >= performance.timeOrigin;
			if (isOver || phase !== 'idle' || !isPulled) return;
			isOver = true;
			// The first value may come before `stop` is there.
			setTimeout(() => stop());
			whenIdle(() => void goOn(app));
		},
		() => undefined
	);
}

function whenIdle(work: () => void): void {
	if ('requestIdleCallback' in window) requestIdleCallback(work);
	else setTimeout(work, quietMs);
}

async function goOn(app: App): Promise<void> {
	try {
		const packs = await app.tiles.tables.packs.toArray();
		// `importing` here is what a kill left of a file: it takes room and shows nothing.
		if (!packs.some(({ state }) => state === 'loading' || state === 'importing')) return;
		const { mapPacksOf } = await import('./map-packs.ts');
		await mapPacksOf(app).work();
	} catch {
		// No map is worth a word at a start; the page of the maps says what is wrong with them.
	}
}
