// When a household is due for a visit and why, in words. The reasons are shown as they are: the
// kader and the family can check each one; there is no score.
import { addDays, daysBetween } from './day.ts';
import type { Day } from './entity.ts';
import type { Finding } from './finding.ts';
import type { Member } from './member.ts';
import { isPostpartum, targetGroupsOf, type TargetGroup } from './target-group.ts';
import type { VisitReason } from './visit-plan.ts';
import type { VisitRules } from './visit-rules.ts';

/** In the order in which reasons go before each other. */
export const reasonCodes = [
	'danger_sign_open',
	'postpartum_window',
	'tb_treatment',
	'pregnancy_check',
	'never_visited',
	'routine_due'
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

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

function reason(code: ReasonCode, text: string, memberId: VisitReason['memberId'] = null) {
	return { code, text, memberId };
}

function targetedReasons(situation: HouseholdSituation, on: Day): VisitReason[] {
	const reasons: VisitReason[] = [];
	for (const finding of situation.openFindings) {
		if (finding.urgency === 'red')
			reasons.push(
				reason('danger_sign_open', `Tanda bahaya belum selesai: ${finding.text}`, finding.memberId)
			);
	}
	const last = situation.lastVisitedOn;
	for (const member of situation.members) {
		if (!isPostpartum(member, on) || (last !== null && daysBetween(last, on) < 7)) continue;
		const day = daysBetween(member.deliveredOn!, on);
		reasons.push(
			reason('postpartum_window', `Ibu nifas dan bayi, hari ke-${day} setelah bersalin`, member.id)
		);
	}
	return reasons;
}

function routineReasons(situation: HouseholdSituation, on: Day, rules: VisitRules): VisitReason[] {
	const last = situation.lastVisitedOn;
	if (last === null) return [reason('never_visited', 'Belum pernah dikunjungi')];
	const { days, group } = shortestInterval(situation.members, on, rules);
	const code: ReasonCode =
		group === 'tb' ? 'tb_treatment' : group === 'pregnant' ? 'pregnancy_check' : 'routine_due';
	return [
		reason(
			code,
			`Kunjungan rutin ${groupWords[group]}, tiap ${days} hari; terakhir ${inWords(last)}`
		)
	];
}

/**
 * When the household is next to be visited and why. A targeted reason is due on `on` itself; a
 * household never visited is due on `on`; otherwise the last visit plus the shortest interval of
 * its members.
 */
export function visitDue(situation: HouseholdSituation, on: Day, rules: VisitRules): Due {
	const members = situation.members.filter((member) => member.status === 'active');
	const active = { ...situation, members };
	const targeted = targetedReasons(active, on);
	const routine = routineReasons(active, on, rules);
	if (targeted.length > 0)
		return { dueOn: on, kind: 'targeted', reasons: [...targeted, ...routine] };
	const last = situation.lastVisitedOn;
	const dueOn = last === null ? on : addDays(last, shortestInterval(members, on, rules).days);
	return { dueOn, kind: 'routine', reasons: routine };
}

/** Position of a due visit's weightiest reason in `reasonCodes`: smaller goes first. */
export function reasonRank(reasons: readonly Pick<VisitReason, 'code'>[]): number {
	const ranks = reasons.map((entry) => reasonCodes.indexOf(entry.code as ReasonCode));
	return Math.min(reasonCodes.length, ...ranks.filter((rank) => rank >= 0));
}
