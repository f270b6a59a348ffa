// The page's side of a division, in a browser: it asks the worker, makes a plan of every answer as
// /pembagian does, and keeps the longest time that its own thread was busy.
import { completeDivision } from '../../src/lib/domain/complete-division.ts';
import type { DivisionInput, DivisionSuccess } from '../../src/lib/domain/division/contract.ts';
import { divide } from '../../src/lib/domain/division/divide.ts';
import type { PractiseRequest } from '../../src/lib/domain/division/protocol.ts';
import { draftFigures } from '../../src/lib/domain/plan-figures.ts';
import { draftFrom } from '../../src/lib/domain/territory-plan.ts';
import { startDivision } from '../../src/lib/state/division-worker.ts';

export interface DivisionTimes {
	readonly firstMs: number;
	readonly doneMs: number;
	/** Longest task of the page's thread. */
	readonly busyMs: number;
}

const idle = (): Promise<unknown> =>
	new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1000 }));

function practised(worker: Worker): Promise<Worker> {
	worker.postMessage({ type: 'practise' } satisfies PractiseRequest);
	return new Promise((resolve) => (worker.onmessage = () => resolve(worker)));
}

/** The same without a worker: for so long the page answers nobody. */
function measureOnPage(input: DivisionInput): number {
	const started = performance.now();
	divide(input);
	return performance.now() - started;
}

/** @param isReady whether the engine has practised, as it has on a page that is open for a second */
async function measure(
	input: DivisionInput,
	workerCode: string,
	isReady: boolean
): Promise<DivisionTimes> {
	const workerUrl = URL.createObjectURL(new Blob([workerCode], { type: 'text/javascript' }));
	const createWorker = (): Worker => new Worker(workerUrl);
	const ready = isReady ? await practised(createWorker()) : null;
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
	await idle();
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
		() => ready ?? createWorker()
	);
	const result = await running.result;
	if (!result.ok) throw new Error(result.reason.text);
	made(result);
	const doneMs = performance.now() - started;
	// A long task is reported after it has ended.
	await idle();
	longest(observer.takeRecords());
	observer.disconnect();
	return { firstMs, doneMs, busyMs };
}

Object.assign(globalThis, { measureDivision: measure, measureOnPage });
