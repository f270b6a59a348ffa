import type { Feature, FeatureCollection, Geometry } from 'geojson';
import { validateStyleMin, type StyleSpecification } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';
import type { BasemapSource, MapLayer } from '../contracts.ts';
import { makePictures } from '../pictures.ts';
import { basemapStyle, firstNameLayer } from '../style/basemap.ts';
import { colourTerritories } from '../territory-colours.ts';
import { drawLayer } from './draw.ts';
import type { Drawing } from './drawing.ts';
import { headingLook } from './heading.ts';
import { accuracyRing } from './position.ts';
import { routeLook } from './route.ts';
import { drawSelection, selectedFeatures } from './selection.ts';

const feature = (geometry: Geometry, properties: object): Feature => ({
	type: 'Feature',
	geometry,
	properties: { ...properties }
});
const collection = (...features: Feature[]): FeatureCollection => ({
	type: 'FeatureCollection',
	features
});
const point = (lng: number, lat: number, properties: object) =>
	feature({ type: 'Point', coordinates: [lng, lat] }, properties);
const square = (west: number, south: number, properties: object) =>
	feature(
		{
			type: 'Polygon',
			coordinates: [
				[
					[west, south],
					[west + 1, south],
					[west + 1, south + 1],
					[west, south + 1],
					[west, south]
				]
			]
		},
		properties
	);
const diagonal = [0, 1].map((at) => [at, at]);
const line = (properties: object) =>
	feature({ type: 'LineString', coordinates: diagonal }, properties);

const everyKind: readonly MapLayer[] = [
	{ kind: 'areas', id: 'areas', data: collection(square(0, 0, { id: 'a', label: 'RW 1' })) },
	{ kind: 'roads', id: 'roads', data: collection(line({ id: 'r', class: 'path' })) },
	{
		kind: 'territories',
		id: 'territories',
		data: collection(square(0, 0, { id: 't', number: 3 }))
	},
	{
		kind: 'households',
		id: 'households',
		data: collection(...Array.from({ length: 1_501 }, (_, i) => point(i / 1e4, 0, { id: i })))
	},
	{
		kind: 'assigned_households',
		id: 'dots',
		data: collection(point(0, 0, { id: 'h', number: 3 }))
	},
	{
		kind: 'choropleth',
		id: 'coverage',
		data: collection(square(0, 0, { id: 'c', class: 2, label: 'RW 1', missed: 12 }))
	},
	{
		kind: 'kept',
		id: 'kept',
		data: collection(square(0, 0, { id: 'k', part: false }), line({ id: 'e', part: true }))
	},
	{ kind: 'heat', id: 'heat', data: collection(point(0, 0, { weight: 0.4 })) },
	{ kind: 'facilities', id: 'facilities', data: collection(point(0, 0, { kind: 'posyandu' })) },
	{ kind: 'position', id: 'position', data: collection(point(0, 0, { accuracyM: 20 })) },
	{
		kind: 'drawn',
		id: 'walk',
		look: routeLook,
		data: collection(line({ guess: true, next: true }), point(0, 0, { id: 'h', number: 1 }))
	},
	{
		kind: 'drawn',
		id: 'facing',
		look: headingLook,
		data: collection(point(0, 0, { headingDeg: 40 }))
	}
];

function styleOf(drawings: readonly Drawing[]): StyleSpecification {
	const layers = drawings.flatMap(({ fills, marks }) => [...fills, ...marks]);
	const sources = Object.fromEntries(
		drawings.flatMap((drawing) => Object.entries(drawing.sources))
	);
	return { version: 8, glyphs: 'https://unused/{fontstack}/{range}', sources, layers };
}

function dataOf(drawing: Drawing, source: string): FeatureCollection {
	return drawing.sources[source]?.data as FeatureCollection;
}

