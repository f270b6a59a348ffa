// How cases read: status, age, place and time, in the language chosen.
import { dayIn } from '#lib/domain/day.ts';
import type { Id, Instant } from '#lib/domain/entity.ts';
import type { FindingKind, FindingStatus } from '#lib/domain/finding.ts';
import type { Household } from '#lib/domain/household.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { ageOf, type CaseItem } from '#lib/state/cases.ts';

const statuses: Record<FindingStatus, () => string> = {
	new: m.case_status_new,
	seen: m.case_status_seen,
	contacted: m.case_status_contacted,
	scheduled: m.case_status_scheduled,
	visited: m.case_status_visited,
	referred: m.case_status_referred,
	waiting: m.case_status_waiting,
	closed: m.case_status_closed,
	unresolvable: m.case_status_unresolvable
};

export function statusWords(status: FindingStatus): string {
	return statuses[status]();
}

const kinds: Record<FindingKind, () => string> = {
	danger_sign: m.case_red_badge,
	missed_service: m.case_kind_missed_service,
	non_compliance: m.case_kind_non_compliance
};

/** Read before the question's wording: "Layanan belum diterima: Imunisasi sesuai umur". */
export function kindWords(kind: FindingKind): string {
	return kinds[kind]();
}

export function whenWords(instant: Instant, timeZone: string): string {
	return new Intl.DateTimeFormat(getLocale(), {
		day: 'numeric',
		month: 'short',
		hour: '2-digit',
		minute: '2-digit',
		timeZoneName: 'short',
		timeZone
	}).format(new Date(instant));
}

/** "3 jam yang lalu"; never the future, whatever a phone's clock says. */
export function agoWords(instant: Instant, nowMs: number): string {
	const minutes = Math.max(0, Math.round((nowMs - Date.parse(instant)) / 60_000));
	const format = new Intl.RelativeTimeFormat(getLocale(), { numeric: 'auto' });
	if (minutes < 60) return format.format(-minutes, 'minute');
	const hours = Math.round(minutes / 60);
	return hours < 48 ? format.format(-hours, 'hour') : format.format(-Math.round(hours / 24), 'day');
}

/** Name and age; the whole family where the finding is nobody's in particular. */
export function personWords(item: CaseItem, nowMs: number, timeZone: string): string {
	if (item.finding.memberId === null) return item.household?.headName ?? m.case_whole_family();
	if (!item.member) return m.case_person_unknown();
	const age = ageOf(item.member, dayIn(timeZone, new Date(nowMs).toISOString()));
	const words = { years: m.case_years, months: m.case_months };
	return m.case_person({
		name: item.member.name,
		age: age ? words[age.unit]({ count: age.count }) : m.case_age_unknown()
	});
}

export function placeWords(household: Household | null): string {
	if (!household) return m.case_house_unknown();
	const { code, rt, rw } = household;
	return [
		m.case_house({ code }),
		...(rt ? [m.case_rt({ rt })] : []),
		...(rw ? [m.case_rw({ rw })] : [])
	].join(' · ');
}

export function foundWords(item: CaseItem, when: string, me: Id<'membership'>): string {
	if (item.foundBy.membershipId === me) return m.case_found_by_you({ when });
	const { name } = item.foundBy;
	return name ? m.case_found_by({ when, name }) : m.case_found({ when });
}

export function overdueWords(item: CaseItem): string {
	return item.finding.urgency === 'red' ? m.case_overdue_red() : m.case_overdue_yellow();
}
