// The ratio surface as the page asks for it: made in a worker, the newest question alone is answered.
import type { RatioPoint } from '#lib/domain/ratio-surface.ts';
import type { RatioAnswer, RatioQuestion } from '#lib/domain/ratio-worker.ts';

/** The part of a Worker that is used, so that a test can stand in for one. */
export type RatioWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

function startWorker(): RatioWorker {
	return new Worker(new URL('../domain/ratio-worker.ts', import.meta.url), { type: 'module' });
}

/** As far as a kader walks from door to door in a hamlet; wider, and neighbours answer for each other. */
const bandwidthM = 200;
/** About as many households within a bandwidth. */
const floor = 3;

export class RatioMap {
	state = $state<'idle' | 'working' | 'shown' | 'empty' | 'failed'>('idle');
	answer = $state.raw<RatioAnswer>(null);
	readonly #createWorker: () => RatioWorker;
	#worker: RatioWorker | null = null;

	constructor(createWorker: () => RatioWorker = startWorker) {
		this.#createWorker = createWorker;
	}

	/** What was shown stays until the new surface is there. */
	draw(points: readonly RatioPoint[]): void {
		this.stop();
		this.state = 'working';
		const worker = this.#createWorker();
		this.#worker = worker;
		worker.onmessage = ({ data }: MessageEvent<RatioAnswer>) => this.#show(data);
		worker.onerror = () => this.#fail();
		const question: RatioQuestion = { points, options: { bandwidthM, floor } };
		worker.postMessage(question);
	}

	stop(): void {
		this.#worker?.terminate();
		this.#worker = null;
	}

	#show(answer: RatioAnswer): void {
		this.stop();
		this.answer = answer;
		this.state = answer && answer.bands.features.length > 0 ? 'shown' : 'empty';
	}

	#fail(): void {
		this.stop();
		this.answer = null;
		this.state = 'failed';
	}
}
