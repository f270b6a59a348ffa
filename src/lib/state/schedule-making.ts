// From the records on this device to a proposed schedule: what the planner looks at before storing it.
import type { Records } from '#lib/data/contracts.ts';
import { monthOf } from '#lib/domain/day.ts';
import type { Day, EntityMap, Month } from '#lib/domain/entity.ts';
import { currentStatus, isOpen } from '#lib/domain/finding.ts';
import { missedDays } from '#lib/domain/posyandu-expected.ts';
import type { ScheduleInput, ScheduleResult } from '#lib/domain/schedule.ts';
import { visitsFromMinutes, type KaderRoom } from '#lib/domain/schedule-room.ts';
import { memberRecord } from '#lib/domain/services/member-record.ts';
import { standingVisits } from '#lib/domain/standing-visits.ts';
import { visitRulesFrom } from '#lib/domain/visit-rules.ts';
import { householdNeed, serviceMinutes, workloadRulesFrom } from '#lib/domain/workload.ts';

type Read =
	| 'household'
	| 'member'
	| 'visit'
	| 'finding'
	| 'follow_up'
	| 'territory'
	| 'visit_plan'
	| 'setting'
	| 'kader'
	| 'posyandu_session'
	| 'attendance';
export type ScheduleRows = { readonly [E in Read]: readonly EntityMap[E][] };

