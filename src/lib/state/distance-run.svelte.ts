// One question to the distance worker, as the page follows it. The newest alone is answered.
import type { DistanceQuestion, DistanceReply } from '#lib/domain/distance-worker.ts';

/** The part of a Worker that is used, so that a test can stand in for one. */
export type DistanceWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

function startWorker(): DistanceWorker {
	return new Worker(new URL('../domain/distance-worker.ts', import.meta.url), { type: 'module' });
}

export type Answered = Exclude<DistanceReply, { readonly kind: 'progress' }>;

export class DistanceRun {
	isRunning = $state(false);
	failed = $state(false);
	/** 0 … 1; 0 until the worker says more. */
	done = $state(0);
	readonly #createWorker: () => DistanceWorker;
	#worker: DistanceWorker | null = null;
	#end: (answer: Answered | null) => void = () => {};

	constructor(createWorker: () => DistanceWorker = startWorker) {
		this.#createWorker = createWorker;
	}

	/** Null when it was cancelled, a newer question has come, or the worker failed. Never rejects. */
	ask(question: DistanceQuestion): Promise<Answered | null> {
		this.cancel();
		this.isRunning = true;
		this.failed = false;
		this.done = 0;
		return new Promise((resolve) => {
			this.#end = resolve;
			try {
				const worker = this.#createWorker();
				this.#worker = worker;
				worker.onmessage = ({ data }: MessageEvent<DistanceReply>) => {
					if (data.kind === 'progress') this.done = data.done;
					else this.#finish(data);
				};
				worker.onerror = () => this.#fail();
				worker.postMessage(question);
			} catch {
				this.#fail();
			}
		});
	}

	cancel(): void {
		this.failed = false;
		this.#finish(null);
	}

	#fail(): void {
		this.#finish(null);
		this.failed = true;
	}

	#finish(answer: Answered | null): void {
		this.#worker?.terminate();
		this.#worker = null;
		this.isRunning = false;
		const end = this.#end;
		this.#end = () => {};
		end(answer);
	}
}
