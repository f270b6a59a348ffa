// The page's side of a division, in a browser: it asks the worker, makes a plan of every answer as
// /pembagian does, and keeps the longest time that its own thread was busy.
import { completeDivision } from '../../src/lib/domain/complete-division.ts';
import type { DivisionInput, DivisionSuccess } from '../../src/lib/domain/division/contract.ts';
import { draftFigures } from '../../src/lib/domain/plan-figures.ts';
import { draftFrom } from '../../src/lib/domain/territory-plan.ts';
import { startDivision } from '../../src/lib/state/division-worker.ts';

export interface DivisionTimes {
	readonly firstMs: number;
	readonly doneMs: number;
	/** Longest task of the page's thread. */
	readonly busyMs: number;
}

async function measure(input: DivisionInput, workerCode: string): Promise<DivisionTimes> {
	const workerUrl = URL.createObjectURL(new Blob([workerCode], { type: 'text/javascript' }));
	const households = input.households.map(({ id, position }) => ({
		...{ id, areaId: 'area', position }
	}));
	const minutes = new Map(input.households.map(({ id, load }) => [id, load]));
	let busyMs = 0;
	const longest = (entries: readonly PerformanceEntry[]): void => {
		for (const { duration } of entries) busyMs = Math.max(busyMs, duration);
	};
	const observer = new PerformanceObserver((list) => longest(list.getEntries()));
	// What was prepared above is not the page's work.
	await new Promise((resolve) => setTimeout(resolve, 200));
	observer.observe({ type: 'longtask' });
	const made = (plan: DivisionSuccess): void => {
		const choices = { unit: 'minutes', seed: 1, kaderIds: [] } as const;
		draftFigures(draftFrom(completeDivision(plan, households, choices)), minutes);
	};
	const started = performance.now();
	let firstMs = 0;
	const running = startDivision(
		input,
		{
			plan: (plan) => {
				made(plan);
				firstMs ||= performance.now() - started;
			}
		},
		() => new Worker(workerUrl)
	);
	const result = await running.result;
	if (!result.ok) throw new Error(result.reason.text);
	made(result);
	const doneMs = performance.now() - started;
	await new Promise((resolve) => setTimeout(resolve, 100));
	longest(observer.takeRecords());
	observer.disconnect();
	return { firstMs, doneMs, busyMs };
}

Object.assign(globalThis, { measureDivision: measure });
