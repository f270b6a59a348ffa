// How areas out of reach read in the language chosen.
import type {
	UnreachableArea,
	UnreachableCause,
	UnreachableProblem,
	UnreachableState
} from '#lib/domain/unreachable.ts';
import { longestPlace, unreachableCauses } from '#lib/domain/unreachable.ts';
import type { Day } from '#lib/domain/entity.ts';
import { m } from '#lib/paraglide/messages.js';
import type { SaveFailure, UnreachableForm } from '#lib/state/unreachable-view.svelte.ts';
import { dayWords, numberWords } from '../words.ts';

const causes: Record<UnreachableCause, () => string> = {
	flood: m.unreachable_cause_flood,
	tide: m.unreachable_cause_tide,
	landslide: m.unreachable_cause_landslide,
	broken_road: m.unreachable_cause_broken_road,
	other: m.unreachable_cause_other
};
export const causeWords = (cause: UnreachableCause): string => causes[cause]();
export const causeOptions = () =>
	unreachableCauses.map((value) => ({ value, label: causeWords(value) }));

const states: Record<UnreachableState, () => string> = {
	proposed: m.unreachable_state_proposed,
	confirmed: m.unreachable_state_confirmed,
	rejected: m.unreachable_state_rejected
};

export const isOver = ({ state, untilOn }: UnreachableArea, today: Day): boolean =>
	state === 'confirmed' && untilOn !== null && untilOn < today;

export function stateWords(area: UnreachableArea, today: Day): string {
	return isOver(area, today) ? m.unreachable_state_over() : states[area.state]();
}

export function spanWords({ fromOn, untilOn }: UnreachableArea): string {
	const from = dayWords(fromOn);
	return untilOn === null
		? m.unreachable_span_open({ from })
		: m.unreachable_span({ from, until: dayWords(untilOn) });
}

const problems: Record<UnreachableProblem, () => string> = {
	shape_missing: m.unreachable_problem_shape,
	place_missing: m.unreachable_problem_place,
	place_too_long: () => m.unreachable_problem_place_long({ count: longestPlace }),
	from_missing: m.unreachable_problem_from,
	from_far: m.unreachable_problem_from_far,
	until_wrong: m.unreachable_problem_until
};

/** The first of these that is wrong, in words. */
export function problemAmong(
	found: readonly UnreachableProblem[],
	wanted: readonly UnreachableProblem[]
): string | null {
	const problem = found.find((one) => wanted.includes(one));
	return problem ? problems[problem]() : null;
}

export function failureWords(failure: SaveFailure): string {
	const words = {
		quota: m.unreachable_problem_quota,
		locked: m.unreachable_problem_locked,
		failed: m.unreachable_problem_failed
	};
	return words[failure]();
}

/** What to do next while the corners are tapped. */
export function drawingWords(form: UnreachableForm, houses: number): string {
	const { corners, boundary } = form;
	const hint = m.unreachable_draw_hint({ count: numberWords(corners.length) });
	if (boundary.ok) return m.unreachable_draw_ready({ count: numberWords(houses) });
	const words = {
		few: () => hint,
		crossing: m.unreachable_draw_crossing,
		small: m.unreachable_draw_small,
		large: m.unreachable_draw_large
	};
	return words[boundary.error]();
}
