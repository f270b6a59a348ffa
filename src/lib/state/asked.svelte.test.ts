import { describe, expect, it } from 'vitest';
import type { ReviewFailure } from '#lib/data/remote/review.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';
import { Asked } from './asked.svelte.ts';

describe('an answer that is asked for on demand', () => {
	it('stays on the screen when the next one does not come, and says why', async () => {
		const answers: Result<number, ReviewFailure>[] = [ok(1), err('offline'), ok(2)];
		const asked = new Asked(() => Promise.resolve(answers.shift()!));
		expect(await asked.load()).toBe(true);
		expect(await asked.load()).toBe(false);
		expect([asked.value, asked.failure]).toEqual([1, 'offline']);
		await asked.load();
		expect([asked.value, asked.failure]).toEqual([2, null]);
	});

	it('is not asked for twice at once: each question is written down at the server', async () => {
		let times = 0;
		let answer: (result: Result<number, ReviewFailure>) => void = () => {};
		const asked = new Asked<number>(() => {
			times += 1;
			return new Promise((resolve) => (answer = resolve));
		});
		const first = asked.load();
		expect(await asked.load()).toBe(false);
		answer(ok(1));
		await first;
		expect(times).toBe(1);
	});
});
