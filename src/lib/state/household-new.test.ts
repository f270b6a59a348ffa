import type { MultiPolygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import type { Area } from '#lib/domain/area.ts';
import type { Territory } from '#lib/domain/territory.ts';
import { placeOf } from './household-new.ts';

function box(west: number, east: number): MultiPolygon {
	const ring = [
		[west, 0],
		[east, 0],
		[east, 1],
		[west, 1],
		[west, 0]
	];
	return { type: 'MultiPolygon', coordinates: [[ring]] };
}

function anArea(id: string, parentId: string | null, boundary: MultiPolygon | null): Area {
	return {
		id,
		rev: 1,
		parentId,
		kind: 'village',
		villageKind: null,
		code: null,
		bpsCode: null,
		name: id,
		boundary,
		boundaryStatus: 'drawn',
		source: null,
		validFrom: '2026-01-01',
		validTo: null
	};
}

function aTerritory(id: string, boundary: MultiPolygon | null): Territory {
	return {
		id,
		rev: 1,
		planId: 'p',
		areaId: 'village',
		number: 1,
		kaderId: 'k1',
		boundary,
		locked: false,
		householdCount: 0,
		workload: 0,
		active: true
	};
}

const areas = [
	anArea('village', null, box(0, 10)),
	anArea('hamlet', 'village', box(0, 5)),
	anArea('elsewhere', null, box(10, 20))
];
const own = [aTerritory('t1', box(0, 3))];
const kader = { role: 'kader' as const, areaId: null };
const planner = { role: 'planner' as const, areaId: null };
const at = (lng: number) => ({ type: 'Point' as const, coordinates: [lng, 0.5] });

describe('where a new household belongs', () => {
	it('is the smallest area around it, in the territory of the kader', () => {
		expect(placeOf(at(1), kader, areas, own)).toEqual({ areaId: 'hamlet', territoryId: 't1' });
	});
	it('is the village of the kader where no point was chosen', () => {
		expect(placeOf(null, kader, areas, own)).toEqual({ areaId: 'village', territoryId: 't1' });
	});
	it('stays hers just outside her line, and in her village even where the point is not', () => {
		expect(placeOf(at(4), kader, areas, own)).toEqual({ areaId: 'hamlet', territoryId: 't1' });
		expect(placeOf(at(15), kader, areas, own)).toEqual({ areaId: 'village', territoryId: 't1' });
	});
	it('needs a point where nothing else says it', () => {
		expect(placeOf(null, planner, areas, own)).toBeNull();
		expect(placeOf(at(15), planner, areas, own)).toEqual({
			areaId: 'elsewhere',
			territoryId: null
		});
	});
});
