// Cases as staff and kader see them: whose, where, since when, what was done. Pure.
import type { Records } from '#lib/data/contracts.ts';
import { ageInMonths } from '#lib/domain/day.ts';
import type { Area } from '#lib/domain/area.ts';
import { lineage } from '#lib/domain/lineage.ts';
import { caseRulesFrom, hoursLate, type CaseRules } from '#lib/domain/case-rules.ts';
import type { Day, Id, Instant } from '#lib/domain/entity.ts';
import type { Facility, FacilityArea } from '#lib/domain/facility.ts';
import {
	byTime,
	currentStatus,
	isOpen,
	type Finding,
	type FindingStatus,
	type FollowUp,
	type Urgency
} from '#lib/domain/finding.ts';
import type { Household } from '#lib/domain/household.ts';
import type { Kader } from '#lib/domain/kader.ts';
import type { Member } from '#lib/domain/member.ts';
import type { Visit } from '#lib/domain/visit.ts';

export interface CaseSource {
	readonly findings: readonly Finding[];
	readonly followUps: readonly FollowUp[];
	readonly households: readonly Household[];
	readonly members: readonly Member[];
	readonly visits: readonly Pick<Visit, 'id' | 'kaderId' | 'membershipId'>[];
	readonly kader: readonly Pick<Kader, 'id' | 'name'>[];
	readonly facilities: readonly Facility[];
	readonly served: readonly FacilityArea[];
	readonly areas: readonly Area[];
	readonly rules: CaseRules;
}

export interface CaseItem {
	readonly finding: Finding;
	readonly status: FindingStatus;
	readonly open: boolean;
	/** Oldest first. */
	readonly steps: readonly FollowUp[];
	readonly household: Household | null;
	readonly member: Member | null;
	/** Who found it; a null name is somebody this device does not know. */
	readonly foundBy: { readonly name: string | null; readonly membershipId: string | null };
	/** The puskesmas that answers for it; null where this device knows of none. */
	readonly owner: Facility | null;
}

export interface CaseBook {
	readonly items: readonly CaseItem[];
	readonly rules: CaseRules;
}

/** Everything the cases need, and no more of the households than that. */
export async function readCases(records: Records): Promise<CaseSource> {
	const [findings, followUps, kader, facilities, served, areas, settings] = await Promise.all([
		records.all('finding'),
		records.all('follow_up'),
		records.all('kader'),
		records.all('facility'),
		records.all('facility_area'),
		records.all('area'),
		records.all('setting')
	]);
	const ids = (pick: (finding: Finding) => string | null) =>
		[...new Set(findings.map(pick))].filter((id) => id !== null);
	const [households, members, visits] = await Promise.all([
		records.where(
			'household',
			'id',
			ids((finding) => finding.householdId)
		),
		records.where(
			'member',
			'id',
			ids((finding) => finding.memberId)
		),
		records.where(
			'visit',
			'id',
			ids((finding) => finding.visitId)
		)
	]);
	const places = { facilities, served, areas, rules: caseRulesFrom(settings) };
	return { findings, followUps, households, members, visits, kader, ...places };
}

function byId<T extends { readonly id: string }>(rows: readonly T[]): Map<string, T> {
	return new Map(rows.map((row) => [row.id, row]));
}

function stepsByFinding(followUps: readonly FollowUp[]): Map<string, FollowUp[]> {
	const steps = new Map<string, FollowUp[]>();
	for (const entry of followUps) {
		const own = steps.get(entry.findingId);
		if (own) own.push(entry);
		else steps.set(entry.findingId, [entry]);
	}
	for (const own of steps.values()) own.sort(byTime);
	return steps;
}

const urgencyOrder: Record<Urgency, number> = { red: 0, yellow: 1 };

/** Red before yellow, then the one that has waited longest. */
function byUrgency(a: CaseItem, b: CaseItem): number {
	return (
		urgencyOrder[a.finding.urgency] - urgencyOrder[b.finding.urgency] ||
		Date.parse(a.finding.foundAt) - Date.parse(b.finding.foundAt) ||
		a.finding.id.localeCompare(b.finding.id)
	);
}

/**
 * The puskesmas of a case: what the server has stored, else what it will store, the one that serves the
 * smallest area around the house.
 */
