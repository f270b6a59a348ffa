// Planned visits as a calendar file (RFC 5545) that any phone's calendar reads. It leaves the app, so that
// it holds the code of the house and neutral words, and never why somebody comes.
import { addDays } from './day.ts';
import type { Instant } from './entity.ts';
import type { VisitPlan } from './visit-plan.ts';

export interface CalendarWords {
	/** Of the whole calendar. */
	readonly name: string;
	/** Of one visit, by the code of its house. */
	readonly title: (code: string) => string;
}

const compact = (day: string): string => day.replaceAll('-', '');

/** Backslash, comma, semicolon and line ends would end a value early. */
const escaped = (text: string): string =>
	text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r?\n/g, '\\n');

/** Lines of more than 75 octets are folded; code points are never cut. */
function folded(line: string): string {
	const encoder = new TextEncoder();
	let width = 0;
	let out = '';
	for (const sign of line) {
		const size = encoder.encode(sign).length;
		if (width + size > 75) {
			out += '\r\n ';
			width = 1;
		}
		out += sign;
		width += size;
	}
	return out;
}

/**
 * One event of a whole day for each open visit, with a reminder at nine the day before.
 * @param codeOf code of a plan's house; a visit to a house without one is left out
 */
export function visitCalendar(
	plans: readonly Pick<VisitPlan, 'id' | 'householdId' | 'dueOn' | 'status'>[],
	codeOf: (householdId: string) => string | null,
	words: CalendarWords,
	now: Instant
): string {
	const stamp = `${now.replace(/[-:]/g, '').slice(0, 15)}Z`;
	const events = plans.flatMap(({ id, householdId, dueOn, status }) => {
		const code = codeOf(householdId);
		if (code === null || status !== 'planned') return [];
		const title = escaped(words.title(code));
		return [
			'BEGIN:VEVENT',
			`UID:${id}@jangkau`,
			`DTSTAMP:${stamp}`,
			`DTSTART;VALUE=DATE:${compact(dueOn)}`,
			`DTEND;VALUE=DATE:${compact(addDays(dueOn, 1))}`,
			`SUMMARY:${title}`,
			'TRANSP:TRANSPARENT',
			'CLASS:PRIVATE',
			'BEGIN:VALARM',
			'ACTION:DISPLAY',
			`DESCRIPTION:${title}`,
			'TRIGGER:-PT15H',
			'END:VALARM',
			'END:VEVENT'
		];
	});
	const lines = [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//Jangkau//Jadwal kunjungan//ID',
		`X-WR-CALNAME:${escaped(words.name)}`,
		...events,
		'END:VCALENDAR'
	];
	return lines.map((line) => `${folded(line)}\r\n`).join('');
}
