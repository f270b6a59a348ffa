// Brings near houses onto the same day, within the days and the room that each visit has.
import type { Position } from 'geojson';
import type { DayPlan, FixedVisit, Job } from './day-plan.ts';
import { hilbertOrder } from './geometry/hilbert-order.ts';

interface DaySum {
	count: number;
	x: number;
	y: number;
}

const rounds = 12;

/** Swaps and moves days while the houses of a day come nearer to their middle. */
export function gather(jobs: readonly Job[], plan: DayPlan, fixed: readonly FixedVisit[]): void {
	const places = metresOf([
		...jobs.map(({ position }) => position),
		...fixed.map((one) => one.position)
	]);
	const placed = [...jobs.keys()].filter((i) => plan.dayOf[i]! >= 0 && places[i]);
	spreadAlongCurve(jobs, plan, placed);
	const sums = new Map<number, DaySum>();
	const sumOf = (day: number): DaySum => {
		const held = sums.get(day) ?? { count: 0, x: 0, y: 0 };
		sums.set(day, held);
		return held;
	};
	const add = (day: number, place: Place, by: number): void => {
		const sum = sumOf(day);
		sum.count += by;
		sum.x += by * place.x;
		sum.y += by * place.y;
	};
	for (const i of placed) add(plan.dayOf[i]!, places[i]!, 1);
	fixed.forEach(({ day }, i) => {
		const place = places[jobs.length + i];
		if (place) add(day, place, 1);
	});
	const alone = spreadOf(placed.map((i) => places[i]!));
	/**
	 * What leaving a day's houses saves, in squared metres from their middle (Hartigan & Wong 1979); a walk
	 * to one house alone costs as much as one to a house at the usual distance from all others.
	 */
	const apart = (day: number, p: Place, isOn: boolean): number => {
		const { count, x, y } = sumOf(day);
		if (isOn && count === 1) return alone;
		const [dx, dy] = [p.x - x / count, p.y - y / count];
		return (dx * dx + dy * dy) * (isOn ? count / (count - 1) : count / (count + 1));
	};
	const move = (i: number, day: number): void => {
		add(plan.dayOf[i]!, places[i]!, -1);
		add(day, places[i]!, 1);
	};
	for (let round = 0; round < rounds; round++) {
		let gained = 0;
		for (const i of placed) {
			const from = plan.dayOf[i]!;
			for (const day of jobs[i]!.days) {
				// An empty day would always be the best one, and one more walk.
				if (day === from || sumOf(day).count === 0 || !plan.hasRoom(day, from)) continue;
				const gain = apart(from, places[i]!, true) - apart(day, places[i]!, false);
				if (gain <= 1) continue;
				move(i, day);
				plan.put(i, day);
				gained += gain;
				break;
			}
		}
		gained += swapPairs(jobs, plan, placed, places, sums);
		if (gained === 0) return;
	}
}

function swapPairs(
	jobs: readonly Job[],
	plan: DayPlan,
	placed: readonly number[],
	places: readonly (Place | null)[],
	sums: ReadonlyMap<number, DaySum>
): number {
	let gained = 0;
	for (const i of placed) {
		for (const j of placed) {
			const [a, b] = [plan.dayOf[i]!, plan.dayOf[j]!];
			if (j <= i || a === b || !jobs[i]!.days.includes(b) || !jobs[j]!.days.includes(a)) continue;
			const [p, q] = [places[i]!, places[j]!];
			const gain = gainOfSwap(sums.get(a)!, sums.get(b)!, p, q);
			if (gain <= 1) continue;
			for (const [sum, gone, come] of [
				[sums.get(a)!, p, q],
				[sums.get(b)!, q, p]
			] as const) {
				sum.x += come.x - gone.x;
				sum.y += come.y - gone.y;
			}
			plan.swap(i, j);
			gained += gain;
		}
	}
	return gained;
}

/** Squared metres from the middles of both days that are saved when p and q change places. */
function gainOfSwap(a: DaySum, b: DaySum, p: Place, q: Place): number {
	const [dx, dy] = [q.x - p.x, q.y - p.y];
	const moved = (sum: DaySum, sign: number): number => {
		const [x, y] = [sum.x + sign * dx, sum.y + sign * dy];
		return (x * x + y * y - sum.x * sum.x - sum.y * sum.y) / sum.count;
	};
	return moved(a, 1) + moved(b, -1);
}

/** Who may take any of the days in use takes them along a curve through the houses: a start that is near. */
function spreadAlongCurve(jobs: readonly Job[], plan: DayPlan, placed: readonly number[]): void {
	const days = [...new Set(placed.map((i) => plan.dayOf[i]!))].sort((a, b) => a - b);
	const free = placed.filter((i) => days.every((day) => jobs[i]!.days.includes(day)));
	if (free.length < 2) return;
	const slots = free.map((i) => plan.dayOf[i]!).sort((a, b) => a - b);
	const order = hilbertOrder(free.map((i) => jobs[i]!.position!));
	order.forEach((at, n) => (plan.dayOf[free[at]!] = slots[n]!));
}

interface Place {
	readonly x: number;
	readonly y: number;
}

/** Mean of the squared metres from their middle. */
function spreadOf(places: readonly Place[]): number {
	const mean = (of: (place: Place) => number): number =>
		places.reduce((sum, place) => sum + of(place), 0) / Math.max(1, places.length);
	const [x, y] = [mean((place) => place.x), mean((place) => place.y)];
	return mean((place) => (place.x - x) ** 2 + (place.y - y) ** 2);
}

/** Metres east and north of the first position; good enough within one kader's walks. */
function metresOf(positions: readonly (Position | null)[]): (Place | null)[] {
	const origin = positions.find((one) => one !== null) ?? [0, 0];
	const narrowing = Math.cos((origin[1]! * Math.PI) / 180);
	return positions.map(
		(one) =>
			one && {
				x: (one[0]! - origin[0]!) * 111_320 * narrowing,
				y: (one[1]! - origin[1]!) * 111_320
			}
	);
}
