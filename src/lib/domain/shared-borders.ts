// Which stretches of a territory's outline are borders with which neighbour, read from the digits alone:
// an inner edge of a division is written the same on both of its sides.
import type { MultiPolygon, Position } from 'geojson';

interface Numbered {
	readonly number: number;
	readonly boundary: MultiPolygon;
}

export interface SharedBorder {
	/** Number of the territory on the other side. */
	readonly neighbour: number;
	/** In the order of the territory's own ring; ends where it began where a whole ring is one border. */
	readonly line: readonly Position[];
}

/**
 * The borders of one territory, each as long as the same neighbour lies beyond it. An edge that is not
 * written alike on both sides belongs to none, as do those along the edge of the area.
 */
export function sharedBorders(
	territories: readonly Numbered[],
	number: number
): readonly SharedBorder[] {
	const beyond = new Map<string, number>();
	for (const other of territories) {
		if (other.number === number) continue;
		for (const ring of ringsOf(other.boundary)) {
			for (const [a, b] of edgesOf(ring)) beyond.set(edgeKey(a, b), other.number);
		}
	}
	const own = territories.filter((one) => one.number === number);
	return own.flatMap(({ boundary }) =>
		ringsOf(boundary).flatMap((ring) => bordersOfRing(ring, beyond))
	);
}

function bordersOfRing(ring: readonly Position[], beyond: ReadonlyMap<string, number>) {
	const found: { neighbour: number; line: Position[] }[] = [];
	let last: number | undefined;
	for (const [a, b] of edgesOf(ring)) {
		const neighbour = beyond.get(edgeKey(a, b));
		if (neighbour !== undefined && neighbour === last) found.at(-1)!.line.push(b);
		else if (neighbour !== undefined) found.push({ neighbour, line: [a, b] });
		last = neighbour;
	}
	// A ring begins anywhere, also in the middle of a border.
	const [first] = found;
	const end = found.at(-1);
	const meets = first && end && samePlace(end.line.at(-1)!, first.line[0]!);
	if (!meets || first === end || first.neighbour !== end.neighbour) return found;
	return [{ ...end, line: [...end.line, ...first.line.slice(1)] }, ...found.slice(1, -1)];
}

function ringsOf({ coordinates }: MultiPolygon): Position[][] {
	return coordinates.flat();
}

function edgesOf(ring: readonly Position[]): (readonly [Position, Position])[] {
	return ring.slice(1).map((to, at) => [ring[at]!, to] as const);
}

/** The same whichever way the edge is walked. */
function edgeKey(a: Position, b: Position): string {
	const [one, other] = [a.slice(0, 2).join(), b.slice(0, 2).join()];
	return one < other ? `${one} ${other}` : `${other} ${one}`;
}

function samePlace(a: Position, b: Position): boolean {
	return a[0] === b[0] && a[1] === b[1];
}
