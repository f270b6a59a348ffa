// The first thing that runs where a kader opens her day: shows what she saw last, in the time that the app
// needs to start. A script of its own, a few kilobytes; what fails here is not missed.
import { painted, sightId } from './paint.ts';
import { readDevice, sightOf } from './read.ts';

/** Where she starts: the icon opens the first, which leads to the second. */
const places = ['/', '/hari-ini'];
/** An app that has not come by then has failed, and says so underneath. */
const longestMs = 15_000;

/** The app waits no longer: a database that hangs, or a page in the background that draws no frame. */
const longestWaitMs = 1_000;

/** @returns whether something was painted */
async function show(): Promise<boolean> {
	if (!places.includes(location.pathname)) return false;
	const rows = await readDevice(indexedDB);
	const sight = rows && (await sightOf(rows, Date.now()));
	// The app was faster.
	if (!sight || document.documentElement.dataset['started'] !== undefined) return false;
	const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
	// The body may not have come yet.
	document.documentElement.append(painted(sight, document, isDark));
	setTimeout(() => document.getElementById(sightId)?.remove(), longestMs);
	return true;
}

const seen = () => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

globalThis.firstSight = Promise.race([
	show().then((shown) => (shown ? seen() : undefined)),
	new Promise<void>((resolve) => setTimeout(resolve, longestWaitMs))
]).catch(() => undefined);
