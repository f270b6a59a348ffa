// When a household is to be visited and why: every occasion with the days in which it is in time, from
// danger signs and windows of care to the routine that comes round.
import { addDays, daysBetween, firstDayOf, monthOf } from './day.ts';
import type { Day } from './entity.ts';
import type { Finding } from './finding.ts';
import type { Member } from './member.ts';
import { missedOf } from './posyandu-expected.ts';
import type { MemberRecord } from './services/member-record.ts';
import { targetGroupsOf, type TargetGroup } from './target-group.ts';
import type { VisitReason } from './visit-plan.ts';
import { reasonRank, type ReasonCode } from './reason-codes.ts';
import { memberReasons, openWindows, reason } from './visit-reasons.ts';
import type { VisitRules } from './visit-rules.ts';

const groupWords: Record<TargetGroup | 'tb', string> = {
	pregnant: 'ibu hamil',
	postpartum: 'ibu nifas',
	infant_0_6m: 'bayi 0–6 bulan',
	child_6_71m: 'anak 6–71 bulan',
	school_age_teen: 'anak sekolah dan remaja',
	adult: 'orang dewasa',
	elderly: 'lansia',
	tb: 'pengobatan TBC'
};

const monthWords = [
	'Januari',
	'Februari',
	'Maret',
	'April',
	'Mei',
	'Juni',
	'Juli',
	'Agustus',
	'September',
	'Oktober',
	'November',
	'Desember'
];

function inWords(day: Day): string {
	const [y, m, d] = day.split('-').map(Number);
	return `${d} ${monthWords[(m ?? 1) - 1]} ${y}`;
}

/** What is known of one household on the day the schedule is made. */
export interface HouseholdSituation {
	readonly members: readonly Member[];
	/** Day of the last completed visit; null when there was none. */
	readonly lastVisitedOn: Day | null;
	readonly openFindings: readonly Pick<Finding, 'urgency' | 'memberId' | 'text'>[];
	/** By member, what was answered about her; nothing is known of whom it lacks. */
	readonly records?: ReadonlyMap<string, MemberRecord>;
	/** By member, the day of the last posyandu that she missed (`missedDays`). */
	readonly missed?: ReadonlyMap<string, Day>;
}

const unknown: MemberRecord = new Map();

/** One reason to go there, with the days on which going is in time. */
export interface Occasion {
	readonly kind: 'routine' | 'targeted';
	/** First day of its window; of one without a window the first of the month. What sets it apart. */
	readonly fromOn: Day;
	/** Last day in time; null where the whole month is. */
	readonly untilOn: Day | null;
	/** When it was or will be due. */
	readonly dueOn: Day;
	/** First the weightiest; at least one. */
	readonly reasons: readonly VisitReason[];
}

export interface Due {
	readonly dueOn: Day;
	readonly kind: 'routine' | 'targeted';
	/** First the weightiest; at least one. */
	readonly reasons: readonly VisitReason[];
}

function shortestInterval(
	members: readonly Member[],
	on: Day,
	rules: VisitRules
): { days: number; group: TargetGroup | 'tb' } {
	let shortest: { days: number; group: TargetGroup | 'tb' } = {
		days: rules.intervalDays.adult,
		group: 'adult'
	};
	for (const member of members) {
		const groups: (TargetGroup | 'tb')[] = targetGroupsOf(member, on);
		if (member.conditions.includes('tb')) groups.push('tb');
		for (const group of groups) {
			const days = rules.intervalDays[group];
			if (days < shortest.days) shortest = { days, group };
		}
	}
	return shortest;
}

function routine({ members, lastVisitedOn: last }: HouseholdSituation, on: Day, rules: VisitRules) {
	if (last === null)
		return { dueOn: on, reasons: [reason('never_visited', 'Belum pernah dikunjungi')] };
	const { days, group } = shortestInterval(members, on, rules);
	const text = `Kunjungan rutin ${groupWords[group]}, tiap ${days} hari; terakhir ${inWords(last)}`;
	return { dueOn: addDays(last, days), reasons: [reason('routine_due', text)] };
}

const later = (a: Day, b: Day): Day => (a > b ? a : b);

/** A danger sign that is still open: within a day of being planned, and again days after each visit. */
function dangerOccasion(situation: HouseholdSituation, on: Day, rules: VisitRules): Occasion[] {
	const reasons = situation.openFindings
		.filter(({ urgency }) => urgency === 'red')
		.map(({ text, memberId }) =>
			reason('danger_sign_open', `Tanda bahaya belum selesai: ${text}`, memberId)
		);
	if (reasons.length === 0) return [];
	const last = situation.lastVisitedOn;
	const dueOn = last === null ? on : later(on, addDays(last, rules.dangerAgainDays));
	return [{ kind: 'targeted', fromOn: dueOn, untilOn: addDays(dueOn, 1), dueOn, reasons }];
}

