// Plants one bug of the bank while a test run loads the code. Refuses a bug that finds no place: the
// code has moved on and the bank must follow.
import type { Plugin } from 'vitest/config';
import { mutants } from './bank.ts';

/** @param name of the mutant; without one nothing is planted */
export function planted(name: string | undefined): Plugin[] {
	if (!name) return [];
	const mutant = mutants.find((one) => one.name === name);
	if (!mutant) throw new Error(`no mutant is called "${name}"`);
	const { file, from, to } = mutant;
	return [
		{
			name: 'planted-mutant',
			enforce: 'pre',
			transform(code, id) {
				if (!id.split('?')[0]!.endsWith(`/${file}`)) return null;
				if (code.split(from).length !== 2) throw new Error(`"${name}" finds no place in ${file}`);
				return { code: code.replace(from, () => to), map: null };
			}
		}
	];
}
