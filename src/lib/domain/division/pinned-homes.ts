// Homes of kader that are to lie in their own territory: as vertices of the mesh that borders keep off
// like houses, and as the one node of each label that it must hold. They carry no load and are counted
// as no household.
import type { Position } from 'geojson';
import type { DivisionInput, DivisionNote } from './contract.ts';
import type { Labelling } from './labelling.ts';
import type { Mesh } from './mesh.ts';
import type { SoundArea } from './normalise-area.ts';
import type { PlacedHouseholds } from './normalise-households.ts';
import { note } from './reasons.ts';

/** Node of the home that each label must hold; −1 where none has to be. */
export type Pins = Int32Array;

/** Homes on their way into the mesh: kader by kader, only those within the area's box. */
export interface HomesToPlace {
	readonly places: readonly { readonly kader: number; readonly position: Position }[];
	readonly k: number;
	/** Outside the box; a home whose place nobody knows is not counted. */
	readonly outside: number;
}

export function homesToPlace(
	{ homes = [], pinHomes: isWanted = false }: Pick<DivisionInput, 'homes' | 'pinHomes'>,
	{ bounds: [west, south, east, north] }: SoundArea
): HomesToPlace {
	const known = homes.flatMap((position, kader) => {
		if (!isWanted) return [];
		const [lng = NaN, lat = NaN] = position ?? [];
		return Number.isFinite(lng + lat) ? [{ kader, position: [lng, lat] }] : [];
	});
	const places = known.filter(
		({ position: [lng = NaN, lat = NaN] }) =>
			lng >= west && lng <= east && lat >= south && lat <= north
	);
	return { places, k: homes.length, outside: known.length - places.length };
}

/** The households with the homes behind them, without load, for the mesh alone. */
export function withHomes(
	households: PlacedHouseholds,
	{ places }: HomesToPlace
): PlacedHouseholds {
	const appended = (values: Float64Array, axis: 0 | 1): Float64Array =>
		Float64Array.from([...values, ...places.map(({ position }) => position[axis]!)]);
	return {
		...households,
		ids: [...households.ids, ...places.map(({ kader }) => `home ${String(kader)}`)],
		lng: appended(households.lng, 0),
		lat: appended(households.lat, 1),
		weight: Float64Array.from([...households.weight, ...places.map(() => 0)])
	};
}

export interface PinnedHomes {
	readonly mesh: Mesh;
	/** Null where no home has to be held. */
	readonly pins: Pins | null;
	/** Which homes could not be had, in a finished plan. */
	notesOn(plan: Labelling): DivisionNote[];
}

/**
 * Takes the homes out of the households of a mesh made of `withHomes`. Of several kader at one place
 * the first has it: a place lies in one territory.
 */
export function pinHomes(mesh: Mesh, count: number, homes: HomesToPlace): PinnedHomes {
	const { points } = mesh;
	const vertices = points.householdVertex.slice(count);
	points.householdVertex = points.householdVertex.slice(0, count);
	const isHouse = new Uint8Array(mesh.nodeCount);
	for (const vertex of points.householdVertex) {
		const node = mesh.nodeOfVertex[vertex]!;
		if (node >= 0) isHouse[node] = 1;
	}
	const isHome = new Uint8Array(mesh.nodeCount);
	const pins = new Int32Array(homes.k).fill(-1);
	let outside = homes.outside;
	let shared = 0;
	homes.places.forEach(({ kader }, i) => {
		const node = mesh.nodeOfVertex[vertices[i]!]!;
		if (node < 0) outside++;
		else if (isHome[node]) shared++;
		else {
			isHome[node] = 1;
			pins[kader] = node;
		}
	});
	return {
		mesh: { ...mesh, isHouse, isHome },
		pins: pins.some((node) => node >= 0) ? pins : null,
		notesOn: (plan) =>
			(
				[
					['homes_outside', outside],
					['homes_shared', shared],
					['homes_apart', homesApart(plan, pins)]
				] as const
			).flatMap(([code, count]) => (count > 0 ? [note(code, count)] : []))
	};
}

/** How many homes lie in another's territory. */
export function homesApart({ label }: Labelling, pins: Pins): number {
	return pins.reduce((sum, node, a) => sum + (node >= 0 && label[node] !== a ? 1 : 0), 0);
}
