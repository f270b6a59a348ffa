// When a phone locks, when it seals itself, and what a puskesmas may set about it.
import type { Setting } from '../setting.ts';

export interface LockRules {
	/** Nobody works with records before there is a PIN. */
	readonly pinRequired: boolean;
	/** Minutes without a touch, or hidden, after which the PIN is asked. */
	readonly idleMinutes: number;
	/** Days without the server after which only a sign-in opens the records; 0 never. */
	readonly sealAfterDays: number;
}

/** Thirty days in the field without signal must pass; a phone that is lost must close some day. */
export const defaultLockRules: LockRules = {
	pinRequired: false,
	idleMinutes: 5,
	sealAfterDays: 45
};

export const lockRulesKey = 'phone_lock';
const dayMs = 24 * 60 * 60 * 1000;
/** She is told so many days before it seals. */
const warningDays = 10;

/** The rules of a puskesmas from its settings; what is missing or absurd falls back to the default. */
export function lockRulesFrom(settings: readonly Pick<Setting, 'key' | 'value'>[]): LockRules {
	const value = settings.find(({ key }) => key === lockRulesKey)?.value;
	if (typeof value !== 'object' || value === null) return defaultLockRules;
	const { pinRequired, idleMinutes, sealAfterDays } = value as Record<string, unknown>;
	return {
		pinRequired: pinRequired === true,
		idleMinutes: within(idleMinutes, 1, 60) ?? defaultLockRules.idleMinutes,
		sealAfterDays:
			sealAfterDays === 0 ? 0 : (within(sealAfterDays, 31, 365) ?? defaultLockRules.sealAfterDays)
	};
}

/** @param lastTouch, now milliseconds since 1970; a clock that was set back counts as a touch */
export function isIdle(rules: LockRules, lastTouch: number, now: number): boolean {
	return now - lastTouch >= rules.idleMinutes * 60_000;
}

/**
 * Whole days left before the phone seals itself; null when it never does or when that is far away,
 * 0 when it is time.
 *
 * @param lastContact milliseconds since 1970 of the last answer of the server; null before the first
 */
export function daysUntilSeal(
	rules: LockRules,
	lastContact: number | null,
	now: number
): number | null {
	if (rules.sealAfterDays === 0 || lastContact === null) return null;
	const left = Math.ceil(rules.sealAfterDays - (now - lastContact) / dayMs);
	return left > warningDays ? null : Math.max(0, left);
}

function within(value: unknown, least: number, most: number): number | null {
	return typeof value === 'number' && value >= least && value <= most ? Math.round(value) : null;
}
