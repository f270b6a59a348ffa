// What a vector tile says of roads, whoever drew it: by the names that its maker gives to layers and
// classes, in the classes of ours.
import { VectorTile, type VectorTileFeature } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import type { RoadClass } from '#lib/domain/area.ts';
import type { TileLine } from '#lib/domain/routing/tile-pieces.ts';

type Properties = VectorTileFeature['properties'];
type ClassOf = (properties: Properties) => RoadClass | null;

/** Nobody walks on them, or they are not there yet; all else that is drawn as a road leads somewhere. */
const noWay = /^(raceway|bus_guideway|aerialway|aeroway|runway|taxiway|.*_construction)$/;

/** Our own demo's. */
const jangkau: ClassOf = ({ class: name }) => byWord(name, { river_boat: 'river_boat' });

/** openmaptiles.org/schema: `transportation`. */
const openMapTiles: ClassOf = ({ class: name }) =>
	byWord(name, { ferry: 'river_boat', transit: 'rail' });

/** The same: `waterway`. A stream carries no boat and stops nobody. */
const waterway: ClassOf = ({ class: name }) =>
	name === 'river' || name === 'canal' ? 'river_boat' : null;

/** docs.protomaps.com/basemaps/layers: `roads`; what a road is exactly stands in its detail. */
const protomaps: ClassOf = ({ kind, kind_detail: detail, 'pmap:kind': old }) => {
	const name = kind ?? old;
	if (name === 'highway' || name === 'major_road' || name === 'medium_road')
		return detail === 'tertiary' ? 'local' : 'main';
	if (name === 'other' && detail !== undefined) return byWord(detail, {});
	return byWord(name, { ferry: 'river_boat', minor_road: 'local' });
};

/** The same: lines in `water`. */
const protomapsWater: ClassOf = ({ kind, 'pmap:kind': old }) =>
	waterway({ class: kind ?? old ?? '' });

/** A maker is known by its layers; `water` is everybody's. */
const makers: readonly Readonly<Record<string, ClassOf>>[] = [
	{ road: jangkau },
	{ transportation: openMapTiles, waterway },
	{ roads: protomaps, water: protomapsWater, physical_line: protomapsWater }
];

const main = new Set(['main', 'motorway', 'trunk', 'primary', 'secondary']);
const path = new Set([
	...['path', 'track', 'footway', 'pedestrian', 'steps', 'cycleway', 'bridleway', 'pier'],
	...['corridor', 'sidewalk', 'crossing']
]);

function byWord(
	word: Properties[string] | undefined,
	own: Readonly<Record<string, RoadClass>>
): RoadClass | null {
	const name = String(word ?? '');
	if (noWay.test(name)) return null;
	const special = own[name];
	if (special) return special;
	if (name === 'rail') return 'rail';
	if (main.has(name)) return 'main';
	return path.has(name) ? 'path' : 'local';
}

export interface LinesOfTile {
	/** Units from border to border. */
	readonly extent: number;
	readonly lines: readonly TileLine[];
}

/** @throws on bytes that are no vector tile */
export function linesOfTile(bytes: Uint8Array): LinesOfTile {
	const { layers } = new VectorTile(new PbfReader(bytes));
	const isOf = (maker: object) =>
		Object.keys(maker).some((name) => name !== 'water' && name in layers);
	const maker = makers.find(isOf) ?? {};
	const known = Object.entries(maker).flatMap(([name, classOf]) => {
		const layer = layers[name];
		return layer ? [{ layer, classOf }] : [];
	});
	const extent = known[0]?.layer.extent ?? 4096;
	const lines: TileLine[] = [];
	for (const { layer, classOf } of known) {
		for (let i = 0; i < layer.length; i++) {
			const feature = layer.feature(i);
			if (feature.type !== 2) continue;
			const road = classOf(feature.properties);
			if (!road) continue;
			const isApart = isBridge(feature.properties);
			const scale = extent / layer.extent;
			for (const line of feature.loadGeometry())
				lines.push({
					class: road,
					isApart,
					points: line.flatMap(({ x, y }) => [x * scale, y * scale])
				});
		}
	}
	return { extent, lines };
}

/** `brunnel` of OpenMapTiles also says ford, where one stands on the ground. */
function isBridge({
	bridge,
	brunnel,
	is_bridge,
	is_tunnel,
	'pmap:level': level
}: Properties): boolean {
	if (brunnel !== undefined) return brunnel === 'bridge' || brunnel === 'tunnel';
	return [bridge, is_bridge, is_tunnel].some(Boolean) || (typeof level === 'number' && level !== 0);
}
