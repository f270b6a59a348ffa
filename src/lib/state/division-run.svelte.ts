// One division in the worker, as the page follows it: how far it is, the best plan so far, and why
// it was refused.
import type {
	DivisionInput,
	DivisionProgress,
	DivisionRefusal,
	DivisionStage,
	DivisionSuccess
} from '#lib/domain/division/contract.ts';
import type {
	RedivisionInput,
	RedivisionSuccess
} from '#lib/domain/division/redivision-contract.ts';
import { startDivision, startRedivision } from './division-worker.ts';

/** What is followed of a run, whichever it is. */
interface Running<T> {
	readonly result: Promise<
		({ readonly ok: true } & T) | { readonly ok: false; readonly reason: DivisionRefusal }
	>;
	cancel(): void;
}
interface Follower {
	progress(progress: DivisionProgress): void;
	plan(plan: DivisionSuccess): void;
}

export class DivisionRun {
	isRunning = $state(false);
	/** 0 … 1 */
	done = $state(0);
	stage = $state<DivisionStage>('area');
	/** The best so far, complete; null before the first. */
	best = $state.raw<DivisionSuccess | null>(null);
	refusal = $state.raw<DivisionRefusal | null>(null);
	readonly #start: typeof startDivision;
	readonly #startAgain: typeof startRedivision;
	#running: Pick<Running<unknown>, 'cancel'> | null = null;

	/** @param start stands in for the worker in tests, as does `startAgain` */
	constructor(
		start: typeof startDivision = startDivision,
		startAgain: typeof startRedivision = startRedivision
	) {
		this.#start = start;
		this.#startAgain = startAgain;
	}

	/** The plan at its end, or the best so far when it was stopped; null when there is none. */
	async divide(input: DivisionInput): Promise<DivisionSuccess | null> {
		return this.#follow<DivisionSuccess>((follower) => this.#start(input, follower));
	}

	/** A plan changed in part; null when it was refused or stopped. */
	async redivide(input: RedivisionInput): Promise<RedivisionSuccess | null> {
		return this.#follow<RedivisionSuccess>((follower) => this.#startAgain(input, follower));
	}

	async #follow<T extends DivisionSuccess | RedivisionSuccess>(
		start: (follower: Follower) => Running<T>
	): Promise<T | null> {
		this.cancel();
		this.isRunning = true;
		this.done = 0;
		this.stage = 'area';
		this.best = null;
		this.refusal = null;
		const running = start({
			progress: ({ done, stage }) => {
				if (this.#running !== running) return;
				this.done = done;
				this.stage = stage;
			},
			plan: (plan) => {
				if (this.#running === running) this.best = plan;
			}
		});
		this.#running = running;
		const result = await running.result;
		if (this.#running !== running) return null;
		this.#running = null;
		this.isRunning = false;
		// Only a division has plans before its end.
		const plan = result.ok ? result : (this.best as T | null);
		this.best = null;
		if (!result.ok && !(plan && result.reason.code === 'cancelled')) this.refusal = result.reason;
		return plan;
	}

	cancel(): void {
		this.#running?.cancel();
	}
}
