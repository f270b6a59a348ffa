// Asks the routing worker: one network, one question at a time, the newest of each kind. The page never
// waits for it and never fails with it: no answer is an answer too.
import type { DayRoute } from '#lib/domain/routing/day-route.ts';
import type {
	DayQuestion,
	RoadsMessage,
	RouteMessage,
	RouteQuestion,
	RouteReply,
	WayQuestion
} from '#lib/domain/routing/route-desk.ts';
import type { Way } from '#lib/domain/routing/way.ts';

/** The part of a Worker that is used, so that a test can stand in for one. */
export type RouteWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

function startWorker(): RouteWorker {
	return new Worker(new URL('../domain/routing/route-worker.ts', import.meta.url), {
		type: 'module'
	});
}

interface Waiting {
	readonly question: RouteQuestion;
	readonly answered: (answer: DayRoute | Way | null) => void;
}

export class WalkRouter {
	readonly #createWorker: () => RouteWorker;
	#worker: RouteWorker | null = null;
	#failed = false;
	#id = 0;
	#running: (Waiting & { readonly id: number }) | null = null;
	/** The newest question of each kind that has not been put yet. */
	readonly #next = new Map<RouteQuestion['kind'], Waiting>();

	constructor(createWorker: () => RouteWorker = startWorker) {
		this.#createWorker = createWorker;
	}

	/** What all later questions are answered from. */
	setRoads(roads: Omit<RoadsMessage, 'kind'>): void {
		this.#post({ kind: 'roads', ...roads });
	}

	/** Null when a newer question has taken its place, or no worker answers. Never rejects. */
	day(question: Omit<DayQuestion, 'kind'>): Promise<DayRoute | null> {
		return this.#ask({ kind: 'day', ...question }) as Promise<DayRoute | null>;
	}

	/** As `day`. */
	way(question: Omit<WayQuestion, 'kind'>): Promise<Way | null> {
		return this.#ask({ kind: 'way', ...question }) as Promise<Way | null>;
	}

	/** Every question is answered with null from here on. */
	close(): void {
		this.#failed = true;
		this.#worker?.terminate();
		this.#worker = null;
		for (const { answered } of [this.#running, ...this.#next.values()].filter(
			(one) => one !== null
		))
			answered(null);
		this.#running = null;
		this.#next.clear();
	}

	#ask(question: RouteQuestion): Promise<DayRoute | Way | null> {
		if (this.#failed) return Promise.resolve(null);
		return new Promise((answered) => {
			this.#next.get(question.kind)?.answered(null);
			this.#next.set(question.kind, { question, answered });
			this.#putNext();
		});
	}

	#putNext(): void {
		if (this.#running) return;
		const [kind, waiting] = [...this.#next][0] ?? [];
		if (kind === undefined || !waiting) return;
		this.#next.delete(kind);
		const id = ++this.#id;
		this.#running = { ...waiting, id };
		this.#post({ ...waiting.question, id });
	}

	#take({ id, answer }: RouteReply): void {
		const running = this.#running;
		if (running?.id !== id) return;
		this.#running = null;
		// Somebody has asked anew meanwhile: this answer is of yesterday's place.
		running.answered(this.#next.has(running.question.kind) ? null : answer);
		this.#putNext();
	}

	#post(message: RouteMessage): void {
		if (this.#failed) return;
		try {
			this.#worker ??= this.#start();
			this.#worker.postMessage(message);
		} catch {
			// No worker on this phone.
			this.close();
		}
	}

	#start(): RouteWorker {
		const worker = this.#createWorker();
		worker.onmessage = ({ data }: MessageEvent<RouteReply>) => this.#take(data);
		worker.onerror = () => this.close();
		return worker;
	}
}
