// Areas and households as files hold them: the generated areas, drawn well or badly, with houses that
// stand on corners, outside, on top of each other or nowhere, and loads of every kind. Beside each
// stands what a division of it must keep, known from how it was made and not from the engine.
import fc from 'fast-check';
import type { MultiPolygon, Position } from 'geojson';
import type { DivisionHousehold, DivisionInput } from '#lib/domain/division/contract.ts';
import { seededRandom } from '#lib/domain/division/random.ts';
import { areaOf, box, degrees, housesAt, type Ring } from './awkward-areas.ts';
import { withRt } from './division-questions.ts';
import { areaPlans, generatedDivision } from './generated-areas.ts';

/** Sound ones are covered as drawn; of the others only what the engine made of them is known. */
const soundDrawings = ['plain', 'clockwise', 'unclosed', 'repeated', 'height', 'finely'] as const;
const brokenDrawings = ['twisted', 'overlapping', 'sharing an edge', 'spiked'] as const;
const houseTroubles = [
	'on corners',
	'near outside',
	'far',
	'no place',
	'repeated',
	'heap'
] as const;
const loadKinds = ['as they are', 'none', 'parts', 'bad', 'giant', 'half none'] as const;

export const wildPlans = fc.record({
	area: areaPlans,
	/** A comb with thin teeth instead of the star. */
	teeth: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 2, max: 9 })),
	drawing: fc.constantFrom(...soundDrawings, ...brokenDrawings),
	houses: fc.oneof(
		{ weight: 8, arbitrary: fc.constant('all' as const) },
		fc.constantFrom('few', 'none', 'at one place' as const)
	),
	troubles: fc.subarray([...houseTroubles], { maxLength: 3 }),
	loads: fc.constantFrom(...loadKinds),
	profile: fc.constantFrom('walk', 'tidy', 'whole' as const),
	maySplitGroups: fc.boolean(),
	shares: fc.option(
		fc.array(fc.constantFrom(1, 2, 3, 4), { minLength: 9, maxLength: 9 }),
		{ freq: 3 } // a quarter has none
	),
	isCoarse: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true))
});
export type WildPlan = typeof wildPlans extends fc.Arbitrary<infer Plan> ? Plan : never;

export interface WildDivision {
	readonly plan: WildPlan;
	readonly input: DivisionInput;
	/** What the territories must cover; null where the drawing has to be mended. */
	readonly drawn: MultiPolygon | null;
	/** Ids that must be in a territory, each once. */
	readonly counted: readonly string[];
	/** Different places among them, to a centimetre. */
	readonly places: number;
}

export function wildDivision(plan: WildPlan): WildDivision {
	const base = plan.teeth > 0 ? combDivision(plan) : generatedDivision(plan.area);
	const sound = base.area as MultiPolygon;
	const { households, lost } = troubled(someOf(base.households, plan.houses), sound, plan);
	const input: DivisionInput = {
		...base,
		area: redrawn(sound, plan.drawing),
		households,
		...{ profile: plan.profile, maySplitGroups: plan.maySplitGroups, isCoarse: plan.isCoarse },
		...(plan.shares && { shares: plan.shares.slice(0, base.k) })
	};
	const counted = [...new Set(households.map(({ id }) => id))].filter((id) => !lost.has(id));
	const isCounted = new Set(counted);
	const places = new Set(
		households
			.filter(({ id }) => isCounted.has(id))
			.map(({ position }) => position.map((degree) => degree.toFixed(7)).join())
	);
	const isSound = (soundDrawings as readonly string[]).includes(plan.drawing);
	return { plan, input, drawn: isSound ? sound : null, counted, places: places.size };
}

function someOf(all: readonly DivisionHousehold[], which: WildPlan['houses']): DivisionHousehold[] {
	if (which === 'at one place')
		return all.map((house) => ({ ...house, position: all[0]!.position }));
	return all.slice(0, which === 'none' ? 0 : which === 'few' ? 5 : all.length);
}

