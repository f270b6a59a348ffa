// How cases read: status, age, place and time, in the language chosen.
import { dayIn } from '#lib/domain/day.ts';
import type { Id, Instant } from '#lib/domain/entity.ts';
import { isOpen, type FindingKind } from '#lib/domain/finding.ts';
import type { Household } from '#lib/domain/household.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { statusWords } from '#lib/state/case-words.ts';
import { ageOf, type CaseItem } from '#lib/state/cases.ts';

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

/** @param hours beyond the limit in which somebody should have looked */
export function lateWords(hours: number): string {
	if (hours < 1) return m.followup_late_now();
	return hours < 48
		? m.followup_late({ hours })
		: m.followup_late_days({ days: Math.floor(hours / 24) });
}

/** Where the case stands and since when, for the list. */
export function standingWords({ status, steps }: CaseItem, nowMs: number): string {
	const last = steps.findLast((step) => step.status !== 'note');
	const words = statusWords(status);
	return last ? m.followup_last_step({ status: words, when: agoWords(last.at, nowMs) }) : words;
}

/** What the one who closed it wrote; null while it is open. */
export function outcomeWords({ open, steps }: CaseItem): string | null {
	if (open) return null;
	return steps.findLast(({ status }) => status !== 'note' && !isOpen(status))?.note ?? null;
}
