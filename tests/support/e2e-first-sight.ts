// What is kept of a kader's day for the next start, and what is painted of it before the app is there.
import type { Page } from '@playwright/test';

/** How many days are kept for whoever uses this phone. */
export function keptDays(page: Page): Promise<number> {
	return page.evaluate(
		() =>
			new Promise<number>((resolve, reject) => {
				const opening = indexedDB.open('jangkau-device');
				opening.onerror = () => reject(new Error('the device database does not open'));
				opening.onsuccess = () => {
					const database = opening.result;
					const reading = database.transaction('sight').objectStore('sight').getAll();
					reading.onerror = () => reject(new Error('sight'));
					reading.onsuccess = () => {
						database.close();
						const rows = reading.result as { days: unknown[] }[];
						resolve(rows.reduce((sum, { days }) => sum + days.length, 0));
					};
				};
			})
	);
}

/** Milliseconds from the start of the navigation; absent while it has not been. */
export interface SeenAtStart {
	/** The first household, by whoever shows it first. */
	household?: number;
	/** The app's own list. */
	list?: number;
	/** All that was painted before the app was there. */
	painted?: string;
}

/** Runs in the page before anything of it: writes into `window.jangkauStart`. */
export function watchStart(): void {
	const seen: SeenAtStart = {};
	Object.assign(window, { jangkauStart: seen });
	new MutationObserver(() => {
		const painted = document.getElementById('sekilas');
		if (painted) seen.painted ??= painted.innerText;
		if (document.querySelector('a[href^="/kunjungan/"]')) seen.household ??= performance.now();
		if (document.querySelector('ol a[href^="/kunjungan/"]')) seen.list ??= performance.now();
	}).observe(document, { childList: true, subtree: true });
}

/** Waits for the app's own list. */
export async function startSeen(page: Page): Promise<SeenAtStart> {
	const seen = await page.waitForFunction(
		() => {
			const { jangkauStart } = window as unknown as { jangkauStart: SeenAtStart };
			return jangkauStart.list === undefined ? null : jangkauStart;
		},
		undefined,
		{ timeout: 120_000 }
	);
	return (await seen.jsonValue())!;
}
