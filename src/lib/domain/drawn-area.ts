// A part of a village that a planner draws on the map because no file has it: its boundary, the
// households that stand in it, and the commands that store both.
import type { MultiPolygon, Position } from 'geojson';
import type { Area, AreaKind } from './area.ts';
import type { Day, Id } from './entity.ts';
import { areaM2 } from './geometry/area-m2.ts';
import { locator } from './geometry/locate.ts';
import { crossesItself, ringWithin } from './geometry/ring-within.ts';
import type { Household } from './household.ts';
import { longestAreaName } from './import-map.ts';
import { err, ok, type Result } from './result.ts';
import type { Change } from './sync/change.ts';

export type DrawnProblem = 'few' | 'crossing' | 'outside' | 'small';

/** Less than a house with its yard is a slip of the finger. */
const leastM2 = 200;

/** What may be drawn within each kind of area. */
const partsOf: Readonly<Partial<Record<AreaKind, readonly AreaKind[]>>> = {
	village: ['hamlet', 'rw', 'rt'],
	hamlet: ['rw', 'rt'],
	rw: ['rt']
};

export function drawableKinds({ kind, boundary }: Pick<Area, 'kind' | 'boundary'>): AreaKind[] {
	return boundary ? [...(partsOf[kind] ?? [])] : [];
}

/**
 * What was drawn, as far as it lies within the parent: nobody draws along a border to the metre.
 * @param corners [lng, lat], not closed
 */
export function drawnBoundary(
	corners: readonly Position[],
	parent: MultiPolygon
): Result<MultiPolygon, DrawnProblem> {
	const ring = corners.map(rounded).filter((at, i, all) => !isSame(at, all.at(i - 1)!));
	if (ring.length < 3) return err('few');
	if (crossesItself(ring)) return err('crossing');
	const within = ringWithin(ring, parent);
	if (!within) return err('outside');
	return areaM2(within) < leastM2 ? err('small') : ok(within);
}

/** To a centimetre: clipping stumbles over corners that are nearer to each other than that. */
const rounded = (at: Position): Position => at.map((degree) => Number(degree.toFixed(7)));
const isSame = (a: Position, b: Position): boolean => a[0] === b[0] && a[1] === b[1];

type Inhabitant = Pick<Household, 'id' | 'rev' | 'areaId' | 'location' | 'status'>;

export interface Inhabitants<H> {
	/** Recorded in the parent itself: they go with the new area. */
	readonly free: readonly H[];
	/** Recorded in another part of the parent already. */
	readonly elsewhere: readonly H[];
}

/** @param within ids of the parent and of all its parts */
export function inhabitants<H extends Inhabitant>(
	boundary: MultiPolygon,
	households: readonly H[],
	parentId: Id<'area'>,
	within: ReadonlySet<string>
): Inhabitants<H> {
	const find = locator([{ polygon: boundary, value: true }]);
	const inside = households.filter(
		({ location, status, areaId }) =>
			status === 'active' &&
			location !== null &&
			within.has(areaId) &&
			find.at(location.coordinates) === true
	);
	return {
		free: inside.filter(({ areaId }) => areaId === parentId),
		elsewhere: inside.filter(({ areaId }) => areaId !== parentId)
	};
}

export interface DrawnArea {
	readonly parentId: Id<'area'>;
	readonly kind: AreaKind;
	readonly name: string;
	readonly boundary: MultiPolygon;
	/** Who belongs to it from now on. */
	readonly moving: readonly Pick<Household, 'id' | 'rev'>[];
	/** Shown as where the boundary comes from. */
	readonly source: string;
}

export function drawArea(drawn: DrawnArea, areaId: Id<'area'>, today: Day): Change[] {
	const { parentId, kind, name, boundary, moving, source } = drawn;
	const patch = {
		...{ parentId, kind, villageKind: null, code: null, bpsCode: null },
		...{ name: name.trim().slice(0, longestAreaName), boundary, boundaryStatus: 'drawn', source },
		...{ validFrom: today, validTo: null }
	};
	return [
		{ entity: 'area', op: 'create', id: areaId, patch, after: [parentId] },
		...moving.map(({ id, rev }): Change => ({
			...{ entity: 'household', op: 'update', id, baseRev: rev },
			...{ patch: { areaId }, after: [areaId, id] }
		}))
	];
}
