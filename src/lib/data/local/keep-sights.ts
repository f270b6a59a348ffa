// Seals the words of a kader's days for the next start. Loaded after her page is there.
import { seal } from './sealing.ts';
import { sightPurpose } from './sight-purpose.ts';
import type { Sight, Sights } from './sights.ts';

/**
 * In place of what was kept before. Keeps nothing behind a PIN, and nothing that has changed meanwhile.
 *
 * @param seen `changes` of the sights when the words were read
 */
export async function keepSights(
	sights: Sights,
	membershipId: string,
	days: readonly Sight[],
	seen: number
): Promise<void> {
	const usage: KeyUsage[] = ['encrypt', 'decrypt'];
	const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, usage);
	const rows = await Promise.all(
		days.map(async (day) => {
			const { from, until } = day;
			return { from, until, sealed: await seal(key, sightPurpose(membershipId, from), day) };
		})
	);
	const { sight, lock } = sights.database;
	await sights.database.transaction('rw', sight, lock, async () => {
		const opener = await lock.get(membershipId);
		if (!opener?.device || opener.pin || seen !== sights.changes) return;
		await sight.put({ membershipId, key, days: rows });
	});
}
