// What a child under six is due: the doses of the form by age, weighing, vitamin A and deworming.
import { vaccineMonths } from '../care-windows.ts';
import { addDays, ageInMonths, ageReachedOn, monthOf, firstDayOf, lastDayOf } from '../day.ts';
import type { Day } from '../entity.ts';
import { dayOf, type MemberRecord } from './member-record.ts';
import { service, type MemberService } from './service.ts';

const monthsOf: Readonly<Record<string, number>> = {
	...vaccineMonths.infant_0_6m,
	...vaccineMonths.child_6_71m
};

/** Doses of one vaccine, each given after the one before it. */
const series: readonly (readonly string[])[] = [
	['hb0'],
	['bcg'],
	['opv1', 'opv2', 'opv3', 'opv4'],
	['dpt1', 'dpt2', 'dpt3', 'dpt4'],
	['pcv1', 'pcv2', 'pcv3'],
	['rv1', 'rv2', 'rv3'],
	['ipv1', 'ipv2'],
	['mr1', 'mr2'],
	['je']
];

/** Doses of one vaccine keep four weeks from each other. */
const dosesApartDays = 28;
/** A dose is late when its month of age is over. HB0 has a day, BCG and OPV1 until the end of month 1. */
const lateAfterMonths: Readonly<Record<string, number>> = { bcg: 1, opv1: 1 };
/** Later than this age the programme's doses are no longer caught up at the posyandu. */
const lastMonths: Readonly<Record<string, number>> = { hb0: 1, bcg: 12, rv1: 12, rv2: 12, rv3: 12 };
const lastMonth = 60;

function doseService(code: string, before: Day | null, birth: Day, on: Day): MemberService | null {
	const months = monthsOf[code]!;
	const byAge = ageReachedOn(birth, months);
	const apart = before === null ? byAge : addDays(before, dosesApartDays);
	const from = apart > byAge ? apart : byAge;
	const onTime = addDays(ageReachedOn(birth, months + (lateAfterMonths[code] ?? 0) + 1), -1);
	const byAgeUntil = code === 'hb0' ? addDays(birth, 1) : onTime;
	const until = from > byAgeUntil ? from : byAgeUntil;
	if (on >= ageReachedOn(birth, lastMonths[code] ?? lastMonth)) return null;
	const state = on < from ? 'later' : on > until ? 'overdue' : 'due';
	return service(code, state, 'posyandu', { from, until });
}

/** Family or book said at this age that nothing was missing. */
function completeAt(record: MemberRecord, birth: Day): number {
	const known = record.get('immunisation_complete');
	return known?.answer === true && known.on >= birth ? ageInMonths(birth, known.on) : -1;
}

/**
 * Of each vaccine the next dose. Where no dose was ever written down and one is due, that is unknown.
 * @param jeEndemic whether Japanese encephalitis is immunised against here
 */
export function immunisationServices(
	birth: Day,
	record: MemberRecord,
	on: Day,
	jeEndemic = false
): MemberService[] {
	const completeMonths = completeAt(record, birth);
	const given = (code: string) => dayOf(record, code, birth, on);
	const doses = series.flatMap((codes) => {
		if (codes[0] === 'je' && !jeEndemic) return [];
		const last = codes.findLastIndex(
			(code) => given(code) !== null || monthsOf[code]! <= completeMonths
		);
		const next = codes[last + 1];
		const dose = next && doseService(next, last < 0 ? null : given(codes[last]!), birth, on);
		return dose ? [dose] : [];
	});
	const nothingKnown =
		!record.has('immunisation_complete') &&
		Object.keys(monthsOf).every((code) => given(code) === null);
	const later = doses.filter(({ state }) => state === 'later');
	const now = doses.filter(({ state }) => state !== 'later');
	const passed = now.some(({ state }) => state === 'overdue');
	return nothingKnown && passed
		? [service('immunisation', 'unknown', 'posyandu'), ...later]
		: [...now, ...later];
}

/** The first day of the newest February or August. */
function campaignStart(on: Day): Day {
	const [year = '', month = ''] = on.split('-');
	if (month >= '08') return `${year}-08-01`;
	return month >= '02' ? `${year}-02-01` : `${Number(year) - 1}-08-01`;
}

function vitaminA(birth: Day, record: MemberRecord, on: Day): MemberService[] {
	const from = campaignStart(on);
	const until = lastDayOf(monthOf(from));
	const months = ageInMonths(birth, on);
	if (ageInMonths(birth, until) < 6 || months >= 60) return [];
	const answers = ['vitamin_a_blue', 'vitamin_a_red'].map((code) => record.get(code));
	const known = answers.filter((answer) => answer !== undefined && answer.on >= from);
	const given = known.find((answer) => answer?.answer === true);
	if (given) return [service('vitamin_a', 'done', 'posyandu', { from, until, on: given.on })];
	const state = on <= until ? 'due' : known.length > 0 ? 'overdue' : 'unknown';
	return [service('vitamin_a', state, 'posyandu', { from, until })];
}

function deworming(birth: Day, record: MemberRecord, on: Day): MemberService[] {
	if (ageInMonths(birth, on) < 12) return [];
	const given = dayOf(record, 'deworming_on', birth, on);
	if (!given) return [service('deworming', 'unknown', 'posyandu')];
	const until = addDays(ageReachedOn(given, 12), -1);
	return [service('deworming', on > until ? 'due' : 'done', 'posyandu', { until, on: given })];
}

function weighing(birth: Day, record: MemberRecord, on: Day): MemberService {
	const given = dayOf(record, 'measured_on', birth, on);
	const from = firstDayOf(monthOf(on));
	if (!given) return service('growth', 'unknown', 'posyandu');
	return given >= from
		? service('growth', 'done', 'posyandu', { on: given })
		: service('growth', 'due', 'posyandu', { from, until: lastDayOf(monthOf(on)) });
}

export function childServices(
	birth: Day,
	record: MemberRecord,
	on: Day,
	jeEndemic: boolean
): MemberService[] {
	return [
		...immunisationServices(birth, record, on, jeEndemic),
		weighing(birth, record, on),
		...vitaminA(birth, record, on),
		...deworming(birth, record, on)
	];
}