function ownerOf(source: CaseSource): (finding: Finding) => Facility | null {
	const areas = new Map(source.areas.map((area) => [area.id as string, area]));
	const puskesmas = byId(source.facilities.filter(({ kind }) => kind === 'puskesmas'));
	const serving = new Map<string, string[]>();
	for (const { areaId, facilityId } of source.served)
		if (puskesmas.has(facilityId))
			serving.set(areaId, [...(serving.get(areaId) ?? []), facilityId].sort());
	return ({ puskesmasId, areaId }) => {
		const near = lineage(areas, areaId).find((id) => serving.has(id));
		const id = puskesmasId ?? (near && serving.get(near)?.[0]);
		return (id && puskesmas.get(id)) || null;
	};
}

export function casesFrom(source: CaseSource): CaseItem[] {
	const owner = ownerOf(source);
	const households = byId(source.households);
	const members = byId(source.members);
	const visits = byId(source.visits);
	const kader = byId(source.kader);
	const steps = stepsByFinding(source.followUps);
	return source.findings
		.map((finding): CaseItem => {
			const own = steps.get(finding.id) ?? [];
			const status = currentStatus(finding, own);
			const visit = visits.get(finding.visitId);
			return {
				finding,
				status,
				open: isOpen(status),
				steps: own,
				household: households.get(finding.householdId) ?? null,
				member: finding.memberId ? (members.get(finding.memberId) ?? null) : null,
				foundBy: {
					name: (visit?.kaderId && kader.get(visit.kaderId)?.name) || null,
					membershipId: visit?.membershipId ?? null
				},
				owner: owner(finding)
			};
		})
		.sort(byUrgency);
}

/** Hours beyond the limit in which nobody of the puskesmas looked at it; null where it is in time. */
export function lateBy(
	item: Pick<CaseItem, 'finding' | 'status'>,
	rules: CaseRules,
	nowMs: number
): number | null {
	return hoursLate(item.finding, item.status, rules, nowMs);
}

/** Shown beside the finding where it came later than this: the hours are counted from the finding. */
const slowMs = 3_600_000;

/** When the server got it, where that was long after it was found; else null. */
export function cameLate({
	foundAt,
	receivedAt
}: Pick<Finding, 'foundAt' | 'receivedAt'>): Instant | null {
	if (!receivedAt) return null;
	return Date.parse(receivedAt) - Date.parse(foundAt) > slowMs ? receivedAt : null;
}

/** Red ones are called today, yellow ones are a work list, done ones are to be read. */
export type CaseTab = Urgency | 'done';

/**
 * The cases of a tab. Open ones that nobody has looked at in time come first, then by age; done ones
 * newest first, as the last one closed is the one asked about.
 */
export function casesOf(
	{ items, rules }: CaseBook,
	tab: CaseTab,
	nowMs: number
): readonly CaseItem[] {
	const chosen = items.filter(({ open, finding }) =>
		tab === 'done' ? !open : open && finding.urgency === tab
	);
	if (tab === 'done')
		return chosen.sort((a, b) => Date.parse(lastAt(b)) - Date.parse(lastAt(a)) || byUrgency(a, b));
	const isLate = (item: CaseItem) => Number(lateBy(item, rules, nowMs) !== null);
	return chosen.sort((a, b) => isLate(b) - isLate(a) || byUrgency(a, b));
}

function lastAt(item: CaseItem): Instant {
	return item.steps.at(-1)?.at ?? item.finding.closedAt ?? item.finding.foundAt;
}

export interface CaseCounts extends Readonly<Record<CaseTab, number>> {
	readonly late: number;
}

export function caseCounts({ items, rules }: CaseBook, nowMs: number): CaseCounts {
	const open = items.filter((item) => item.open);
	const red = open.filter(({ finding }) => finding.urgency === 'red').length;
	return {
		red,
		yellow: open.length - red,
		done: items.length - open.length,
		late: open.filter((item) => lateBy(item, rules, nowMs) !== null).length
	};
}

export type Age = { readonly unit: 'years' | 'months'; readonly count: number } | null;

/** Months below two years, where they matter; null when the birth date is unknown. */
export function ageOf(member: Pick<Member, 'birthDate'>, today: Day): Age {
	if (!member.birthDate || member.birthDate > today) return null;
	const months = ageInMonths(member.birthDate, today);
	if (months < 24) return { unit: 'months', count: months };
	return { unit: 'years', count: Math.floor(months / 12) };
}

/** Who made a step: this membership, or `null` for somebody else. Unsent ones are always hers, and those that the server
 * has not sent back yet. */
export function isOwnStep(
	step: Pick<FollowUp, 'membershipId' | 'rev'>,
	membershipId: Id<'membership'>
): boolean {
	return step.rev === 0 || !step.membershipId || step.membershipId === membershipId;
}
