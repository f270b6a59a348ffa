// Joins the pictures of houses on this phone to the server and to the queue of records, which goes first.
// Loaded by the pages that show, take or send them; nothing of a start needs it. From then on it sends what
// waits after each pull, until the phone is another person's.
import type { App } from './app.ts';
import type { Photos } from './data/contracts.ts';
import { LocalPhotos } from './data/local/photos.ts';
import type { PhotoDesk } from './data/local/photo-rows.ts';
import type { Lock } from './data/sync/contracts.ts';
import { PhotoExchange } from './data/sync/photo-exchange.ts';

/** Chromium's word for "spare my data"; other browsers do not tell. */
type Connection = { readonly saveData?: boolean };

/** One for each time that somebody's records were opened. */
const opened = new WeakMap<PhotoDesk, Photos>();

export function housePhotos(app: App): Photos {
	const desk = app.photoDesk;
	const known = opened.get(desk);
	if (known) return known;
	const photos = open(app, desk);
	opened.set(desk, photos);
	return photos;
}

function open({ remote, sync, identity }: App, desk: PhotoDesk): Photos {
	const { id, role } = identity.membership;
	const store = new LocalPhotos(desk);
	const exchange = new PhotoExchange({
		store,
		// Never one person's pictures under another's session: a second tab may have signed in anew.
		call: async (name, request) =>
			(await remote.hasSession(id))
				? remote.call(name, request)
				: { ok: false, error: 'signed_out' },
		recordsWait: () => desk.recordsWait(),
		lock: oneTabAtATime(`jangkau-photos-${id}`),
		fetchesAll: role === 'kader',
		sparesData: () =>
			(navigator as { readonly connection?: Connection }).connection?.saveData === true,
		now: () => Date.now()
	});
	let pulledAt: string | null = null;
	sync.state.subscribe(
		({ phase, lastPullAt }) => {
			if (phase !== 'idle' || lastPullAt === null || lastPullAt === pulledAt) return;
			pulledAt = lastPullAt;
			void exchange.run();
		},
		() => undefined
	);
	return {
		of: (householdId) => store.of(householdId),
		counts: () => store.counts(),
		keep: (householdId, jpeg) => store.keep(householdId, jpeg),
		remove: (householdId) => store.remove(householdId),
		fetch: (householdId) => exchange.fetch(householdId)
	};
}

/** Without Web Locks every tab may send: slower, but the server knows what it has. */
function oneTabAtATime(name: string): Lock {
	return {
		async tryRun(work) {
			if (!('locks' in navigator)) {
				await work();
				return true;
			}
			return navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
				if (lock) await work();
				return lock !== null;
			});
		}
	};
}
