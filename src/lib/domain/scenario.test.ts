import { describe, expect, it } from 'vitest';
import { aPlan, minutesOf } from '../../../tests/support/plan-world.ts';
import {
	freeName,
	mostScenarios,
	putBack,
	renamed,
	sinceSaved,
	withScenario,
	withoutScenario,
	type Scenario
} from './scenario.ts';

const draft = aPlan([['a', 'b'], ['c']]);
const scenario = (n: number, name = `Usulan ${n}`): Scenario => ({
	id: `s${n}`,
	name,
	savedAt: `2026-11-${String(n).padStart(2, '0')}T08:00:00.000Z`,
	draft
});
/** Newest first: the one of the highest day. */
const listOf = (...days: number[]): Scenario[] => days.map((n) => scenario(n));
const codeOf = (result: ReturnType<typeof withScenario>) => (result.ok ? 'ok' : result.error.code);
const namesOf = (result: ReturnType<typeof withScenario>) =>
	result.ok && result.value.map(({ name }) => name);

describe('a list of scenarios', () => {
	it('takes a new one first, its name tidied', () => {
		const result = withScenario(listOf(1), scenario(2, '  Tanpa   Bu Ani '));
		expect(namesOf(result)).toEqual(['Tanpa Bu Ani', 'Usulan 1']);
	});

	it.each([
		['', 'name_empty'],
		['  \t', 'name_empty'],
		['x'.repeat(61), 'name_long'],
		['usulan 1', 'name_taken'],
		[' Usulan  1', 'name_taken'],
		['x'.repeat(60), 'ok']
	])('answers the name %j with %s', (name, code) => {
		expect(codeOf(withScenario(listOf(1), scenario(2, name)))).toBe(code);
		expect(codeOf(renamed(listOf(2, 1), 's2', name))).toBe(code);
	});

	it('keeps its own name on renaming, also with other capitals', () => {
		expect(namesOf(renamed(listOf(2, 1), 's1', 'USULAN 1'))).toEqual(['Usulan 2', 'USULAN 1']);
	});

	it('says so when the one to rename was deleted', () => {
		expect(codeOf(renamed(listOf(1), 's9', 'Lain'))).toBe('gone');
	});

	it('is full at twelve, and names the oldest', () => {
		const full = listOf(...Array.from({ length: mostScenarios }, (_, n) => mostScenarios - n));
		expect(full).toHaveLength(12);
		expect(withScenario(full, scenario(20))).toEqual({
			ok: false,
			error: { code: 'too_many', oldest: 'Usulan 1' }
		});
		expect(codeOf(withScenario(full.slice(1), scenario(20)))).toBe('ok');
	});

	it('takes a deletion back at its place, even where it is full and the name is taken', () => {
		const full = listOf(...Array.from({ length: mostScenarios }, (_, n) => mostScenarios - n));
		const [without] = [withoutScenario(full, 's5')];
		const again = without.ok ? withScenario(without.value, scenario(20, 'Usulan 5')) : without;
		const back = again.ok ? putBack(again.value, scenario(5)) : again;
		const names = namesOf(back) || [];
		expect(names).toHaveLength(13);
		expect(names.slice(8, 10)).toEqual(['Usulan 5 (2)', 'Usulan 4']);
	});

	it('takes a deletion back once', () => {
		const list = listOf(2, 1);
		expect(putBack(list, scenario(1))).toEqual({ ok: true, value: list });
	});
});

describe('the name proposed', () => {
	it('is the first that nobody has', () => {
		expect(freeName([], 'Usulan 1')).toBe('Usulan 1');
		expect(freeName(listOf(1), 'Usulan 1')).toBe('Usulan 1 (2)');
		expect(freeName([scenario(1), scenario(2, 'usulan 1 (2)')], 'Usulan 1')).toBe('Usulan 1 (3)');
	});
});

describe('since a plan was saved', () => {
	it('households that came and went are counted', () => {
		expect(sinceSaved(draft, minutesOf('abc'))).toEqual({ came: 0, went: 0 });
		expect(sinceSaved(draft, minutesOf('bcxy'))).toEqual({ came: 2, went: 1 });
	});
});