describe('every kind of layer', () => {
	it.each(everyKind.map((layer) => [layer.kind, layer] as const))(
		'draws %s in a style that MapLibre accepts',
		(_, layer) => {
			const drawing = drawLayer(layer, everyKind);
			expect(validateStyleMin(styleOf([drawing]))).toEqual([]);
			const ids = [...drawing.fills, ...drawing.marks].map(({ id }) => id);
			expect(ids.length).toBeGreaterThan(0);
			expect(ids).toEqual(expect.arrayContaining([...drawing.pickable]));
		}
	);

	it('names only pictures that exist', () => {
		const drawings = everyKind.map((layer) => drawLayer(layer, everyKind));
		const own = drawings.flatMap(({ pictures }) => [...(pictures?.() ?? [])]);
		const pictures = new Map([...makePictures(), ...own]);
		const text = JSON.stringify(drawings);
		const named = [
			...text.matchAll(
				/"((?:household|facility)-[a-z_]+|suppressed-hatch|heading-cone|route-badge[a-z-]*)"/g
			)
		]
			.map((match) => match[1] ?? '')
			.filter((name) => !everyKind.some(({ id }) => name.startsWith(`${id}-`)));
		expect(new Set(named).size).toBe(14);
		for (const name of named) expect(pictures.has(name), name).toBe(true);
	});

	it('uses no id twice, so that all may be on one map', () => {
		const { layers } = styleOf(everyKind.map((layer) => drawLayer(layer, everyKind)));
		expect(new Set(layers.map(({ id }) => id)).size).toBe(layers.length);
	});
});

describe('the basemap', () => {
	const basemap = (schema: BasemapSource['schema']): BasemapSource => ({
		kind: 'xyz',
		url: 'https://t/{z}/{x}/{y}',
		minZoom: 0,
		maxZoom: 14,
		attribution: '',
		schema
	});

	it.each(['jangkau', 'openmaptiles', 'raster'] as const)('has a valid style for %s', (schema) => {
		const style = basemapStyle(basemap(schema), 'jangkau-tiles://m');
		expect(validateStyleMin({ ...style, glyphs: 'https://unused/{fontstack}/{range}' })).toEqual(
			[]
		);
		expect(style.glyphs).toBeUndefined();
		expect(firstNameLayer(style) === undefined).toBe(schema === 'raster');
	});

	it('is a plain ground without a source', () => {
		const style = basemapStyle({ ...basemap('jangkau'), kind: 'none', url: null }, 'x');
		expect(style.sources).toEqual({});
		expect(style.layers.map(({ type }) => type)).toEqual(['background']);
	});
});

describe('households', () => {
	const source = (count: number) => {
		const data = collection(
			...Array.from({ length: count }, (_, i) => point(i / 1e4, 0, { id: i }))
		);
		return drawLayer({ kind: 'households', id: 'h', data }, []).sources['h'];
	};

	it('are grouped past 1,500 points and not before', () => {
		expect(source(1_500)?.cluster).toBeUndefined();
		expect(source(1_501)?.cluster).toBe(true);
	});

	it('send no property to the map but what it draws', () => {
		const data = collection(point(0, 0, { id: 'h', state: 'due', name: 'Rahasia' }));
		const drawing = drawLayer({ kind: 'households', id: 'h', data }, []);
		expect(JSON.stringify(drawing)).not.toContain('Rahasia');
	});
});

describe('territories', () => {
	/** A block of squares that touch: sixteen numbers, so that twelve colours have to repeat. */
	const block = collection(
		...Array.from({ length: 16 }, (_, i) =>
			square(i % 4, Math.floor(i / 4), { id: i, number: ((i * 5) % 16) + 1 })
		)
	);

	it('never share a colour with a neighbour', () => {
		const colours = colourTerritories(block);
		const at = (x: number, y: number) => {
			const found = block.features[y * 4 + x];
			return colours.get(Number(found?.properties?.['number']));
		};
		for (let x = 0; x < 4; x++) {
			for (let y = 0; y < 4; y++) {
				if (x < 3) expect(at(x, y)).not.toBe(at(x + 1, y));
				if (y < 3) expect(at(x, y)).not.toBe(at(x, y + 1));
			}
		}
	});

	it('give their houses the same colour', () => {
		const houses = collection(
			...block.features.map((_, i) => point(0, 0, { id: i, number: i + 1 }))
		);
		const layers: MapLayer[] = [
			{ kind: 'territories', id: 't', data: block },
			{ kind: 'assigned_households', id: 'h', data: houses }
		];
		const [areas, dots] = layers.map((layer) => drawLayer(layer, layers));
		const fills = (data: FeatureCollection) =>
			new Map(
				data.features.map(({ properties }) => [properties?.['number'], properties?.['fill']])
			);
		expect(areas && dots && fills(dataOf(dots, 'h'))).toEqual(areas && fills(dataOf(areas, 't')));
	});
});

