// What the app reminds of: tomorrow's visits, what is overdue, and the day of the posyandu. Codes of houses
// and numbers only: a banner is read over a shoulder.
import type { Records } from '#lib/data/contracts.ts';
import { addDays, monthOf } from '#lib/domain/day.ts';
import type { Day } from '#lib/domain/entity.ts';
import type { PosyanduSession } from '#lib/domain/posyandu-day.ts';
import type { VisitPlan } from '#lib/domain/visit-plan.ts';
import { posyanduDayRows, type PosyanduDayRow } from './posyandu-days.ts';

/** A list that is older is no longer asked for. */
const listDays = 14;

export interface PosyanduReminder {
	readonly sessionId: string;
	readonly kind: 'tomorrow' | 'today' | 'open';
	readonly name: string;
	readonly day: Day;
}

/** Days of the posyandu that are near, or whose lists nobody closed. */
export function posyanduReminders(rows: readonly PosyanduDayRow[], today: Day): PosyanduReminder[] {
	return rows.flatMap(({ session, name, state }): PosyanduReminder[] => {
		const { id: sessionId, heldOn: day } = session;
		if (name === null) return [];
		const about = { sessionId, name, day };
		if (state === 'today') return [{ ...about, kind: 'today' }];
		if (state === 'planned' && day === addDays(today, 1)) return [{ ...about, kind: 'tomorrow' }];
		if (state === 'open' && day >= addDays(today, -listDays)) return [{ ...about, kind: 'open' }];
		return [];
	});
}

type Planned = Pick<VisitPlan, 'householdId' | 'dueOn' | 'status'>;

/** A house once, in the order of the codes. */
export function codesOf(
	plans: readonly Planned[],
	codes: ReadonlyMap<string, string>,
	isMeant: (dueOn: Day) => boolean
): string[] {
	const found = new Set(
		plans
			.filter(({ status, dueOn }) => status === 'planned' && isMeant(dueOn))
			.flatMap(({ householdId }) => codes.get(householdId) ?? [])
	);
	return [...found].sort((a, b) => a.localeCompare(b, 'id', { numeric: true }));
}

export interface KaderReminders {
	readonly tomorrow: readonly string[];
	readonly overdue: readonly string[];
	readonly posyandu: readonly PosyanduReminder[];
	/** Her posyandu has days, near or not. */
	readonly hasDays: boolean;
}

/** Of a kader; nothing where she holds no territory and no posyandu. */
export async function readKaderReminders(
	records: Records,
	kaderId: string,
	today: Day
): Promise<KaderReminders> {
	const [kader, territories, sessions, facilities] = await Promise.all([
		records.get('kader', kaderId),
		records.where('territory', 'kaderId', kaderId),
		records.all('posyandu_session'),
		records.all('facility')
	]);
	const ids = territories.filter(({ active }) => active).map(({ id }) => id as string);
	const tomorrow = addDays(today, 1);
	// A visit stays due in its month; the last day of a month looks into the next one.
	const months = new Set([monthOf(today), monthOf(tomorrow)]);
	const plans = (await records.outlines('visit_plan', 'territoryId', ids)).filter(({ period }) =>
		months.has(period)
	);
	const households = await records.where('household', 'territoryId', ids);
	const codes = new Map(
		households
			.filter(({ status }) => status === 'active')
			.map(({ id, code }) => [id as string, code])
	);
	const own = sessions.filter(({ posyanduId }) => posyanduId === (kader?.posyanduId ?? ''));
	return {
		tomorrow: codesOf(plans, codes, (dueOn) => dueOn === tomorrow),
		overdue: codesOf(plans, codes, (dueOn) => dueOn < today && monthOf(dueOn) === monthOf(today)),
		posyandu: posyanduReminders(posyanduDayRows(own, facilities, today), today),
		hasDays: own.length > 0
	};
}

export interface StaffReminders {
	readonly overdue: number;
	/** Most first. */
	readonly perKader: readonly { readonly kaderId: string | null; readonly count: number }[];
	readonly tomorrow: number;
	readonly tomorrowKader: number;
	readonly openLists: number;
}

export function staffReminders(
	plans: readonly Pick<VisitPlan, 'kaderId' | 'dueOn' | 'status'>[],
	sessions: readonly PosyanduSession[],
	today: Day
): StaffReminders {
	const open = plans.filter(({ status }) => status === 'planned');
	const late = open.filter(({ dueOn }) => dueOn < today);
	const next = open.filter(({ dueOn }) => dueOn === addDays(today, 1));
	const counts = new Map<string, number>();
	for (const { kaderId } of late) counts.set(kaderId ?? '', (counts.get(kaderId ?? '') ?? 0) + 1);
	return {
		overdue: late.length,
		perKader: [...counts]
			.map(([kaderId, count]) => ({ kaderId: kaderId || null, count }))
			.sort((a, b) => b.count - a.count || (a.kaderId ?? '').localeCompare(b.kaderId ?? '')),
		tomorrow: next.length,
		tomorrowKader: new Set(next.map(({ kaderId }) => kaderId)).size,
		openLists: sessions.filter(
			({ status, heldOn }) =>
				status === 'planned' && heldOn < today && heldOn >= addDays(today, -listDays)
		).length
	};
}
