// Proves that the histories would notice: each device here does one thing wrong that real systems
// have done, and must be found out.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SyncStore } from '#lib/data/sync/contracts.ts';
import type { Mutant } from '../support/device.ts';
import { history, live } from '../support/histories.ts';

const mutants: Readonly<Record<string, Mutant>> = {
	'acknowledges what the answer does not mention': (store) => ({
		...methodsOf(store),
		acknowledge: (response, now) => {
			const results = response.results.map((result) => ({
				...result,
				verdict: 'applied' as const
			}));
			return store.acknowledge({ ...response, results }, now);
		}
	}),
	'drops what the server refused': (store) => ({
		...methodsOf(store),
		acknowledge: async (response, now) => {
			await store.acknowledge(response, now);
			for (const { mid, verdict } of response.results) {
				if (verdict === 'rejected') await store.discard(mid);
			}
		}
	}),
	'moves the cursor before the page': (store) => ({
		...methodsOf(store),
		applyPage: async (page, now) => {
			await store.applyPage({ ...page, rows: {}, tombstones: [], more: true }, now);
			// A crash belongs exactly here; the mortal store only offers one around both.
			if (page.cursor.length % 3 === 0) throw new Error('killed between cursor and page');
			return store.applyPage(page, now);
		}
	}),
	'never notices that the server was restored': (store) => ({
		...methodsOf(store),
		acknowledge: async (response, now) => {
			const epoch = (await store.epoch()) ?? response.epoch;
			return store.acknowledge({ ...response, epoch }, now);
		},
		applyPage: async (page, now) => {
			return store.applyPage({ ...page, epoch: (await store.epoch()) ?? page.epoch }, now);
		}
	}),
	'ignores that a territory was taken away': (store) => ({
		...methodsOf(store),
		applyPage: (page, now) => store.applyPage({ ...page, revoked_scopes: [] }, now)
	}),
	'ignores what was removed': (store) => ({
		...methodsOf(store),
		applyPage: (page, now) => store.applyPage({ ...page, tombstones: [] }, now)
	})
};

function methodsOf(store: SyncStore): SyncStore {
	return {
		queue: () => store.queue(),
		mutations: (mids) => store.mutations(mids),
		acknowledge: (response, now) => store.acknowledge(response, now),
		failed: (mids) => store.failed(mids),
		refuse: (mid, code) => store.refuse(mid, code),
		position: () => store.position(),
		applyPage: (page, now) => store.applyPage(page, now),
		forgotten: (epoch) => store.forgotten(epoch),
		progress: () => store.progress(),
		epoch: () => store.epoch(),
		wipeHeard: (serverTime) => store.wipeHeard(serverTime),
		onWritten: (callback) => store.onWritten(callback),
		onCommitted: (callback) => store.onCommitted(callback),
		outbox: (sending) => store.outbox(sending),
		refused: (mid) => store.refused(mid),
		resend: (mid, patch) => store.resend(mid, patch),
		discard: (mid) => store.discard(mid)
	};
}

test.each(Object.entries(mutants))('a device that %s is found out', async (_, mutant) => {
	const found = await fc.check(
		fc.asyncProperty(history, (steps) =>
			live(steps, { disk: 'memory', mutant }).then(() => undefined)
		),
		{ seed: 7, numRuns: 60, endOnFailure: true }
	);
	expect(found.failed).toBe(true);
});
