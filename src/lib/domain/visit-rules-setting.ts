// The setting that holds the rules of visits, and what of it a visit itself needs: apart from the rules, which
// the schedule needs whole.
import type { Setting } from './setting.ts';

export const visitRulesKey = 'visit_rules';

/** Whether children are immunised against Japanese encephalitis here. */
export function isJeEndemic(settings: readonly Pick<Setting, 'key' | 'value'>[]): boolean {
	const value = settings.find(({ key }) => key === visitRulesKey)?.value;
	return (value as { readonly jeEndemic?: unknown } | null | undefined)?.jeEndemic === true;
}
