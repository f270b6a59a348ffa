// The month on paper, a sheet a kader: days and codes of houses. Paper lies about: no name of a family, and
// never why somebody comes.
import type { Records } from '#lib/data/contracts.ts';
import { monthOf } from '#lib/domain/day.ts';
import type { Day, Month } from '#lib/domain/entity.ts';
import type { Kader } from '#lib/domain/kader.ts';
import type { PosyanduSession } from '#lib/domain/posyandu-day.ts';
import type { VisitPlan } from '#lib/domain/visit-plan.ts';

export interface PrintedDay {
	readonly day: Day;
	/** In their order; a house that this device does not know is counted and has no code. */
	readonly codes: readonly string[];
	readonly visits: number;
	/** Her posyandu is open on it. */
	readonly posyandu: boolean;
}

export interface PrintedSheet {
	/** Null for visits that nobody holds. */
	readonly kaderId: string | null;
	readonly name: string | null;
	/** Of her posyandu; null where she has none. */
	readonly posyandu: string | null;
	readonly days: readonly PrintedDay[];
	readonly visits: number;
}

export interface PrintSource {
	readonly plans: readonly Pick<VisitPlan, 'householdId' | 'kaderId' | 'dueOn' | 'status'>[];
	readonly kader: readonly Pick<Kader, 'id' | 'name' | 'posyanduId'>[];
	readonly codes: ReadonlyMap<string, string>;
	readonly sessions: readonly Pick<PosyanduSession, 'posyanduId' | 'heldOn' | 'status'>[];
	/** Names of the facilities. */
	readonly names: ReadonlyMap<string, string>;
}

/** Sheets by the kader's name; what was left out is on none. */
export function printedSheets(source: PrintSource, month: Month): PrintedSheet[] {
	const kader = new Map(source.kader.map((one) => [one.id as string, one]));
	const perKader = new Map<string, PrintSource['plans'][number][]>();
	for (const plan of source.plans) {
		if (plan.status === 'skipped') continue;
		const own = perKader.get(plan.kaderId ?? '') ?? [];
		own.push(plan);
		perKader.set(plan.kaderId ?? '', own);
	}
	return [...perKader]
		.map(([id, plans]) => {
			const known = kader.get(id);
			const posyanduId = known?.posyanduId ?? null;
			const open = source.sessions
				.filter((one) => posyanduId !== null && one.posyanduId === posyanduId)
				.filter(({ heldOn, status }) => status !== 'cancelled' && monthOf(heldOn) === month)
				.map(({ heldOn }) => heldOn);
			return {
				kaderId: id || null,
				name: known?.name ?? null,
				posyandu: posyanduId === null ? null : (source.names.get(posyanduId) ?? null),
				days: daysOf(plans, open, source.codes),
				visits: plans.length
			};
		})
		.sort((a, b) => (a.name ?? '￿').localeCompare(b.name ?? '￿', 'id'));
}

function daysOf(
	plans: PrintSource['plans'],
	open: readonly Day[],
	codes: PrintSource['codes']
): PrintedDay[] {
	const days = [...new Set([...plans.map(({ dueOn }) => dueOn), ...open])].sort();
	return days.map((day) => {
		const own = plans.filter(({ dueOn }) => dueOn === day);
		return {
			day,
			codes: own
				.flatMap(({ householdId }) => codes.get(householdId) ?? [])
				.sort((a, b) => a.localeCompare(b, 'id', { numeric: true })),
			visits: own.length,
			posyandu: open.includes(day)
		};
	});
}

export async function readPrintedSheets(records: Records, month: Month): Promise<PrintedSheet[]> {
	const [plans, kader, sessions, facilities] = await Promise.all([
		records.outlines('visit_plan', 'period', month),
		records.all('kader'),
		records.all('posyandu_session'),
		records.all('facility')
	]);
	const ids = [...new Set(plans.map(({ householdId }) => householdId as string))];
	const households = await records.where('household', 'id', ids);
	return printedSheets(
		{
			plans,
			kader,
			sessions,
			codes: new Map(households.map(({ id, code }) => [id as string, code])),
			names: new Map(facilities.map(({ id, name }) => [id as string, name]))
		},
		month
	);
}
