// The week of each kader on one line: what was done, what is due, what waits. For the Monday talk between
// planner, health worker and kader; counts only, nobody's name but the kader's.
import { addDays, weekdayOf } from './day.ts';
import type { Day, Id } from './entity.ts';
import { isOpen, type Finding } from './finding.ts';
import type { Kader } from './kader.ts';
import type { Territory } from './territory.ts';
import { fulfils, type VisitPlan } from './visit-plan.ts';
import type { VisitOutline } from './visit.ts';

export interface WeekSource {
	readonly kader: readonly Pick<Kader, 'id' | 'name' | 'active'>[];
	readonly territories: readonly Pick<Territory, 'id' | 'kaderId'>[];
	/** Each visit as it stands, corrections applied. */
	readonly visits: readonly VisitOutline[];
	readonly plans: readonly Pick<
		VisitPlan,
		'id' | 'householdId' | 'kaderId' | 'period' | 'fromOn' | 'dueOn' | 'status'
	>[];
	readonly findings: readonly Pick<Finding, 'territoryId' | 'urgency' | 'status'>[];
}

export interface KaderWeek {
	readonly kaderId: Id<'kader'>;
	readonly name: string;
	/** Families met in the seven days before Monday, and since Monday. */
	readonly metBefore: number;
	readonly metNow: number;
	/** Times that nobody was met since the Monday before this one. */
	readonly inVain: number;
	/** Planned from Monday to Sunday of this week; how many of these are done. */
	readonly planned: number;
	readonly done: number;
	/** Planned before today and not done. */
	readonly overdue: number;
	readonly openCases: number;
	readonly redCases: number;
	/** Day of her newest visit on this device; null where it has none. */
	readonly lastVisitOn: Day | null;
}

/** Monday of a day's week. */
export function mondayOf(day: Day): Day {
	return addDays(day, -((weekdayOf(day) + 6) % 7));
}

function countBy<T>(rows: readonly T[], keyOf: (row: T) => string | null): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const row of rows) {
		const key = keyOf(row);
		if (key === null) continue;
		const own = groups.get(key);
		if (own) own.push(row);
		else groups.set(key, [row]);
	}
	return groups;
}

const households = (visits: readonly VisitOutline[]) =>
	new Set(visits.map(({ householdId }) => householdId)).size;

/** Who is furthest behind first: red cases, then overdue visits, then the longest silence. */
function byNeed(a: KaderWeek, b: KaderWeek): number {
	return (
		b.redCases - a.redCases ||
		b.overdue - a.overdue ||
		(a.lastVisitOn ?? '').localeCompare(b.lastVisitOn ?? '') ||
		a.name.localeCompare(b.name, 'id') ||
		a.kaderId.localeCompare(b.kaderId)
	);
}

/**
 * One line for every kader who is active or holds a territory. A visit counts for who was there, a plan
 * for whom it is planned, a case for who holds its household today.
 */
export function kaderWeeks(source: WeekSource, today: Day): KaderWeek[] {
	const monday = mondayOf(today);
	const before = addDays(monday, -7);
	const sunday = addDays(monday, 6);
	const holder = new Map(source.territories.map(({ id, kaderId }) => [id as string, kaderId]));
	const holding = new Set(holder.values());
	const visits = countBy(source.visits, ({ kaderId }) => kaderId);
	const plans = countBy(source.plans, ({ kaderId }) => kaderId);
	const atHouse = countBy(source.visits, ({ householdId }) => householdId);
	const cases = countBy(
		source.findings.filter(({ status }) => isOpen(status)),
		({ territoryId }) => (territoryId && holder.get(territoryId)) ?? null
	);
	return source.kader
		.filter(({ id, active }) => active || holding.has(id))
		.map(({ id, name }): KaderWeek => {
			const own = visits.get(id) ?? [];
			const recent = own.filter(({ visitedOn }) => visitedOn >= before && visitedOn <= today);
			const met = recent.filter(({ outcome }) => outcome === 'completed');
			const standing = (plans.get(id) ?? []).filter(({ status }) => status !== 'skipped');
			const isDone = (plan: (typeof standing)[number]) =>
				plan.status === 'done' ||
				(atHouse.get(plan.householdId) ?? []).some((visit) => fulfils(visit, plan));
			const week = standing.filter(({ dueOn }) => dueOn >= monday && dueOn <= sunday);
			const open = cases.get(id) ?? [];
			return {
				kaderId: id,
				name,
				metBefore: households(met.filter(({ visitedOn }) => visitedOn < monday)),
				metNow: households(met.filter(({ visitedOn }) => visitedOn >= monday)),
				inVain: recent.length - met.length,
				planned: week.length,
				done: week.filter(isDone).length,
				overdue: standing.filter((plan) => plan.dueOn < today && !isDone(plan)).length,
				openCases: open.length,
				redCases: open.filter(({ urgency }) => urgency === 'red').length,
				lastVisitOn: own.reduce<Day | null>(
					(newest, { visitedOn }) => (newest === null || visitedOn > newest ? visitedOn : newest),
					null
				)
			};
		})
		.sort(byNeed);
}
