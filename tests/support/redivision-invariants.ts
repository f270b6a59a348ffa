// What every change of a division must keep, checked on the polygons alone, without the engine's own
// geometry: who holds whom, locked territories untouched, the same ground covered exactly once.
import type { MultiPolygon, Position } from 'geojson';
import type {
	PresentTerritory,
	RedivisionInput,
	RedivisionSuccess
} from '#lib/domain/division/redivision-contract.ts';
import { edges, holds, liesOn, sizeM2 } from './division-invariants.ts';

/** Every broken promise in words; empty when all hold. */
export function brokenChanges(input: RedivisionInput, result: RedivisionSuccess): string[] {
	return [
		...staffFaults(input, result),
		...householdFaults(input, result),
		...lockedFaults(input, result),
		...coverFaults(input, result),
		...edgeFaults(input, result),
		...pieceFaults(input, result),
		...placeFaults(input, result)
	];
}

function staffFaults(input: RedivisionInput, { territories }: RedivisionSuccess): string[] {
	const faults: string[] = [];
	const going = input.territories.filter(({ number }) => !input.leaving.includes(number));
	const joined = territories.filter(({ from }) => from === null);
	if (territories.length !== going.length + input.joining.length) faults.push('wrong count');
	if (new Set(territories.map(({ number }) => number)).size !== territories.length)
		faults.push('a number twice');
	for (const { number } of going) {
		if (!territories.some((one) => one.number === number && one.from === number))
			faults.push(`territory ${number} lost its number`);
	}
	const joiners = joined.map(({ joiner }) => joiner).sort();
	if (joiners.join() !== [...input.joining.keys()].sort().join()) faults.push('joiners are wrong');
	const shares = territories.map(({ share }) => share).sort((p, q) => p - q);
	if (shares.join() !== [...territories.keys()].join()) faults.push('shares are wrong');
	return faults;
}

function householdFaults(input: RedivisionInput, { territories }: RedivisionSuccess): string[] {
	const faults: string[] = [];
	const given = territories.flatMap(({ households }) => households);
	if (new Set(given).size !== given.length) faults.push('a household in two territories');
	const known = new Set(input.households.map(({ id }) => id));
	const missing = [...known].filter((id) => !given.includes(id));
	if (missing.length > 0) faults.push(`${missing.length} households in no territory`);
	const holders = holdersOf(input.territories);
	const now = holdersOf(territories);
	for (const id of input.fixed ?? []) {
		const held = holders.get(id);
		if (held === undefined || input.leaving.includes(held)) continue;
		if (now.get(id) !== held) faults.push(`fixed ${id} moved`);
	}
	return faults;
}

function holdersOf(
	territories: readonly Pick<PresentTerritory, 'number' | 'households'>[]
): Map<string, number> {
	return new Map(
		territories.flatMap(({ number, households }) => households.map((id) => [id, number] as const))
	);
}

function lockedFaults(input: RedivisionInput, { territories }: RedivisionSuccess): string[] {
	const listed = new Set(input.territories.flatMap(({ households }) => households));
	return input.locked.flatMap((number) => {
		const before = input.territories.find((one) => one.number === number)!;
		const after = territories.find((one) => one.number === number);
		const faults: string[] = [];
		if (!after?.isLocked) faults.push(`locked ${number} is open`);
		if (after?.polygon !== before.polygon) faults.push(`locked ${number} has another polygon`);
		const own = after?.households.filter((id) => listed.has(id)) ?? [];
		if (own.join() !== before.households.join()) faults.push(`locked ${number} has other houses`);
		return faults;
	});
}

const reopened = ({ territories, locked }: RedivisionInput): PresentTerritory[] =>
	territories.filter(({ number }) => !locked.includes(number));

function coverFaults(input: RedivisionInput, { territories }: RedivisionSuccess): string[] {
	const sum = (list: readonly { readonly polygon: MultiPolygon }[]): number =>
		list.reduce((total, { polygon }) => total + sizeM2(polygon), 0);
	const wanted = sum(reopened(input));
	const off = Math.abs(sum(territories.filter(({ isLocked }) => !isLocked)) - wanted);
	return off < Math.max(1e-3, wanted * 1e-12) ? [] : [`cover is off by ${off} m²`];
}

/** Edges without a twin, of these polygons. */
function looseEdges(polygons: readonly MultiPolygon[]): [Position, Position][] {
	const open = new Map<string, [Position, Position]>();
	for (const polygon of polygons) {
		for (const [a, b] of edges(polygon)) {
			if (!open.delete(`${b.join()} ${a.join()}`)) open.set(`${a.join()} ${b.join()}`, [a, b]);
		}
	}
	const loose = [...open.values()];
	// A border that ended on a locked territory is a vertex of one side alone: the sides still meet.
	return loose.filter((edge) => {
		const [a, b] = edge;
		const middle = [(a[0]! + b[0]!) / 2, (a[1]! + b[1]!) / 2];
		return !loose.some((other) => other !== edge && liesOn(middle, other));
	});
}