/** One reason for all who were missing on the same day; the house is visited once. */
function missedReasons(situation: HouseholdSituation, rules: VisitRules): VisitReason[] {
	const { members, missed, lastVisitedOn } = situation;
	const gone = missedOf(members, missed, lastVisitedOn, rules.posyanduGroups);
	return [...new Set(gone.map(({ day }) => day))].sort().map((day) => {
		const those = gone.filter((one) => one.day === day);
		const text = `tidak hadir di posyandu ${inWords(day)}`;
		return those.length === 1
			? reason('missed_posyandu', `T${text.slice(1)}`, those[0]!.member.id)
			: reason('missed_posyandu', `${those.length} orang ${text}`);
	});
}

/** Windows of the same days are one occasion: mother and child are seen together. */
function windowOccasions(situation: HouseholdSituation, from: Day, until: Day): Occasion[] {
	const byDays = new Map<string, { from: Day; until: Day; reasons: VisitReason[] }>();
	const { members, records, lastVisitedOn: last } = situation;
	for (const member of members) {
		for (const one of openWindows(member, records?.get(member.id) ?? unknown, from, until)) {
			// Who was there in these days has asked about it.
			if (last !== null && last >= one.from) continue;
			const key = `${one.from} ${one.until}`;
			const held = byDays.get(key) ?? { from: one.from, until: one.until, reasons: [] };
			held.reasons.push(one.reason);
			byDays.set(key, held);
		}
	}
	return [...byDays.values()].map(({ from: fromOn, until: untilOn, reasons }) => ({
		...{ kind: 'targeted', fromOn, untilOn, dueOn: later(from, fromOn), reasons }
	}));
}

/**
 * Every occasion of a household between two days, the weightiest first; the routine is only one where
 * nothing else brings somebody there.
 */
export function occasionsOf(
	situation: HouseholdSituation,
	from: Day,
	until: Day,
	rules: VisitRules
): Occasion[] {
	const members = situation.members.filter(({ status }) => status === 'active');
	const active = { ...situation, members };
	const isWanted = ({ code }: VisitReason) => !rules.withoutReasons.includes(code as ReasonCode);
	const timed = [
		...dangerOccasion(active, from, rules),
		...windowOccasions(active, from, until)
	].filter(({ dueOn }) => dueOn <= until);
	const reasons = [
		...members.flatMap((member) =>
			memberReasons(member, active.records?.get(member.id) ?? unknown, from, rules)
		),
		...missedReasons(active, rules)
	].sort((a, b) => reasonRank([a]) - reasonRank([b]));
	const own = routine(active, from, rules);
	const isDue = own.dueOn <= until;
	const month = firstDayOf(monthOf(from));
	const last = active.lastVisitedOn;
	const wanted = reasons.filter(isWanted);
	const rested = last === null || daysBetween(last, from) >= rules.targetedAgainDays;
	const dueOn = rested ? from : addDays(last, rules.targetedAgainDays);
	const found: Occasion[] = timed
		.map((one) => ({ ...one, reasons: one.reasons.filter(isWanted) }))
		.filter((one) => one.reasons.length > 0);
	if (wanted.length > 0 && dueOn <= until)
		found.push({
			kind: 'targeted',
			fromOn: month,
			untilOn: addDays(dueOn, rules.targetedWithinDays - 1),
			dueOn,
			reasons: [...wanted, ...(isDue ? own.reasons : [])]
		});
	else if (isDue) found.push({ kind: 'routine', fromOn: month, untilOn: null, ...own });
	return found.sort(
		(a, b) => reasonRank(a.reasons) - reasonRank(b.reasons) || a.dueOn.localeCompare(b.dueOn)
	);
}

/**
 * When the household is next to be visited and why, as of `on`: what is due today or is still open, else
 * the routine when it comes round.
 */
export function visitDue(situation: HouseholdSituation, on: Day, rules: VisitRules): Due {
	const targeted = occasionsOf(situation, on, addDays(on, rules.dangerAgainDays), rules)
		.filter(({ kind }) => kind === 'targeted')
		.filter(({ dueOn, reasons }) => dueOn <= on || reasons[0]!.code === 'danger_sign_open');
	const members = situation.members.filter(({ status }) => status === 'active');
	const own = routine({ ...situation, members }, on, rules);
	if (targeted.length === 0) return { kind: 'routine', ...own };
	const reasons = targeted.flatMap((one) => one.reasons);
	const rest = own.reasons.filter(({ code }) => !reasons.some((one) => one.code === code));
	const dueOn = targeted.reduce((first, one) => (one.dueOn < first ? one.dueOn : first), '9999');
	return { dueOn, kind: 'targeted', reasons: [...reasons, ...rest] };
}
