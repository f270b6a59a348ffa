// Whose phone has not been heard of for so long that visits may be on it which nobody here has seen. Only the
// server knows; without it nobody counts as silent.
import type { Records, Remote } from '#lib/data/contracts.ts';
import { silentDays } from '#lib/domain/coverage.ts';
import type { Instant } from '#lib/domain/entity.ts';
import { readContacts } from './kader-contacts.ts';

export const nobody: ReadonlySet<string> = new Set();
const dayMs = 86_400_000;

/** Null where the server did not say. @param now by this device */
export async function readSilentKader(
	records: Records,
	remote: Pick<Remote, 'call'>,
	now: Instant
): Promise<ReadonlySet<string> | null> {
	const [contacts, kader] = await Promise.all([readContacts(remote), records.all('kader')]);
	if (!contacts.ok) return null;
	const since = Date.parse(now) - silentDays * dayMs;
	const silent = kader.filter(({ id }) => {
		const contact = contacts.value.get(id);
		return !contact || Date.parse(contact.lastSeenAt) < since;
	});
	return new Set(silent.map(({ id }) => id));
}
