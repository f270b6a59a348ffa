import fc from 'fast-check';
import type { MultiPolygon, Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { drawableKinds, drawArea, drawnBoundary, inhabitants } from './drawn-area.ts';
import { areaM2 } from './geometry/area-m2.ts';

const square = (x: number, y: number, side: number): Position[] => [
	[x, y],
	[x + side, y],
	[x + side, y + side],
	[x, y + side]
];
const closed = (corners: Position[]): MultiPolygon => ({
	type: 'MultiPolygon',
	coordinates: [[[...corners, corners[0]!]]]
});
const village = closed(square(117, 0, 0.02));
const house = (id: string, at: Position | null, areaId = 'desa', status = 'active') => ({
	...{ id, rev: 3, areaId, status: status as 'active' },
	location: at && { type: 'Point' as const, coordinates: at }
});

describe('what was drawn', () => {
	it('is a boundary within the village, cut where it goes beyond', () => {
		const inside = drawnBoundary(square(117.005, 0.005, 0.005), village);
		if (!inside.ok) throw new Error(inside.error);
		expect(areaM2(inside.value)).toBeCloseTo(areaM2(closed(square(117.005, 0.005, 0.005))), 0);
		const beyond = drawnBoundary(square(117.015, 0.015, 0.02), village);
		if (!beyond.ok) throw new Error(beyond.error);
		expect(areaM2(beyond.value)).toBeCloseTo(areaM2(closed(square(117.015, 0.015, 0.005))), 0);
	});

	it('is refused where it is no area', () => {
		expect(drawnBoundary(square(117, 0, 0.01).slice(0, 2), village)).toMatchObject({
			error: 'few'
		});
		const [a, b, c, d] = square(117.005, 0.005, 0.005);
		expect(drawnBoundary([a!, c!, b!, d!], village)).toMatchObject({ error: 'crossing' });
		expect(drawnBoundary(square(118, 0, 0.01), village)).toMatchObject({ error: 'outside' });
		expect(drawnBoundary(square(117.005, 0.005, 0.00005), village)).toMatchObject({
			error: 'small'
		});
	});

	it('is never outside the village, however it is drawn', () => {
		const place = fc.tuple(
			fc.double({ min: 116.99, max: 117.03, noNaN: true }),
			fc.double({ min: -0.01, max: 0.03, noNaN: true })
		);
		fc.assert(
			fc.property(fc.array(place, { minLength: 3, maxLength: 8 }), (corners) => {
				const drawn = drawnBoundary(corners, village);
				if (!drawn.ok) return;
				expect(areaM2(drawn.value)).toBeLessThanOrEqual(areaM2(village) * (1 + 1e-9));
				for (const [lng = 0, lat = 0] of drawn.value.coordinates.flat(2)) {
					expect(lng).toBeGreaterThan(117 - 1e-9);
					expect(lng).toBeLessThan(117.02 + 1e-9);
					expect(lat).toBeGreaterThan(-1e-9);
					expect(lat).toBeLessThan(0.02 + 1e-9);
				}
			})
		);
	});
});

describe('a drawn area', () => {
	const boundary = closed(square(117.005, 0.005, 0.005));
	const houses = [
		house('free', [117.007, 0.007]),
		house('other', [117.008, 0.008], 'rw3'),
		house('gone', [117.008, 0.008], 'desa', 'moved'),
		house('nowhere', null),
		house('outside', [117.001, 0.001]),
		house('foreign', [117.007, 0.007], 'elsewhere')
	];

	it('tells who stands in it, and who of them is another part’s', () => {
		const found = inhabitants(boundary, houses, 'desa', new Set(['desa', 'rw3']));
		expect(found.free.map(({ id }) => id)).toEqual(['free']);
		expect(found.elsewhere.map(({ id }) => id)).toEqual(['other']);
	});

	it('is stored first, then the households that go with it', () => {
		const drawn = { parentId: 'desa', kind: 'hamlet', name: ' Blok Baru ', boundary } as const;
		const changes = drawArea(
			{ ...drawn, moving: [houses[0]!], source: 'peta' },
			'new',
			'2026-11-23'
		);
		expect(changes).toMatchObject([
			{
				...{ entity: 'area', op: 'create', id: 'new', after: ['desa'] },
				patch: { name: 'Blok Baru', boundaryStatus: 'drawn', kind: 'hamlet', boundary }
			},
			{
				...{ entity: 'household', op: 'update', id: 'free', baseRev: 3 },
				...{ patch: { areaId: 'new' }, after: ['new', 'free'] }
			}
		]);
	});

	it('may lie in a village, dusun or RW with a boundary, and is smaller than that', () => {
		expect(drawableKinds({ kind: 'village', boundary })).toEqual(['hamlet', 'rw', 'rt']);
		expect(drawableKinds({ kind: 'rw', boundary })).toEqual(['rt']);
		expect(drawableKinds({ kind: 'village', boundary: null })).toEqual([]);
		expect(drawableKinds({ kind: 'rt', boundary })).toEqual([]);
		expect(drawableKinds({ kind: 'district', boundary })).toEqual([]);
	});
});
