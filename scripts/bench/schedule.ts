// How long the month's schedule takes, and how far kader walk by it on real paths: beside visiting in the
// order in which visits fall due, as many a day, which is what a list sorted by date makes people do.
import { performance } from 'node:perf_hooks';
import type { Position } from 'geojson';
import { addDays } from '../../src/lib/domain/day.ts';
import type { DivisionInput } from '../../src/lib/domain/division/contract.ts';
import { divide } from '../../src/lib/domain/division/divide.ts';
import { seededRandom } from '../../src/lib/domain/division/random.ts';
import type { Member } from '../../src/lib/domain/member.ts';
import { buildRoadNetwork } from '../../src/lib/domain/routing/road-network.ts';
import { WayFinder } from '../../src/lib/domain/routing/shortest-way.ts';
import { tourSeconds, visitOrder } from '../../src/lib/domain/routing/visit-order.ts';
import { scheduleMonth, type ScheduleInput } from '../../src/lib/domain/schedule.ts';
import { defaultTravelRules } from '../../src/lib/domain/travel.ts';
import { occasionsOf } from '../../src/lib/domain/visit-due.ts';
import { defaultVisitRules } from '../../src/lib/domain/visit-rules.ts';
import type { BenchRow } from './bench-row.ts';
import { realPlaces, type RoutingPlace } from './routing-places.ts';

const today = '2026-11-01';
const until = '2026-11-30';
const housesPerKader = 30;

type Household = ScheduleInput['households'][number];

/** A family made up by chance: a birth or a danger sign among a few, some never visited. */
function situation(
	i: number,
	position: Position,
	kaderId: string,
	random: () => number
): Household {
	const person = (facts: Partial<Member>): Member => ({
		...{ id: `${String(i)}-m`, rev: 1, areaId: 'a', territoryId: 't', householdId: String(i) },
		...{ status: 'active', name: '', sex: 'female', birthDate: '1990-03-01', relation: 1 },
		...{ pregnantSince: null, deliveredOn: null, conditions: [], jknStatus: 'unknown' },
		...{ nikLast4: null, ...facts }
	});
	const gaveBirth = random() < 0.03;
	const hasSign = random() < 0.01;
	const point = { type: 'Point' as const, coordinates: position };
	return {
		household: {
			...{ id: String(i), areaId: 'a', territoryId: 't', status: 'active', location: point }
		},
		kaderId,
		members: [
			person(gaveBirth ? { deliveredOn: addDays(today, -Math.floor(random() * 43)) } : {}),
			...(random() < 0.35 ? [person({ id: `${String(i)}-c`, birthDate: '2023-05-05' })] : [])
		],
		lastVisitedOn: random() < 0.2 ? null : addDays(today, -20 - Math.floor(random() * 180)),
		openFindings: hasSign ? [{ urgency: 'red', memberId: null, text: 'Kejang' }] : []
	};
}

function asked(households: readonly Household[]): ScheduleInput {
	return { period: '2026-11', today, rules: defaultVisitRules, households, existing: [] };
}

function timeRow(): BenchRow {
	const random = seededRandom(3);
	const households = Array.from({ length: 8000 }, (_, i) => {
		const kader = Math.floor((i * 300) / 8000);
		const corner = [117 + (kader % 17) * 0.01, 0.01 * Math.floor(kader / 17)] as const;
		const position = [corner[0] + random() * 0.01, corner[1] + random() * 0.01];
		return situation(i, position, String(kader), random);
	});
	const started = performance.now();
	const { plans, overCapacity } = scheduleMonth(asked(households));
	const ms = performance.now() - started;
	return {
		what: 'schedule of a month, 8,000 households, 300 kader, cold',
		goal: '2 s',
		ours: `${ms.toFixed(0)} ms; ${String(plans.length)} visits, ${String(overCapacity.length)} without room`,
		instead: 'an afternoon with a list'
	};
}

