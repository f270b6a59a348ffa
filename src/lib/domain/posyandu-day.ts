// The day on which a posyandu is open, and who came. Planned by who makes the schedule; the list is kept
// by whoever stands at the table, with or without a network.
import { addDays, isDay } from './day.ts';
import type { Day, Id, Placed, Row } from './entity.ts';
import type { Facility } from './facility.ts';
import { err, ok, type Result } from './result.ts';
import type { Change } from './sync/change.ts';

/** One a posyandu and day. `held`: it took place and a list is closed. */
export interface PosyanduSession extends Row<'posyandu_session'> {
	readonly posyanduId: Id<'facility'>;
	readonly areaId: Id<'area'>;
	readonly heldOn: Day;
	/** `HH:MM` at the place; null where nobody said. */
	readonly startsAt: string | null;
	/** In words; null: at the posyandu. */
	readonly place: string | null;
	readonly status: 'planned' | 'held' | 'cancelled';
	/** Why it does not take place; null unless cancelled. */
	readonly reason: string | null;
}

/** Who came, one a session and member. Whom nobody marked is unknown. */
export interface Attendance extends Row<'attendance'>, Placed {
	readonly sessionId: Id<'posyandu_session'>;
	readonly memberId: Id<'member'>;
	readonly present: boolean;
}

export interface PosyanduDayEntry {
	readonly heldOn: string;
	/** `HH:MM`, or empty. */
	readonly startsAt: string;
	readonly place: string;
}

export type PosyanduDayProblem =
	| 'posyandu_missing'
	| 'not_a_day'
	| 'day_too_old'
	| 'time_wrong'
	| 'place_too_long'
	| 'day_taken'
	| 'not_open'
	| 'reason_missing'
	| 'reason_too_long'
	| 'too_early'
	| 'cancelled';

/** A list on paper may be entered as long as the server keeps lists on the phones. */
export const oldestDayDays = 90;
const longestPlace = 200;
export const longestReason = 500;

