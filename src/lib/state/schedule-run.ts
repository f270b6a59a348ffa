// Makes a schedule in a worker: a month of a whole puskesmas takes a second, in which the page answers.
import type { ScheduleInput, ScheduleResult } from '#lib/domain/schedule.ts';

/** The part of a Worker that is used, so that a test can stand in for one. */
export type ScheduleWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

function startWorker(): ScheduleWorker {
	return new Worker(new URL('../domain/schedule-worker.ts', import.meta.url), { type: 'module' });
}

/** Rejects when the worker fails, without a word of what it was given. */
export function makeSchedule(
	input: ScheduleInput,
	createWorker: () => ScheduleWorker = startWorker
): Promise<ScheduleResult> {
	const worker = createWorker();
	return new Promise<ScheduleResult>((resolve, reject) => {
		worker.onmessage = ({ data }: MessageEvent<ScheduleResult>) => resolve(data);
		worker.onerror = () => reject(new Error('schedule worker'));
		worker.postMessage(input);
	}).finally(() => worker.terminate());
}
