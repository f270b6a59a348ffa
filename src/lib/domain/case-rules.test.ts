import { describe, expect, it } from 'vitest';
import { caseRulesFrom, caseRulesKey, defaultCaseRules, hoursLate } from './case-rules.ts';

const set = (value: unknown) => caseRulesFrom([{ key: caseRulesKey, value }]);
const now = Date.parse('2026-11-20T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now - hours * 3_600_000).toISOString();

describe('the hours of a puskesmas', () => {
	it('are 24 and 72 until it sets its own', () => {
		expect(caseRulesFrom([])).toEqual({ red: 24, yellow: 72 });
		expect(set({ red: 12, yellow: 48 })).toEqual({ red: 12, yellow: 48 });
	});
	it.each([[null], [{ red: 0, yellow: 1e9 }], [{ red: 'x', yellow: 1.5 }], [{}], ['24']])(
		'are the default where %o was set',
		(value) => expect(set(value)).toEqual(defaultCaseRules)
	);
});

describe('a case that nobody looked at', () => {
	const late = (urgency: 'red' | 'yellow', hours: number, status: 'new' | 'seen' = 'new') =>
		hoursLate({ urgency, foundAt: hoursAgo(hours) }, status, defaultCaseRules, now);

	it('is late by whole hours after the limit, counted from when it was found', () => {
		expect(late('red', 24)).toBeNull();
		expect(late('red', 24.5)).toBe(0);
		expect(late('red', 30)).toBe(6);
		expect(late('yellow', 71)).toBeNull();
		expect(late('yellow', 75)).toBe(3);
	});
	it('is late no more once somebody has', () => {
		expect(late('red', 500, 'seen')).toBeNull();
	});
	it('is not late where a phone says that it was found tomorrow', () => {
		expect(late('red', -20)).toBeNull();
	});
});