function checked(
	{ heldOn, startsAt, place }: PosyanduDayEntry,
	today: Day
): Result<Pick<PosyanduSession, 'heldOn' | 'startsAt' | 'place'>, PosyanduDayProblem> {
	if (!isDay(heldOn)) return err('not_a_day');
	if (heldOn < addDays(today, -oldestDayDays)) return err('day_too_old');
	const time = startsAt.trim();
	if (time !== '' && !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return err('time_wrong');
	const where = place.trim();
	if ([...where].length > longestPlace) return err('place_too_long');
	return ok({ heldOn, startsAt: time || null, place: where || null });
}

const edit = (session: PosyanduSession, patch: Partial<PosyanduSession>): Change => ({
	entity: 'posyandu_session',
	op: 'update',
	id: session.id,
	patch,
	baseRev: session.rev,
	after: [session.id]
});

/**
 * Plans one day, and others of the same hour and place. Days that the posyandu has are left as they are; one
 * that was called off is planned again.
 *
 * @param also more days, as `repeatedDays` offers them
 * @param known days of that posyandu
 * @param newId answers a fresh UUIDv7 each time
 */
export function planPosyanduDays(
	posyandu: Pick<Facility, 'id' | 'areaId'> | null,
	entry: PosyanduDayEntry,
	also: readonly Day[],
	known: readonly PosyanduSession[],
	today: Day,
	newId: () => string
): Result<Change[], PosyanduDayProblem> {
	if (posyandu === null) return err('posyandu_missing');
	const good = checked(entry, today);
	if (!good.ok) return good;
	const own = new Map(
		known.filter((one) => one.posyanduId === posyandu.id).map((one) => [one.heldOn, one])
	);
	const first = own.get(good.value.heldOn);
	if (first && first.status !== 'cancelled') return err('day_taken');
	const changes = [...new Set([good.value.heldOn, ...also])].flatMap((heldOn): Change[] => {
		const there = own.get(heldOn);
		const day = { ...good.value, heldOn };
		if (there)
			return there.status === 'cancelled'
				? [edit(there, { ...day, status: 'planned', reason: null })]
				: [];
		return [
			{
				entity: 'posyandu_session',
				op: 'create',
				id: newId(),
				patch: {
					posyanduId: posyandu.id,
					areaId: posyandu.areaId,
					...day,
					status: 'planned',
					reason: null
				},
				after: [posyandu.id]
			}
		];
	});
	return ok(changes);
}

/** Another day, hour or place for a day that has not been. */
export function movePosyanduDay(
	session: PosyanduSession,
	entry: PosyanduDayEntry,
	known: readonly PosyanduSession[],
	today: Day
): Result<Change[], PosyanduDayProblem> {
	if (session.status !== 'planned') return err('not_open');
	const good = checked(entry, today);
	if (!good.ok) return good;
	const isTaken = known.some(
		(one) =>
			one.posyanduId === session.posyanduId &&
			one.id !== session.id &&
			one.heldOn === good.value.heldOn
	);
	if (isTaken) return err('day_taken');
	const patch = Object.fromEntries(
		Object.entries(good.value).filter(
			([field, value]) => session[field as keyof PosyanduDayEntry] !== value
		)
	);
	return ok(Object.keys(patch).length === 0 ? [] : [edit(session, patch)]);
}

/** Calls a day off. Nobody is missed on it. */
export function cancelPosyanduDay(
	session: PosyanduSession,
	reason: string
): Result<Change[], PosyanduDayProblem> {
	if (session.status !== 'planned') return err('not_open');
	const why = reason.trim();
	if (why === '') return err('reason_missing');
	if ([...why].length > longestReason) return err('reason_too_long');
	return ok([edit(session, { status: 'cancelled', reason: why })]);
}

export interface Marking {
	readonly session: PosyanduSession;
	readonly today: Day;
	readonly newId: () => string;
}

type Marked = Pick<Attendance, 'id' | 'rev' | 'present'>;
export type Attendee = Placed & { readonly id: Id<'member'> };

function mark({ session, newId }: Marking, member: Attendee, present: boolean): Change {
	return {
		entity: 'attendance',
		op: 'create',
		id: newId(),
		patch: {
			sessionId: session.id,
			memberId: member.id,
			areaId: member.areaId,
			territoryId: member.territoryId,
			present
		},
		after: [session.id, member.id]
	};
}

const mayMark = ({ session, today }: Marking): Result<null, PosyanduDayProblem> => {
	if (session.status === 'cancelled') return err('cancelled');
	return session.heldOn > today ? err('too_early') : ok(null);
};

/** Notes that somebody came or did not; also after the list was closed, and of a day long past. */
export function markAttendance(
	marking: Marking,
	member: Attendee,
	present: boolean,
	known: Marked | undefined
): Result<Change[], PosyanduDayProblem> {
	const may = mayMark(marking);
	if (!may.ok) return may;
	if (!known) return ok([mark(marking, member, present)]);
	if (known.present === present) return ok([]);
	const { id, rev } = known;
	const patch = { present };
	return ok([{ entity: 'attendance', op: 'update', id, patch, baseRev: rev, after: [id] }]);
}

/** Marks everybody of a list whom nobody has marked yet. */
export function markAll(
	marking: Marking,
	list: readonly Attendee[],
	present: boolean,
	marks: ReadonlyMap<string, Marked>
): Result<Change[], PosyanduDayProblem> {
	const may = mayMark(marking);
	if (!may.ok) return may;
	return ok(list.filter(({ id }) => !marks.has(id)).map((one) => mark(marking, one, present)));
}

/**
 * Closes a list: who is expected and was not marked did not come. The first who closes hers says that the
 * day took place; each kader closes her own.
 *
 * @param expected who was expected, as far as this person sees them
 * @param mayHold whether she may say that the day took place (her own posyandu, or staff)
 */
export function closePosyanduDay(
	marking: Marking,
	expected: readonly Attendee[],
	marks: ReadonlyMap<string, Marked>,
	mayHold: boolean
): Result<Change[], PosyanduDayProblem> {
	const absent = markAll(marking, expected, false, marks);
	if (!absent.ok) return absent;
	const { session } = marking;
	const held = session.status === 'planned' && mayHold ? [edit(session, { status: 'held' })] : [];
	return ok([...absent.value, ...held]);
}
