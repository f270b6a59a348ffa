// Joins the routing to the map tiles of this phone. Loaded where no roads were imported, and by nothing else.
import type { Position } from 'geojson';
import type { App } from './app.ts';
import { keptRoads } from './data/tiles/kept-roads.ts';
import type { RoadLine } from './domain/routing/road-network.ts';
import { tileSourceKey } from './map/tiles.ts';

/** Around some places, [lng, lat]; none of a map of pictures, where nobody can tell a road. */
export async function tileRoads(
	{ config: { basemap }, tiles }: App,
	places: readonly Position[]
): Promise<readonly RoadLine[]> {
	if (basemap.kind === 'none' || basemap.schema === 'raster') return [];
	return keptRoads(tiles.tables, tileSourceKey(basemap), places);
}
