import { describe, expect, it, vi } from 'vitest';
import type { Area } from '#lib/domain/area.ts';
import type { Household } from '#lib/domain/household.ts';
import type { Change } from '#lib/domain/sync/change.ts';
import { AreaDrawing } from './area-drawing.svelte.ts';
import type { AreaSource } from './area-view.svelte.ts';

const square = [
	[117, 0],
	[117.02, 0],
	[117.02, 0.02],
	[117, 0.02]
];
const village = {
	...{ id: 'desa', parentId: null, kind: 'village', name: 'Muara', boundaryStatus: 'imported' },
	boundary: { type: 'MultiPolygon', coordinates: [[[...square, square[0]!]]] }
} as unknown as Area;
const rw = {
	id: 'rw3',
	parentId: 'desa',
	kind: 'rw',
	name: 'RW 3',
	boundary: null
} as unknown as Area;
const house = (id: string, areaId: string) =>
	({
		...{ id, areaId, rev: 1, status: 'active' },
		location: { type: 'Point', coordinates: [117.006, 0.006] }
	}) as unknown as Household;
const source = {
	areas: [village, rw],
	households: [house('free', 'desa'), house('other', 'rw3')]
} as unknown as AreaSource;

function drawn(
	commit = vi.fn((_: readonly Change[]) => Promise.resolve({ ok: true as const, value: undefined }))
) {
	const drawing = new AreaDrawing(village, () => source, {
		records: { commit } as never,
		today: () => '2026-11-23',
		newId: () => 'new'
	});
	for (const corner of [
		[117.005, 0.005],
		[117.01, 0.005],
		[117.01, 0.01]
	])
		drawing.add(corner);
	return { drawing, commit };
}
const wish = { name: 'Blok Baru', kind: 'hamlet', takesOthers: false, source: 'peta' } as const;

describe('drawing a part of an area', () => {
	it('counts who stands in it as corners are added and taken back', () => {
		const { drawing } = drawn();
		expect(drawing.inhabitants.free.map(({ id }) => id)).toEqual(['free']);
		expect(drawing.inhabitants.elsewhere.map(({ id }) => id)).toEqual(['other']);
		drawing.undo();
		expect(drawing.boundary).toMatchObject({ ok: false, error: 'few' });
		expect(drawing.inhabitants.free).toEqual([]);
	});

	it('stores the area with the houses that belong to no part, and with the others when asked', async () => {
		const { drawing, commit } = drawn();
		expect(await drawing.save(wish)).toEqual({ id: 'new' });
		expect(await drawing.save({ ...wish, takesOthers: true })).toEqual({ id: 'new' });
		const stored = commit.mock.calls.map(([changes]) => changes.map(({ id }) => id));
		expect(stored).toEqual([
			['new', 'free'],
			['new', 'free', 'other']
		]);
	});

	it('stores nothing without a name, with one too long, or where the disk is full', async () => {
		const full = vi.fn(() => Promise.resolve({ ok: false as const, error: 'quota' as const }));
		const { drawing, commit } = drawn();
		expect(await drawing.save({ ...wish, name: ' ' })).toEqual({ failure: 'empty' });
		expect(await drawing.save({ ...wish, name: 'x'.repeat(121) })).toEqual({ failure: 'long' });
		expect(commit).not.toHaveBeenCalled();
		expect(await drawn(full as never).drawing.save(wish)).toEqual({ failure: 'quota' });
		const broken = vi.fn(() => Promise.reject(new Error('gone')));
		expect(await drawn(broken as never).drawing.save(wish)).toEqual({ failure: 'failed' });
	});
});
