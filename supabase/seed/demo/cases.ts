// Findings and follow-ups. What was found follows from the answers by the app's own rule; one open
// case per person and problem, however many visits saw it.
import { foundProblems } from '#lib/domain/checklist/findings.ts';
import type { Answers } from '#lib/domain/checklist/answers.ts';
import type { FormDefinition } from '#lib/domain/checklist/form.ts';
import type { Id } from '#lib/domain/entity.ts';
import type { Finding, FindingStatus, FollowUp } from '#lib/domain/finding.ts';
import type { Member } from '#lib/domain/member.ts';
import { subjectOf } from './answers.ts';
import type { DangerCase } from './danger.ts';
import { Random } from './random.ts';
import type { Story } from './story.ts';
import { localMidnightMs, type DemoVisit } from './visits.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

export interface Cases {
	readonly findings: readonly Finding[];
	readonly followUps: readonly FollowUp[];
}

const hourMs = 3_600_000;

/** Every finding of the visits, in their order, each person and problem once. */
function findingsOf(
	visits: readonly DemoVisit[],
	members: ReadonlyMap<string, Member>,
	form: FormDefinition,
	random: Random
): Writable<Finding>[] {
	const known = new Set<string>();
	const findings: Writable<Finding>[] = [];
	for (const visit of visits)
		for (const { memberId, card, answers } of visit.answers?.cards ?? []) {
			const sections = form.cards.find(({ code }) => code === card)?.sections ?? [];
			const subject = subjectOf(members.get(memberId)!, visit.visitedOn);
			for (const found of foundProblems(card, sections, answers as Answers, subject)) {
				const key = `${memberId} ${found.problem}`;
				if (known.has(key)) continue;
				known.add(key);
				findings.push({
					id: random.uuid(Date.parse(visit.capturedAt)),
					rev: 1,
					areaId: visit.areaId,
					territoryId: visit.territoryId,
					householdId: visit.householdId,
					memberId,
					visitId: visit.id,
					...found,
					status: 'new',
					foundAt: visit.capturedAt,
					receivedAt: visit.capturedAt,
					closedAt: null
				});
			}
		}
	return findings;
}

/** Service gaps: most are served at the next posyandu, the rest wait on the work list. */
function gapCourse(random: Random): (readonly [number, FindingStatus, string | null])[] {
	const roll = random.next();
	if (roll < 0.3) return [];
	if (roll < 0.45) return [[30, 'seen', null]];
	return [
		[30, 'seen', null],
		[random.int(72, 420), 'closed', 'Sudah dilayani di posyandu.']
	];
}

/** Findings with the follow-ups that the health worker of each village has recorded by now. */
export function buildCases(
	visits: readonly DemoVisit[],
	dangers: readonly DangerCase[],
	members: ReadonlyMap<string, Member>,
	form: FormDefinition,
	healthWorkerOf: (visit: DemoVisit) => Id<'membership'>,
	story: Story
): Cases {
	const random = new Random('cases');
	const findings = findingsOf(visits, members, form, random);
	const visitOf = new Map(visits.map((visit) => [visit.id, visit]));
	const now = localMidnightMs(story.today);
	const followUps: FollowUp[] = [];
	for (const finding of findings) {
		const danger = dangers.find(
			(one) =>
				one.memberId === finding.memberId &&
				finding.problem === `${one.story.card}.${one.story.question}`
		);
		const course = danger ? danger.story.course : gapCourse(random);
		for (const [hours, status, note] of course) {
			const at = Date.parse(finding.foundAt) + hours * hourMs;
			if (at >= now) break;
			const visit = visitOf.get(finding.visitId)!;
			followUps.push({
				id: random.uuid(at),
				rev: 1,
				findingId: finding.id,
				areaId: finding.areaId,
				territoryId: finding.territoryId,
				membershipId: healthWorkerOf(visit),
				status,
				at: new Date(at).toISOString(),
				note
			});
			finding.status = status;
			if (status === 'closed') finding.closedAt = new Date(at).toISOString();
		}
	}
	return { findings, followUps };
}
