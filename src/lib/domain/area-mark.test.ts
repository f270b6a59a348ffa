import { describe, expect, it } from 'vitest';
import { countByKind, marksOn, markProblem, type AreaMark } from './area-mark.ts';

const mark = (given: Partial<AreaMark>): AreaMark => ({
	id: 'm',
	areaId: 'a',
	kind: 'ilp',
	disease: null,
	label: null,
	from: '2026-03-01',
	to: null,
	...given
});

describe('a mark on a desa', () => {
	it('holds from its first day to its last, and without one until it is ended', () => {
		const marks = [mark({ to: '2026-03-31' }), mark({ areaId: 'b' })];
		const on = (day: string) => [...marksOn(marks, day).keys()];
		expect(on('2026-02-28')).toEqual([]);
		expect(on('2026-03-01')).toEqual(['a', 'b']);
		expect(on('2026-03-31')).toEqual(['a', 'b']);
		expect(on('2026-04-01')).toEqual(['b']);
	});

	it('shows an outbreak before everything else', () => {
		const marks = [mark({}), mark({ kind: 'outbreak', disease: 'dengue' })];
		expect(
			marksOn(marks, '2026-03-02')
				.get('a')
				?.map(({ kind }) => kind)
		).toEqual(['outbreak', 'ilp']);
	});

	it('counts desa, not marks, and only those that are asked about', () => {
		const marks = [
			mark({ kind: 'outbreak', disease: 'dengue' }),
			mark({ kind: 'outbreak', disease: 'measles' }),
			mark({ areaId: 'b' }),
			mark({ areaId: 'elsewhere' })
		];
		expect(countByKind(marks, new Set(['a', 'b']), '2026-03-02')).toEqual({
			outbreak: 1,
			stunting: 0,
			ilp: 1,
			programme: 0
		});
	});

	it('needs a name for another programme, days that are days, and an end after its beginning', () => {
		expect(markProblem(mark({}))).toBeNull();
		expect(markProblem(mark({ kind: 'programme', label: ' ' }))).toBe('label_missing');
		expect(markProblem(mark({ kind: 'programme', label: '081234567890' }))).toBe('number');
		expect(markProblem(mark({ from: '2026-02-30' }))).toBe('not_a_day');
		expect(markProblem(mark({ to: '2026-02-01' }))).toBe('ends_before');
	});
});