/** An edge without a twin lies on the outline of the ground that was reopened, and the other way. */
function edgeFaults(input: RedivisionInput, { territories }: RedivisionSuccess): string[] {
	const before = looseEdges(reopened(input).map(({ polygon }) => polygon));
	const after = looseEdges(
		territories.filter(({ isLocked }) => !isLocked).map(({ polygon }) => polygon)
	);
	const strays = (some: [Position, Position][], others: [Position, Position][]): number =>
		some.filter(
			([a, b]) => !others.some((edge) => liesOn(a, edge) && liesOn(b, edge)) && !isCut(a, b, others)
		).length;
	const faults: string[] = [];
	const inner = strays(after, before);
	if (inner > 0) faults.push(`${inner} inner edges without a twin`);
	const lost = strays(before, after);
	if (lost > 0) faults.push(`${lost} edges of the outline are gone`);
	return faults;
}

/** Whether a–b is made of several edges: both ends and the middle lie on some. */
function isCut(a: Position, b: Position, others: readonly [Position, Position][]): boolean {
	return [0, 0.25, 0.5, 0.75, 1].every((t) => {
		const place = [a[0]! + (b[0]! - a[0]!) * t, a[1]! + (b[1]! - a[1]!) * t];
		return others.some((edge) => liesOn(place, edge));
	});
}

/** Whole but where the reopened ground itself lies in parts: each can add one piece at most. */
function pieceFaults(input: RedivisionInput, result: RedivisionSuccess): string[] {
	const open = result.territories.filter(({ isLocked }) => !isLocked);
	const pieces = open.reduce((sum, { polygon }) => sum + polygon.coordinates.length, 0);
	const parts = partsOf(input);
	const most = Math.max(open.length, parts) + parts - 1;
	return pieces > most
		? [`${pieces} pieces for ${open.length} territories and ${parts} parts`]
		: [];
}

/** Connected parts of the reopened ground: polygons that share an edge belong together. */
function partsOf(input: RedivisionInput): number {
	const polygons = reopened(input).flatMap(({ polygon }) => polygon.coordinates);
	const root = polygons.map((_, i) => i);
	const find = (i: number): number => (root[i] === i ? i : find(root[i]!));
	const at = new Map<string, number>();
	polygons.forEach((rings, i) => {
		for (const [a, b] of edges({ type: 'MultiPolygon', coordinates: [rings] })) {
			const other = at.get(`${b.join()} ${a.join()}`);
			if (other !== undefined) root[find(i)] = find(other);
			at.set(`${a.join()} ${b.join()}`, i);
		}
	});
	return root.filter((own, i) => own === i).length;
}

/** A household stands in its territory's polygon unless it stays with a kader outside whose polygon it stood. */
function placeFaults(input: RedivisionInput, result: RedivisionSuccess): string[] {
	const placeOf = new Map(input.households.map(({ id, position }) => [id, position]));
	const before = holdersOf(input.territories);
	const polygonOf = new Map(input.territories.map(({ number, polygon }) => [number, polygon]));
	const ground = reopened(input).map(({ polygon }) => polygon);
	const sharedPlaces = placesOfSeveral(input, before);
	let misplaced = 0;
	for (const { number, from, households, polygon, isLocked } of result.territories) {
		for (const id of households) {
			const place = placeOf.get(id);
			if (isLocked || !place || !place.every(Number.isFinite) || place.length < 2) continue;
			if (standsIn(polygon, place) || !ground.some((one) => standsIn(one, place))) continue;
			const held = before.get(id);
			if (held === number && sharedPlaces.has(place.join())) continue;
			// One who takes over from one who leaves takes over her exceptions too.
			const isHers = held === number || (from === null && input.leaving.includes(held ?? NaN));
			if (!isHers || standsIn(polygonOf.get(held!)!, place)) misplaced++;
		}
	}
	return misplaced > 0 ? [`${misplaced} households outside their territory`] : [];
}

/** Places whose households several kader hold: no border can part them. */
function placesOfSeveral(
	{ households }: RedivisionInput,
	before: ReadonlyMap<string, number>
): Set<string> {
	const holderAt = new Map<string, number | undefined>();
	const several = new Set<string>();
	for (const { id, position } of households) {
		const key = position.join();
		if (holderAt.has(key) && holderAt.get(key) !== before.get(id)) several.add(key);
		holderAt.set(key, before.get(id));
	}
	return several;
}

function standsIn(polygon: MultiPolygon, place: Position): boolean {
	return holds(polygon, place) || edges(polygon).some((edge) => liesOn(place, edge, 0.03));
}
