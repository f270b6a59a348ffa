// The same division with one kader fewer and one more: three runs one after another in a worker of
// their own, so that the board and its own run stay as they are.
import type { PlanDraft } from '#lib/domain/territory-plan.ts';
import { divided, planFrom, type DivisionWishes } from './division-input.ts';
import { DivisionRun } from './division-run.svelte.ts';
import type { DivisionSource } from './division-source.ts';

/** `refused`: in the engine's own words. */
export type WhyNot =
	| { readonly code: 'no_kader' | 'stopped' }
	| { readonly code: 'above_households'; readonly households: number }
	| { readonly code: 'refused'; readonly text: string };

export interface WhatIfPlan {
	/** Territories. */
	readonly k: number;
	/** Against the number that was asked about. */
	readonly step: -1 | 0 | 1;
	/** Null while it is not found, and where it cannot be. */
	readonly draft: PlanDraft | null;
	readonly whyNot: WhyNot | null;
}

const steps = [-1, 0, 1] as const;

export class DivisionWhatIf {
	plans = $state.raw<readonly WhatIfPlan[]>([]);
	isRunning = $state(false);
	/** Which of the three is being found, from 0. */
	at = $state(0);
	readonly run: DivisionRun;
	#isStopped = false;

	constructor(run = new DivisionRun()) {
		this.run = run;
	}

	/** 0 … 1 of all three. */
	get done(): number {
		return (this.at + (this.run.isRunning ? this.run.done : 0)) / steps.length;
	}

	/** What was found stays when it is stopped or one of them is refused. */
	async find(source: DivisionSource, wishes: DivisionWishes): Promise<void> {
		if (this.isRunning) return;
		this.isRunning = true;
		this.#isStopped = false;
		this.plans = steps.map((step) => ({ k: wishes.k + step, step, draft: null, whyNot: null }));
		for (const at of this.plans.keys()) {
			this.at = at;
			const { k } = this.plans[at]!;
			const found = this.#isStopped
				? ({ code: 'stopped' } as const)
				: await this.#found(source, { ...wishes, k });
			const plan =
				'code' in found ? { draft: null, whyNot: found } : { draft: found, whyNot: null };
			this.plans = this.plans.with(at, { ...this.plans[at]!, ...plan });
		}
		this.isRunning = false;
	}

	stop(): void {
		this.#isStopped = true;
		this.run.cancel();
	}

	async #found(source: DivisionSource, wishes: DivisionWishes): Promise<PlanDraft | WhyNot> {
		const { k, unit, seed, kaderIds, asked } = wishes;
		const households = source.households.length;
		if (k < 1) return { code: 'no_kader' };
		if (k > households) return { code: 'above_households', households };
		const result = await this.run.divide(divided(source, wishes));
		// A plan that was still being bettered does not stand beside finished ones.
		if (this.#isStopped) return { code: 'stopped' };
		if (result) return planFrom(result, source, { unit, seed, kaderIds, asked });
		return { code: 'refused', text: this.run.refusal?.text ?? '' };
	}
}
