// The days of the posyandu of a month, as they stand in lists and in the calendar.
import type { Records } from '#lib/data/contracts.ts';
import { addDays } from '#lib/domain/day.ts';
import type { Day } from '#lib/domain/entity.ts';
import type { Facility } from '#lib/domain/facility.ts';
import type { PosyanduSession } from '#lib/domain/posyandu-day.ts';

export type PosyanduDayState = PosyanduSession['status'] | 'open' | 'today';

export interface PosyanduDayRow {
	readonly session: PosyanduSession;
	/** Null where this device does not know it. */
	readonly name: string | null;
	readonly state: PosyanduDayState;
}

/** `open`: it should have been and nobody closed its list. */
export function posyanduDayState(
	{ status, heldOn }: Pick<PosyanduSession, 'status' | 'heldOn'>,
	today: Day
): PosyanduDayState {
	if (status !== 'planned' || heldOn > today) return status;
	return heldOn === today ? 'today' : 'open';
}

export function posyanduDayRows(
	sessions: readonly PosyanduSession[],
	facilities: readonly Pick<Facility, 'id' | 'name'>[],
	today: Day
): PosyanduDayRow[] {
	const names = new Map(facilities.map(({ id, name }) => [id as string, name]));
	return sessions
		.map((session) => ({
			session,
			name: names.get(session.posyanduId) ?? null,
			state: posyanduDayState(session, today)
		}))
		.sort(
			(a, b) =>
				a.session.heldOn.localeCompare(b.session.heldOn) ||
				(a.name ?? '').localeCompare(b.name ?? '', 'id', { numeric: true }) ||
				a.session.id.localeCompare(b.session.id)
		);
}

/** What is to be done first: today and lists left open, then what comes, then what has been. */
export function nearestFirst(rows: readonly PosyanduDayRow[]): PosyanduDayRow[] {
	const rank = ({ state }: PosyanduDayRow) => {
		if (state === 'today' || state === 'open') return 0;
		return state === 'planned' ? 1 : 2;
	};
	return [...rows].sort((a, b) => {
		const way = rank(a) === 1 ? 1 : -1;
		return rank(a) - rank(b) || way * a.session.heldOn.localeCompare(b.session.heldOn);
	});
}

/** The names of the posyandu that are open on each day; days that were called off have none. */
export function posyanduByDay(
	rows: readonly PosyanduDayRow[]
): ReadonlyMap<Day, readonly string[]> {
	const days = new Map<Day, string[]>();
	for (const { session, name } of rows) {
		if (session.status === 'cancelled' || name === null) continue;
		days.set(session.heldOn, [...(days.get(session.heldOn) ?? []), name]);
	}
	return days;
}

/** By name; where days can be planned. */
export function posyanduOnly(facilities: readonly Facility[]): Facility[] {
	return facilities
		.filter(({ kind }) => kind === 'posyandu')
		.sort((a, b) => a.name.localeCompare(b.name, 'id', { numeric: true }));
}

export interface PosyanduDays {
	readonly rows: readonly PosyanduDayRow[];
	readonly posyandu: readonly Facility[];
	/** Of every month: a day that is taken is taken. */
	readonly known: readonly PosyanduSession[];
}

/**
 * Three months back, and all that is planned.
 *
 * @param posyanduId only of this one; null: of all
 */
export async function readPosyanduDays(
	records: Records,
	posyanduId: string | null,
	today: Day
): Promise<PosyanduDays> {
	const [sessions, facilities] = await Promise.all([
		records.all('posyandu_session'),
		records.all('facility')
	]);
	const since = addDays(today, -92);
	const shown = sessions.filter(
		(one) => (posyanduId === null || one.posyanduId === posyanduId) && one.heldOn >= since
	);
	return {
		rows: nearestFirst(posyanduDayRows(shown, facilities, today)),
		posyandu: posyanduOnly(facilities),
		known: sessions
	};
}