function placeRow({ name, lines, houses }: RoutingPlace): BenchRow {
	const random = seededRandom(5);
	const households = withKader(houses, random);
	const { plans } = scheduleMonth(asked(households));
	const finder = new WayFinder(buildRoadNetwork(lines, 'foot', defaultTravelRules));
	const placeOf = (id: string): Position => houses[Number(id)]!;
	const walked = (days: readonly (readonly string[])[], isOrdered: boolean): number =>
		days.reduce((sum, ids) => {
			const between = finder.secondsBetween(ids.map(placeOf));
			const size = ids.length;
			const order = isOrdered && size > 2 ? visitOrder(between) : ids.map((_, i) => i);
			const tour = order[0] === 0 ? order : [0, ...order];
			return sum + tourSeconds(tour, (a: number, b: number) => between[a * size + b]!);
		}, 0);
	const ours = walked(
		grouped(plans, ({ kaderId, dueOn }) => `${String(kaderId)} ${dueOn}`),
		true
	);
	const theirs = walked(byDueDate(households, plans), false);
	const timed = plans.filter(({ untilOn, reasons }) => {
		const code = reasons[0]!.code;
		return untilOn !== null && (code === 'danger_sign_open' || code.endsWith('_window'));
	});
	const inTime = timed.filter(({ dueOn, untilOn }) => dueOn <= untilOn!).length;
	return {
		what: `a month of visits on the paths of ${name}, ${String(plans.length)} visits: hours walked between houses; urgent visits in time`,
		goal: '≤ 70 %; all',
		ours: `${(ours / 3600).toFixed(1)} h, ${((100 * ours) / theirs).toFixed(0)} %; ${String(inTime)} of ${String(timed.length)}`,
		instead: `${(theirs / 3600).toFixed(1)} h in the order of due dates`
	};
}

function withKader(houses: readonly Position[], random: () => number): Household[] {
	const lng = houses.map(([x = 0]) => x);
	const lat = houses.map(([, y = 0]) => y);
	const edge = 0.001;
	const [west, east] = [Math.min(...lng) - edge, Math.max(...lng) + edge];
	const [south, north] = [Math.min(...lat) - edge, Math.max(...lat) + edge];
	const ring = [
		...[
			[west, south],
			[east, south],
			[east, north]
		],
		...[
			[west, north],
			[west, south]
		]
	];
	const input: DivisionInput = {
		area: { type: 'Polygon', coordinates: [ring] },
		households: houses.map((position, i) => ({ id: String(i), position, load: 1 })),
		k: Math.max(1, Math.round(houses.length / housesPerKader)),
		seed: 1
	};
	const divided = divide(input);
	if (!divided.ok) throw new Error(divided.reason.text);
	return divided.territories.flatMap(({ number, households }) =>
		households.map((id) => situation(Number(id), houses[Number(id)]!, String(number), random))
	);
}

function grouped<T extends { readonly householdId: string }>(
	rows: readonly T[],
	key: (row: T) => string
): string[][] {
	const groups = new Map<string, string[]>();
	for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row.householdId]);
	return [...groups.values()];
}

/** The same visits, sorted by the day on which each fell due, a full day's worth a day. */
function byDueDate(
	households: readonly Household[],
	plans: ReturnType<typeof scheduleMonth>['plans']
): string[][] {
	const dueOf = new Map(
		households.map((entry) => {
			const [first] = occasionsOf(entry, today, until, defaultVisitRules);
			return [entry.household.id as string, first?.dueOn ?? until];
		})
	);
	const days: string[][] = [];
	for (const ids of grouped(plans, ({ kaderId }) => String(kaderId))) {
		const sorted = ids.toSorted(
			(a, b) => dueOf.get(a)!.localeCompare(dueOf.get(b)!) || Number(a) - Number(b)
		);
		for (let i = 0; i < sorted.length; i += defaultVisitRules.visitsPerDay)
			days.push(sorted.slice(i, i + defaultVisitRules.visitsPerDay));
	}
	return days;
}

export function benchSchedule(): BenchRow[] {
	const places = realPlaces().filter(({ name }) => name !== 'Mujamuju');
	return [timeRow(), ...places.map(placeRow)];
}
