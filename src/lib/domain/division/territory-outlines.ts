// From a labelling to one MultiPolygon a territory: the only way from the mesh back to degrees.
import type { MultiPolygon } from 'geojson';
import { extractBorders } from './arcs.ts';
import { Labelling } from './labelling.ts';
import type { Mesh } from './mesh.ts';
import { territoryPolygons } from './rings.ts';
import { straightenArcs } from './straighten.ts';

/** By label. Neighbours share every point of their border digit by digit. */
export function territoryOutlines(plan: Labelling): MultiPolygon[] {
	const { points, triangles, inside } = plan.mesh;
	const borders = extractBorders(plan);
	if (borders.arcs.length > 0) straightenArcs(plan, borders.arcs);
	const firstVertexId = triangles.length + inside.length;
	return territoryPolygons(borders, plan.k, points.projection, (id) => {
		return points.position[id - firstVertexId]!;
	});
}

/** The area as the mesh holds it: gaps of a hair between parts are closed. */
export function areaOutline(mesh: Mesh): MultiPolygon {
	const one = new Float64Array(1);
	const all = new Int32Array(mesh.nodeCount);
	return territoryOutlines(
		new Labelling(mesh, { x: one, y: one, price: one, cost: 0 }, all, 1)
	)[0]!;
}
