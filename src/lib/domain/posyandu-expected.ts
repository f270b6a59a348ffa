// Who is expected on a posyandu's day, and whom somebody looks for afterwards. Since 2023 a posyandu serves
// every group of the life cycle; which of them come every month is a rule of the puskesmas.
import { daysBetween } from './day.ts';
import type { Day } from './entity.ts';
import type { Household } from './household.ts';
import type { Member } from './member.ts';
import type { Attendance, PosyanduSession } from './posyandu-day.ts';
import { targetGroupsOf, type TargetGroup } from './target-group.ts';

/** The posyandu that a family goes to: its own, else that of its kader; null where nobody knows. */
export function posyanduOf(
	household: Pick<Household, 'posyanduId' | 'territoryId'>,
	posyanduOfTerritory: ReadonlyMap<string, string | null>
): string | null {
	if (household.posyanduId !== null) return household.posyanduId;
	return household.territoryId === null
		? null
		: (posyanduOfTerritory.get(household.territoryId) ?? null);
}

/** Whether she is one of those who come every month. Who is not may come all the same. */
export function isExpected(member: Member, on: Day, groups: readonly TargetGroup[]): boolean {
	if (member.status !== 'active') return false;
	if (member.birthDate !== null && member.birthDate > on) return false;
	return targetGroupsOf(member, on).some((group) => groups.includes(group));
}

/** The next monthly day has been when a day is this long ago: what was missed then is no news. */
const missedForDays = 62;

type Mark = Pick<Attendance, 'sessionId' | 'memberId' | 'present'>;
type Session = Pick<PosyanduSession, 'id' | 'heldOn' | 'status'>;

/**
 * Of each member who did not come the last time that somebody noted it, the day. Days that nobody closed,
 * that were called off or are long past say nothing; nor does a list on which she does not stand.
 */
export function missedDays(
	sessions: readonly Session[],
	marks: readonly Mark[],
	on: Day
): Map<string, Day> {
	const held = new Map(
		sessions
			.filter(({ status, heldOn }) => status === 'held' && heldOn <= on)
			.filter(({ heldOn }) => daysBetween(heldOn, on) <= missedForDays)
			.map(({ id, heldOn }) => [id as string, heldOn])
	);
	const last = new Map<string, { day: Day; present: boolean }>();
	for (const { sessionId, memberId, present } of marks) {
		const day = held.get(sessionId);
		if (day === undefined) continue;
		const known = last.get(memberId);
		// Two posyandu on one day: who was seen was there.
		const isNewer = known === undefined || day > known.day || (day === known.day && present);
		if (isNewer) last.set(memberId, { day, present });
	}
	const missed = new Map<string, Day>();
	for (const [memberId, { day, present }] of last) if (!present) missed.set(memberId, day);
	return missed;
}

/**
 * Whom of a household somebody looks for: expected then, did not come, and nobody was at the house since.
 *
 * @param missed by member, as `missedDays` answers
 */
export function missedOf(
	members: readonly Member[],
	missed: ReadonlyMap<string, Day> | undefined,
	lastVisitedOn: Day | null,
	groups: readonly TargetGroup[]
): { readonly member: Member; readonly day: Day }[] {
	if (!missed || missed.size === 0) return [];
	return members.flatMap((member) => {
		const day = missed.get(member.id);
		if (day === undefined || (lastVisitedOn !== null && lastVisitedOn >= day)) return [];
		return isExpected(member, day, groups) ? [{ member, day }] : [];
	});
}
