// From the distances to the layers of the map.
import type { Feature, FeatureCollection, Point } from 'geojson';
import { boundsOf } from '#lib/domain/geometry/bounds-of.ts';
import type { DistanceMeasure } from '#lib/domain/service-distance.ts';
import type { Bounds, MapLayer } from '#lib/map/contracts.ts';
import { distanceLook, newPointLook } from '#lib/map/layers/distance.ts';
import { m } from '#lib/paraglide/messages.js';
import type { AccessPoint, AccessRow, AccessView } from '#lib/state/access-view.svelte.ts';
import { numberWords } from '../words.ts';
import { limitWords } from './words.ts';

/** The limit lies between the second class and the third; each is twice as wide as the one before. */
export function classBounds(limit: number): readonly [number, number, number, number] {
	return [limit / 2, limit, 2 * limit, 4 * limit];
}

/** 0 is nearest, 4 farthest; no known way is farthest. At a bound is still within. */
export function classOf(value: number, limit: number): number {
	return classBounds(limit).filter((bound) => value > bound).length;
}

/** What each class means and how many live in it. */
export function classLabels(
	values: readonly number[],
	limit: number,
	measure: DistanceMeasure
): string[] {
	const counts = [0, 0, 0, 0, 0];
	for (const value of values) counts[classOf(value, limit)]!++;
	const bounds = classBounds(limit).map((bound) => limitWords(bound, measure));
	return counts.map((own, index) => {
		const count = numberWords(own);
		if (index === 0) return m.distance_map_upto({ to: bounds[0]!, count });
		if (index === 4) return m.distance_map_over({ from: bounds[3]!, count });
		return m.distance_map_between({ from: bounds[index - 1]!, to: bounds[index]!, count });
	});
}

const collection = (features: Feature[]): FeatureCollection => ({
	type: 'FeatureCollection',
	features
});

export function homeLayer(
	points: readonly AccessPoint[],
	limit: number,
	measure: DistanceMeasure
): MapLayer {
	const known = points.filter(({ value }) => value !== null);
	const labels = classLabels(
		known.map(({ value }) => value!),
		limit,
		measure
	);
	return {
		kind: 'drawn',
		id: 'homes',
		look: distanceLook(labels),
		data: collection(
			known.map(({ home, value }) => ({
				type: 'Feature',
				id: home.id,
				geometry: pointOf(home.position),
				properties: { id: home.id, class: classOf(value!, limit) }
			}))
		)
	};
}

const pointOf = (coordinates: readonly number[]): Point => ({
	type: 'Point',
	coordinates: [...coordinates]
});

/** Borders of the rows: a tap in one chooses its row. */
export function outlineLayer(rows: readonly AccessRow[]): MapLayer {
	return {
		kind: 'areas',
		id: 'outlines',
		data: collection(
			rows.flatMap(({ area }) =>
				area?.boundary
					? [
							{
								type: 'Feature',
								id: area.id,
								geometry: area.boundary,
								properties: { id: area.id, label: area.name, status: area.boundaryStatus }
							}
						]
					: []
			)
		)
	};
}

export function facilityLayer({ facilities }: Pick<AccessView, 'facilities'>): MapLayer {
	return {
		kind: 'facilities',
		id: 'facilities',
		data: collection(
			facilities.flatMap(({ id, kind, name, location }) =>
				location
					? [{ type: 'Feature', id, geometry: location, properties: { id, kind, label: name } }]
					: []
			)
		)
	};
}

export function pointLayer({ points }: Pick<AccessView, 'points'>): MapLayer {
	return {
		kind: 'drawn',
		id: 'new',
		look: newPointLook(m.distance_map_point()),
		data: collection(
			(points?.points ?? []).map(({ position }, at) => ({
				type: 'Feature',
				id: at,
				geometry: pointOf(position),
				properties: { id: String(at), number: at + 1 }
			}))
		)
	};
}

/** The chosen row, else all rows; where they stand on no map, their houses. */
export function boundsOfView(view: AccessView, selected: string | null): Bounds | null {
	const chosen = view.rows.filter(({ key }) => key === selected);
	const rows = chosen.length > 0 ? chosen : view.rows;
	const drawn = rows.flatMap(({ area }) => (area?.boundary ? [area.boundary] : []));
	if (drawn.length > 0) return boundsOf(drawn);
	const homes = chosen[0]?.area ? view.pointsOf(chosen[0].area) : view.pointsWithin;
	return boundsOf(homes.map(({ home }) => pointOf(home.position)));
}
