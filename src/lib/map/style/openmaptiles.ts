// Style for tiles in the OpenMapTiles schema (openmaptiles.org/schema), which most ready-made
// archives follow. The same calm look as the project's own tiles.
import type { LayerSpecification } from 'maplibre-gl';
import { area, background, ground, line, lineName, placeName } from './ground.ts';

const oneOf = (field: string, values: readonly string[]) => [
	'in',
	['get', field],
	['literal', values]
];
const main = oneOf('class', ['motorway', 'trunk', 'primary', 'secondary', 'tertiary']);
const local = oneOf('class', ['minor', 'service', 'busway', 'raceway']);
const path = oneOf('class', ['path', 'track', 'pedestrian']);

export function openMapTilesLayers(): LayerSpecification[] {
	return [
		background(),
		area(
			{
				id: 'base-landcover',
				sourceLayer: 'landcover',
				filter: oneOf('class', ['wood', 'grass', 'farmland', 'wetland'])
			},
			ground.green
		),
		area(
			{
				id: 'base-landuse',
				sourceLayer: 'landuse',
				filter: oneOf('class', [
					'residential',
					'suburb',
					'neighbourhood',
					'commercial',
					'industrial'
				])
			},
			ground.built
		),
		area({ id: 'base-water', sourceLayer: 'water' }, ground.water),
		line({ id: 'base-river', sourceLayer: 'waterway' }, ground.waterLine, [1, 5]),
		area(
			{ id: 'base-building', sourceLayer: 'building', minzoom: 14 },
			ground.building,
			ground.buildingLine
		),
		...roads(),
		lineName({ id: 'base-road-name', sourceLayer: 'transportation_name', minzoom: 15 }),
		lineName({ id: 'base-river-name', sourceLayer: 'waterway', minzoom: 13 }, ground.waterText),
		placeName(
			{
				id: 'base-hamlet',
				sourceLayer: 'place',
				filter: oneOf('class', ['hamlet', 'neighbourhood', 'quarter', 'isolated_dwelling']),
				minzoom: 13
			},
			11
		),
		placeName(
			{
				id: 'base-village',
				sourceLayer: 'place',
				filter: oneOf('class', ['village', 'suburb']),
				minzoom: 11
			},
			12
		),
		placeName(
			{ id: 'base-town', sourceLayer: 'place', filter: oneOf('class', ['city', 'town']) },
			14
		)
	];
}

function roads(): LayerSpecification[] {
	const sourceLayer = 'transportation';
	return [
		line(
			{ id: 'base-path', sourceLayer, filter: path, minzoom: 13 },
			ground.path,
			[0.7, 2],
			[2, 1.5]
		),
		line(
			{ id: 'base-rail', sourceLayer, filter: oneOf('class', ['rail']), minzoom: 11 },
			ground.path,
			[1, 3],
			[4, 2]
		),
		line(
			{ id: 'base-local-casing', sourceLayer, filter: local, minzoom: 12 },
			ground.roadCasing,
			[1.2, 9]
		),
		line({ id: 'base-main-casing', sourceLayer, filter: main }, ground.roadCasing, [3, 15]),
		line({ id: 'base-local', sourceLayer, filter: local, minzoom: 12 }, ground.road, [0.6, 7]),
		line({ id: 'base-main', sourceLayer, filter: main }, ground.road, [1.8, 12])
	];
}
