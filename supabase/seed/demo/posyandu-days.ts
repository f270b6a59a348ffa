// The days of the posyandu: each once a month on the same weekday, two months back and one ahead, and who
// came to those of some of them.
import { addDays, addMonths, firstDayOf, monthOf, weekdayOf } from '#lib/domain/day.ts';
import type { Day } from '#lib/domain/entity.ts';
import type { Attendance, PosyanduSession } from '#lib/domain/posyandu-day.ts';
import { isExpected } from '#lib/domain/posyandu-expected.ts';
import { repeatedDays } from '#lib/domain/posyandu-repeat.ts';
import type { Facilities } from './facilities.ts';
import { Random } from './random.ts';
import { demoVisitRules, type Story } from './story.ts';
import type { Staffing } from './territories.ts';
import { localMidnightMs } from './visits.ts';

export interface DemoPosyanduDays {
	readonly sessions: readonly PosyanduSession[];
	readonly attendance: readonly Attendance[];
}

/** Every fourth posyandu writes its lists into the app; the others still keep them on paper. */
const listEvery = 4;
/** Of those who are expected; about what posyandu report. */
const comes = 0.68;

export function buildPosyanduDays(
	story: Story,
	facilities: Facilities,
	staffing: Staffing
): DemoPosyanduDays {
	const random = new Random('posyandu days');
	const posyandu = facilities.all.filter(({ kind }) => kind === 'posyandu');
	const sessions = posyandu.flatMap((one, at) => {
		const first = openingDay(story, at);
		return [first, ...repeatedDays(first, 'weekday', 3)].map((heldOn): PosyanduSession => ({
			id: random.uuid(localMidnightMs(story.programStart)),
			rev: 1,
			posyanduId: one.id,
			areaId: one.areaId,
			heldOn,
			startsAt: random.pick(['08:00', '08:30', '09:00']),
			place: null,
			status: heldOn < story.today ? 'held' : 'planned',
			reason: null
		}));
	});
	const keeping = new Set(posyandu.filter((_, at) => at % listEvery === 0).map(({ id }) => id));
	const posyanduOf = new Map(
		staffing.households.map(({ id, posyanduId }) => [id as string, posyanduId])
	);
	const attendance = sessions
		.filter(({ status, posyanduId }) => status === 'held' && keeping.has(posyanduId))
		.flatMap((session) =>
			staffing.members
				.filter(({ householdId }) => posyanduOf.get(householdId) === session.posyanduId)
				.filter((member) => isExpected(member, session.heldOn, demoVisitRules.posyanduGroups))
				.map((member): Attendance => ({
					id: random.uuid(localMidnightMs(session.heldOn)),
					rev: 1,
					sessionId: session.id,
					memberId: member.id,
					areaId: member.areaId,
					territoryId: member.territoryId,
					present: random.chance(comes)
				}))
		);
	return { sessions, attendance };
}

/** Tuesday to Saturday of the first four weeks, two months ago: not all on one day. */
function openingDay(story: Story, at: number): Day {
	const first = firstDayOf(addMonths(monthOf(story.today), -2));
	const ahead = (2 + (at % 5) - weekdayOf(first) + 7) % 7;
	return addDays(first, ahead + 7 * (at % 4));
}
