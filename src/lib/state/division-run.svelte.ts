// One division in the worker, as the page follows it: how far it is, the best plan so far, and why
// it was refused.
import type {
	DivisionInput,
	DivisionRefusal,
	DivisionStage,
	DivisionSuccess
} from '#lib/domain/division/contract.ts';
import { startDivision, type RunningDivision } from './division-worker.ts';

export class DivisionRun {
	isRunning = $state(false);
	/** 0 … 1 */
	done = $state(0);
	stage = $state<DivisionStage>('area');
	/** The best so far, complete; null before the first. */
	best = $state.raw<DivisionSuccess | null>(null);
	refusal = $state.raw<DivisionRefusal | null>(null);
	readonly #start: typeof startDivision;
	#running: RunningDivision | null = null;

	/** @param start stands in for the worker in tests */
	constructor(start: typeof startDivision = startDivision) {
		this.#start = start;
	}

	/** The plan at its end, or the best so far when it was stopped; null when there is none. */
	async divide(input: DivisionInput): Promise<DivisionSuccess | null> {
		this.cancel();
		this.isRunning = true;
		this.done = 0;
		this.stage = 'area';
		this.best = null;
		this.refusal = null;
		const running = this.#start(input, {
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
		const plan = result.ok ? result : this.best;
		this.best = null;
		if (!result.ok && !(plan && result.reason.code === 'cancelled')) this.refusal = result.reason;
		return plan;
	}

	cancel(): void {
		this.#running?.cancel();
	}
}
