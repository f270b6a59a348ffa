import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Target } from './coverage.ts';
import { setTargets, targetProblem, type TargetEntry } from './target.ts';

const entry = (own: Partial<TargetEntry> = {}): TargetEntry => ({
	areaId: 'desa',
	indicator: 'household_visited',
	year: 2026,
	percent: 80,
	denominator: null,
	denominatorSource: null,
	denominatorNote: null,
	...own
});
const stored = (own: Partial<Target> = {}): Target => ({ ...entry(), id: 'row', rev: 3, ...own });
const ids = () => {
	let last = 0;
	return () => `new-${(last += 1)}`;
};

describe('a target that cannot be set', () => {
	it.each([
		['bad_year', { year: 1999 }],
		['bad_year', { year: 2101 }],
		['bad_year', { year: 2026.5 }],
		['bad_percent', { percent: -1 }],
		['bad_percent', { percent: 100.1 }],
		['bad_percent', { percent: Number.NaN }],
		['bad_percent', { percent: Number.POSITIVE_INFINITY }],
		['bad_denominator', { denominator: -5, denominatorSource: 'official' }],
		['bad_denominator', { denominator: 1.5, denominatorSource: 'official' }],
		['bad_denominator', { denominator: 3e9, denominatorSource: 'official' }],
		['denominator_without_source', { denominator: 10 }],
		['source_without_denominator', { denominatorSource: 'official' }],
		['note_too_long', { denominatorNote: 'x'.repeat(301) }]
	] as const)('is one with %s', (problem, own) => {
		expect(targetProblem(entry(own))).toBe(problem);
	});
	it('is none of 0 %, 100 %, or a denominator of 0', () => {
		expect(targetProblem(entry({ percent: 0 }))).toBeNull();
		expect(targetProblem(entry({ percent: 100 }))).toBeNull();
		const none = { denominator: 0, denominatorSource: 'official' } as const;
		expect(targetProblem(entry(none))).toBeNull();
	});
});

describe('setting targets', () => {
	it('makes a row for a new one', () => {
		expect(setTargets([entry()], [], ids())).toEqual([
			{ entity: 'target', op: 'create', id: 'new-1', patch: entry() }
		]);
	});
	it('changes only what differs, of the row that was seen', () => {
		const note = {
			denominator: 250,
			denominatorSource: 'official',
			denominatorNote: 'SK'
		} as const;
		expect(setTargets([entry(note)], [stored()], ids())).toEqual([
			{ entity: 'target', op: 'update', id: 'row', patch: note, baseRev: 3, after: ['row'] }
		]);
	});
	it('leaves alone what is so already, and another year or indicator', () => {
		expect(setTargets([entry()], [stored()], ids())).toEqual([]);
		expect(setTargets([entry({ year: 2027 })], [stored()], ids())[0]!.op).toBe('create');
		expect(setTargets([entry({ indicator: 'x' })], [stored()], ids())[0]!.op).toBe('create');
	});
	it('takes the last of two for the same target', () => {
		const changes = setTargets([entry({ percent: 70 }), entry({ percent: 75 })], [], ids());
		expect(changes.map(({ patch }) => patch['percent'])).toEqual([75]);
	});
	it('twice changes nothing the second time', () => {
		const anEntry = fc.record({
			areaId: fc.constantFrom('a', 'b', 'c'),
			indicator: fc.constantFrom('x', 'y'),
			year: fc.constantFrom(2026, 2027),
			percent: fc.integer({ min: 0, max: 100 }),
			denominator: fc.option(fc.nat(500)),
			denominatorNote: fc.option(fc.string({ maxLength: 5 }))
		});
		fc.assert(
			fc.property(fc.array(anEntry, { maxLength: 12 }), (drawn) => {
				const entries = drawn.map((one) =>
					entry({ ...one, denominatorSource: one.denominator === null ? null : 'official' })
				);
				const made = setTargets(entries, [], ids()).map(
					({ id, patch }) => ({ ...patch, id, rev: 1 }) as unknown as Target
				);
				expect(
					new Set(made.map(({ areaId, indicator, year }) => `${areaId} ${indicator} ${year}`)).size
				).toBe(made.length);
				expect(setTargets(entries, made, ids())).toEqual([]);
			})
		);
	});
});
