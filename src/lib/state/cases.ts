// Cases as staff and kader see them: whose, where, since when, what was done. Pure.
import type { Records } from '#lib/data/contracts.ts';
import { ageInMonths } from '#lib/domain/day.ts';
import type { Day, Id, Instant } from '#lib/domain/entity.ts';
import {
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

/** Hours in which somebody must have looked at a case, from when it was found. */
export const handlingHours: Readonly<Record<Urgency, number>> = { red: 24, yellow: 72 };

export interface CaseSource {
	readonly findings: readonly Finding[];
	readonly followUps: readonly FollowUp[];
	readonly households: readonly Household[];
	readonly members: readonly Member[];
	readonly visits: readonly Pick<Visit, 'id' | 'kaderId' | 'membershipId'>[];
	readonly kader: readonly Pick<Kader, 'id' | 'name'>[];
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
}

/** Everything the cases need, and no more of the households than that. */
export async function readCases(records: Records): Promise<CaseSource> {
	const [findings, followUps, kader] = await Promise.all([
		records.all('finding'),
		records.all('follow_up'),
		records.all('kader')
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
	return { findings, followUps, households, members, visits, kader };
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
	for (const own of steps.values())
		own.sort((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id));
	return steps;
}

const urgencyOrder: Record<Urgency, number> = { red: 0, yellow: 1 };

/** Red before yellow, then the one that has waited longest. */
function byUrgency(a: CaseItem, b: CaseItem): number {
	return (
		urgencyOrder[a.finding.urgency] - urgencyOrder[b.finding.urgency] ||
		a.finding.foundAt.localeCompare(b.finding.foundAt) ||
		a.finding.id.localeCompare(b.finding.id)
	);
}

export function casesFrom(source: CaseSource): CaseItem[] {
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
				}
			};
		})
		.sort(byUrgency);
}

/** Nobody has looked at it within the hours that its urgency allows. */
export function isOverdue(item: Pick<CaseItem, 'finding' | 'status'>, nowMs: number): boolean {
	if (item.status !== 'new') return false;
	const hours = handlingHours[item.finding.urgency];
	return nowMs - Date.parse(item.finding.foundAt) > hours * 3_600_000;
}

export interface CaseFilter {
	readonly open: boolean;
	readonly urgency: Urgency | 'all';
}

/** Closed cases come newest first: the last one closed is the one asked about. */
export function filteredCases(items: readonly CaseItem[], filter: CaseFilter): CaseItem[] {
	const chosen = items.filter(
		(item) =>
			item.open === filter.open &&
			(filter.urgency === 'all' || item.finding.urgency === filter.urgency)
	);
	return filter.open ? chosen : chosen.sort((a, b) => lastAt(b).localeCompare(lastAt(a)));
}

function lastAt(item: CaseItem): Instant {
	return item.steps.at(-1)?.at ?? item.finding.closedAt ?? item.finding.foundAt;
}

export interface CaseCounts {
	readonly open: number;
	readonly done: number;
	readonly red: number;
	readonly overdue: number;
}

export function caseCounts(items: readonly CaseItem[], nowMs: number): CaseCounts {
	const open = items.filter((item) => item.open);
	return {
		open: open.length,
		done: items.length - open.length,
		red: open.filter(({ finding }) => finding.urgency === 'red').length,
		overdue: open.filter((item) => isOverdue(item, nowMs)).length
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

/** Who made a step: this membership, or `null` for somebody else. Unsent ones are always hers. */
export function isOwnStep(
	step: Pick<FollowUp, 'membershipId' | 'rev'>,
	membershipId: Id<'membership'>
): boolean {
	return step.rev === 0 || step.membershipId === membershipId;
}
