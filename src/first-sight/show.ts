// The first thing that runs where a kader opens her day: shows what she saw last, in the time that the app
// needs to start. A script of its own, a few kilobytes; what fails here is not missed.
import { painted, sightId } from './paint.ts';
import { readDevice, sightOf } from './read.ts';

/** Where she starts: the icon opens the first, which leads to the second. */
const places = ['/', '/hari-ini'];
/** An app that has not come by then has failed, and says so underneath. */
const longestMs = 15_000;

async function show(): Promise<void> {
	if (!places.includes(location.pathname)) return;
	const rows = await readDevice(indexedDB);
	const sight = rows && (await sightOf(rows, Date.now()));
	// The app was faster.
	if (!sight || document.documentElement.dataset['started'] !== undefined) return;
	const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
	document.body.append(painted(sight, document, isDark));
	setTimeout(() => document.getElementById(sightId)?.remove(), longestMs);
}

show().catch(() => undefined);
