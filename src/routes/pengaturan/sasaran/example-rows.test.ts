import { describe, expect, it } from 'vitest';
import { readTable } from '#lib/data/import/read-table.ts';
import type { Area } from '#lib/domain/area.ts';
import type { Target } from '#lib/domain/coverage.ts';
import { readTargets } from '#lib/domain/target-import.ts';
import type { TargetRow } from '#lib/state/target-board.svelte.ts';
import { csvOf } from '../../perbaikan/csv.ts';
import { exampleRows } from './example-rows.ts';

const areas = [
	{ id: 'a', name: 'Sawahan, utara', code: '62.02.06.1007' },
	{ id: 'b', name: 'RT 01', code: null }
] as Area[];
const target: Target = {
	id: 't',
	rev: 1,
	areaId: 'a',
	indicator: 'household_visited',
	year: 2026,
	percent: 82.5,
	denominator: 1250,
	denominatorSource: 'official',
	denominatorNote: 'SK "12"'
};
const rows: TargetRow[] = areas.map((area, at) => ({
	area,
	own: at === 0 ? target : null,
	estimate: null,
	percent: { percent: 82.5, areaId: 'a' },
	from: null
}));

describe('the example of a file', () => {
	it('is read back as what is set, so that only what is changed in it is stored', async () => {
		const board = { rows, indicator: 'household_visited', year: 2026, canSet: () => true } as const;
		const text = csvOf(exampleRows(board));
		const table = await readTable(new TextEncoder().encode(text));
		if (!table.ok) throw new Error(table.error);
		const names = new Map([['household_visited', 'household_visited']]);
		const reading = readTargets(table.value, areas, names, [target]);
		if ('code' in reading) throw new Error(reading.code);
		expect(reading.refused).toEqual([]);
		expect(reading.taken.map(({ areaName, kind }) => [areaName, kind])).toEqual([
			['Sawahan, utara', 'same'],
			['RT 01', 'new']
		]);
	});
});