describe('coverage', () => {
	const draw = (properties: object) => {
		const data = collection(square(0, 0, properties));
		const drawing = drawLayer({ kind: 'choropleth', id: 'c', data }, []);
		return dataOf(drawing, 'c-labels').features[0]?.properties;
	};

	it('never shows a number where numbers are suppressed', () => {
		expect(draw({ class: 'suppressed', missed: 3 })?.['missed']).toBeNull();
		expect(draw({ class: 1, missed: 3 })?.['missed']).toBe(3);
	});
});

describe('the position', () => {
	const draw = (accuracyM: number) => {
		const data = collection(point(119.5, -5.1, { accuracyM }));
		return drawLayer({ kind: 'position', id: 'p', data }, []);
	};

	it('has a ring that is its accuracy in true metres in every direction', () => {
		const ring = accuracyRing([119.5, -5.1], 100).coordinates[0] ?? [];
		for (const at of ring) expect(haversineM([119.5, -5.1], at)).toBeCloseTo(100, 0);
		expect(ring[0]).toEqual(ring.at(-1));
	});

	it('is not drawn at all past 500 m', () => {
		expect(dataOf(draw(500), 'p').features).toHaveLength(1);
		expect(dataOf(draw(501), 'p').features).toHaveLength(0);
		expect(dataOf(draw(501), 'p-ring').features).toHaveLength(0);
	});
});

describe('the way to walk', () => {
	const data = collection(
		line({ id: 'a', guess: false, next: true, name: 'Rahasia' }),
		line({ id: 'b', guess: true, next: false }),
		point(0, 0, { id: 'h', number: 2, next: false })
	);
	const drawing = drawLayer({ kind: 'drawn', id: 'r', look: routeLook, data }, []);

	it('draws what is guessed dashed, and nothing else', () => {
		const dashed = drawing.marks.filter(
			(mark) => mark.type === 'line' && mark.paint?.['line-dasharray'] !== undefined
		);
		expect(dashed.map(({ id }) => id)).toEqual(['r-guess']);
	});

	it('hides no house from a finger, and tells the map no name', () => {
		expect(drawing.pickable).toEqual([]);
		expect(JSON.stringify(drawing)).not.toContain('Rahasia');
	});
});

describe('the selection', () => {
	it('draws only the chosen feature of the named layer', () => {
		const chosen = selectedFeatures(everyKind, new Map([['territories', 't']]));
		expect(chosen.features).toHaveLength(1);
		expect(validateStyleMin(styleOf([drawSelection(chosen)]))).toEqual([]);
		expect(selectedFeatures(everyKind, new Map([['areas', 't']])).features).toHaveLength(0);
	});

	it('draws several of one layer in another way than one alone', () => {
		const wanted = new Map([['territories', ['t', 'elsewhere']]]);
		const [several] = selectedFeatures(everyKind, wanted).features;
		const [one] = selectedFeatures(everyKind, new Map([['territories', 't']])).features;
		expect([several, one].map((feature) => feature?.properties)).toEqual([
			{ many: true },
			{ many: false }
		]);
	});
});

function haversineM([lng1 = 0, lat1 = 0]: number[], [lng2 = 0, lat2 = 0]: number[]): number {
	const rad = Math.PI / 180;
	const a =
		Math.sin(((lat2 - lat1) * rad) / 2) ** 2 +
		Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * Math.sin(((lng2 - lng1) * rad) / 2) ** 2;
	return 2 * 6_371_008.8 * Math.asin(Math.sqrt(a));
}
