// A visit that somebody wrote on paper and that is entered later: by a health worker for a kader
// without a phone, or by a kader whose phone was empty.
import { daysBetween, dayAt, isDay } from './day.ts';
import type { Day, Id, Instant } from './entity.ts';

export interface PaperSheet {
	/** Who was there; null where nobody on this device is known by that name. */
	readonly kaderId: Id<'kader'> | null;
	readonly visitedOn: Day;
}

export type PaperDayProblem = 'not_a_day' | 'in_the_future' | 'too_old';

/** A device holds the visits of about three months: beyond that it could not tell what it has already. */
export const oldestPaperDays = 92;

/** Why a day cannot be the day of a sheet; null when it can. */
export function paperDayProblem(day: string, today: Day): PaperDayProblem | null {
	if (!isDay(day)) return 'not_a_day';
	if (day > today) return 'in_the_future';
	return daysBetween(day, today) > oldestPaperDays ? 'too_old' : null;
}

const hourMs = 3_600_000;

/**
 * An instant within a day in a place's zone: its noon, within an hour or two. Paper says the day, not the
 * hour, and noon stays in the day whatever is corrected later.
 */
export function noonOf(day: Day, timeZone: string): Instant {
	const utcNoon = Date.parse(`${day}T12:00:00Z`);
	const hours = Number(
		new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(
			utcNoon
		)
	);
	const shifted = dayAt(timeZone, utcNoon) > day ? hours + 24 : hours;
	return new Date(utcNoon - (shifted - 12) * hourMs).toISOString();
}
