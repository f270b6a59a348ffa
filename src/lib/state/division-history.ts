// The steps of making a plan, back and forth without limit. A step is what it changed, not the plan
// that came of it: a thousand moves of one house cost a thousand small entries, and each division is
// held once. Plain values, never changed.
import type { PlanDivision, PlanDraft } from '#lib/domain/territory-plan.ts';

/** Places instead of ids: of a territory in its division, of a household among all of them in order. */
interface PlanStep {
	/** Place in `divisions`. Another one than the step before means a plan made anew. */
	readonly division: number;
	readonly kader?: readonly (readonly [territory: number, kaderId: string | null])[];
	readonly moved?: readonly (readonly [toNumber: number, households: readonly number[]])[];
	/** All that are locked from here on. */
	readonly locked?: readonly number[];
}

export interface DivisionHistory {
	readonly divisions: readonly PlanDivision[];
	readonly steps: readonly PlanStep[];
	/** Which step is shown; -1 is before the first division. */
	readonly at: number;
	/** The plan after the step shown. */
	readonly present: PlanDraft | null;
	/** The plan that the step shown was published as; it stays as it is until the server answers. */
	readonly sentAs: string | null;
}

export const emptyHistory: DivisionHistory = {
	divisions: [],
	steps: [],
	at: -1,
	present: null,
	sentAs: null
};

/** What had been undone is forgotten. A step that changes nothing is none. */
export function withStep(history: DivisionHistory, draft: PlanDraft): DivisionHistory {
	if (draft === history.present) return history;
	const before = history.steps.slice(0, history.at + 1);
	// Divisions are numbered as they come, so those of forgotten steps are the last ones.
	const known = history.divisions.slice(0, 1 + Math.max(-1, ...before.map((s) => s.division)));
	const isNew = history.present?.division !== draft.division;
	const divisions = isNew ? [...known, draft.division] : known;
	const step = {
		division: isNew ? known.length : before.at(-1)!.division,
		...changes(isNew ? null : history.present, draft)
	};
	const steps = [...before, step];
	return { divisions, steps, at: steps.length - 1, present: draft, sentAs: null };
}

export function canUndo({ at, sentAs }: DivisionHistory): boolean {
	return at >= 0 && sentAs === null;
}

export function canRedo({ at, steps, sentAs }: DivisionHistory): boolean {
	return at < steps.length - 1 && sentAs === null;
}

export function undone(history: DivisionHistory): DivisionHistory {
	return canUndo(history) ? shownAt(history, history.at - 1) : history;
}

export function redone(history: DivisionHistory): DivisionHistory {
	return canRedo(history) ? shownAt(history, history.at + 1) : history;
}

/** @param before null for a division that nobody has touched yet */
function changes(before: PlanDraft | null, after: PlanDraft): Omit<PlanStep, 'division'> {
	const kader = after.kader.flatMap((id, place) =>
		id === (before?.kader[place] ?? null) ? [] : [[place, id] as const]
	);
	const moved = new Map<number, number[]>();
	let place = 0;
	for (const { number, households } of after.division.territories) {
		for (const id of households) {
			const to = after.moved[id] ?? number;
			if (to !== (before?.moved[id] ?? number)) {
				const places = moved.get(to);
				if (places) places.push(place);
				else moved.set(to, [place]);
			}
			place++;
		}
	}
	const isLockedAnew = (before?.locked ?? []).join() !== after.locked.join();
	return {
		...(kader.length > 0 ? { kader } : {}),
		...(moved.size > 0 ? { moved: [...moved] } : {}),
		...(isLockedAnew ? { locked: after.locked } : {})
	};
}

function shownAt(history: DivisionHistory, at: number): DivisionHistory {
	return { ...history, at, present: replayed(history, at) };
}

/** The plan after step `at`, from the division that it stands on. */
function replayed({ divisions, steps }: DivisionHistory, at: number): PlanDraft | null {
	const last = steps[at];
	const division = divisions[last?.division ?? -1];
	if (!last || !division) return null;
	const first = steps.findIndex((step) => step.division === last.division);
	const kader: (string | null)[] = division.territories.map(() => null);
	const numberAt = new Map<number, number>();
	let locked: readonly number[] = [];
	for (const step of steps.slice(first, at + 1)) {
		for (const [place, kaderId] of step.kader ?? []) kader[place] = kaderId;
		locked = step.locked ?? locked;
		for (const [number, places] of step.moved ?? []) {
			for (const place of places) numberAt.set(place, number);
		}
	}
	const moved: Record<string, number> = {};
	let place = 0;
	for (const { number, households } of division.territories) {
		for (const id of households) {
			const to = numberAt.get(place++) ?? number;
			if (to !== number) moved[id] = to;
		}
	}
	return { division, kader, moved, locked };
}

const format = 2;

interface KeptHistory extends Omit<DivisionHistory, 'present'> {
	readonly format: typeof format;
}

/** As earlier versions of the app kept it: a whole plan for each step. */
interface KeptPlans {
	readonly format: 1;
	readonly divisions: readonly PlanDivision[];
	readonly steps: readonly (Omit<PlanDraft, 'division' | 'locked'> & {
		readonly division: number;
	})[];
	readonly at: number;
	readonly sentAs?: string | null;
}

export function keptFrom({ divisions, steps, at, sentAs }: DivisionHistory): KeptHistory {
	return { format, divisions, steps, at, sentAs };
}

/** Where the steps of an area's division are kept among the drafts. */
export function divisionDraftKey(areaId: string): string {
	return `division/${areaId}`;
}

/** What a later version of the app kept, or nothing at all, is an empty history. */
export function historyFrom(kept: unknown): DivisionHistory {
	const found = (kept ?? {}) as Partial<KeptHistory> | KeptPlans;
	if (!found.divisions || !found.steps || found.at === undefined) return emptyHistory;
	if (found.format === 1) return fromPlans(found);
	if (found.format !== format) return emptyHistory;
	const { divisions, steps, at, sentAs = null } = found as KeptHistory;
	return shownAt({ divisions, steps, at, present: null, sentAs }, at);
}

function fromPlans({ divisions, steps, at, sentAs = null }: KeptPlans): DivisionHistory {
	const all = steps
		.map((step) => ({ ...step, division: divisions[step.division]!, locked: [] }))
		.reduce(withStep, emptyHistory);
	return { ...shownAt(all, at), sentAs };
}
