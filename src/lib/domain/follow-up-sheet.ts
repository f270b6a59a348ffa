// Sheet C of the official form, "Tindak lanjut": who was found with a problem in a month, how to reach
// the family, and what was done so far. Pure.
import { dayIn, monthOf } from './day.ts';
import type { Day, Month } from './entity.ts';
import {
	currentStatus,
	type Finding,
	type FindingKind,
	type FindingStatus,
	type FollowUp,
	type Urgency
} from './finding.ts';
import type { Household } from './household.ts';
import type { Member } from './member.ts';

export interface FollowUpRow {
	readonly id: string;
	/** The head of the family where the problem is nobody's in particular; null where unknown here. */
	readonly name: string | null;
	/** The last four digits; the whole number is on no phone. */
	readonly nikLast4: string | null;
	readonly birthDate: Day | null;
	readonly address: string | null;
	readonly rt: string | null;
	readonly rw: string | null;
	readonly phone: string | null;
	readonly kind: FindingKind;
	/** The question's wording, Indonesian: what the problem is only together with the kind. */
	readonly problem: string;
	readonly urgency: Urgency;
	readonly foundOn: Day;
	readonly status: FindingStatus;
	/** Of the last step that has one. */
	readonly note: string | null;
}

export interface FollowUpSource {
	readonly month: Month;
	readonly timeZone: string;
	readonly findings: readonly Finding[];
	readonly followUps: readonly FollowUp[];
	readonly households: readonly Household[];
	readonly members: readonly Member[];
}

/** Steps of each finding, oldest first. */
export function stepsOf(followUps: readonly FollowUp[]): Map<string, FollowUp[]> {
	const steps = new Map<string, FollowUp[]>();
	for (const step of followUps) {
		const own = steps.get(step.findingId);
		if (own) own.push(step);
		else steps.set(step.findingId, [step]);
	}
	for (const own of steps.values())
		own.sort((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id));
	return steps;
}

const urgent: Readonly<Record<Urgency, number>> = { red: 0, yellow: 1 };

/** Red first, then the one found first. */
export function followUpRows(source: FollowUpSource): FollowUpRow[] {
	const { month, timeZone } = source;
	const steps = stepsOf(source.followUps);
	const households = new Map(source.households.map((row) => [row.id as string, row]));
	const members = new Map(source.members.map((row) => [row.id as string, row]));
	return source.findings
		.map((finding) => ({ finding, foundOn: dayIn(timeZone, finding.foundAt) }))
		.filter(({ foundOn }) => monthOf(foundOn) === month)
		.sort(
			({ finding: a }, { finding: b }) =>
				urgent[a.urgency] - urgent[b.urgency] ||
				a.foundAt.localeCompare(b.foundAt) ||
				a.id.localeCompare(b.id)
		)
		.map(({ finding, foundOn }) => {
			const household = households.get(finding.householdId);
			const member = finding.memberId === null ? undefined : members.get(finding.memberId);
			const own = steps.get(finding.id) ?? [];
			const name = finding.memberId === null ? household?.headName : member?.name;
			return {
				id: finding.id,
				name: name ?? null,
				nikLast4: member?.nikLast4 ?? null,
				birthDate: member?.birthDate ?? null,
				address: household?.address ?? null,
				rt: household?.rt ?? null,
				rw: household?.rw ?? null,
				phone: household?.phone ?? null,
				kind: finding.kind,
				problem: finding.text,
				urgency: finding.urgency,
				foundOn,
				status: currentStatus(finding, own),
				note: own.findLast(({ note }) => note !== null)?.note ?? null
			};
		});
}
