/** Constrained Delaunay triangulation on Delaunator's output (Sloan 1993). */
export default class Constrainautor {
	/** Changes the triangulation in place. */
	constructor(delaunay: {
		readonly coords: ArrayLike<number>;
		triangles: Uint32Array;
		halfedges: Int32Array;
		readonly hull: ArrayLike<number>;
	});
	/** Makes a–b an edge. Throws when a vertex or a constrained edge is in the way. */
	constrainOne(a: number, b: number): number;
	/** Restores the Delaunay property of the edges that are not constrained. */
	delaunify(deep?: boolean): this;
}
