// How soon somebody must have looked at a case. 24 and 72 hours are one puskesmas' practice and no rule of
// the ministry, so each puskesmas sets its own.
import type { Finding, FindingStatus, Urgency } from './finding.ts';
import type { Setting } from './setting.ts';

/** Hours from when it was found, by urgency. */
export type CaseRules = Readonly<Record<Urgency, number>>;

export const caseRulesKey = 'case_rules';
export const defaultCaseRules: CaseRules = { red: 24, yellow: 72 };
/** A red case that may wait longer than three days is none; a month is the posyandu's own round. */
export const caseRuleRanges = { red: [1, 72], yellow: [1, 720] } as const;

/** What a puskesmas has set; the default where it has set nothing or something absurd. */
export function caseRulesFrom(settings: readonly Pick<Setting, 'key' | 'value'>[]): CaseRules {
	const value = settings.find(({ key }) => key === caseRulesKey)?.value;
	const given = (typeof value === 'object' && value !== null ? value : {}) as Partial<
		Record<string, unknown>
	>;
	const hours = (urgency: Urgency) => {
		const [least, most] = caseRuleRanges[urgency];
		const set = given[urgency];
		const isSensible = typeof set === 'number' && Number.isInteger(set);
		return isSensible && set >= least && set <= most ? set : defaultCaseRules[urgency];
	};
	return { red: hours('red'), yellow: hours('yellow') };
}

const hourMs = 3_600_000;

/**
 * Whole hours beyond the limit in which nobody of the puskesmas has looked at it, counted from when it was
 * found, whenever it arrived; null where it is in time or somebody has. Notes are no look.
 */
export function hoursLate(
	finding: Pick<Finding, 'urgency' | 'foundAt'>,
	status: FindingStatus,
	rules: CaseRules,
	nowMs: number
): number | null {
	if (status !== 'new') return null;
	const late = nowMs - Date.parse(finding.foundAt) - rules[finding.urgency] * hourMs;
	return late > 0 ? Math.floor(late / hourMs) : null;
}
