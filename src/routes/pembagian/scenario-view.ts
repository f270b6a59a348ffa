// What the tables of plans side by side show, and how figures and failures read in the language chosen.
import { getLocale } from '#lib/paraglide/runtime.js';
import type { Instant } from '#lib/domain/entity.ts';
import { longestName, mostScenarios, type SinceSaved } from '#lib/domain/scenario.ts';
import type { ScenarioFigures, ScenarioMeasure } from '#lib/domain/scenario-comparison.ts';
import type { Restored } from '#lib/domain/scenario-restore.ts';
import { m } from '#lib/paraglide/messages.js';
import type { ScenarioFailure } from '#lib/state/division-scenarios.svelte.ts';
import type { WhyNot } from '#lib/state/division-what-if.svelte.ts';
import { hoursWords, numberWords, percentWords } from './words.ts';

export interface ScenarioColumn {
	readonly key: string;
	readonly title: string;
	readonly detail: string;
	/** Null while it is not known, and where there is no plan. */
	readonly figures: ScenarioFigures | null;
}

interface MeasureWords {
	readonly label: () => string;
	readonly value: (value: number) => string;
}

export const measureWords: Readonly<Record<ScenarioMeasure, MeasureWords>> = {
	meanMinutes: { label: m.scenario_row_mean, value: hoursWords },
	heaviestMinutes: { label: m.scenario_row_heaviest, value: hoursWords },
	lightestMinutes: { label: m.scenario_row_lightest, value: hoursWords },
	maxDeviationPercent: { label: m.scenario_row_deviation, value: percentWords },
	changingToday: { label: m.scenario_row_changing_today, value: numberWords },
	changingPresent: { label: m.scenario_row_changing_present, value: numberWords },
	middleM: {
		label: m.scenario_row_middle,
		value: (metres) => m.scenario_metres({ count: numberWords(Math.round(metres / 10) * 10) })
	},
	rtDivided: { label: m.scenario_row_rt, value: numberWords },
	borderM: { label: m.scenario_row_border, value: kilometreWords },
	compactness: {
		label: m.scenario_row_compactness,
		value: (share) => numberWords(Math.round(share * 100))
	}
};

function kilometreWords(metres: number): string {
	const km = metres / 1000;
	return m.scenario_kilometres({
		count: km.toLocaleString(getLocale(), { maximumFractionDigits: 1 })
	});
}

export function whyNotWords(whyNot: WhyNot): string {
	switch (whyNot.code) {
		case 'no_kader':
			return m.scenario_why_no_kader();
		case 'above_households':
			return m.scenario_why_above({ households: numberWords(whyNot.households) });
		case 'stopped':
			return m.scenario_why_stopped();
		case 'refused':
			return whyNot.text || m.scenario_why_unknown();
	}
}

export function scenarioFailureWords(failure: ScenarioFailure): string {
	switch (failure.code) {
		case 'name_empty':
			return m.scenario_error_empty();
		case 'name_long':
			return m.scenario_error_long({ most: longestName });
		case 'name_taken':
			return m.scenario_error_taken();
		case 'too_many':
			return m.scenario_error_many({ most: mostScenarios, oldest: failure.oldest });
		case 'gone':
			return m.scenario_error_gone();
		case 'not_kept':
			return m.scenario_error_not_kept();
		case 'unreadable':
			return m.scenario_error_unreadable();
	}
}

/** Empty where nothing changed. */
export function sinceWords({ came, went }: SinceSaved): string {
	return [
		came > 0 && m.scenario_came({ count: numberWords(came) }),
		went > 0 && m.scenario_went({ count: numberWords(went) })
	]
		.filter(Boolean)
		.join(', ');
}

/** @param went households that the plan names and that are gone */
export function restoredWords(name: string, { added, freed }: Restored, went: number): string {
	return [
		m.scenario_restored({ name }),
		added > 0 && m.scenario_restored_added({ count: numberWords(added) }),
		went > 0 && m.scenario_restored_went({ count: numberWords(went) }),
		freed > 0 && m.scenario_restored_freed({ count: numberWords(freed) })
	]
		.filter(Boolean)
		.join(' ');
}

export function momentWords(at: Instant, timeZone: string): string {
	return new Intl.DateTimeFormat(getLocale(), {
		dateStyle: 'medium',
		timeStyle: 'short',
		timeZone
	}).format(new Date(at));
}
