import { describe, expect, it } from 'vitest';
import { RateLimit } from './rate-limit.ts';

const options = { failures: 3, windowMs: 60_000 };

describe('the limit on guesses', () => {
	it('stops an address after its failures and says how long to wait', () => {
		const limit = new RateLimit(options, () => 0);
		expect([limit.enter('a'), limit.enter('a'), limit.enter('a')]).toEqual([0, 0, 0]);
		expect(limit.enter('a')).toBe(60);
		expect(limit.enter('b')).toBe(0);
	});

	it('never stops those who succeed', () => {
		const limit = new RateLimit(options, () => 0);
		for (let round = 0; round < 100; round += 1) {
			expect(limit.enter('a')).toBe(0);
			limit.succeeded('a');
		}
	});

	it('opens again when the window has passed', () => {
		let now = 0;
		const limit = new RateLimit(options, () => now);
		for (let round = 0; round < 3; round += 1) limit.enter('a');
		now = 59_999;
		expect(limit.enter('a')).toBe(1);
		now = 60_000;
		expect(limit.enter('a')).toBe(0);
	});
});
