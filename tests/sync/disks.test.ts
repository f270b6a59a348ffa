// What makes the thousands of histories worth their while: the disk in memory behaves as IndexedDB does,
// and a history that is told again goes the same way.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { history, live, retold } from '../support/histories.ts';
import { useSteadySeal } from '../support/steady-seal.ts';

useSteadySeal();

test('both disks end alike after the same history', async () => {
	await fc.assert(
		fc.asyncProperty(history, async (steps) => {
			// Two tabs take turns as their disk answers; each order is right, but not the same.
			const alone = steps.map((step) => (step.do === 'sync' ? { ...step, tabs: 1 } : step));
			const traces: string[] = [];
			for (const disk of ['memory', 'indexeddb'] as const) {
				traces.push(await (await live(alone, { disk })).trace());
			}
			expect(traces[0]).toBe(traces[1]);
		}),
		{ seed: 11, numRuns: 16, endOnFailure: true }
	);
});

test.each(['memory', 'indexeddb'] as const)(
	'a history goes the same way twice on %s',
	async (disk) => {
		await fc.assert(
			fc.asyncProperty(history, async (steps) => {
				expect(await retold(steps, disk)).toBe(await retold(steps, disk));
			}),
			{ seed: 12, numRuns: disk === 'memory' ? 40 : 4 }
		);
	}
);

test('a history of another seed goes another way', async () => {
	const [one, other] = fc.sample(history, { seed: 13, numRuns: 2 });
	expect(await retold(one!, 'memory')).not.toBe(await retold(other!, 'memory'));
});
