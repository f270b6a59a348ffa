// Fetches the app's own files several at a time. Workbox takes them one after the other, which on a
// village's line costs a round trip a file: more than a minute in which the app is not yet kept.

/** As many connections as a browser opens to one host. */
export const mostAtOnce = 6;

/**
 * Fills the cache as far as the line lets it. What fails is left out: whoever installs asks for it again
 * and is the one to say that it is missing.
 *
 * @param files URL → key in the cache, which holds the revision where the name carries no hash
 */
export async function fetchAhead(
	files: ReadonlyMap<string, string>,
	cache: Pick<Cache, 'match' | 'put'>,
	get: (request: { url: string; cache: RequestCache }) => Promise<Response>
): Promise<void> {
	const waiting = files.entries();
	const lane = async () => {
		for (const [url, key] of waiting) {
			if (await cache.match(key)) continue;
			try {
				// A name without a hash may lie in the browser's cache as it was in the last version.
				const answer = await get({ url, cache: key === url ? 'default' : 'reload' });
				if (answer.ok && !answer.redirected) await cache.put(key, answer);
			} catch {
				// Cut off: the next one may still come.
			}
		}
	};
	await Promise.all(Array.from({ length: mostAtOnce }, lane));
}
