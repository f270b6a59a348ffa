// The kinds of reasons for a visit, and which goes before which.
import type { VisitReason } from './visit-plan.ts';

/** In the order in which reasons go before each other. */
export const reasonCodes = [
	'danger_sign_open',
	'postpartum_window',
	'newborn_window',
	'tb_treatment',
	'tb_contact',
	'pregnancy_check',
	'pregnancy_risk',
	'immunisation_overdue',
	'medicine_missed',
	'missed_posyandu',
	'never_visited',
	'routine_due'
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

/** Position of the weightiest reason in `reasonCodes`: smaller goes first. */
export function reasonRank(reasons: readonly Pick<VisitReason, 'code'>[]): number {
	const ranks = reasons.map((entry) => reasonCodes.indexOf(entry.code as ReasonCode));
	return Math.min(reasonCodes.length, ...ranks.filter((rank) => rank >= 0));
}
