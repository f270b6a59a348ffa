// Runs a division beside the page: hands it to a worker, passes on what it says, and ends it when
// it is cancelled or falls silent. The page thread is never blocked and never waits for ever.
import type {
	DivisionInput,
	DivisionProgress,
	DivisionResult,
	DivisionSuccess
} from '#lib/domain/division/contract.ts';
import type {
	DivisionReply,
	DivisionRequest,
	PractiseRequest
} from '#lib/domain/division/protocol.ts';
import { stopped } from '#lib/domain/division/stopped.ts';
import type {
	RedivisionInput,
	RedivisionResult
} from '#lib/domain/division/redivision-contract.ts';

export interface DivisionListener {
	progress?(progress: DivisionProgress): void;
	/** A complete plan that may still be bettered. */
	plan?(plan: DivisionSuccess): void;
}

export interface Running<Result> {
	/** Never rejects: cancelling, silence and faults are refusals with a reason in words. */
	readonly result: Promise<Result>;
	cancel(): void;
}

export type RunningDivision = Running<DivisionResult>;
export type RunningRedivision = Running<RedivisionResult>;

/** The part of a Worker that is used, so that a test can stand in for one. */
export type WorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

/** A cheap phone needs seconds between two reports, never this long. */
const silenceMs = 45_000;

function startWorker(): WorkerLike {
	return new Worker(new URL('../domain/division/worker.ts', import.meta.url), { type: 'module' });
}

/** Has practised, or is about to, and waits for the next request. */
let ready: WorkerLike | null = null;

/** For a page on which somebody is about to divide: the engine is loaded and run once before it is asked. */
export function prepareDivision(createWorker: () => WorkerLike = startWorker): void {
	if (ready) return;
	ready = createWorker();
	ready.postMessage({ type: 'practise' } satisfies PractiseRequest);
}

/** Nobody is about to any more. */
export function unprepareDivision(): void {
	ready?.terminate();
	ready = null;
}

function takeWorker(): WorkerLike {
	const worker = ready ?? startWorker();
	ready = null;
	return worker;
}

/** Starts at once. After a silence or a fault it tries once more on a coarser mesh. */
export function startDivision(
	input: DivisionInput,
	listener: DivisionListener = {},
	createWorker: () => WorkerLike = takeWorker
): RunningDivision {
	const run = new WorkerRun<DivisionResult>({ type: 'divide', input }, listener, createWorker);
	return { result: run.result, cancel: () => run.cancel() };
}

/** The same for a change of an existing division: a kader leaves or joins, or the rest is evened out. */
export function startRedivision(
	input: RedivisionInput,
	listener: Pick<DivisionListener, 'progress'> = {},
	createWorker: () => WorkerLike = takeWorker
): RunningRedivision {
	const run = new WorkerRun<RedivisionResult>({ type: 'redivide', input }, listener, createWorker);
	return { result: run.result, cancel: () => run.cancel() };
}

type Refused = Extract<DivisionResult, { readonly ok: false }>;

function coarser(request: DivisionRequest): DivisionRequest {
	return request.type === 'divide'
		? { type: 'divide', input: { ...request.input, isCoarse: true } }
		: { type: 'redivide', input: { ...request.input, isCoarse: true } };
}

class WorkerRun<Result extends DivisionResult | RedivisionResult> {
	readonly result: Promise<Result | Refused>;
	readonly #request: DivisionRequest;
	readonly #listener: DivisionListener;
	readonly #createWorker: () => WorkerLike;
	#resolve: (result: Result | Refused) => void = () => {};
	#worker: WorkerLike | null = null;
	#watchdog: ReturnType<typeof setTimeout> | undefined;

	constructor(
		request: DivisionRequest,
		listener: DivisionListener,
		createWorker: () => WorkerLike
	) {
		this.#request = request;
		this.#listener = listener;
		this.#createWorker = createWorker;
		this.result = new Promise((resolve) => (this.#resolve = resolve));
		this.#start(false);
	}

	cancel(): void {
		this.#finish({ ok: false, reason: stopped('cancelled') });
	}

	#start(isCoarse: boolean): void {
		const worker = this.#createWorker();
		this.#worker = worker;
		// Reading a large plan and making something of it are two tasks, so that a tap gets in between.
		worker.onmessage = ({ data }: MessageEvent<DivisionReply<Result>>) => {
			setTimeout(() => {
				if (this.#worker === worker) this.#hear(data, isCoarse);
			});
		};
		worker.onerror = () => this.#stumble(isCoarse);
		this.#watch(isCoarse);
		const request = isCoarse ? coarser(this.#request) : this.#request;
		worker.postMessage(request satisfies DivisionRequest);
	}

	#watch(isCoarse: boolean): void {
		clearTimeout(this.#watchdog);
		this.#watchdog = setTimeout(() => this.#stumble(isCoarse), silenceMs);
	}

	#hear(reply: DivisionReply<Result>, isCoarse: boolean): void {
		this.#watch(isCoarse);
		switch (reply.type) {
			case 'progress':
				this.#listener.progress?.(reply.progress);
				break;
			case 'firstPlan':
			case 'betterPlan':
				this.#listener.plan?.(reply.plan);
				break;
			case 'done':
				this.#finish(reply.result);
				break;
			case 'failed':
				this.#stumble(isCoarse);
				break;
			case 'practised':
				break;
		}
	}

	#stumble(isCoarse: boolean): void {
		if (!this.#worker) return;
		if (isCoarse) {
			this.#finish({ ok: false, reason: stopped('stuck') });
			return;
		}
		this.#worker.terminate();
		this.#start(true);
	}

	#finish(result: Result | Refused): void {
		clearTimeout(this.#watchdog);
		this.#worker?.terminate();
		this.#worker = null;
		this.#resolve(result);
	}
}
