// Random areas with households for property tests: concave outlines, holes, islands, slivers,
// clusters and shared places, all from one seed so that fast-check can shrink and repeat them.
import fc from 'fast-check';
import type { DivisionInput } from '#lib/domain/division/contract.ts';
import { seededRandom } from '#lib/domain/division/random.ts';
import { areaOf, box, housesAt, type House, type Ring } from './awkward-areas.ts';

export interface AreaPlan {
	readonly seed: number;
	readonly corners: number;
	/** Percent: 0 is round, 100 has bays down to a tenth of the radius. */
	readonly roughness: number;
	readonly holes: number;
	readonly islands: number;
	readonly hasSliver: boolean;
	readonly houses: number;
	readonly clusters: number;
	readonly sharedPlaces: number;
	readonly weighted: boolean;
	readonly k: number;
}

export const areaPlans: fc.Arbitrary<AreaPlan> = fc.record({
	seed: fc.integer({ min: 1, max: 1_000_000 }),
	corners: fc.integer({ min: 5, max: 40 }),
	roughness: fc.integer({ min: 0, max: 100 }),
	holes: fc.integer({ min: 0, max: 3 }),
	islands: fc.integer({ min: 0, max: 2 }),
	hasSliver: fc.boolean(),
	houses: fc.integer({ min: 20, max: 260 }),
	clusters: fc.integer({ min: 0, max: 6 }),
	sharedPlaces: fc.integer({ min: 0, max: 12 }),
	weighted: fc.boolean(),
	k: fc.integer({ min: 1, max: 9 })
});

/** A sound area (star-shaped outline, holes near its middle, islands apart) and its houses. */
export function generatedDivision(plan: AreaPlan): DivisionInput {
	const random = seededRandom(plan.seed);
	const outline = starOutline(plan, random);
	const polygons: Ring[][] = [[outline, ...holesOf(plan)]];
	for (let i = 0; i < plan.islands; i++) {
		polygons.push([box(1300 + i * 500, -200, 1600 + i * 500, 100 + i * 80)]);
	}
	if (plan.hasSliver)
		polygons.push([
			[
				[-1000, -1500],
				[1000, -1500],
				[1000, -1498]
			]
		]);
	const loadOf = (): number => (plan.weighted ? 1 + Math.floor(random() * 6) : 1);
	const houses: House[] = placesOf(plan, polygons, random).map(([x, y]) => [x, y, loadOf()]);
	for (let i = 0; i < plan.sharedPlaces; i++) {
		const [x, y] = houses[Math.floor(random() * houses.length)]!;
		houses.push([x, y, loadOf()]);
	}
	const { k, seed } = plan;
	return { area: areaOf(...polygons), households: housesAt(houses), k, seed };
}

function starOutline({ corners, roughness }: AreaPlan, random: () => number): Ring {
	return Array.from({ length: corners }, (_, i) => {
		const angle = ((i + 0.6 * random()) / corners) * 2 * Math.PI;
		const radius = 1000 * (1 - 0.009 * roughness * random());
		return [radius * Math.cos(angle), radius * Math.sin(angle)];
	});
}

/** Small diamonds about the centre, where every outline reaches at least 100 m less its chords. */
function holesOf({ holes, corners, roughness }: AreaPlan): Ring[] {
	// Chords of few corners and deep bays come near the middle: such outlines get no holes.
	if (corners < 12 || roughness > 80) return [];
	return Array.from({ length: holes }, (_, i) => {
		const x = (i - 1) * 40;
		return [
			[x, -15],
			[x + 15, 0],
			[x, 15],
			[x - 15, 0]
		];
	});
}

function placesOf(plan: AreaPlan, polygons: readonly Ring[][], random: () => number): Ring {
	const places: Ring = [];
	const centres = Array.from({ length: plan.clusters }, () => [
		(random() - 0.5) * 1600,
		(random() - 0.5) * 1600
	]);
	// A house that falls outside is tried again, at last wherever the first part's corner is.
	for (let tries = 0; places.length < plan.houses && tries < plan.houses * 60; tries++) {
		const centre = centres[tries % Math.max(1, centres.length)];
		const isClustered = centre !== undefined && random() < 0.7;
		const spread = isClustered ? 150 : 2600;
		const [cx, cy] = isClustered ? (centre as [number, number]) : [600, 0];
		const x = cx + (random() + random() - 1) * spread;
		const y = cy + (random() + random() - 1) * spread;
		if (polygons.some((rings) => holds(rings, x, y))) places.push([x, y]);
	}
	while (places.length < 12) places.push([polygons[0]![0]![0]![0], polygons[0]![0]![0]![1]]);
	return places;
}

function holds(rings: readonly Ring[], x: number, y: number): boolean {
	let inside = false;
	for (const ring of rings) {
		for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
			const [ax, ay] = ring[i]!;
			const [bx, by] = ring[j]!;
			if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
		}
	}
	return inside;
}
