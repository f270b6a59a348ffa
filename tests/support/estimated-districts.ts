// Districts in which a third of the families is on no list, and what a planner would know of them: buildings counted
// from the air, and some neighbourhoods in which somebody went from house to house.
import { AreaCounts } from '../../src/lib/domain/area-count.ts';
import type { Area } from '../../src/lib/domain/area.ts';
import type { Target } from '../../src/lib/domain/coverage.ts';
import { seededRandom } from '../../src/lib/domain/division/random.ts';
import type { Id } from '../../src/lib/domain/entity.ts';
import { estimatedCoverage, HouseholdEstimator } from '../../src/lib/domain/estimated-coverage.ts';

/** How the counted neighbourhoods came to be chosen: by lot, or those that are easy to reach. */
export type Choice = 'by_lot' | 'nearest';
export type SimulatedArea = Pick<Area, 'id' | 'parentId' | 'kind'>;

export interface SimulatedDistrict {
	readonly areas: readonly SimulatedArea[];
	readonly counts: AreaCounts;
	readonly truth: ReadonlyMap<
		string,
		{ readonly households: number; readonly registered: number; readonly visited: number }
	>;
}

const registeredShare = 0.7;
const countedShare = 0.3;

/** Seeded draws: of a normal, and of so many out of n. */
function draws(seed: number) {
	const random = seededRandom(seed);
	const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
	const binomial = (n: number, share: number) => {
		let found = 0;
		for (let at = 0; at < n; at++) if (random() < share) found++;
		return found;
	};
	const between = (low: number, high: number) => low + random() * (high - low);
	return { random, normal, binomial, between };
}

interface Part {
	readonly id: string;
	readonly village: string;
	/** 0 next to the puskesmas, 1 farthest. */
	readonly remoteness: number;
	readonly households: number;
	readonly buildings: number;
	/** How willingly its families came to be on the list. */
	readonly reach: number;
}

/**
 * Villages differ in how many buildings are dwellings, and so do their parts; shops stand together; trees hide a
 * roof in twelve; the farther away, the fewer are registered and, where they are counted by nearness, the fewer
 * families share a house.
 */
function partsOf(draw: ReturnType<typeof draws>): Part[] {
	const ratio = draw.between(0.75, 1.1);
	return Array.from({ length: 10 }, (_, v) => {
		const remoteness = draw.random();
		const own = Math.exp(draw.normal() * 0.08 - remoteness * 0.08);
		return Array.from({ length: Math.round(draw.between(12, 20)) }, (__, at): Part => {
			const roofs = Math.round(draw.between(25, 75));
			return {
				id: `v${String(v)}-${String(at)}`,
				village: `v${String(v)}`,
				remoteness: remoteness + draw.random() * 0.3,
				households: Math.max(3, Math.round(roofs * ratio * own * Math.exp(draw.normal() * 0.18))),
				buildings: Math.max(3, draw.binomial(roofs, 0.92)),
				reach: Math.exp(draw.normal() * 0.5 - remoteness)
			};
		});
	}).flat();
}

/** Registers until the share is reached: those counted nearly all, the others by how easily they are reached. */
function register(parts: readonly Part[], counted: ReadonlySet<string>): Map<string, number> {
	const all = parts.reduce((total, part) => total + part.households, 0);
	const at = (level: number) =>
		new Map(
			parts.map((part) => {
				const share = counted.has(part.id) ? 0.98 : Math.min(0.98, part.reach * level);
				return [part.id, Math.round(part.households * share)] as const;
			})
		);
	let [low, high] = [0, 20];
	for (let step = 0; step < 30; step++) {
		const middle = (low + high) / 2;
		const registered = [...at(middle).values()].reduce((total, one) => total + one, 0);
		if (registered < registeredShare * all) low = middle;
		else high = middle;
	}
	return at(high);
}

export function simulatedDistrict(seed: number, choice: Choice = 'by_lot'): SimulatedDistrict {
	const draw = draws(seed);
	const parts = partsOf(draw);
	const order = parts
		.map((part) => ({ part, at: choice === 'nearest' ? part.remoteness : draw.random() }))
		.sort((a, b) => a.at - b.at);
	const chosen = order.slice(0, Math.round(parts.length * countedShare));
	const counted = new Set(chosen.map(({ part }) => part.id));
	const registered = register(parts, counted);
	const targets: Target[] = [];
	const count = (areaId: string, indicator: string, denominator: number) =>
		targets.push({ areaId, indicator, denominator, year: 2026, denominatorNote: null } as Target);
	const truth = new Map<string, { households: number; registered: number; visited: number }>();
	const villageShare = new Map<string, number>();
	for (const part of parts) {
		count(part.id, 'buildings', part.buildings);
		// Who goes from house to house misses one family in fifty.
		if (counted.has(part.id))
			count(part.id, 'households_counted', draw.binomial(part.households, 0.98));
		if (!villageShare.has(part.village)) villageShare.set(part.village, draw.between(0.5, 0.98));
		const own = registered.get(part.id)!;
		const visited = draw.binomial(own, villageShare.get(part.village)!);
		for (const id of [part.id, part.village, 'district']) {
			const sum = truth.get(id) ?? { households: 0, registered: 0, visited: 0 };
			truth.set(id, {
				households: sum.households + part.households,
				registered: sum.registered + own,
				visited: sum.visited + visited
			});
		}
	}
	const area = (id: string, parentId: string | null, kind: Area['kind']): SimulatedArea => ({
		id: id as Id<'area'>,
		parentId: parentId as Id<'area'> | null,
		kind
	});
	return {
		areas: [
			area('district', null, 'district'),
			...[...villageShare.keys()].map((id) => area(id, 'district', 'village')),
			...parts.map(({ id, village }) => area(id, village, 'rt'))
		],
		counts: new AreaCounts(targets, 2026),
		truth
	};
}

/** What was told of an area beside how it is; in points of coverage. */
export interface Told {
	readonly errorPoints: number;
	readonly holdsTruth: boolean;
	readonly widthPoints: number;
	readonly registeredErrorPoints: number;
}

/** Null where the estimate is "unknown". */
export function told(district: SimulatedDistrict, areaId: string): Told | null {
	const { households, registered, visited } = district.truth.get(areaId)!;
	const estimator = new HouseholdEstimator(district.areas, district.counts);
	const estimate = estimator.of(areaId as Id<'area'>, registered);
	if (typeof estimate === 'string') return null;
	const coverage = estimatedCoverage(visited, estimate)!;
	const truth = (visited / households) * 100;
	return {
		errorPoints: Math.abs(coverage.percent - truth),
		// The ends are printed with one decimal.
		holdsTruth: truth >= coverage.low - 0.05 && truth <= coverage.high + 0.05,
		widthPoints: coverage.high - coverage.low,
		registeredErrorPoints: (visited / registered) * 100 - truth
	};
}
