import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { daysUntilSeal, defaultLockRules, isIdle, lockRulesFrom } from './lock-rules.ts';
import { pinProblem } from './pin.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

describe('a PIN', () => {
	it.each(['', '12345', '1234567', '12 456', 'abcdef', '١٢٣٤٥٦'])('is not “%s”', (pin) => {
		expect(pinProblem(pin)).toBe('not_six_digits');
	});
	it.each(['000000', '123456', '654321', '121212', '420420', '999999'])(
		'is not one that is tried first: %s',
		(pin) => {
			expect(pinProblem(pin)).toBe('too_easy');
		}
	);
	it.each(['124578', '270890', '112233'])('may be %s', (pin) => {
		expect(pinProblem(pin)).toBeNull();
	});
});

describe('the rules of a puskesmas', () => {
	it('are the usual ones when nothing is set', () => {
		expect(lockRulesFrom([])).toEqual(defaultLockRules);
	});
	it('are taken from its setting', () => {
		const value = { pinRequired: true, idleMinutes: 2, sealAfterDays: 0 };
		expect(lockRulesFrom([{ key: 'phone_lock', value }])).toEqual(value);
	});
	it('never leave a phone open for ever or closed within a trip, whatever is stored', () => {
		fc.assert(
			fc.property(fc.anything(), fc.anything(), (idleMinutes, sealAfterDays) => {
				const value = { idleMinutes, sealAfterDays };
				const rules = lockRulesFrom([{ key: 'phone_lock', value }]);
				expect(rules.idleMinutes).toBeGreaterThanOrEqual(1);
				expect(rules.idleMinutes).toBeLessThanOrEqual(60);
				expect(rules.sealAfterDays === 0 || rules.sealAfterDays > 30).toBe(true);
			})
		);
	});
});

it('locks after five minutes without a touch, not before', () => {
	expect(isIdle(defaultLockRules, 0, 5 * minute - 1)).toBe(false);
	expect(isIdle(defaultLockRules, 0, 5 * minute)).toBe(true);
});

describe('a phone that the server does not hear of', () => {
	it('works for thirty days without a word about it', () => {
		expect(daysUntilSeal(defaultLockRules, 0, 30 * day)).toBeNull();
	});
	it('says how many days are left, and that it is time', () => {
		expect(daysUntilSeal(defaultLockRules, 0, 40 * day)).toBe(5);
		expect(daysUntilSeal(defaultLockRules, 0, 44.5 * day)).toBe(1);
		expect(daysUntilSeal(defaultLockRules, 0, 45 * day)).toBe(0);
		expect(daysUntilSeal(defaultLockRules, 0, 400 * day)).toBe(0);
	});
	it('never seals before it was heard of once, nor where the puskesmas does not want it', () => {
		expect(daysUntilSeal(defaultLockRules, null, 400 * day)).toBeNull();
		expect(daysUntilSeal({ ...defaultLockRules, sealAfterDays: 0 }, 0, 400 * day)).toBeNull();
	});
});
