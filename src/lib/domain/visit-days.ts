// Gives the visits of one kader their days: as many as she has room for, the weightiest first, each on a
// day that is in time, near houses together, on as few days as that needs.
import { DayPlan, type DayRoom, type FixedVisit, type Job } from './day-plan.ts';
import { gather } from './gather-days.ts';

/**
 * Day of each job; −1 where there is no room. Jobs come in the order of their weight: no later one ever
 * takes the place of an earlier one, and no job goes without a day that any arrangement could give it beside
 * the earlier ones (the sets of jobs that find room are a matroid, also when cut at a number: greedy
 * insertion by augmenting paths, Kuhn 1955, is exact).
 * @param phase 0 … 1: how far into the month the first of the few days lies, so that not everybody walks
 * on the same ones
 */
export function assignDays(
	jobs: readonly Job[],
	room: DayRoom,
	fixed: readonly FixedVisit[] = [],
	phase = 0
): number[] {
	const found = new DayPlan(jobs, room);
	let left = room.inAll ?? jobs.length;
	jobs.forEach((job, i) => {
		if (left > 0 && found.place(i, job.days)) left -= 1;
	});
	const plan = new DayPlan(jobs, room);
	const taken = [...jobs.keys()].filter((i) => found.dayOf[i]! >= 0);
	const few = fewDays(
		taken.map((i) => jobs[i]!),
		room,
		fixed,
		phase
	);
	for (const i of taken) plan.place(i, few.get(jobs[i]!.days) ?? []);
	for (const i of taken) if (plan.dayOf[i]! < 0) plan.place(i, jobs[i]!.days);
	gather(jobs, plan, fixed);
	return plan.dayOf;
}

/** By the days of a job: those of them that are among the few, evenly spread days that have room for all. */
function fewDays(
	jobs: readonly Job[],
	{ perDay }: DayRoom,
	fixed: readonly FixedVisit[],
	phase: number
): Map<readonly number[], readonly number[]> {
	const open = [...perDay.keys()].filter((day) => perDay[day]! > 0);
	const most = Math.max(1, ...open.map((day) => perDay[day]!));
	const chosen = new Set<number>(fixed.map(({ day }) => day));
	const there = [...chosen].reduce((sum, day) => sum + perDay[day]!, 0);
	const wanted = Math.min(open.length, Math.ceil(Math.max(0, jobs.length - there) / most));
	for (let i = 0; i < wanted; i++)
		chosen.add(open[Math.floor(((i + phase) * open.length) / wanted)]!);
	const narrowed = new Map<readonly number[], readonly number[]>();
	for (const { days } of jobs) {
		const some = days.filter((day) => chosen.has(day));
		if (some.length > 0) narrowed.set(days, some);
	}
	return narrowed;
}
