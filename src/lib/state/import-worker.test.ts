import { describe, expect, it } from 'vitest';
import type { ImportReply, ImportRequest } from '#lib/data/import/protocol.ts';
import { startImport, type WorkerLike } from './import-worker.ts';

/** A worker that says what a test tells it to. */
class FakeWorker implements WorkerLike {
	onmessage: WorkerLike['onmessage'] = null;
	onerror: WorkerLike['onerror'] = null;
	readonly asked: ImportRequest[] = [];
	isTerminated = false;

	postMessage(request: ImportRequest): void {
		this.asked.push(request);
	}

	terminate(): void {
		this.isTerminated = true;
	}

	say(reply: ImportReply): void {
		this.onmessage?.call(this as unknown as Worker, { data: reply } as MessageEvent<ImportReply>);
	}
}

function start() {
	const worker = new FakeWorker();
	const told: number[] = [];
	const file = new Blob(['{}']);
	const running = startImport(
		{ file, kind: null },
		(done) => told.push(done),
		() => worker
	);
	return { worker, told, file, running };
}

describe('a file read in a worker', () => {
	it('is handed over as it is, and answers once', async () => {
		const { worker, told, file, running } = start();
		expect(worker.asked).toEqual([{ file, kind: null }]);
		worker.say({ type: 'progress', done: 0.4 });
		worker.say({ type: 'done', result: { ok: false, error: 'not_geojson' } });
		await expect(running.result).resolves.toEqual({ ok: false, error: 'not_geojson' });
		expect(told).toEqual([0.4]);
		expect(worker.isTerminated).toBe(true);
	});

	it('ends its worker when it is cancelled, and hears nothing more', async () => {
		const { worker, told, running } = start();
		running.cancel();
		worker.say({ type: 'progress', done: 0.9 });
		await expect(running.result).resolves.toEqual({ ok: false, error: 'cancelled' });
		expect([worker.isTerminated, told]).toEqual([true, []]);
	});

	it('says that a file cannot be opened, also when the worker itself dies', async () => {
		const one = start();
		one.worker.say({ type: 'failed' });
		const other = start();
		other.worker.onerror?.call(other.worker as unknown as Worker, new Event('error') as ErrorEvent);
		for (const { running, worker } of [one, other]) {
			await expect(running.result).resolves.toEqual({ ok: false, error: 'unreadable' });
			expect(worker.isTerminated).toBe(true);
		}
	});
});
