// The same day of a posyandu in the months to come: by its date, or by its place among the weekdays.
import { addDays, addMonths, firstDayOf, lastDayOf, monthOf, weekdayOf } from './day.ts';
import type { Day, Month } from './entity.ts';

export type Repeat = 'none' | 'date' | 'weekday';

/** A year is as far as anybody plans. */
export const mostRepeats = 11;

/**
 * The days after `day` on which the posyandu would be open again: `date`, on the same date, or the last day of
 * a shorter month; `weekday`, on the same weekday of the month, the second Tuesday, or the last where there is
 * no fifth.
 *
 * @param months how many months, at most `mostRepeats`
 */
export function repeatedDays(day: Day, repeat: Repeat, months: number): Day[] {
	if (repeat === 'none') return [];
	const count = Math.max(0, Math.min(mostRepeats, Math.trunc(months)));
	return Array.from({ length: count }, (_, at) => {
		const month = addMonths(monthOf(day), at + 1);
		return repeat === 'date' ? sameDate(day, month) : sameWeekday(day, month);
	});
}

function sameDate(day: Day, month: Month): Day {
	const last = lastDayOf(month);
	const date = `${month}-${day.slice(8)}`;
	return date > last ? last : date;
}

function sameWeekday(day: Day, month: Month): Day {
	const place = Math.floor((Number(day.slice(8)) - 1) / 7);
	const first = firstDayOf(month);
	const ahead = (weekdayOf(day) - weekdayOf(first) + 7) % 7;
	const found = addDays(first, ahead + 7 * place);
	return monthOf(found) === month ? found : addDays(found, -7);
}
