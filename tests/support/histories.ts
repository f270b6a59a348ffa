// Random histories of three phones and one server, and how to live through one.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { DeviceOptions, Disk, Mutant } from './device.ts';
import type { Fault } from './device-faults.ts';
import { useSteadySeal } from './steady-seal.ts';
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
	{ weight: 8, arbitrary: sync },
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
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const), pick }) },
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant('staff_edit' as const),
			pick,
			field: fc.constantFrom('head_name' as const, 'address' as const),
			value: fc.constantFrom('Rahma', 'Gang 7')
		})
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('access' as const),
			member: fc.nat({ max: 1 }),
			ended: fc.boolean()
		})
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('lost_phone' as const),
			device,
			found: fc.boolean()
		})
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('full_disk' as const),
			device,
			writes: fc.integer({ min: 1, max: 4 })
		})
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('damage' as const),
			device,
			pick,
			what: fc.constantFrom('row' as const, 'entry' as const)
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

export const history = fc.array(step, { minLength: 40, maxLength: 44, size: 'max' });

/**
 * Lives through a history. Throws with a sentence when something is lost, doubled or different.
 *
 * @param told hears what everybody holds after each step
 */
export async function live(
	steps: readonly Step[],
	options: DeviceOptions = { disk: 'memory' },
	told?: (trace: string) => void
): Promise<SyncWorld> {
	const world = new SyncWorld(options);
	await world.start();
	for (const one of steps) {
		await world.live(one);
		if (told) told(await world.trace());
	}
	await world.quiesce();
	return world;
}

/** How a history goes: its end, and a hash over everything that everybody held on the way. */
export async function retold(steps: readonly Step[], disk: Disk): Promise<string> {
	const hash = createHash('sha256');
	const end = await live(steps, { disk }, (trace) => hash.update(trace)).then(
		() => 'holds',
		(error: unknown) => String(error)
	);
	return `${hash.digest('hex')} ${end}`;
}

/** All files together, and how many of them keep their records in IndexedDB. */
const wanted = Number(process.env.JANGKAU_HISTORIES ?? 2_000);
const onIndexedDb = 0.04;
export const memoryFiles = 4;
export const indexedDbFiles = 2;

/**
 * One file's part of the run.
 *
 * @param file counts from 1, over both disks
 */
export async function holdForHistories(file: number, disk: Disk): Promise<void> {
	useSteadySeal();
	const share = disk === 'memory' ? (1 - onIndexedDb) / memoryFiles : onIndexedDb / indexedDbFiles;
	const numRuns = Math.ceil(wanted * share);
	const given = seedGiven();
	console.log(
		`histories: ${numRuns} on ${disk} from seed ${given} (repeat: JANGKAU_SEED=${given})`
	);
	await hold(numRuns, given + file, disk);
}

/** The same every time unless asked: a gate must not depend on luck. `random` looks for new ones. */
function seedGiven(): number {
	const seed = process.env.JANGKAU_SEED ?? '20261101';
	return seed === 'random' ? Date.now() % 2 ** 31 : Number(seed);
}

/** @throws with the smallest failing history, and whether it fails in the same way when told again */
export async function hold(
	numRuns: number,
	seed: number,
	disk: Disk,
	mutant?: Mutant
): Promise<void> {
	const options = mutant ? { disk, mutant } : { disk };
	const property = fc.asyncProperty(history, (steps) => live(steps, options).then(() => undefined));
	const found = await fc.check(property, { seed, numRuns });
	if (!found.failed || !found.counterexample) return;
	const [steps] = found.counterexample;
	const twice = [await retold(steps, disk), await retold(steps, disk)];
	throw new Error(
		[
			`after ${found.numRuns} histories, seed ${found.seed}, path ${found.counterexamplePath}`,
			String(found.errorInstance),
			twice[0] === twice[1] ? `told again: ${twice[0]}` : `goes another way each time: ${twice}`,
			...steps.map((one) => `  ${JSON.stringify(one)}`)
		].join('\n')
	);
}
