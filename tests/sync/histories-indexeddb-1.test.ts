// Repeat a failing run with JANGKAU_SEED=<seed>; the seed is printed, the smallest failing history too.
import { test } from 'vitest';
import { holdForHistories } from '../support/histories.ts';

test('no history on IndexedDB loses or doubles a visit, and all devices end with what the server has (1 of 2)', async () => {
	await holdForHistories(5, 'indexeddb');
});
