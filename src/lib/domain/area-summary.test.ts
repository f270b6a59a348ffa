import { describe, expect, it } from 'vitest';
import { areaRows, areaSummaries, commonArea } from './area-summary.ts';
import type { Area, AreaKind } from './area.ts';

const area = (id: string, kind: AreaKind, parentId: string | null, name = id): Area =>
	({ id, kind, parentId, name, validTo: null }) as Area;

const areas = [
	area('k', 'district', null),
	area('d', 'village', 'k'),
	area('rw10', 'rw', 'd', 'RW 10'),
	area('rw2', 'rw', 'd', 'RW 2')
];
const house = (areaId: string, status = 'active') => ({ areaId, status }) as never;

describe('counts of areas', () => {
	it('add up from the smallest area to the top', () => {
		const sums = areaSummaries(
			areas,
			[house('rw10'), house('rw2'), house('d'), house('rw2', 'moved')],
			[{ areaId: 'd', active: true } as never, { areaId: 'd', active: false } as never],
			[
				{
					areaId: 'd',
					line: {
						type: 'LineString',
						coordinates: [
							[117, 0],
							[117.01, 0]
						]
					}
				}
			]
		);
		expect(sums.get('k')).toMatchObject({ households: 3, kader: 1 });
		expect(sums.get('rw2')).toEqual({ households: 1, kader: 0, roadsM: 0 });
		expect(sums.get('k')!.roadsM).toBeCloseTo(1112, -1);
	});
});

describe('the tree of areas as lines', () => {
	const lines = (isOpen: (id: string) => boolean, given: readonly Area[] = areas) =>
		areaRows(given, new Map(), isOpen).map(({ area: { id }, depth }) => `${depth} ${id}`);

	it('puts parts below what holds them, in the order of their numbers', () => {
		expect(lines(() => true)).toEqual(['0 k', '1 d', '2 rw2', '2 rw10']);
	});

	it('leaves out what lies in a closed one', () => {
		expect(lines((id) => id !== 'd')).toEqual(['0 k', '1 d']);
	});

	it('starts with an area whose parent is not on the device', () => {
		expect(lines(() => true, areas.slice(1))).toEqual(['0 d', '1 rw2', '1 rw10']);
	});

	it('ends a circle instead of running for ever', () => {
		const circle = [area('a', 'rw', 'b'), area('b', 'rw', 'a')];
		expect(lines(() => true, circle)).toEqual([]);
	});
});

describe('the area that holds a working area', () => {
	it('is the smallest that holds all of it', () => {
		expect(commonArea(areas, ['rw2', 'rw10'])?.id).toBe('d');
		expect(commonArea(areas, ['rw2'])?.id).toBe('rw2');
	});

	it('is the first where nothing holds them all, and none for a puskesmas that serves nothing', () => {
		expect(commonArea([...areas, area('far', 'district', null)], ['d', 'far'])?.id).toBe('d');
		expect(commonArea(areas, [])).toBeNull();
	});
});
