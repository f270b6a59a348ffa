// The inventory of facilities: in what state each is, how a posyandu performs, and counts per desa. Of buildings
// and days only, never of a family. docs/metrics.md, "Inventory of facilities".
import { AreaTree } from './area-tree.ts';
import type { Area } from './area.ts';
import { addDays, isDay } from './day.ts';
import type { Day, Id } from './entity.ts';
import type { Facility, FacilityCondition, FacilityKind, PosyanduStage } from './facility.ts';
import type { Attendance, PosyanduSession } from './posyandu-day.ts';
import { err, ok, type Result } from './result.ts';
import type { Change } from './sync/change.ts';

export const facilityConditions = ['good', 'light', 'moderate', 'heavy'] as const;
export const posyanduStages = ['pratama', 'madya', 'purnama', 'mandiri'] as const;
export const facilityKinds = ['puskesmas', 'pustu', 'posyandu', 'hospital'] as const;

/** What a planner says of a facility; `conditionOn` as typed. */
export interface FacilityState {
	readonly condition: FacilityCondition | null;
	readonly conditionOn: string;
	readonly stage: PosyanduStage | null;
}
export type FacilityStateProblem = 'not_a_day' | 'day_in_future' | 'not_a_posyandu';

/** The change that notes the state; none where it is so already. Without a condition there is no day of it. */
export function noteFacilityState(
	facility: Facility,
	state: FacilityState,
	today: Day
): Result<Change[], FacilityStateProblem> {
	const conditionOn = state.condition === null ? null : state.conditionOn.trim();
	if (conditionOn !== null && !isDay(conditionOn)) return err('not_a_day');
	if (conditionOn !== null && conditionOn > today) return err('day_in_future');
	if (state.stage !== null && facility.kind !== 'posyandu') return err('not_a_posyandu');
	const wanted = { condition: state.condition, conditionOn, stage: state.stage };
	const isSame =
		wanted.condition === facility.condition &&
		wanted.conditionOn === (facility.conditionOn ?? null) &&
		wanted.stage === (facility.stage ?? null);
	if (isSame) return ok([]);
	// The condition and its day go together, so that two who look on two days never mix them.
	const { stage, ...looked } = wanted;
	const patch = stage === (facility.stage ?? null) ? looked : wanted;
	return ok([
		{
			entity: 'facility',
			op: 'update',
			id: facility.id,
			baseRev: facility.rev,
			patch,
			after: [facility.id]
		}
	]);
}

/** Of the last twelve months; `present` and `marked` only of days whose lists are on this device. */
export interface PosyanduWork {
	/** Days that were planned and have passed, cancelled ones included. */
	readonly planned: number;
	readonly held: number;
	/** Calendar months with a held day; 8 of 12 is what an active posyandu has. */
	readonly activeMonths: number;
	readonly present: number;
	readonly marked: number;
}
export const activeMonthsWanted = 8;

/** By posyandu; one without any day has no entry. @param today the day at the place; a day of today counts once held */
export function posyanduWork(
	sessions: readonly Pick<PosyanduSession, 'id' | 'posyanduId' | 'heldOn' | 'status'>[],
	attendance: readonly Pick<Attendance, 'sessionId' | 'present'>[],
	today: Day
): Map<string, PosyanduWork> {
	const from = addDays(today, -365);
	const heldIn = new Map<string, string>();
	const months = new Map<string, Set<string>>();
	const counts = new Map<
		string,
		{ planned: number; held: number; present: number; marked: number }
	>();
	for (const { id, posyanduId, heldOn, status } of sessions) {
		if (heldOn <= from || heldOn > today || (heldOn === today && status === 'planned')) continue;
		const own = counts.get(posyanduId) ?? { planned: 0, held: 0, present: 0, marked: 0 };
		counts.set(posyanduId, own);
		own.planned += 1;
		if (status !== 'held') continue;
		own.held += 1;
		heldIn.set(id, posyanduId);
		months.set(posyanduId, (months.get(posyanduId) ?? new Set()).add(heldOn.slice(0, 7)));
	}
	for (const { sessionId, present } of attendance) {
		const own = counts.get(heldIn.get(sessionId) ?? '');
		if (!own) continue;
		own.marked += 1;
		if (present) own.present += 1;
	}
	return new Map(
		[...counts].map(([id, own]) => [id, { ...own, activeMonths: months.get(id)?.size ?? 0 }])
	);
}

/** Null lets everything through; `none`: nobody has looked. */
export interface InventoryFilter {
	readonly kind: FacilityKind | null;
	readonly condition: FacilityCondition | 'none' | null;
}

export function isListed(facility: Facility, { kind, condition }: InventoryFilter): boolean {
	if (kind !== null && facility.kind !== kind) return false;
	return condition === null || (facility.condition ?? 'none') === condition;
}

/** The desa or kelurahan around an area; null for what lies above. */
export function villageOf(tree: AreaTree, areaId: string): Area | null {
	for (let area = tree.get(areaId); area; area = area.parentId ? tree.get(area.parentId) : null)
		if (area.kind === 'village') return area;
	return null;
}

export interface VillageInventory {
	readonly village: Area;
	readonly all: number;
	readonly byCondition: Readonly<Record<FacilityCondition | 'none', number>>;
}

/** Facilities of each desa of the areas by condition; a desa without any is there with zeros. In order of name. */
export function inventoryByVillage(
	areas: readonly Area[],
	facilities: readonly Facility[]
): VillageInventory[] {
	const tree = new AreaTree(areas);
	const empty = { good: 0, light: 0, moderate: 0, heavy: 0, none: 0 };
	const found = new Map<Id<'area'>, Record<FacilityCondition | 'none', number>>(
		areas.filter(({ kind }) => kind === 'village').map(({ id }) => [id, { ...empty }])
	);
	for (const { areaId, condition } of facilities) {
		const own = found.get(villageOf(tree, areaId)?.id ?? '');
		if (own) own[condition ?? 'none'] += 1;
	}
	return [...found]
		.map(([id, byCondition]) => ({
			village: tree.get(id)!,
			all: Object.values(byCondition).reduce((sum, count) => sum + count, 0),
			byCondition
		}))
		.sort((a, b) => (a.village.name < b.village.name ? -1 : 1));
}
