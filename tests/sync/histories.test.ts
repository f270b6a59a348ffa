// Random histories of three phones and one server. Repeat one with JANGKAU_SEED=<seed> (printed on
// failure, with the path of the smallest failing history).
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SyncStore } from '#lib/data/sync/contracts.ts';
import type { Fault, Mutant } from '../support/device.ts';
import { SyncWorld, type Step } from '../support/sync-world.ts';

const histories = Number(process.env.JANGKAU_HISTORIES ?? 500);
const seed = Number(process.env.JANGKAU_SEED ?? Date.now() % 2 ** 31);

const device = fc.nat({ max: 2 });
const pick = fc.nat({ max: 20 });
const fault = fc.constantFrom<Fault>(
	'lost_request',
	'lost_answer',
	'twice',
	'late',
	'portal',
	'partial',
	'cut',
	'server_error',
	'refused',
	'signed_out',
	'hang',
	'busy',
	'crash_before_answer'
);

const sync = fc.record({
	do: fc.constant('sync' as const),
	device,
	faults: fc.array(fault, { maxLength: 3 }),
	crashAfter: fc.oneof({ weight: 2, arbitrary: fc.constant(Infinity) }, fc.nat({ max: 24 })),
	tabs: fc.constantFrom(1, 1, 1, 2)
});

const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 5, arbitrary: fc.record({ do: fc.constant('visit' as const), device, pick }) },
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant('household' as const),
			device,
			poison: fc.constantFrom(false, false, true),
			visit: fc.boolean()
		})
	},
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant('edit' as const),
			device,
			pick,
			field: fc.constantFrom('headName' as const, 'address' as const),
			value: fc.constantFrom('Siti', 'Rahman', 'Gang 3')
		})
	},
	{ weight: 7, arbitrary: sync },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const), device }) },
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('reassign' as const),
			pick,
			territory: fc.nat({ max: 2 })
		})
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('transfer' as const),
			territory: fc.nat({ max: 2 }),
			to: fc.nat({ max: 1 })
		})
	},
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('dump' as const) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('restore' as const) }) },
	{
		weight: 1,
		arbitrary: fc.record({ do: fc.constant('mend' as const), device, pick, discard: fc.boolean() })
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('clock' as const),
			device,
			hours: fc.constantFrom(-24, 1, 24, 24 * 365)
		})
	}
);

async function live(steps: readonly Step[], mutant?: Mutant): Promise<void> {
	const world = new SyncWorld(mutant);
	await world.start();
	for (const one of steps) {
		await world.take(one);
		await world.check();
	}
	await world.quiesce();
}

const history = fc.array(step, { minLength: 20, maxLength: 24, size: 'max' });

test('no history loses or doubles a visit, and every device ends with what the server has', async () => {
	await fc.assert(
		fc.asyncProperty(history, (steps) => live(steps)),
		{ seed, numRuns: histories, interruptAfterTimeLimit: undefined }
	);
});

/** Each does one thing wrong that real systems have done. */
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
		progress: () => store.progress(),
		epoch: () => store.epoch(),
		onWritten: (callback) => store.onWritten(callback),
		onCommitted: (callback) => store.onCommitted(callback),
		outbox: (sending) => store.outbox(sending),
		resend: (mid, patch) => store.resend(mid, patch),
		discard: (mid) => store.discard(mid)
	};
}

test.each(Object.entries(mutants))('a device that %s is found out', async (_, mutant) => {
	const found = await fc.check(
		fc.asyncProperty(history, (steps) => live(steps, mutant)),
		{ seed: 7, numRuns: 60, endOnFailure: true }
	);
	expect(found.failed).toBe(true);
});
