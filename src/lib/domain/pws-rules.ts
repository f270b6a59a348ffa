// Two things that the classical table leaves open, so each puskesmas decides: what an unchanged month counts
// as, and which denominator the status is judged by.
import type { DenominatorSource } from './coverage.ts';
import type { Setting } from './setting.ts';

/** As a rise, as a fall, or as a word of its own. */
export const flatRules = ['own', 'up', 'down'] as const;
export type FlatRule = (typeof flatRules)[number];

export const denominatorBases: readonly DenominatorSource[] = [
	'registered',
	'official',
	'estimated'
];

export interface PwsRules {
	readonly flat: FlatRule;
	readonly basis: DenominatorSource;
}

export const pwsRulesKey = 'pws_rules';
/** The book does not say what an unchanged month is: then neither do we. */
export const defaultPwsRules: PwsRules = { flat: 'own', basis: 'registered' };

/** What a puskesmas has set; the default where it has set nothing or something unknown. */
export function pwsRulesFrom(settings: readonly Pick<Setting, 'key' | 'value'>[]): PwsRules {
	const value = settings.find(({ key }) => key === pwsRulesKey)?.value;
	const given = (typeof value === 'object' && value !== null ? value : {}) as Partial<PwsRules>;
	return {
		flat: flatRules.find((one) => one === given.flat) ?? defaultPwsRules.flat,
		basis: denominatorBases.find((one) => one === given.basis) ?? defaultPwsRules.basis
	};
}