export async function readScheduleRows(records: Records): Promise<ScheduleRows> {
	return {
		household: await records.all('household'),
		member: await records.all('member'),
		visit: await records.all('visit'),
		finding: await records.all('finding'),
		follow_up: await records.all('follow_up'),
		territory: await records.all('territory'),
		visit_plan: await records.all('visit_plan'),
		setting: await records.all('setting'),
		kader: await records.all('kader'),
		posyandu_session: await records.all('posyandu_session'),
		attendance: await records.all('attendance')
	};
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

/** Day of the last completed visit of each household; corrected visits count as corrected. */
function lastVisits(visits: ScheduleRows['visit']): Map<string, Day> {
	const last = new Map<string, Day>();
	for (const visit of standingVisits(visits)) {
		if (visit.outcome !== 'completed') continue;
		const known = last.get(visit.householdId);
		if (known === undefined || visit.visitedOn > known)
			last.set(visit.householdId, visit.visitedOn);
	}
	return last;
}

/** What each kader of whom anything is known has room for in a month. */
export function kaderRooms(
	rows: Pick<
		ScheduleRows,
		'kader' | 'household' | 'member' | 'territory' | 'posyandu_session' | 'setting'
	>,
	period: Month,
	today: Day
): ReadonlyMap<string, KaderRoom> {
	const days = groupBy(
		rows.posyandu_session.filter(
			({ heldOn, status }) => status !== 'cancelled' && monthOf(heldOn) === period
		),
		({ posyanduId }) => posyanduId
	);
	const minutes = visitMinutes(rows, today);
	return new Map(
		rows.kader.map(({ id, posyanduId, capacityMinutes }) => [
			id as string,
			{
				visitsPerMonth: visitsFromMinutes(capacityMinutes, minutes.get(id) ?? []),
				posyanduDays: (posyanduId === null ? [] : (days.get(posyanduId) ?? [])).map(
					({ heldOn }) => heldOn
				)
			}
		])
	);
}

/** By kader who said how many hours she has, the minutes of a visit to each of her households. */
function visitMinutes(
	rows: Pick<ScheduleRows, 'kader' | 'household' | 'member' | 'territory' | 'setting'>,
	today: Day
): ReadonlyMap<string, number[]> {
	const asked = new Set<string | null>(
		rows.kader.filter((one) => one.capacityMinutes !== null).map(({ id }) => id)
	);
	const found = new Map<string, number[]>();
	if (asked.size === 0) return found;
	const kaderOf = new Map(
		rows.territory
			.filter(({ kaderId }) => asked.has(kaderId))
			.map(({ id, kaderId }) => [id as string, kaderId!])
	);
	const members = groupBy(rows.member, (member) => member.householdId);
	const visits = visitRulesFrom(rows.setting);
	const rules = workloadRulesFrom(rows.setting);
	for (const { id, territoryId, status } of rows.household) {
		const kaderId = territoryId === null ? undefined : kaderOf.get(territoryId);
		if (kaderId === undefined || status !== 'active') continue;
		const need = householdNeed(members.get(id) ?? [], today, visits);
		const held = found.get(kaderId) ?? [];
		held.push(serviceMinutes(need, rules) + rules.walkingMinutes);
		found.set(kaderId, held);
	}
	return found;
}

/** @param scope ids of the areas to plan for; null for all */
export function scheduleInput(
	rows: ScheduleRows,
	period: Month,
	today: Day,
	scope: ReadonlySet<string> | null
): ScheduleInput {
	const members = groupBy(rows.member, (member) => member.householdId);
	const steps = groupBy(rows.follow_up, (step) => step.findingId);
	const open = rows.finding.filter((finding) =>
		isOpen(currentStatus(finding, steps.get(finding.id) ?? []))
	);
	const findings = groupBy(open, (finding) => finding.householdId);
	// Who was let go visits nobody: her households are in nobody's hands until they are divided anew.
	const gone = new Set(rows.kader.filter(({ active }) => !active).map(({ id }) => id as string));
	const kaderOf = new Map(
		rows.territory
			.filter(({ kaderId }) => kaderId === null || !gone.has(kaderId))
			.map(({ id, kaderId }) => [id as string, kaderId])
	);
	const missed = missedDays(rows.posyandu_session, rows.attendance, today);
	const last = lastVisits(rows.visit);
	const visits = groupBy(rows.visit, (visit) => visit.householdId);
	return {
		period,
		today,
		rules: visitRulesFrom(rows.setting),
		existing: rows.visit_plan,
		kader: kaderRooms(rows, period, today),
		households: rows.household
			.filter((household) => scope === null || scope.has(household.areaId))
			.map((household) => ({
				household,
				records: new Map(
					(members.get(household.id) ?? []).map(({ id }) => [
						id as string,
						memberRecord(id, visits.get(household.id) ?? [], [], today)
					])
				),
				kaderId: household.territoryId ? (kaderOf.get(household.territoryId) ?? null) : null,
				members: members.get(household.id) ?? [],
				missed,
				lastVisitedOn: last.get(household.id) ?? null,
				openFindings: findings.get(household.id) ?? []
			}))
	};
}

export interface ScheduleProposal {
	readonly period: Month;
	readonly result: ScheduleResult;
	/** Households looked at. */
	readonly households: number;
	/** Plans of the month and the areas that exist already and stay. */
	readonly existing: number;
	/** Codes of the households that found no room, by kader; most first. */
	readonly over: readonly { readonly kaderId: string; readonly codes: readonly string[] }[];
	readonly orphans: readonly string[];
}

/** What was worked out, with the codes of the houses that it says something of. */
export function proposalOf(
	rows: ScheduleRows,
	input: ScheduleInput,
	result: ScheduleResult,
	scope: ReadonlySet<string> | null
): ScheduleProposal {
	const { period } = input;
	const codes = new Map(rows.household.map(({ id, code }) => [id as string, code]));
	const codeOf = (id: string) => codes.get(id) ?? '';
	const over = groupBy(result.overCapacity, ({ kaderId }) => kaderId);
	return {
		period,
		result,
		households: input.households.length,
		existing: rows.visit_plan.filter(
			(plan) => plan.period === period && (scope === null || scope.has(plan.areaId))
		).length,
		over: [...over]
			.map(([kaderId, rows]) => ({
				kaderId,
				codes: rows.map(({ householdId }) => codeOf(householdId))
			}))
			.sort((a, b) => b.codes.length - a.codes.length || a.kaderId.localeCompare(b.kaderId)),
		orphans: result.withoutKader.map(codeOf)
	};
}
