// What is on the phone as layers of a map: the ground of every pack, and the borders of the areas that
// are being chosen.
import type { Feature } from 'geojson';
import type { Holding } from '#lib/data/tiles/pack-store.ts';
import { coverOf } from '#lib/domain/map-pack/cover-outline.ts';
import { boundsOf } from '#lib/domain/geometry/bounds-of.ts';
import { deepestLevel, spansFrom, tilesIn } from '#lib/domain/map-pack/tile-spans.ts';
import type { Bounds, MapLayer } from '#lib/map/contracts.ts';
import type { PackArea } from '#lib/state/map-pack-areas.ts';

/** Finer than that an outline is only slower to draw. */
const finestZoom = 15;

export function keptLayer(holdings: readonly Holding[]): MapLayer {
	const [whole, parts] = [true, false].map((isDone) =>
		holdings.filter(({ pack }) => (pack.state === 'done') === isDone)
	);
	const features = [...ground(whole ?? [], false), ...ground(parts ?? [], true)];
	return { kind: 'kept', id: 'kept', data: { type: 'FeatureCollection', features } };
}

/** Packs that overlap are one piece of ground. */
function ground(holdings: readonly Holding[], part: boolean): Feature[] {
	const levels = holdings.map(({ spans }) => deepestLevel(spans, finestZoom));
	const zooms = [...new Set(levels.flatMap((spans) => spans.map(([z]) => z)))];
	return zooms.flatMap((zoom): Feature[] => {
		const same = levels.flatMap((spans) => spans.filter(([z]) => z === zoom));
		const { ground, edge } = coverOf(spansFrom(same.flatMap((span) => [...tilesIn([span])])));
		const id = `${part ? 'part' : 'whole'}-${String(zoom)}`;
		return [
			{ type: 'Feature', geometry: ground, properties: { id, part } },
			{ type: 'Feature', geometry: edge, properties: { id: `${id}-edge`, part } }
		];
	});
}

export function borderLayer(
	areas: readonly PackArea[],
	nameOf: (area: PackArea) => string
): MapLayer {
	const features = areas.map((area): Feature => {
		const properties = { id: area.id, label: nameOf(area), status: 'imported' };
		return { type: 'Feature', geometry: area.outline, properties };
	});
	return { kind: 'areas', id: 'chosen', data: { type: 'FeatureCollection', features } };
}

/** All that is shown; null when there is nothing. */
export function boundsOfLayers(layers: readonly MapLayer[]): Bounds | null {
	return boundsOf(layers.flatMap(({ data }) => data.features.map(({ geometry }) => geometry)));
}
