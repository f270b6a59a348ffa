import { describe, expect, it } from 'vitest';
import { printedSheets, type PrintSource } from './schedule-print.ts';

const plan = (
	householdId: string,
	dueOn: string,
	over: Partial<PrintSource['plans'][number]> = {}
) => ({ householdId, kaderId: 'k', dueOn, status: 'planned' as const, ...over });
const source = (over: Partial<PrintSource> = {}): PrintSource => ({
	plans: [],
	kader: [
		{ id: 'k', name: 'Kader B', posyanduId: 'p' },
		{ id: 'l', name: 'Kader A', posyanduId: null }
	],
	codes: new Map([
		['h1', 'TL-2'],
		['h2', 'TL-10']
	]),
	sessions: [],
	names: new Map([['p', 'Posyandu Melati']]),
	...over
});

describe('the printed month', () => {
	it('has a sheet a kader, by name, each day once with its codes in order', () => {
		const plans = [
			plan('h2', '2026-11-03'),
			plan('h1', '2026-11-03'),
			plan('h1', '2026-11-02', { kaderId: 'l' })
		];
		const sheets = printedSheets(source({ plans }), '2026-11');
		expect(sheets.map(({ name, visits }) => [name, visits])).toEqual([
			['Kader A', 1],
			['Kader B', 2]
		]);
		expect(sheets[1]!.days).toEqual([
			{ day: '2026-11-03', codes: ['TL-2', 'TL-10'], visits: 2, posyandu: false }
		]);
	});

	it('shows the days of her posyandu, but none that was called off or is another’s', () => {
		const sessions = [
			{ posyanduId: 'p', heldOn: '2026-11-12', status: 'planned' as const },
			{ posyanduId: 'p', heldOn: '2026-11-19', status: 'cancelled' as const },
			{ posyanduId: 'q', heldOn: '2026-11-13', status: 'held' as const },
			{ posyanduId: 'p', heldOn: '2026-12-10', status: 'planned' as const }
		];
		const [sheet] = printedSheets(
			source({ plans: [plan('h1', '2026-11-03')], sessions }),
			'2026-11'
		);
		expect(sheet!.days.map(({ day, posyandu }) => [day, posyandu])).toEqual([
			['2026-11-03', false],
			['2026-11-12', true]
		]);
		expect(sheet!.posyandu).toBe('Posyandu Melati');
	});

	it('leaves out what was left out, counts a house that is not here, and keeps visits without a kader', () => {
		const plans = [
			plan('h1', '2026-11-03', { status: 'skipped' }),
			plan('elsewhere', '2026-11-04'),
			plan('h2', '2026-11-05', { kaderId: null })
		];
		const sheets = printedSheets(source({ plans }), '2026-11');
		expect(sheets.map(({ kaderId, days }) => [kaderId, days])).toEqual([
			['k', [{ day: '2026-11-04', codes: [], visits: 1, posyandu: false }]],
			[null, [{ day: '2026-11-05', codes: ['TL-10'], visits: 1, posyandu: false }]]
		]);
	});
});
