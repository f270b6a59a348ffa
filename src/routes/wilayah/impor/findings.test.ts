import { describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { findingLines, mendedCount, rowRanges } from './findings.ts';

overwriteGetLocale(() => 'id');

describe('rows in words', () => {
	it('joins neighbours and names every row once', () => {
		expect(rowRanges([7, 1, 3, 2, 2])).toEqual({ text: '1–3, 7', left: 0 });
	});

	it('stops after eight stretches and counts the rest', () => {
		const odd = Array.from({ length: 20 }, (_, n) => 2 * n + 1);
		expect(rowRanges(odd)).toEqual({ text: '1, 3, 5, 7, 9, 11, 13, 15', left: 12 });
	});
});

describe('what the planner is told of a file', () => {
	const lines = findingLines(
		[
			{ row: 0, what: 'swapped_lat_lng' },
			{ row: 2, what: 'rings_mended' },
			{ row: 3, what: 'rings_mended' }
		],
		[{ row: 9, reason: 'outside_every_area' }]
	);

	it('puts refusals first, one line a kind, each with what to do', () => {
		expect(lines.map(({ isRefused, count, rows }) => [isRefused, count, rows])).toEqual([
			[true, 1, '9'],
			[false, 2, '2–3'],
			[false, 1, 'seluruh berkas']
		]);
		for (const { what, todo } of lines) expect(what.length * todo.length).toBeGreaterThan(0);
	});

	it('counts a row that was mended twice once, and the whole file not at all', () => {
		expect(
			mendedCount([
				{ row: 0, what: 'height_dropped' },
				{ row: 4, what: 'rings_mended' },
				{ row: 4, what: 'name_missing' }
			])
		).toBe(1);
	});
});
