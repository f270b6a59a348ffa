// The month's visits as planner and health worker see them: by day, by kader, with their state. Pure.
import { addDays, firstDayOf, lastDayOf, weekdayOf } from '#lib/domain/day.ts';
import type { Day, Month } from '#lib/domain/entity.ts';
import type { Area } from '#lib/domain/area.ts';
import { lineage } from '#lib/domain/lineage.ts';
import type { Kader } from '#lib/domain/kader.ts';
import type { VisitPlan } from '#lib/domain/visit-plan.ts';

export type PlanState = 'planned' | 'late' | 'done' | 'skipped';

/** Late once the due day is over; today's visits still have today. */
export function planState(plan: Pick<VisitPlan, 'status' | 'dueOn'>, today: Day): PlanState {
	if (plan.status !== 'planned') return plan.status;
	return plan.dueOn < today ? 'late' : 'planned';
}

export interface Load {
	readonly total: number;
	readonly planned: number;
	readonly late: number;
	readonly done: number;
	readonly skipped: number;
}

type Counted = Pick<VisitPlan, 'status' | 'dueOn' | 'kaderId'>;

export function loadOf(plans: readonly Counted[], today: Day): Load {
	const load = { total: plans.length, planned: 0, late: 0, done: 0, skipped: 0 };
	for (const plan of plans) load[planState(plan, today)] += 1;
	return load;
}

function groupBy<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const row of rows) {
		const group = groups.get(key(row));
		if (group) group.push(row);
		else groups.set(key(row), [row]);
	}
	return groups;
}

export function loadPerDay(plans: readonly Counted[], today: Day): ReadonlyMap<Day, Load> {
	const groups = groupBy(plans, (plan) => plan.dueOn);
	return new Map([...groups].map(([day, own]) => [day, loadOf(own, today)]));
}

export interface KaderLoad extends Load {
	/** Null for plans that nobody holds. */
	readonly kaderId: string | null;
	/** Visits on her fullest day. */
	readonly busiest: number;
}

/** Most visits first. */
export function loadPerKader(plans: readonly Counted[], today: Day): KaderLoad[] {
	const groups = groupBy(plans, (plan) => plan.kaderId ?? '');
	return [...groups]
		.map(([kaderId, own]) => ({
			...loadOf(own, today),
			kaderId: kaderId === '' ? null : kaderId,
			busiest: Math.max(...[...loadPerDay(own, today).values()].map(({ total }) => total))
		}))
		.sort((a, b) => b.total - a.total || (a.kaderId ?? '').localeCompare(b.kaderId ?? ''));
}

/** The days of a month in weeks from Monday to Sunday; null outside the month. */
export function weeksOf(month: Month): (Day | null)[][] {
	const first = firstDayOf(month);
	const last = lastDayOf(month);
	const before = (weekdayOf(first) + 6) % 7;
	const days: (Day | null)[] = Array.from({ length: before }, () => null);
	for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
	while (days.length % 7 > 0) days.push(null);
	return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
}

/** The ids of an area and of everything below it; null stands for everywhere. */
export function areaScope(
	areas: readonly Area[],
	areaId: string | null
): ReadonlySet<string> | null {
	if (areaId === null) return null;
	const byId = new Map(areas.map((area) => [area.id as string, area]));
	return new Set(
		areas.filter(({ id }) => lineage(byId, id).includes(areaId)).map(({ id }) => id as string)
	);
}

export function plansWithin(
	plans: readonly VisitPlan[],
	scope: ReadonlySet<string> | null
): VisitPlan[] {
	return plans
		.filter((plan) => scope === null || scope.has(plan.areaId))
		.sort((a, b) => a.dueOn.localeCompare(b.dueOn) || a.id.localeCompare(b.id));
}

export function kaderNames(
	kader: readonly Pick<Kader, 'id' | 'name'>[]
): ReadonlyMap<string, string> {
	return new Map(kader.map(({ id, name }) => [id, name]));
}
