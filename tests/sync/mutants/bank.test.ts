// The bank of planted bugs fits the code of today. Whether each is noticed takes minutes: that is
// `npm run test:mutants`. tests/sync/mutants.test.ts plants a few in every run.
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { mutants } from './bank.ts';

it.each(mutants)('finds one place for a device that $name', ({ file, from, to, found }) => {
	expect(readFileSync(file, 'utf8').split(from)).toHaveLength(2);
	expect(to).not.toBe(from);
	expect(existsSync(found)).toBe(true);
});

it('has a name of its own for each', () => {
	expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
});
