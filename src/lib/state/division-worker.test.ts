import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DivisionInput } from '#lib/domain/division/contract.ts';
import type {
	DivisionReply,
	DivisionRequest,
	PractiseRequest
} from '#lib/domain/division/protocol.ts';
import { refusal } from '#lib/domain/division/reasons.ts';
import {
	prepareDivision,
	startDivision,
	startRedivision,
	unprepareDivision,
	type WorkerLike
} from './division-worker.ts';

const input: DivisionInput = {
	area: { type: 'Polygon', coordinates: [] },
	households: [],
	k: 2,
	seed: 1
};

/** A worker that says what a test tells it to. */
class FakeWorker implements WorkerLike {
	onmessage: WorkerLike['onmessage'] = null;
	onerror: WorkerLike['onerror'] = null;
	readonly asked: (DivisionRequest | PractiseRequest)[] = [];
	isTerminated = false;

	postMessage(request: DivisionRequest | PractiseRequest): void {
		this.asked.push(request);
	}

	terminate(): void {
		this.isTerminated = true;
	}

	async say(reply: DivisionReply): Promise<void> {
		this.onmessage?.call(this as unknown as Worker, { data: reply } as MessageEvent<DivisionReply>);
		await vi.advanceTimersByTimeAsync(0);
	}
}

function start() {
	const workers: FakeWorker[] = [];
	const told: number[] = [];
	const running = startDivision(input, { progress: ({ done }) => told.push(done) }, () => {
		const worker = new FakeWorker();
		workers.push(worker);
		return worker;
	});
	return { workers, told, running };
}

const done: DivisionReply = {
	type: 'done',
	result: { ok: false, reason: refusal('no_households') }
};

describe('a division in a worker', () => {
	beforeEach(() => vi.useFakeTimers());
	afterEach(() => vi.useRealTimers());

	it('passes on progress and gives the result, then ends its worker', async () => {
		const { workers, told, running } = start();
		await workers[0]!.say({ type: 'progress', progress: { stage: 'mesh', done: 0.2 } });
		await workers[0]!.say(done);
		await expect(running.result).resolves.toMatchObject({ reason: { code: 'no_households' } });
		expect(told).toEqual([0.2]);
		expect(workers[0]!.isTerminated).toBe(true);
	});

	it('ends the worker at once when it is cancelled, and hears nothing after', async () => {
		const { workers, told, running } = start();
		running.cancel();
		await workers[0]!.say({ type: 'progress', progress: { stage: 'mesh', done: 0.2 } });
		await expect(running.result).resolves.toMatchObject({ reason: { code: 'cancelled' } });
		expect(workers[0]!.isTerminated).toBe(true);
		expect(told).toEqual([]);
	});

	it('ends a silent worker and tries a coarser mesh once, then gives up in words', async () => {
		const { workers, running } = start();
		await vi.advanceTimersByTimeAsync(46_000);
		expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, false]);
		expect(workers[1]!.asked[0]).toMatchObject({ input: { isCoarse: true } });
		await vi.advanceTimersByTimeAsync(46_000);
		const result = await running.result;
		expect(result).toMatchObject({ ok: false, reason: { code: 'stuck' } });
		expect(workers).toHaveLength(2);
	});

	it('lets a worker that keeps reporting take its time', async () => {
		const { workers } = start();
		for (let minute = 0; minute < 5; minute++) {
			await vi.advanceTimersByTimeAsync(40_000);
			await workers[0]!.say({ type: 'progress', progress: { stage: 'centres', done: 0.3 } });
		}
		expect(workers).toHaveLength(1);
	});

	it('tries again when the worker fails', async () => {
		const { workers, running } = start();
		await workers[0]!.say({ type: 'failed', message: 'RangeError' });
		await workers[1]!.say(done);
		await expect(running.result).resolves.toMatchObject({ reason: { code: 'no_households' } });
	});

	it('changes a division in the same way, once more on a coarser mesh after a silence', async () => {
		const workers: FakeWorker[] = [];
		const told: number[] = [];
		const change = {
			...{ territories: [], households: [], leaving: [1], joining: [], locked: [] },
			seed: 1
		};
		const running = startRedivision(change, { progress: ({ done }) => told.push(done) }, () => {
			const worker = new FakeWorker();
			workers.push(worker);
			return worker;
		});
		await workers[0]!.say({ type: 'progress', progress: { stage: 'balance', done: 0.4 } });
		vi.advanceTimersByTime(60_000);
		expect(workers.map(({ asked }) => asked)).toEqual([
			[{ type: 'redivide', input: change }],
			[{ type: 'redivide', input: { ...change, isCoarse: true } }]
		]);
		await workers[1]!.say({ type: 'done', result: { ok: false, reason: refusal('nobody_left') } });
		await expect(running.result).resolves.toMatchObject({ reason: { code: 'nobody_left' } });
		expect(told).toEqual([0.4]);
		expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, true]);
	});

	it('ends a change at once when it is cancelled', async () => {
		const worker = new FakeWorker();
		const change = {
			territories: [],
			households: [],
			leaving: [],
			joining: [],
			locked: [],
			seed: 1
		};
		const running = startRedivision(change, {}, () => worker);
		running.cancel();
		await expect(running.result).resolves.toMatchObject({ reason: { code: 'cancelled' } });
		expect(worker.isTerminated).toBe(true);
	});
});

describe('an engine that is made ready', () => {
	afterEach(() => unprepareDivision());

	it('practises once, however often it is asked to', () => {
		const workers: FakeWorker[] = [];
		const create = () => {
			workers.push(new FakeWorker());
			return workers.at(-1)!;
		};
		prepareDivision(create);
		prepareDivision(create);
		expect(workers.map(({ asked }) => asked)).toEqual([[{ type: 'practise' }]]);
	});

	it('takes the next division, and no other one', async () => {
		vi.useFakeTimers();
		const worker = new FakeWorker();
		prepareDivision(() => worker);
		const running = startDivision(input);
		await worker.say({ type: 'practised' });
		expect(worker.asked).toEqual([{ type: 'practise' }, { type: 'divide', input }]);
		await worker.say(done);
		await expect(running.result).resolves.toMatchObject({ reason: { code: 'no_households' } });
		const fresh = new FakeWorker();
		prepareDivision(() => fresh);
		expect(fresh.isTerminated).toBe(false);
		vi.useRealTimers();
	});

	it('is ended when nobody is about to divide any more', () => {
		const worker = new FakeWorker();
		prepareDivision(() => worker);
		unprepareDivision();
		expect(worker.isTerminated).toBe(true);
	});
});
