// Style for the project's own small vector tiles: water{kind}, landuse{class}, building,
// road{class, bridge}, place{kind, class}; name on all but buildings and landuse.
import type { LayerSpecification } from 'maplibre-gl';
import { fonts } from '../layers/drawing.ts';
import { area, background, ground, line, lineName, placeName } from './ground.ts';

const polygons = ['==', ['geometry-type'], 'Polygon'];
const lines = ['==', ['geometry-type'], 'LineString'];
const is = (field: string, value: string | boolean) => ['==', ['get', field], value];
const onBridge = is('bridge', true);

export function jangkauLayers(): LayerSpecification[] {
	return [background(), ...surfaces(), ...roads(), ...bridges(), ...names()];
}

function surfaces(): LayerSpecification[] {
	const landuse = (landuseClass: string, colour: string) =>
		area(
			{
				id: `base-${landuseClass}`,
				sourceLayer: 'landuse',
				filter: is('class', landuseClass)
			},
			colour
		);
	return [
		landuse('forest', ground.forest),
		landuse('plantation', ground.plantation),
		landuse('settlement', ground.built),
		area({ id: 'base-water', sourceLayer: 'water', filter: polygons }, ground.water),
		line(
			{ id: 'base-river', sourceLayer: 'water', filter: ['all', lines, is('kind', 'river')] },
			ground.water,
			[2, 6]
		),
		line(
			{ id: 'base-stream', sourceLayer: 'water', filter: ['all', lines, is('kind', 'stream')] },
			ground.waterLine,
			[0.8, 4]
		),
		area(
			{ id: 'base-building', sourceLayer: 'building', minzoom: 14 },
			ground.building,
			ground.buildingLine
		)
	];
}

/** Casings below all roads, so that crossings look joined. */
function roads(): LayerSpecification[] {
	const road = (id: string, roadClass: string, minzoom: number) => ({
		id,
		sourceLayer: 'road',
		filter: is('class', roadClass),
		minzoom
	});
	return [
		line(road('base-boat', 'river_boat', 12), ground.boat, [1, 2.4], [5, 3]),
		line(road('base-path', 'path', 13), ground.path, [0.7, 2], [2, 1.5]),
		line(road('base-local-casing', 'local', 12), ground.roadCasing, [1.2, 9]),
		line(road('base-main-casing', 'main', 9), ground.roadCasing, [3, 15]),
		line(road('base-local', 'local', 12), ground.road, [0.6, 7]),
		line(road('base-main', 'main', 9), ground.road, [1.8, 12])
	];
}

/** Drawn once more above the water with a darker edge; a bridge for feet has one too. */
function bridges(): LayerSpecification[] {
	const bridge = (id: string, roadClass: string) => ({
		id,
		sourceLayer: 'road',
		filter: ['all', onBridge, is('class', roadClass)],
		minzoom: 13
	});
	return [
		line(bridge('base-path-bridge-casing', 'path'), ground.bridge, [1.6, 6]),
		line(bridge('base-path-bridge', 'path'), ground.road, [0.7, 3.4]),
		line(bridge('base-local-bridge-casing', 'local'), ground.bridge, [1.8, 10.5]),
		line(bridge('base-local-bridge', 'local'), ground.road, [0.6, 7]),
		line(bridge('base-main-bridge-casing', 'main'), ground.bridge, [3.4, 16.5]),
		line(bridge('base-main-bridge', 'main'), ground.road, [1.8, 12])
	];
}

function names(): LayerSpecification[] {
	const place = (id: string, kind: string, minzoom: number) => ({
		id,
		sourceLayer: 'place',
		filter: is('kind', kind),
		minzoom
	});
	return [
		lineName({
			id: 'base-road-name',
			sourceLayer: 'road',
			filter: ['!=', ['get', 'class'], 'river_boat'],
			minzoom: 15
		}),
		lineName(
			{ id: 'base-river-name', sourceLayer: 'water', filter: lines, minzoom: 12 },
			ground.waterText
		),
		placeName(place('base-poi', 'poi', 15), 8.5, ground.faintText),
		placeName(place('base-hamlet', 'hamlet', 12), 10.5),
		placeName(place('base-village', 'village', 9), 13, ground.text, fonts.bold)
	];
}
