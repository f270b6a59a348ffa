// The order in which houses are numbered on paper: RT by RT, and within each along a walk that
// starts at one side, so that the next number is found next door.
import type { Position } from 'geojson';

export interface Standing {
	readonly rw: string | null;
	readonly rt: string | null;
	/** [lng, lat] */
	readonly position: Position;
}

/** Enough for the walk to lose its crossings; each pass looks at every pair once. */
const mostPasses = 12;
/** Beyond this a pass takes longer than a page may stand still; the walk then keeps its crossings. */
const mostStraightened = 1500;

/** The same houses, each once. Unknown RT and RW come last. The same houses give the same order. */
export function walkOrder<T extends Standing>(houses: readonly T[]): T[] {
	const groups = new Map<string, T[]>();
	for (const house of houses) {
		// A tilde sorts behind every digit.
		const key = `${house.rw ?? '~'}/${house.rt ?? '~'}`;
		const group = groups.get(key);
		if (group) group.push(house);
		else groups.set(key, [house]);
	}
	const ordered: T[] = [];
	for (const key of [...groups.keys()].sort()) {
		const group = groups.get(key)!;
		const last = ordered.at(-1);
		const first = last ? nearest(group, last) : group.reduce((a, b) => (isBefore(b, a) ? b : a));
		for (const house of straightened(walkFrom(first, group))) ordered.push(house);
	}
	return ordered;
}

/** From the north-west, as one reads. */
function isBefore(a: Standing, b: Standing): boolean {
	const corner = ({ position: [lng = 0, lat = 0] }: Standing): number => lng - lat;
	return corner(a) < corner(b);
}

function squared(a: Standing, b: Standing): number {
	const [ax = 0, ay = 0] = a.position;
	const [bx = 0, by = 0] = b.position;
	// Degrees are near enough square where Indonesia lies: between 6° N and 11° S.
	return (ax - bx) ** 2 + (ay - by) ** 2;
}

function nearest<T extends Standing>(houses: readonly T[], to: Standing): T {
	return houses.reduce((a, b) => (squared(b, to) < squared(a, to) ? b : a));
}

function walkFrom<T extends Standing>(first: T, houses: readonly T[]): T[] {
	const left = houses.filter((house) => house !== first);
	const walk = [first];
	while (left.length > 0) {
		const next = nearest(left, walk.at(-1)!);
		left.splice(left.indexOf(next), 1);
		walk.push(next);
	}
	return walk;
}

/** 2-opt on a path with a fixed start: turns a stretch round wherever that makes the walk shorter. */
function straightened<T extends Standing>(walk: T[]): T[] {
	if (walk.length > mostStraightened) return walk;
	const far = (i: number, j: number): number => Math.sqrt(squared(walk[i]!, walk[j]!));
	for (let pass = 0; pass < mostPasses; pass++) {
		let isShorter = false;
		for (let i = 1; i < walk.length - 1; i++) {
			for (let j = i + 1; j < walk.length; j++) {
				const hasNext = j + 1 < walk.length;
				const now = far(i - 1, i) + (hasNext ? far(j, j + 1) : 0);
				const then = far(i - 1, j) + (hasNext ? far(i, j + 1) : 0);
				if (then >= now - 1e-12) continue;
				walk.splice(i, j - i + 1, ...walk.slice(i, j + 1).reverse());
				isShorter = true;
			}
		}
		if (!isShorter) break;
	}
	return walk;
}
