// The list of a posyandu's day from the records on this device: whose families, who is expected, who came.
import type { Records } from '#lib/data/contracts.ts';
import type { Day } from '#lib/domain/entity.ts';
import type { Household } from '#lib/domain/household.ts';
import type { Member } from '#lib/domain/member.ts';
import type { Attendance, PosyanduSession } from '#lib/domain/posyandu-day.ts';
import { isExpected, posyanduOf } from '#lib/domain/posyandu-expected.ts';
import { targetGroupsOf, type TargetGroup } from '#lib/domain/target-group.ts';
import { visitRulesFrom } from '#lib/domain/visit-rules.ts';

export interface Attender {
	readonly member: Member;
	readonly groups: readonly TargetGroup[];
	/** One of those who come every month. */
	readonly expected: boolean;
	readonly mark: Attendance | undefined;
}

export interface AttendingFamily {
	readonly household: Household;
	readonly people: readonly Attender[];
}

export interface AttendanceSource {
	readonly session: PosyanduSession;
	readonly posyanduName: string | null;
	readonly families: readonly AttendingFamily[];
	readonly marks: ReadonlyMap<string, Attendance>;
}

/** Families in the order of their codes, in each the people by age, oldest first. */
export function attendingFamilies(
	households: readonly Household[],
	members: readonly Member[],
	marks: ReadonlyMap<string, Attendance>,
	groups: readonly TargetGroup[],
	on: Day
): AttendingFamily[] {
	const people = new Map<string, Attender[]>();
	for (const member of members) {
		const mark = marks.get(member.id);
		const isBorn = member.birthDate === null || member.birthDate <= on;
		// Who moved away since stays on the list where she was marked.
		if (!mark && (member.status !== 'active' || !isBorn)) continue;
		const own = people.get(member.householdId) ?? [];
		own.push({
			member,
			groups: targetGroupsOf(member, on),
			expected: isExpected(member, on, groups),
			mark
		});
		people.set(member.householdId, own);
	}
	const age = ({ member }: Attender) => member.birthDate ?? '';
	return households
		.map((household) => ({
			household,
			people: (people.get(household.id) ?? []).sort(
				(a, b) => age(a).localeCompare(age(b)) || a.member.id.localeCompare(b.member.id)
			)
		}))
		.filter(({ household, people: own }) => own.length > 0 && isHere(household, own))
		.sort((a, b) => a.household.code.localeCompare(b.household.code, 'id', { numeric: true }));
}

const isHere = ({ status }: Household, people: readonly Attender[]): boolean =>
	status === 'active' || people.some(({ mark }) => mark);

/** Null where this device does not know the day. */
export async function readAttendance(
	records: Records,
	sessionId: string
): Promise<AttendanceSource | null> {
	const session = await records.get('posyandu_session', sessionId);
	if (!session) return null;
	const [facility, kader, settings, attendance] = await Promise.all([
		records.get('facility', session.posyanduId),
		records.where('kader', 'posyanduId', session.posyanduId),
		records.all('setting'),
		records.where('attendance', 'sessionId', sessionId)
	]);
	const kaderIds = kader.map(({ id }) => id as string);
	const territories = (await records.where('territory', 'kaderId', kaderIds)).filter(
		({ active }) => active
	);
	const ofTerritory = new Map(
		territories.map(({ id }) => [id as string, session.posyanduId as string])
	);
	const [direct, through] = await Promise.all([
		records.where('household', 'posyanduId', session.posyanduId),
		records.where('household', 'territoryId', [...ofTerritory.keys()])
	]);
	const households = new Map(
		[...direct, ...through]
			.filter((household) => posyanduOf(household, ofTerritory) === session.posyanduId)
			.map((household) => [household.id as string, household])
	);
	const members = await records.where('member', 'householdId', [...households.keys()]);
	const marks = new Map(attendance.map((mark) => [mark.memberId as string, mark]));
	const { posyanduGroups } = visitRulesFrom(settings);
	return {
		session,
		posyanduName: facility?.name ?? null,
		families: attendingFamilies(
			[...households.values()],
			members,
			marks,
			posyanduGroups,
			session.heldOn
		),
		marks
	};
}

export interface AttendanceCounts {
	/** Expected. */
	readonly expected: number;
	/** Of all who are on the list, expected or not. */
	readonly present: number;
	/** Of those expected. */
	readonly absent: number;
	readonly unmarked: number;
}

export function attendanceCounts(families: readonly AttendingFamily[]): AttendanceCounts {
	const people = families.flatMap((family) => family.people);
	const expected = people.filter((one) => one.expected);
	return {
		expected: expected.length,
		present: people.filter(({ mark }) => mark?.present === true).length,
		absent: expected.filter(({ mark }) => mark?.present === false).length,
		unmarked: expected.filter(({ mark }) => !mark).length
	};
}

export type AttendanceFilter = 'expected' | 'unmarked' | 'all';

/** Without case and accents, as somebody types it in a hurry. */
const plain = (text: string): string =>
	text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();

/**
 * Who is shown: a search looks among everybody; without one `expected` shows also whom somebody marked who was
 * not expected.
 */
export function shownFamilies(
	families: readonly AttendingFamily[],
	filter: AttendanceFilter,
	query: string
): AttendingFamily[] {
	const wanted = plain(query);
	const isShown = ({ household }: AttendingFamily, { member, expected, mark }: Attender) => {
		if (wanted !== '')
			return [member.name, household.headName, household.code].some((text) =>
				plain(text).includes(wanted)
			);
		if (filter === 'all') return true;
		return filter === 'unmarked' ? expected && !mark : expected || mark !== undefined;
	};
	return families
		.map((family) => ({
			...family,
			people: family.people.filter((one) => isShown(family, one))
		}))
		.filter(({ people }) => people.length > 0);
}
