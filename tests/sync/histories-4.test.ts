// Repeat a failing run with JANGKAU_SEED=<seed>; the seed is printed, the smallest failing history too.
import { test } from 'vitest';
import { holdForHistories } from '../support/histories.ts';

test('no history loses or doubles a visit, and all devices end with what the server has (4 of 4)', async () => {
	await holdForHistories(4, 'memory');
});
