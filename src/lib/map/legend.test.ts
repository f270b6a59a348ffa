import type { Feature, FeatureCollection } from 'geojson';
import { describe, expect, it } from 'vitest';
import type { MapLayer } from './contracts.ts';
import { legendFor } from './legend.ts';
import { householdColours, territoryColours } from './palette.ts';
import { householdShapes } from './symbols.ts';
import { drawLayer } from './layers/draw.ts';
import { routeLook } from './layers/route.ts';

function points(...properties: object[]): FeatureCollection {
	const features = properties.map((own): Feature => {
		return {
			type: 'Feature',
			geometry: { type: 'Point', coordinates: [0, 0] },
			properties: { ...own }
		};
	});
	return { type: 'FeatureCollection', features };
}

const keys = (layers: readonly MapLayer[]) => legendFor(layers).map(({ key }) => key);

describe('a legend', () => {
	it('names only the household states on the map, with how many there are', () => {
		const data = points({ state: 'overdue' }, { state: 'done' }, { state: 'done' });
		const legend = legendFor([{ kind: 'households', id: 'h', data }]);
		expect(legend.map(({ key, count }) => [key, count])).toEqual([
			['household_overdue', 1],
			['household_done', 2]
		]);
		expect(legend[0]?.swatch).toEqual({
			kind: 'shape',
			shape: householdShapes.overdue,
			colour: householdColours.overdue
		});
	});

	it('counts a household of an unknown state as the map draws it', () => {
		const data = points({ state: 'salah' });
		expect(keys([{ kind: 'households', id: 'h', data }])).toEqual(['household_due']);
	});

	it('explains groups only when the map groups', () => {
		const many = points(...Array.from({ length: 1_501 }, () => ({ state: 'due' })));
		expect(keys([{ kind: 'households', id: 'h', data: many }])).toContain('cluster');
	});

	it('tells a way that is mapped from one that is guessed, and only what is drawn', () => {
		const line = (guess: boolean): Feature => ({
			type: 'Feature',
			geometry: {
				type: 'LineString',
				coordinates: [
					[0, 0],
					[1, 1]
				]
			},
			properties: { guess }
		});
		const of = (...features: Feature[]) =>
			keys([
				{
					kind: 'drawn',
					id: 'r',
					look: routeLook,
					data: { type: 'FeatureCollection', features }
				}
			]);
		expect(of(line(false))).toEqual(['own_route']);
		expect(of(line(true))).toEqual(['own_route_guess']);
		expect(of(line(true), line(false), ...points({ number: 1 }).features)).toEqual([
			'own_route',
			'own_route_guess',
			'own_route_number'
		]);
	});

	it('shows a territory in the colour that the map gives it', () => {
		const data: FeatureCollection = {
			type: 'FeatureCollection',
			features: [1, 13].map((number): Feature => {
				const west = number === 1 ? 0 : 1;
				const ring = [
					[west, 0],
					[west + 1, 0],
					[west + 1, 1],
					[west, 1],
					[west, 0]
				];
				return {
					type: 'Feature',
					geometry: { type: 'Polygon', coordinates: [ring] },
					properties: { number, label: `Kader ${String(number)}` }
				};
			})
		};
		const layer: MapLayer = { kind: 'territories', id: 't', data };
		const drawn = drawLayer(layer, [layer]).sources['t']?.data as FeatureCollection;
		const legend = legendFor([layer]);
		expect(legend.map(({ label }) => label)).toEqual(['Kader 1', 'Kader 13']);
		expect(legend.map(({ swatch }) => swatch.kind === 'fill' && swatch.colour)).toEqual(
			drawn.features.map(({ properties }) => properties?.['fill'] as string)
		);
		expect(legend[0]?.swatch).toEqual({ kind: 'fill', colour: territoryColours[0] });
	});

	it('keeps the whole scale of coverage, and names hatch and grey only where they are', () => {
		const layer = (data: FeatureCollection): MapLayer => ({
			kind: 'choropleth',
			id: 'c',
			data,
			classLabels: ['< 50 %', '50–79 %', '80–89 %', '90–94 %', '≥ 95 %']
		});
		const plain = legendFor([layer(points({ class: 4 }))]);
		expect(plain.map(({ label, count }) => [label, count])).toEqual([
			['< 50 %', 0],
			['50–79 %', 0],
			['80–89 %', 0],
			['90–94 %', 0],
			['≥ 95 %', 1]
		]);
		const full = keys([
			layer(points({ class: 'suppressed', missed: 3 }, {}, { class: 0, missed: 9 }))
		]);
		expect(full.slice(5)).toEqual(['coverage_suppressed', 'coverage_none', 'missed']);
	});

	it('tells the number of the largest circle without the suppressed ones', () => {
		const data = points({ class: 'suppressed', missed: 300 }, { class: 0, missed: 9 });
		const legend = legendFor([{ kind: 'choropleth', id: 'c', data }]);
		expect(legend.find(({ key }) => key === 'missed')?.count).toBe(9);
	});

	it('says that a position is too vague to be drawn', () => {
		const position = (accuracyM: number): MapLayer => {
			return { kind: 'position', id: 'p', data: points({ accuracyM }) };
		};
		expect(keys([position(20)])).toEqual(['position']);
		expect(keys([position(800)])).toEqual(['position_too_vague']);
	});

	it('puts the top layer first and leaves out what is empty', () => {
		const layers: MapLayer[] = [
			{ kind: 'roads', id: 'r', data: points({ class: 'path' }) },
			{ kind: 'heat', id: 'x', data: points() },
			{ kind: 'facilities', id: 'f', data: points({ kind: 'posyandu' }) }
		];
		expect(keys(layers)).toEqual(['facility_posyandu', 'road_path']);
	});
});
