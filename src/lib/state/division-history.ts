// The steps of making a plan, back and forth without limit. Plain values: a step is never changed,
// and what is kept holds each division once however many steps came after it.
import type { PlanDivision, PlanDraft } from '#lib/domain/territory-plan.ts';

export interface DivisionHistory {
	readonly steps: readonly PlanDraft[];
	/** Which step is shown; -1 is before the first division. */
	readonly at: number;
	/** The plan that the step shown was published as; it stays as it is until the server answers. */
	readonly sentAs: string | null;
}

export const emptyHistory: DivisionHistory = { steps: [], at: -1, sentAs: null };

export function presentOf({ steps, at }: DivisionHistory): PlanDraft | null {
	return steps[at] ?? null;
}

/** What had been undone is forgotten. A step that changes nothing is none. */
export function withStep(history: DivisionHistory, step: PlanDraft): DivisionHistory {
	if (step === presentOf(history)) return history;
	const steps = [...history.steps.slice(0, history.at + 1), step];
	return { steps, at: steps.length - 1, sentAs: null };
}

export function canUndo({ at, sentAs }: DivisionHistory): boolean {
	return at >= 0 && sentAs === null;
}

export function canRedo({ at, steps, sentAs }: DivisionHistory): boolean {
	return at < steps.length - 1 && sentAs === null;
}

export function undone(history: DivisionHistory): DivisionHistory {
	return canUndo(history) ? { ...history, at: history.at - 1 } : history;
}

export function redone(history: DivisionHistory): DivisionHistory {
	return canRedo(history) ? { ...history, at: history.at + 1 } : history;
}

const format = 1;

interface KeptHistory {
	readonly format: typeof format;
	readonly divisions: readonly PlanDivision[];
	readonly steps: readonly (Omit<PlanDraft, 'division'> & { readonly division: number })[];
	readonly at: number;
	readonly sentAs: string | null;
}

export function keptFrom({ steps, at, sentAs }: DivisionHistory): KeptHistory {
	const divisions = [...new Set(steps.map(({ division }) => division))];
	return {
		format,
		divisions,
		steps: steps.map((step) => ({ ...step, division: divisions.indexOf(step.division) })),
		at,
		sentAs
	};
}

/** What another version of the app kept, or nothing at all, is an empty history. */
export function historyFrom(kept: unknown): DivisionHistory {
	const {
		format: made,
		divisions,
		steps,
		at,
		sentAs = null
	} = (kept ?? {}) as Partial<KeptHistory>;
	if (made !== format || !divisions || !steps || at === undefined) return emptyHistory;
	return {
		steps: steps.map((step) => ({ ...step, division: divisions[step.division]! })),
		at,
		sentAs
	};
}
