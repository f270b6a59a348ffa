// The form of the visit rules: what stands in it at first, and what is wrong with what was typed.
import { err, ok, type Result } from '#lib/domain/result.ts';
import { targetGroups, type TargetGroup } from '#lib/domain/target-group.ts';
import type { ReasonCode } from '#lib/domain/reason-codes.ts';
import { switchableReasons, visitRuleRanges, type VisitRules } from '#lib/domain/visit-rules.ts';

export const capacityFields = [
	'visitsPerDay',
	'visitsPerWeek',
	'targetedWithinDays',
	'targetedAgainDays',
	'dangerAgainDays',
	'visitsOnPosyanduDay'
] as const;
export type VisitRulesField = TargetGroup | 'tb' | (typeof capacityFields)[number];

const intervalFields = [...targetGroups, 'tb'] as const;

export interface VisitRulesEntries {
	/** As typed. */
	readonly typed: Readonly<Record<VisitRulesField, string>>;
	/** 0 is Sunday. */
	readonly weekdays: readonly number[];
	/** Those that count. */
	readonly reasons: readonly ReasonCode[];
	/** Who comes to the posyandu every month. */
	readonly posyanduGroups: readonly TargetGroup[];
	readonly jeEndemic: boolean;
}

/** What a number may be, where what was typed is not one of those; `weekdays`: none is chosen. */
export type VisitRulesProblems = ReadonlyMap<
	VisitRulesField | 'weekdays',
	{ readonly least: number; readonly most: number }
>;

export function entriesFrom(rules: VisitRules): VisitRulesEntries {
	const typed: Partial<Record<VisitRulesField, string>> = {};
	for (const field of intervalFields) typed[field] = String(rules.intervalDays[field]);
	for (const field of capacityFields) typed[field] = String(rules[field]);
	return {
		typed: typed as VisitRulesEntries['typed'],
		weekdays: rules.visitWeekdays,
		reasons: switchableReasons.filter((code) => !rules.withoutReasons.includes(code)),
		posyanduGroups: rules.posyanduGroups,
		jeEndemic: rules.jeEndemic
	};
}

export function rulesFromEntries({
	typed,
	weekdays,
	reasons,
	posyanduGroups,
	jeEndemic
}: VisitRulesEntries): Result<VisitRules, VisitRulesProblems> {
	const problems = new Map<VisitRulesField | 'weekdays', { least: number; most: number }>();
	const read = (field: VisitRulesField): number => {
		const key = field in visitRuleRanges ? (field as keyof typeof visitRuleRanges) : 'intervalDays';
		const [least, most] = visitRuleRanges[key];
		const text = typed[field].trim();
		const value = Number(text);
		if (!/^\d+$/.test(text) || value < least || value > most) problems.set(field, { least, most });
		return value;
	};
	if (weekdays.length === 0) problems.set('weekdays', { least: 1, most: 7 });
	const intervalDays = Object.fromEntries(
		intervalFields.map((field) => [field, read(field)])
	) as VisitRules['intervalDays'];
	const capacity = Object.fromEntries(capacityFields.map((field) => [field, read(field)])) as Pick<
		VisitRules,
		(typeof capacityFields)[number]
	>;
	const rules: VisitRules = {
		intervalDays,
		...capacity,
		visitWeekdays: weekdays.toSorted((a, b) => a - b),
		withoutReasons: switchableReasons.filter((code) => !reasons.includes(code)),
		posyanduGroups: targetGroups.filter((group) => posyanduGroups.includes(group)),
		jeEndemic
	};
	return problems.size > 0 ? err(problems) : ok(rules);
}
