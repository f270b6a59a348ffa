// The outline of several territories of one division together. They share their borders digit by
// digit, so the inner edges cancel and every vertex that is left stays exactly where it was.
import type { MultiPolygon, Position } from 'geojson';
import { polygonsOfEdges, type OutlineEdge } from './rings.ts';
import { ringsAreSound } from './ring-validity.ts';
import { distanceToSegment, nearestOnSegment, SegmentGrid } from './segment-grid.ts';

/** Degrees, 2 mm: a border that ends on a locked one is a vertex on this side of it alone. */
const reach = 2e-8;
/** Square degrees, about 0.0005 m². */
const areaSlack = 4e-14;

/**
 * Exact where edges have identical twins, or twins cut at vertices that lie on them (where a border
 * was drawn up to a territory that was locked then). Otherwise all polygons side by side, for
 * `normaliseArea` to unite: nothing is lost, but vertices may be new.
 */
export function unitedOutline(polygons: readonly MultiPolygon[]): MultiPolygon {
	const all = {
		type: 'MultiPolygon' as const,
		coordinates: polygons.flatMap((p) => p.coordinates)
	};
	const loose = withoutTwins(directedEdges(all));
	const outline = withoutCutTwins(loose);
	const united = polygonsOfEdges(outline);
	const rings = united.coordinates.map((own) => own.map((ring) => ring.slice(0, -1)));
	// Publishing rounds to a millimetre: a vertex of one side may lie beside the other's edge.
	const gone = length(loose) - length(outline);
	const slack = areaSlack + reach * Math.max(0, gone) + 1e-12 * size(all);
	const isWhole = Math.abs(size(united) - size(all)) <= slack;
	return rings.length > 0 && isWhole && ringsAreSound(rings) ? united : all;
}

/** Edges of all rings with the inside on the left, whichever way the rings run. */
function directedEdges({ coordinates }: MultiPolygon): OutlineEdge[] {
	const numberOf = new Map<string, number>();
	const idOf = ([lng, lat]: Position): number => {
		const key = `${lng} ${lat}`;
		const held = numberOf.get(key);
		if (held !== undefined) return held;
		numberOf.set(key, numberOf.size);
		return numberOf.size - 1;
	};
	const edges: OutlineEdge[] = [];
	for (const polygon of coordinates) {
		polygon.forEach((ring, index) => {
			const isForward = signedArea(ring) > 0 === (index === 0);
			for (let i = 0; i + 1 < ring.length; i++) {
				const [from, to] = isForward ? [ring[i]!, ring[i + 1]!] : [ring[i + 1]!, ring[i]!];
				const [start, end] = [idOf(from), idOf(to)];
				if (start !== end) edges.push({ start, end, from, to });
			}
		});
	}
	return edges;
}

const keyOf = (start: number, end: number): string => `${start} ${end}`;

/** Each edge cancels one that runs the other way. */
function withoutTwins(edges: readonly OutlineEdge[]): OutlineEdge[] {
	const left = new Map<string, OutlineEdge[]>();
	for (const edge of edges) {
		const twins = left.get(keyOf(edge.end, edge.start));
		if (twins && twins.length > 0) {
			twins.pop();
			continue;
		}
		const key = keyOf(edge.start, edge.end);
		const held = left.get(key);
		if (held) held.push(edge);
		else left.set(key, [edge]);
	}
	return [...left.values()].flat();
}

/** Cancels what does so once edges are cut at vertices on them; edges that gain nothing stay whole. */
function withoutCutTwins(edges: readonly OutlineEdge[]): OutlineEdge[] {
	const cuts = cutsOf(edges);
	if (cuts.every((own) => own.length === 0)) return edges.slice();
	const pieces = edges.map((edge, i) => {
		const places = [
			{ id: edge.start, position: edge.from },
			...cuts[i]!,
			{ id: edge.end, position: edge.to }
		];
		return places.slice(1).map((to, j): OutlineEdge => ({
			start: places[j]!.id,
			end: to.id,
			from: places[j]!.position,
			to: to.position
		}));
	});
	const left = new Set(withoutTwins(pieces.flat()));
	return edges.flatMap((edge, i) => {
		const own = pieces[i]!.filter((piece) => left.has(piece));
		return own.length === pieces[i]!.length ? [edge] : own;
	});
}

interface Cut {
	readonly id: number;
	readonly position: Position;
}

/** Vertices of other edges that lie on each edge, in its direction. */
function cutsOf(edges: readonly OutlineEdge[]): Cut[][] {
	const found = edges.map(() => new Map<number, Cut & { at: number }>());
	const mean = edges.reduce((sum, edge) => sum + extent(edge), 0) / Math.max(1, edges.length);
	const longest = edges.reduce((most, edge) => Math.max(most, extent(edge)), 0);
	const grid = new SegmentGrid(Math.max(mean, longest / 500, 1e-9));
	edges.forEach(({ from, to }, i) => grid.add(i, from[0]!, from[1]!, to[0]!, to[1]!));
	for (const { start, from } of edges) {
		const [x, y] = from as [number, number];
		for (const i of grid.near(x - reach, y - reach, x + reach, y + reach)) {
			const edge = edges[i]!;
			if (edge.start === start || edge.end === start) continue;
			const ends = [edge.from[0]!, edge.from[1]!, edge.to[0]!, edge.to[1]!] as const;
			const at = nearestOnSegment(x, y, ...ends);
			if (at <= 0 || at >= 1 || distanceToSegment(x, y, ...ends) > reach) continue;
			found[i]!.set(start, { id: start, position: from, at });
		}
	}
	return found.map((own) => [...own.values()].sort((p, q) => p.at - q.at || p.id - q.id));
}

function extent({ from, to }: OutlineEdge): number {
	return Math.max(Math.abs(from[0]! - to[0]!), Math.abs(from[1]! - to[1]!));
}

function length(edges: readonly OutlineEdge[]): number {
	return edges.reduce((sum, edge) => sum + extent(edge), 0);
}

function size({ coordinates }: MultiPolygon): number {
	return coordinates.reduce(
		(sum, polygon) =>
			polygon.reduce(
				(own, ring, index) => own + (index === 0 ? 1 : -1) * Math.abs(signedArea(ring)),
				sum
			),
		0
	);
}

/** Square degrees, above 0 for rings that run counter-clockwise. */
function signedArea(ring: readonly Position[]): number {
	const [x0, y0] = ring[0] as [number, number];
	let twice = 0;
	for (let i = 0; i + 1 < ring.length; i++) {
		const [ax, ay] = ring[i] as [number, number];
		const [bx, by] = ring[i + 1] as [number, number];
		twice += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
	}
	return twice / 2;
}
