// From a day's houses to the layers of its map.
import type { Feature, FeatureCollection, Geometry, Position } from 'geojson';
import type { Facility } from '#lib/domain/facility.ts';
import type { Household } from '#lib/domain/household.ts';
import { boundsOf } from '#lib/domain/geometry/bounds-of.ts';
import type { Territory } from '#lib/domain/territory.ts';
import type { Bounds, MapLayer } from '#lib/map/contracts.ts';
import { headingLook } from '#lib/map/layers/heading.ts';
import { routeLook } from '#lib/map/layers/route.ts';
import type { WayPart } from '#lib/domain/routing/way.ts';
import type { TodayHouse } from '#lib/state/today-order.ts';
import type { Walk } from '#lib/state/walk-start.ts';
import type { Fix } from '#lib/state/position.svelte.ts';

export interface HouseMark {
	readonly household: Pick<Household, 'id' | 'headName' | 'location'>;
	readonly state: string;
}

function collection(features: Feature[]): FeatureCollection {
	return { type: 'FeatureCollection', features };
}

function feature(
	id: string,
	geometry: Geometry | null,
	properties: Readonly<Record<string, unknown>>
): Feature[] {
	return geometry ? [{ type: 'Feature', id, geometry, properties: { id, ...properties } }] : [];
}

/** Outlines only: a fill would hide the houses' colours. */
export function territoryLayer(territories: readonly Territory[]): MapLayer {
	return {
		kind: 'areas',
		id: 'territory',
		data: collection(
			territories.flatMap(({ id, number, boundary }) =>
				feature(id, boundary, { label: String(number) })
			)
		)
	};
}

export function householdLayer(marks: readonly HouseMark[], id = 'households'): MapLayer {
	return {
		kind: 'households',
		id,
		data: collection(
			marks.flatMap(({ household, state }) =>
				feature(household.id, household.location, { state, label: household.headName })
			)
		)
	};
}

export function facilityLayer(facilities: readonly Facility[]): MapLayer {
	return {
		kind: 'facilities',
		id: 'facilities',
		data: collection(
			facilities.flatMap(({ id, kind, name, location }) =>
				feature(id, location, { kind, label: name })
			)
		)
	};
}

/** Ways in parts; the first of them is the one to go now. */
export function wayFeatures(legs: readonly { readonly parts: readonly WayPart[] }[]): Feature[] {
	return legs.flatMap(({ parts }, leg) =>
		parts.flatMap(({ coordinates, isGuess }, part) =>
			feature(
				`leg-${leg}-${part}`,
				{ type: 'LineString', coordinates },
				{
					guess: isGuess,
					next: leg === 0
				}
			)
		)
	);
}

/** The way to one house. */
export function wayLayer(way: { readonly parts: readonly WayPart[] }): MapLayer {
	return { kind: 'drawn', id: 'route', look: routeLook, data: collection(wayFeatures([way])) };
}

/** The way of the day with the numbers of its houses; later legs first, so that the next lies on top. */
export function routeLayer(walk: Walk, walked: readonly TodayHouse[]): MapLayer {
	const ways = wayFeatures(walk.legs ?? []).reverse();
	const numbers = walked.flatMap(({ household, number }) =>
		feature(household.id, household.location, { number, next: number === 1 })
	);
	return { kind: 'drawn', id: 'route', look: routeLook, data: collection([...ways, ...numbers]) };
}

/** Where she said that she stands: of no size, for nobody measured it. */
export function chosenLayer(at: Position | null): MapLayer[] {
	if (!at) return [];
	const point: Geometry = { type: 'Point', coordinates: at };
	return [
		{
			kind: 'position',
			id: 'chosen',
			data: collection(feature('here', point, { accuracyM: 0 }))
		}
	];
}

/** @param headingDeg which way she faces, from north; null while nobody knows */
export function positionLayer(fix: Fix | null, headingDeg: number | null = null): MapLayer[] {
	if (!fix) return [];
	const facing: MapLayer[] =
		headingDeg === null
			? []
			: [
					{
						kind: 'drawn',
						id: 'facing',
						look: headingLook,
						data: collection(feature('own', fix.point, { headingDeg }))
					}
				];
	return [
		...facing,
		{
			kind: 'position',
			id: 'position',
			data: collection(feature('own', fix.point, { accuracyM: fix.accuracyM }))
		}
	];
}

/** Around the houses; around the territory where no house is on the map. */
export function todayBounds(
	territories: readonly Territory[],
	marks: readonly HouseMark[]
): Bounds | null {
	const points = marks.map(({ household }) => household.location).filter((point) => point !== null);
	const outlines = territories
		.map(({ boundary }) => boundary)
		.filter((outline) => outline !== null);
	return boundsOf(points.length > 0 ? points : outlines);
}

/** A square of about `metres` each way around one house. */
export function boundsAround([lng = 0, lat = 0]: readonly number[], metres: number): Bounds {
	const degreesLat = metres / 111_320;
	const degreesLng = degreesLat / Math.max(0.1, Math.cos((lat * Math.PI) / 180));
	return [lng - degreesLng, lat - degreesLat, lng + degreesLng, lat + degreesLat];
}
