// The form of one place of care: its telephone and when it is open, as typed and as stored.
import { dialled } from '#lib/domain/case-message.ts';
import type { Facility } from '#lib/domain/facility.ts';
import {
	alwaysOpen,
	openingHoursFrom,
	weekOf,
	type OpeningHours,
	type OpenSpan
} from '#lib/domain/opening-hours.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';
import type { Change } from '#lib/domain/sync/change.ts';

export const placeDays = ['workday', 'saturday', 'sunday'] as const;
export type PlaceDay = (typeof placeDays)[number];

export interface PlaceEntry {
	readonly phone: string;
	readonly kind: 'unknown' | 'always' | 'week';
	/** As typed, `08.00–14.00`; empty where it is closed. */
	readonly spans: Readonly<Record<PlaceDay, string>>;
}

/** Position in the week of a day that stands for its kind. */
const dayOf: Readonly<Record<PlaceDay, number>> = { workday: 1, saturday: 6, sunday: 0 };
const write = (span: OpenSpan) => `${span.opens}–${span.closes}`.replaceAll(':', '.');

export function entryOf({
	phone,
	openingHours
}: Pick<Facility, 'phone' | 'openingHours'>): PlaceEntry {
	const hours = openingHoursFrom(openingHours);
	const typed = (day: PlaceDay) =>
		hours && !hours.always ? (hours.week[dayOf[day]] ?? []).map(write).join(', ') : '';
	return {
		phone: phone ?? '',
		kind: hours ? (hours.always ? 'always' : 'week') : 'unknown',
		spans: { workday: typed('workday'), saturday: typed('saturday'), sunday: typed('sunday') }
	};
}

/** Whether its working days differ, or a day has more than this form can show. */
export function isUneven(stored: unknown): boolean {
	const hours = openingHoursFrom(stored);
	if (!hours || hours.always) return false;
	const workdays = hours.week.slice(1, 6).map((day) => JSON.stringify(day));
	return new Set(workdays).size > 1 || hours.week.some((day) => day.length > 1);
}

/** `8-14`, `08.00–14.00` or `08:00 - 14:00`; null for nothing, undefined for what is no span. */
export function spanFrom(typed: string): OpenSpan | null | undefined {
	if (typed.trim() === '') return null;
	const found = /^\s*(\d{1,2})(?:[.:](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[.:](\d{2}))?\s*$/.exec(typed);
	if (!found) return undefined;
	const clock = (hour = '', minute = '00') => `${hour.padStart(2, '0')}:${minute}`;
	const span = { opens: clock(found[1], found[2]), closes: clock(found[3], found[4]) };
	const isHours = openingHoursFrom({ week: [[span], [], [], [], [], [], []] }) !== null;
	return isHours ? span : undefined;
}

export type PlaceProblem = 'phone' | PlaceDay;

export function placeProblems({ phone, kind, spans }: PlaceEntry): PlaceProblem[] {
	const problems: PlaceProblem[] = [];
	const isNumber = /^[+\d][\d\s().-]*$/.test(phone.trim()) && dialled(phone) !== null;
	if (phone.trim() !== '' && !isNumber) problems.push('phone');
	if (kind === 'week')
		problems.push(...placeDays.filter((day) => spanFrom(spans[day]) === undefined));
	return problems;
}

function hoursFrom({ kind, spans }: PlaceEntry): OpeningHours | null {
	if (kind === 'unknown') return null;
	if (kind === 'always') return alwaysOpen;
	const [workday, saturday, sunday] = placeDays.map((day) => spanFrom(spans[day]) ?? null);
	return weekOf(workday ?? null, saturday ?? null, sunday ?? null);
}

/** Only what differs; no change where nothing does. */
export function placeChanges(
	place: Facility,
	entry: PlaceEntry
): Result<Change[], readonly PlaceProblem[]> {
	const problems = placeProblems(entry);
	if (problems.length > 0) return err(problems);
	const before = entryOf(place);
	const phone = entry.phone.trim() || null;
	const sameHours =
		entry.kind === before.kind && placeDays.every((day) => entry.spans[day] === before.spans[day]);
	const patch = {
		...(phone === (place.phone ?? null) ? {} : { phone }),
		...(sameHours ? {} : { openingHours: hoursFrom(entry) })
	};
	if (Object.keys(patch).length === 0) return ok([]);
	return ok([
		{ entity: 'facility', op: 'update', id: place.id, baseRev: place.rev, patch, after: [place.id] }
	]);
}