/** Houses in the teeth alone, so that every way between two teeth leads through the back. */
function combDivision({ teeth, area: { seed, houses, k } }: WildPlan): DivisionInput {
	const random = seededRandom(seed);
	const wide = 10 + random() * 60;
	const outline: Ring = [
		[0, 0],
		[teeth * 200, 0]
	];
	for (let tooth = teeth - 1; tooth >= 0; tooth--) {
		const x = tooth * 200 + 100;
		const height = 300 + random() * 1200;
		outline.push([x + wide, 60], [x + wide, height], [x, height], [x, 60]);
	}
	outline.push([0, 60]);
	const places = Array.from({ length: houses }, (): [number, number] => {
		const tooth = Math.floor(random() * teeth);
		return [tooth * 200 + 100 + random() * wide, random() * 300];
	});
	return { area: areaOf([outline]), households: housesAt(places), k, seed };
}

function redrawn({ coordinates }: MultiPolygon, drawing: WildPlan['drawing']): MultiPolygon {
	const eachRing = (change: (ring: Position[]) => Position[]): MultiPolygon => ({
		type: 'MultiPolygon',
		coordinates: coordinates.map((rings) => rings.map(change))
	});
	const withPart = (...parts: Ring[][]): MultiPolygon => ({
		type: 'MultiPolygon',
		coordinates: [...coordinates, ...areaOf(...parts).coordinates]
	});
	switch (drawing) {
		case 'plain':
			return { type: 'MultiPolygon', coordinates };
		case 'clockwise':
			return eachRing((ring) => ring.toReversed());
		case 'unclosed':
			return eachRing((ring) => ring.slice(0, -1));
		case 'repeated':
			return eachRing((ring) => ring.flatMap((place) => [place, place]));
		case 'height':
			return eachRing((ring) => ring.map((place, i) => [...place, i]));
		case 'finely':
			return eachRing((ring) => ring.flatMap((place, i) => [place, ...middle(place, ring[i + 1])]));
		case 'twisted':
			return eachRing((ring) => (ring.length > 5 ? swapped(ring, 2, 3) : ring));
		case 'overlapping':
			return withPart([box(-300, -700, 500, 40)]);
		case 'sharing an edge':
			return withPart([box(2600, -200, 2900, 100)], [box(2900, -200, 3100, 100)]);
		case 'spiked':
			return eachRing((ring) => [ring[0]!, [ring[0]![0]! + 0.003, ring[0]![1]! + 0.004], ...ring]);
	}
}

function middle([x = 0, y = 0]: Position, next: Position | undefined): Position[] {
	return next ? [[(x + next[0]!) / 2, (y + next[1]!) / 2]] : [];
}

const swapped = (ring: readonly Position[], i: number, j: number): Position[] =>
	ring.map((place, at) => ring[at === i ? j : at === j ? i : at]!);

function troubled(
	given: readonly DivisionHousehold[],
	area: MultiPolygon,
	{ troubles, loads, profile, teeth, area: { seed } }: WildPlan
): { households: DivisionHousehold[]; lost: Set<string> } {
	const random = seededRandom(seed + 1);
	const corners = area.coordinates[0]![0]!;
	const lost = new Set<string>();
	const extra: DivisionHousehold[] = [];
	const add = (position: Position, count = 1): string[] =>
		Array.from({ length: count }, () => {
			const id = `t${String(extra.length)}`;
			extra.push({ id, position, load: 1 });
			return id;
		});
	for (const trouble of troubles) {
		if (trouble === 'on corners') for (const corner of corners) add(corner);
		// Below the comb's back, or as far out as the deepest bay of a star leaves within a kilometre.
		if (trouble === 'near outside') add(degrees(0, (teeth > 0 ? 0 : -800) - 100 * random()), 3);
		if (trouble === 'far') for (const id of add([106.8, -6.2], 2)) lost.add(id);
		if (trouble === 'no place') for (const id of add([NaN, -7.5], 2)) lost.add(id);
		if (trouble === 'heap') add(corners[1]!, 30);
		if (trouble === 'repeated') extra.push(...given.slice(0, 5));
	}
	const households = [...given, ...extra].map((house, i) => ({
		...house,
		load: loadOf(house.load, i, loads, random)
	}));
	return {
		households: profile === 'whole' && households.length > 0 ? withRt(households) : households,
		lost
	};
}

function loadOf(load: number, i: number, kind: WildPlan['loads'], random: () => number): number {
	switch (kind) {
		case 'as they are':
			return load;
		case 'none':
			return 0;
		case 'parts':
			return random() * 3;
		case 'bad':
			return [NaN, -4, Infinity][i] ?? load;
		case 'giant':
			return i === 3 ? 5000 : load;
		case 'half none':
			return i % 2 === 0 ? 0 : load;
	}
}
