// Style for the project's own small vector tiles: water, landuse, building, road{class}, place{kind}.
import type { LayerSpecification } from 'maplibre-gl';
import { area, background, ground, line, lineName, placeName } from './ground.ts';

const polygons = ['==', ['geometry-type'], 'Polygon'];
const lines = ['==', ['geometry-type'], 'LineString'];
const road = (value: string) => ['==', ['get', 'class'], value];

export function jangkauLayers(): LayerSpecification[] {
	return [
		background(),
		area({ id: 'base-landuse', sourceLayer: 'landuse' }, ground.green),
		area({ id: 'base-water', sourceLayer: 'water', filter: polygons }, ground.water),
		line({ id: 'base-river', sourceLayer: 'water', filter: lines }, ground.waterLine, [1.2, 6]),
		area(
			{ id: 'base-building', sourceLayer: 'building', minzoom: 14 },
			ground.building,
			ground.buildingLine
		),
		line(
			{ id: 'base-path', sourceLayer: 'road', filter: road('path'), minzoom: 13 },
			ground.path,
			[0.7, 2],
			[2, 1.5]
		),
		line(
			{ id: 'base-local-casing', sourceLayer: 'road', filter: road('local'), minzoom: 12 },
			ground.roadCasing,
			[1.2, 9]
		),
		line(
			{ id: 'base-main-casing', sourceLayer: 'road', filter: road('main') },
			ground.roadCasing,
			[3, 15]
		),
		line(
			{ id: 'base-local', sourceLayer: 'road', filter: road('local'), minzoom: 12 },
			ground.road,
			[0.6, 7]
		),
		line({ id: 'base-main', sourceLayer: 'road', filter: road('main') }, ground.road, [1.8, 12]),
		lineName({ id: 'base-road-name', sourceLayer: 'road', minzoom: 15 }),
		lineName(
			{ id: 'base-river-name', sourceLayer: 'water', filter: lines, minzoom: 13 },
			ground.waterText
		),
		placeName({ id: 'base-place', sourceLayer: 'place' }, 12)
	];
}
