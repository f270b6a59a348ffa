import { describe, expect, it } from 'vitest';
import type { ScheduleInput, ScheduleResult } from '#lib/domain/schedule.ts';
import { defaultVisitRules } from '#lib/domain/visit-rules.ts';
import { makeSchedule, type ScheduleWorker } from './schedule-run.ts';

const input: ScheduleInput = {
	...{ period: '2026-11', today: '2026-11-01', rules: defaultVisitRules },
	...{ households: [], existing: [] }
};
const result: ScheduleResult = { plans: [], overCapacity: [], withoutKader: [] };

class FakeWorker implements ScheduleWorker {
	onmessage: ScheduleWorker['onmessage'] = null;
	onerror: ScheduleWorker['onerror'] = null;
	isTerminated = false;
	readonly #answer: (worker: FakeWorker) => void;

	constructor(answer: (worker: FakeWorker) => void) {
		this.#answer = answer;
	}

	postMessage(asked: ScheduleInput): void {
		expect(asked).toBe(input);
		this.#answer(this);
	}

	terminate(): void {
		this.isTerminated = true;
	}
}

describe('a schedule in a worker', () => {
	it('is what the worker answers, and the worker is ended', async () => {
		const worker = new FakeWorker((own) =>
			own.onmessage?.call(own as unknown as Worker, { data: result } as MessageEvent)
		);
		await expect(makeSchedule(input, () => worker)).resolves.toBe(result);
		expect(worker.isTerminated).toBe(true);
	});

	it('fails when the worker does, and the worker is ended', async () => {
		const worker = new FakeWorker((own) =>
			own.onerror?.call(own as unknown as Worker, {} as ErrorEvent)
		);
		await expect(makeSchedule(input, () => worker)).rejects.toThrow('schedule worker');
		expect(worker.isTerminated).toBe(true);
	});
});
