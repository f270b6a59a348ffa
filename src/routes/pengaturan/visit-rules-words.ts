// How the fields of the visit rules read.
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { VisitRulesField } from './visit-rules-form.ts';
import { groupWords } from '#lib/state/visit-words.ts';
import { cardCodes, type CardCode } from '#lib/domain/checklist/form.ts';

const groupLabels = Object.fromEntries(
	cardCodes.map((code) => [code, () => groupWords(code)])
) as Record<CardCode, () => string>;

export const fieldLabels: Readonly<Record<VisitRulesField, () => string>> = {
	...groupLabels,
	visitsPerDay: m.rules_per_day,
	visitsPerWeek: m.rules_per_week,
	targetedWithinDays: m.rules_within,
	targetedAgainDays: m.rules_again,
	dangerAgainDays: m.rules_danger_again,
	visitsOnPosyanduDay: m.session_rules_visits
};

/** Null: nothing is wrong. */
export function rangeWords(
	problem: { readonly least: number; readonly most: number } | undefined
): string | null {
	return problem ? m.rules_range(problem) : null;
}

/** Monday first; 5 January 2026 was one. */
export function weekdayOptions(): { readonly value: string; readonly label: string }[] {
	const words = new Intl.DateTimeFormat(getLocale(), { weekday: 'long', timeZone: 'UTC' });
	return Array.from({ length: 7 }, (_, i) => ({
		value: String((i + 1) % 7),
		label: words.format(Date.UTC(2026, 0, 5 + i))
	}));
}
