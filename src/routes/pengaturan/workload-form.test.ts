import { describe, expect, it } from 'vitest';
import { ok } from '#lib/domain/result.ts';
import { mpsFromKmh } from '#lib/domain/travel.ts';
import { defaultWorkloadRules, workloadRulesFrom, workloadRulesKey } from '#lib/domain/workload.ts';
import {
	entriesFrom,
	isSameEntries,
	rulesFromEntries,
	type WorkloadEntries,
	type WorkloadField
} from './workload-form.ts';

const words = (value: number): string => String(Math.round(value * 100) / 100).replace('.', ',');
const first = entriesFrom(defaultWorkloadRules, words);
const typed = (entries: Partial<Record<WorkloadField, string>>): WorkloadEntries => ({
	...first,
	typed: { ...first.typed, ...entries }
});
const problemsOf = (entries: WorkloadEntries) => {
	const checked = rulesFromEntries(entries);
	return checked.ok ? [] : [...checked.error];
};

describe('the form of the workload rules', () => {
	it('shows speeds in kilometres an hour', () => {
		expect(first.usualMode).toBe('foot');
		expect(first.typed).toMatchObject({
			household: '5',
			foot_local: '4,5',
			motorbike_main: '30',
			boat: '10',
			detour: '1,7',
			card_pregnant: '10'
		});
	});

	it('keeps what it showed', () => {
		const kept = rulesFromEntries(first);
		expect(kept).toEqual(ok(defaultWorkloadRules));
	});

	it('keeps metres a second, in a form that is read back as it was', () => {
		const kept = rulesFromEntries({
			usualMode: 'motorbike',
			typed: typed({ foot_path: '2.5', motorbike_main: '60', detour: '1', card_tb: '0' }).typed
		});
		if (!kept.ok) throw new Error('refused');
		expect(kept.value.travel.footMps.path).toBe(mpsFromKmh(2.5));
		const value: unknown = JSON.parse(JSON.stringify(kept.value));
		expect(workloadRulesFrom([{ key: workloadRulesKey, value }])).toEqual(kept.value);
		expect(kept.value.cardMinutes.tb).toBe(0);
		expect(kept.value.travel.usualMode).toBe('motorbike');
	});

	it('names each entry that is no number', () => {
		expect(
			problemsOf(typed({ household: '', boat: 'cepat', card_adult: '-4', detour: '1e1' }))
		).toEqual([
			['card_adult', null],
			['household', null],
			['boat', null],
			['detour', null]
		]);
	});

	it('names each entry that is out of bounds, with the bounds', () => {
		const wrong = typed({
			household: '241',
			foot_main: '0,5',
			motorbike_path: '61',
			boat: '90',
			detour: '0,9'
		});
		expect(new Map(problemsOf(wrong))).toEqual(
			new Map([
				['household', { least: 0, most: 240 }],
				['foot_main', { least: 1, most: 8 }],
				['motorbike_path', { least: 3, most: 60 }],
				['boat', { least: 2, most: 40 }],
				['detour', { least: 1, most: 4 }]
			])
		);
	});

	it('knows whether something was touched', () => {
		expect(isSameEntries(first, typed({}))).toBe(true);
		expect(isSameEntries(first, typed({ walking: '6' }))).toBe(false);
		expect(isSameEntries(first, { ...first, usualMode: 'boat' })).toBe(false);
	});
});
