// What a woman is due during pregnancy and in the 42 days after the birth, and her child in its first 28.
import {
	newbornWindows,
	postpartumWindows,
	pregnancyChecks,
	type BirthWindow
} from '../care-windows.ts';
import { addDays } from '../day.ts';
import type { Day } from '../entity.ts';
import { dayOf, type MemberRecord } from './member-record.ts';
import { service, type MemberService } from './service.ts';

const daysPerWeek = 7;

/** K1 and K5 are done by the doctor, with ultrasound, at the puskesmas. */
const doctorChecks = ['K1', 'K5'];

/** The first week of each check: where the one before it in time ends. */
function fromWeek(at: number): number {
	const own = pregnancyChecks[at]!.byWeek;
	return Math.max(0, ...pregnancyChecks.map(({ byWeek }) => byWeek).filter((week) => week < own));
}

/**
 * The next check after those recorded in this pregnancy; when none is and K1 is past, that is unknown. Null
 * after the last one.
 */
export function nextPregnancyCheck(
	since: Day,
	record: MemberRecord,
	on: Day
): MemberService | null {
	const done = pregnancyChecks.map(({ name }) =>
		dayOf(record, `${name.toLowerCase()}_on`, since, on)
	);
	const at = done.findLastIndex((day) => day !== null) + 1;
	const next = pregnancyChecks[at];
	if (!next) return null;
	const from = addDays(since, fromWeek(at) * daysPerWeek + (fromWeek(at) > 0 ? 1 : 0));
	const until = addDays(since, next.byWeek * daysPerWeek);
	if (at === 0 && on > until) return service('pregnancy_checks', 'unknown', 'pustu');
	const place = doctorChecks.includes(next.name) ? 'puskesmas' : 'pustu';
	const state = on > until ? 'overdue' : on < from ? 'later' : 'due';
	return service(next.name.toLowerCase(), state, place, { from, until });
}

/** Whether something taken daily is there and taken: unknown until somebody asked. */
export function daily(
	code: string,
	record: MemberRecord,
	has: string,
	takes: string,
	place: MemberService['place']
): MemberService {
	const there = record.get(has)?.answer;
	const taken = record.get(takes);
	if (there === undefined) return service(code, 'unknown', place);
	if (there === false || taken?.answer === false) return service(code, 'due', place);
	return taken ? service(code, 'done', place, { on: taken.on }) : service(code, 'unknown', place);
}

export function pregnancyServices(since: Day, record: MemberRecord, on: Day): MemberService[] {
	const ofPregnancy = new Map([...record].filter(([, known]) => known.on >= since));
	const thin = ofPregnancy.get('muac_low')?.answer === true;
	const fed = ofPregnancy.get('supplement');
	const classOn = dayOf(record, 'class_on', since, on);
	const next = nextPregnancyCheck(since, record, on);
	return [
		...(next ? [next] : []),
		daily('iron', ofPregnancy, 'iron_has', 'iron_taken', 'pustu'),
		...(thin
			? [
					fed?.answer === true
						? service('supplement', 'done', 'pustu', { on: fed.on })
						: service('supplement', 'due', 'pustu')
				]
			: []),
		classOn
			? service('pregnancy_class', 'done', 'posyandu', { on: classOn })
			: service('pregnancy_class', 'unknown', 'posyandu')
	];
}

/** Each check in its window; those whose window closed unrecorded are missed, or unknown where none is recorded. */
function windowed(
	windows: readonly BirthWindow[],
	unknownCode: string,
	birth: Day,
	record: MemberRecord,
	on: Day
): MemberService[] {
	const checks = windows.map(({ name, answer, from, to }): MemberService => {
		const span = { from: addDays(birth, from), until: addDays(birth, to) };
		const given = dayOf(record, answer, birth, on);
		const code = name.toLowerCase();
		if (given) return service(code, 'done', 'pustu', { ...span, on: given });
		const state = on > span.until ? 'missed' : on < span.from ? 'later' : 'due';
		return service(code, state, 'pustu', span);
	});
	if (checks.some(({ state }) => state === 'done')) return checks;
	const open = checks.filter(({ state }) => state !== 'missed');
	return open.length < checks.length ? [...open, service(unknownCode, 'unknown', 'pustu')] : open;
}

export function postpartumServices(deliveredOn: Day, record: MemberRecord, on: Day) {
	const since = new Map([...record].filter(([, known]) => known.on >= deliveredOn));
	const vitaminA = since.get('vitamin_a_has');
	const planning = since.get('contraception');
	return [
		...windowed(postpartumWindows, 'postpartum_checks', deliveredOn, record, on),
		vitaminA
			? service('postpartum_vitamin_a', vitaminA.answer === true ? 'done' : 'due', 'pustu', {
					on: vitaminA.answer === true ? vitaminA.on : null
				})
			: service('postpartum_vitamin_a', 'unknown', 'pustu'),
		planning
			? service('contraception', planning.answer === 'none' ? 'due' : 'done', 'pustu')
			: service('contraception', 'unknown', 'pustu')
	];
}

export function newbornServices(birth: Day, record: MemberRecord, on: Day): MemberService[] {
	return windowed(newbornWindows, 'newborn_checks', birth, record, on);
}
