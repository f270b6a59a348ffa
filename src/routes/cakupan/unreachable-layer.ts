// Areas out of reach as a layer of a map.
import { boundsOf } from '#lib/domain/geometry/bounds-of.ts';
import type { UnreachableArea } from '#lib/domain/unreachable.ts';
import type { Bounds, MapLayer } from '#lib/map/contracts.ts';
import { unreachableLook } from '#lib/map/layers/unreachable.ts';
import { m } from '#lib/paraglide/messages.js';

type Shown = Pick<UnreachableArea, 'id' | 'shape' | 'state'>;

/** @param canPick false where what lies below is what one taps */
export function unreachableLayer(areas: readonly Shown[], canPick: boolean): MapLayer {
	return {
		kind: 'drawn',
		id: 'unreachable',
		look: unreachableLook({
			confirmed: m.unreachable_map_layer(),
			proposed: m.unreachable_map_proposed(),
			canPick
		}),
		data: {
			type: 'FeatureCollection',
			features: areas.map(({ id, shape, state }) => ({
				type: 'Feature',
				id,
				geometry: shape,
				properties: { id, state }
			}))
		}
	};
}

export function boundsOfShapes(areas: readonly Pick<UnreachableArea, 'shape'>[]): Bounds | null {
	return boundsOf(areas.map(({ shape }) => shape));
}
