// The mesh of an area with its households, whatever the area's shape: finer or coarser, of the area
// as it came or mended once more, until one holds.
import type { Position } from 'geojson';
import { triangulate, type Mesh } from './mesh.ts';
import { meshPoints, soundAreaM2 } from './mesh-points.ts';
import { mendArea, type SoundArea } from './normalise-area.ts';
import { withNaturalLines } from './natural-lines.ts';
import type { PlacedHouseholds } from './normalise-households.ts';

/** Points of the grid between the houses: enough for smooth borders, few enough for a phone. */
const gridPointsPerHousehold = 0.6;
const fewestGridPoints = 1500;
const mostGridPoints = 12000;

/** The mesh, or one without a grid, or one of the re-mended area, when rounding spoils the first. */
export function areaMesh(
	area: SoundArea,
	households: PlacedHouseholds,
	isCoarse: boolean,
	lines: readonly (readonly Position[])[] = []
): { mesh: Mesh; area: SoundArea } | null {
	const wanted = Math.round(households.ids.length * gridPointsPerHousehold);
	const gridPoints = Math.min(mostGridPoints, Math.max(fewestGridPoints, wanted));
	const attempts: [() => SoundArea | null, hasGrid: boolean][] = [
		[() => area, !isCoarse],
		[() => area, false],
		[() => mendArea(area), !isCoarse],
		[() => mendArea(area), false]
	];
	for (const [areaOf, hasGrid] of attempts) {
		const tried = areaOf();
		if (!tried) continue;
		const mesh = triangulate(meshPoints(tried, households, gridPoints, hasGrid, lines));
		if (!mesh || !coversArea(mesh, tried)) continue;
		return { mesh: withNaturalLines(mesh, lines), area: tried };
	}
	return null;
}

/** The mesh must fill the area but for the rounding of its vertices to millimetres. */
function coversArea(mesh: Mesh, area: SoundArea): boolean {
	const wanted = soundAreaM2(area, mesh.points.projection);
	let perimeter = 0;
	for (const { a, b } of mesh.points.edges) {
		const dx = mesh.points.x[a]! - mesh.points.x[b]!;
		const dy = mesh.points.y[a]! - mesh.points.y[b]!;
		perimeter += Math.sqrt(dx * dx + dy * dy);
	}
	return Math.abs(mesh.totalAreaM2 - wanted) <= 0.002 * perimeter + 1e-6;
}
