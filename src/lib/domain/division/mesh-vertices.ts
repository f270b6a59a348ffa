// The vertices of a mesh before it is triangulated, and the edges of rings that must exist.
import type { Position } from 'geojson';
import type { Projection } from './project.ts';

/** Where a vertex comes from. Only `corner` vertices are the area's own and always written out. */
export const origin = { corner: 0, onRing: 1, household: 2, grid: 3 } as const;

/** A directed edge of a ring with the vertices that were found on it, by position along it. */
export interface RingEdge {
	readonly a: number;
	readonly b: number;
	readonly splits: { at: number; vertex: number }[];
}

/** Vertices are whole millimetres; no two share a place. */
export class MeshPoints {
	readonly x: number[] = [];
	readonly y: number[] = [];
	/** Degrees, verbatim for the area's own vertices. */
	readonly position: Position[] = [];
	readonly origin: number[] = [];
	readonly load: number[] = [];
	readonly isHouse: boolean[] = [];
	readonly edges: RingEdge[] = [];
	/** Vertex of every household. */
	householdVertex = new Int32Array(0);
	/** Metres between points of the grid. */
	spacing = 1;
	readonly projection: Projection;
	readonly #at = new Map<string, number>();

	constructor(projection: Projection) {
		this.projection = projection;
	}

	/** The vertex at this place, made when there is none yet. */
	add(x: number, y: number, from: number, position: Position): number {
		const key = `${Math.round(x * 1000)},${Math.round(y * 1000)}`;
		const held = this.#at.get(key);
		if (held !== undefined) return held;
		const id = this.x.length;
		this.#at.set(key, id);
		this.x.push(x);
		this.y.push(y);
		this.position.push(position);
		this.origin.push(from);
		this.load.push(0);
		this.isHouse.push(false);
		return id;
	}
}
