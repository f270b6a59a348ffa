// Where the territory of one who joins may begin: by her home, or where neighbours meet, so that
// each of them gives a little and none is eaten up.
import type { Labelling } from './labelling.ts';
import { next } from './mesh.ts';
import type { Homes } from './shares.ts';

const most = 4;

/**
 * Houses that may leave their territory, best first: the one nearest to the home, then those nearest
 * to the meeting points about it; without a home the meeting points of the heaviest territories.
 */
export function seedPlaces(plan: Labelling, a: number, homes: Homes): number[] {
	const { mesh } = plan;
	const home = { x: homes.x[a]!, y: homes.y[a]! };
	const isKnown = Number.isFinite(home.x + home.y);
	const meetings = meetingPoints(plan).map((one) => {
		const square = (one.x - home.x) * (one.x - home.x) + (one.y - home.y) * (one.y - home.y);
		return { ...one, rank: isKnown ? square : -one.excess };
	});
	meetings.sort((p, q) => p.rank - q.rank || p.x - q.x || p.y - q.y);
	const places = isKnown ? [home, ...meetings] : meetings;
	const found: number[] = [];
	for (const { x, y } of places) {
		const house = nearestHouse(plan, x, y);
		if (house >= 0 && !found.includes(house)) found.push(house);
		if (found.length === most) return found;
	}
	if (found.length === 0) {
		// One territory alone: its far end.
		const heaviest = [...plan.load.keys()].reduce((p, q) =>
			plan.load[q]! > plan.load[p]! ? q : p
		);
		const far = houses(plan)
			.filter((u) => plan.label[u] === heaviest)
			.sort((u, v) => plan.squareTo(v, heaviest) - plan.squareTo(u, heaviest) || u - v)[0];
		const place = far === undefined ? -1 : nearestHouse(plan, mesh.x[far]!, mesh.y[far]!);
		if (place >= 0) found.push(place);
	}
	return found;
}

/** Middles of triangles where three territories meet, or two where no three do. */
function meetingPoints(plan: Labelling): { x: number; y: number; excess: number }[] {
	const { mesh, label } = plan;
	const points: { x: number; y: number; excess: number; count: number }[] = [];
	mesh.inside.forEach((inside, t) => {
		if (!inside) return;
		const nodes = [3 * t, next(3 * t), next(next(3 * t))].map((corner) => mesh.nodeOf[corner]!);
		const labels = [...new Set(nodes.map((u) => label[u]!))];
		if (labels.length < 2) return;
		points.push({
			x: nodes.reduce((sum, u) => sum + mesh.x[u]!, 0) / 3,
			y: nodes.reduce((sum, u) => sum + mesh.y[u]!, 0) / 3,
			excess: labels.reduce((sum, b) => sum + plan.excess(b), 0),
			count: labels.length
		});
	});
	const highest = points.reduce((best, { count }) => Math.max(best, count), 0);
	return points.filter(({ count }) => count === highest);
}

function houses({ mesh }: Labelling): number[] {
	return [...mesh.isHouse.keys()].filter((u) => mesh.isHouse[u] === 1);
}

/** Of the twenty nearest, the first that its territory can spare; −1 when none can be. */
function nearestHouse(plan: Labelling, x: number, y: number): number {
	const { mesh } = plan;
	const square = (u: number): number =>
		(mesh.x[u]! - x) * (mesh.x[u]! - x) + (mesh.y[u]! - y) * (mesh.y[u]! - y);
	const near = houses(plan).sort((u, v) => square(u) - square(v) || u - v);
	return near.slice(0, 20).find((u) => plan.isSafe(u, true)) ?? -1;
}
