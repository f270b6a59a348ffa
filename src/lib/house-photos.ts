// Joins the pictures of houses on this phone to the server and to the queue of records, which goes first.
// Loaded by the page of a house and after a pull; nothing of a start needs it.
import type { Photos, Remote } from './data/contracts.ts';
import type { OpenRecords } from './data/local/open-records.ts';
import { PhotoExchange } from './data/sync/photo-exchange.ts';
import { webLock } from './data/sync/ports.ts';
import type { Membership } from './domain/access.ts';
import { err } from './domain/result.ts';
import { blockedMids } from './domain/sync/batch.ts';

/** Chromium's word for "spare my data"; other browsers do not tell. */
type Connection = { readonly saveData?: boolean };

export interface OpenPhotos extends Photos {
	/** Sends what waits and fetches what is missing; called after each pull. */
	exchange(): Promise<void>;
	close(): void;
}

export async function openHousePhotos(
	opened: OpenRecords,
	remote: Remote,
	membership: Membership
): Promise<OpenPhotos> {
	const store = await opened.photos();
	const exchange = new PhotoExchange({
		store,
		// Never one person's pictures under another's session: a second tab may have signed in anew.
		call: async (name, request) =>
			(await remote.hasSession(membership.id)) ? remote.call(name, request) : err('signed_out'),
		recordsWait: async () => {
			const queue = await opened.sync.queue();
			const blocked = blockedMids(queue);
			return queue.some(({ mid, mending }) => !mending && !blocked.has(mid));
		},
		lock: webLock(`jangkau-photos-${membership.id}`),
		fetchesAll: membership.role === 'kader',
		sparesData: () =>
			(navigator as { readonly connection?: Connection }).connection?.saveData === true,
		now: () => Date.now()
	});
	return {
		of: (householdId) => store.of(householdId),
		counts: () => store.counts(),
		keep: (householdId, jpeg) => store.keep(householdId, jpeg),
		remove: (householdId) => store.remove(householdId),
		fetch: (householdId) => exchange.fetch(householdId),
		exchange: () => exchange.run(),
		close: () => exchange.stop()
	};
}
