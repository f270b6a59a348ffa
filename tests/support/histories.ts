// Random histories of three phones and one server, and how to live through one.
import fc from 'fast-check';
import type { Fault, Mutant } from './device.ts';
import { SyncWorld, type Step } from './sync-world.ts';

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

export async function live(steps: readonly Step[], mutant?: Mutant): Promise<void> {
	const world = new SyncWorld(mutant);
	await world.start();
	for (const one of steps) {
		await world.live(one);
	}
	await world.quiesce();
}

export const history = fc.array(step, { minLength: 20, maxLength: 22, size: 'max' });

/** Half of the run: two files, so that two cores share it. */
export async function holdForHistories(half: 1 | 2): Promise<void> {
	// The same every time unless asked: a gate must not depend on luck. `random` looks for new ones.
	const wanted = process.env.JANGKAU_SEED ?? '20261101';
	const given = wanted === 'random' ? Date.now() % 2 ** 31 : Number(wanted);
	const numRuns = Math.ceil(Number(process.env.JANGKAU_HISTORIES ?? 500) / 2);
	const seed = given + half;
	console.log(`histories: ${numRuns} from seed ${given} (repeat: JANGKAU_SEED=${given})`);
	await fc.assert(
		fc.asyncProperty(history, (steps) => live(steps)),
		{ seed, numRuns }
	);
}
