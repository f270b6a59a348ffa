// When a calendar day begins at the puskesmas.
import { dayAt } from './day.ts';
import type { Day } from './entity.ts';

/** Milliseconds since 1970 at which a day begins in an IANA time zone; where clocks move, the first of it. */
export function startOfDay(timeZone: string, day: Day): number {
	const hourMs = 3_600_000;
	// No zone is further from UTC than 14 hours; they lie on quarters of an hour.
	let before = Date.parse(`${day}T00:00:00Z`) - 15 * hourMs;
	let after = Date.parse(`${day}T00:00:00Z`) + 15 * hourMs;
	while (after - before > 1) {
		const middle = Math.floor((before + after) / 2);
		if (dayAt(timeZone, middle) < day) before = middle;
		else after = middle;
	}
	return after;
}
