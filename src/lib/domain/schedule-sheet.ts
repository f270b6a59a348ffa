// The official form's "Jadwal kunjungan": where, whom, when and by which kader in one month. Pure; it
// says nothing of why a family is visited.
import { lineage } from './lineage.ts';
import type { Area } from './area.ts';
import type { Day, Month } from './entity.ts';
import type { Household } from './household.ts';
import type { Kader } from './kader.ts';
import type { VisitPlan } from './visit-plan.ts';

export interface ScheduleRow {
	readonly id: string;
	/** The dusun, or the area that the household is counted in where there is none. */
	readonly hamlet: string | null;
	readonly rt: string | null;
	readonly rw: string | null;
	/** Null where the household is not on this device. */
	readonly headName: string | null;
	readonly on: Day;
	/** False where nobody holds the household. */
	readonly isHeld: boolean;
	/** Null where nobody does, or where this device does not know her. */
	readonly kader: string | null;
}

export interface ScheduleSheetSource {
	readonly month: Month;
	readonly plans: readonly VisitPlan[];
	readonly households: readonly Household[];
	readonly areas: readonly Area[];
	readonly kader: readonly Pick<Kader, 'id' | 'name'>[];
}

const alphabet = new Intl.Collator('id', { numeric: true });

function byPlace(a: ScheduleRow, b: ScheduleRow): number {
	return (
		a.on.localeCompare(b.on) ||
		alphabet.compare(a.kader ?? '', b.kader ?? '') ||
		alphabet.compare(a.hamlet ?? '', b.hamlet ?? '') ||
		alphabet.compare(a.rw ?? '', b.rw ?? '') ||
		alphabet.compare(a.rt ?? '', b.rt ?? '') ||
		alphabet.compare(a.headName ?? '', b.headName ?? '') ||
		a.id.localeCompare(b.id)
	);
}

/** By day, then kader and place. Skipped visits are not going to happen and are left out. */
export function scheduleRows(source: ScheduleSheetSource): ScheduleRow[] {
	const households = new Map(source.households.map((row) => [row.id as string, row]));
	const areas = new Map(source.areas.map((area) => [area.id as string, area]));
	const kader = new Map(source.kader.map(({ id, name }) => [id as string, name]));
	const hamletOf = (id: string) => {
		const line = lineage(areas, id).map((at) => areas.get(at));
		return (line.find((area) => area?.kind === 'hamlet') ?? line[0])?.name ?? null;
	};
	return source.plans
		.filter(({ period, status }) => period === source.month && status !== 'skipped')
		.map((plan) => {
			const household = households.get(plan.householdId);
			return {
				id: plan.id,
				hamlet: hamletOf(household?.areaId ?? plan.areaId),
				rt: household?.rt ?? null,
				rw: household?.rw ?? null,
				headName: household?.headName ?? null,
				on: plan.dueOn,
				isHeld: plan.kaderId !== null,
				kader: plan.kaderId === null ? null : (kader.get(plan.kaderId) ?? null)
			};
		})
		.sort(byPlace);
}
