// When a place of care is open. What nobody has recorded is unknown, and unknown is never "open".
import { addDays, dayAt, weekdayOf } from './day.ts';

/** Minutes of the day at the place, `HH:MM`; it closes later on the same day. */
export interface OpenSpan {
	readonly opens: string;
	readonly closes: string;
}

export interface OpeningHours {
	/** Day and night, as an emergency room is; the week then says nothing. */
	readonly always: boolean;
	/** Seven lists, from Sunday; an empty one is a day on which it is closed. */
	readonly week: readonly (readonly OpenSpan[])[];
}

export type OpenState =
	| { readonly state: 'unknown' }
	| { readonly state: 'always' }
	| { readonly state: 'open'; readonly until: string }
	/** `inDays` 0 is later today; null where no day of the week has hours. */
	| { readonly state: 'closed'; readonly opens: string | null; readonly inDays: number };

export const alwaysOpen: OpeningHours = { always: true, week: [[], [], [], [], [], [], []] };

const clock = /^([01]\d|2[0-3]):[0-5]\d$/;

function isSpan(value: unknown): value is OpenSpan {
	if (typeof value !== 'object' || value === null) return false;
	const { opens, closes } = value as Partial<Record<string, unknown>>;
	if (typeof opens !== 'string' || typeof closes !== 'string') return false;
	return clock.test(opens) && clock.test(closes) && opens < closes;
}

/** Opening hours as stored; null for nothing, and for what cannot be hours. */
export function openingHoursFrom(value: unknown): OpeningHours | null {
	if (typeof value !== 'object' || value === null) return null;
	const { always, week } = value as Partial<Record<string, unknown>>;
	if (always === true) return alwaysOpen;
	if (!Array.isArray(week) || week.length !== 7) return null;
	const days = week as unknown[];
	if (!days.every((day) => Array.isArray(day) && day.every((span) => isSpan(span)))) return null;
	return { always: false, week: days as OpenSpan[][] };
}

/** The same hours from Monday to Friday, others on Saturday and Sunday; null is closed. */
export function weekOf(
	workday: OpenSpan | null,
	saturday: OpenSpan | null,
	sunday: OpenSpan | null
): OpeningHours {
	const day = (span: OpenSpan | null) => (span ? [span] : []);
	return {
		always: false,
		week: [day(sunday), ...Array.from({ length: 5 }, () => day(workday)), day(saturday)]
	};
}

function minuteAt(timeZone: string, ms: number): string {
	return new Intl.DateTimeFormat('en-GB', {
		timeZone,
		hour: '2-digit',
		minute: '2-digit',
		hourCycle: 'h23'
	}).format(ms);
}

/** Whether it is open at an instant, by the clock of the place. Holidays are not known. */
export function openStateAt(stored: unknown, timeZone: string, ms: number): OpenState {
	const hours = openingHoursFrom(stored);
	if (!hours) return { state: 'unknown' };
	if (hours.always) return { state: 'always' };
	const today = dayAt(timeZone, ms);
	const now = minuteAt(timeZone, ms);
	const spansIn = (days: number) =>
		[...(hours.week[weekdayOf(addDays(today, days))] ?? [])].sort((a, b) =>
			a.opens.localeCompare(b.opens)
		);
	const current = spansIn(0).find(({ opens, closes }) => opens <= now && now < closes);
	if (current) return { state: 'open', until: current.closes };
	// Seven days on is today's weekday again, for a place that opens once a week.
	for (let inDays = 0; inDays <= 7; inDays++) {
		const next = spansIn(inDays).find(({ opens }) => inDays > 0 || opens > now);
		if (next) return { state: 'closed', opens: next.opens, inDays };
	}
	return { state: 'closed', opens: null, inDays: 0 };
}
