// Whose posyandu each household and each territory belongs to, so that a plan can keep every posyandu's
// households together.
import type { Area } from './area.ts';
import { lineage } from './lineage.ts';
import type { Id } from './entity.ts';
import type { Facility, FacilityArea } from './facility.ts';
import type { Household } from './household.ts';

type PosyanduId = Id<'facility'>;

/**
 * Household → its posyandu: the one that is recorded, else the only one that serves its RT, RW, dusun or
 * village, the smallest of these that any serves. Households without either are left out.
 */
export function posyanduCatchments(
	households: readonly Pick<Household, 'id' | 'areaId' | 'posyanduId'>[],
	areas: ReadonlyMap<string, Area>,
	facilities: readonly Pick<Facility, 'id' | 'kind'>[],
	served: readonly Pick<FacilityArea, 'facilityId' | 'areaId'>[]
): ReadonlyMap<Id<'household'>, PosyanduId> {
	const isPosyandu = new Set(
		facilities.filter(({ kind }) => kind === 'posyandu').map(({ id }) => id)
	);
	const serving = new Map<string, PosyanduId[]>();
	for (const { facilityId, areaId } of served) {
		if (!isPosyandu.has(facilityId)) continue;
		serving.set(areaId, [...(serving.get(areaId) ?? []), facilityId]);
	}
	const known = new Map<string, PosyanduId | null>();
	const byArea = (areaId: Id<'area'>): PosyanduId | null => {
		const found = known.get(areaId);
		if (found !== undefined) return found;
		const nearest = lineage(areas, areaId).find((id) => serving.has(id));
		const own = nearest === undefined ? [] : serving.get(nearest)!;
		const only = own.length === 1 ? own[0]! : null;
		known.set(areaId, only);
		return only;
	};
	return new Map(
		households.flatMap(({ id, areaId, posyanduId }) => {
			const own = posyanduId ?? byArea(areaId);
			return own === null ? [] : [[id, own] as const];
		})
	);
}

/** Of whom most of these households are; null where it is not known of any. */
export function commonestPosyandu(
	households: readonly Id<'household'>[],
	posyanduOf: ReadonlyMap<Id<'household'>, PosyanduId>
): PosyanduId | null {
	const counts = new Map<PosyanduId, number>();
	for (const id of households) {
		const own = posyanduOf.get(id);
		if (own !== undefined) counts.set(own, (counts.get(own) ?? 0) + 1);
	}
	return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))[0]?.[0] ?? null;
}

/** Below this share of houses with a posyandu, keeping to it would be a promise about few. */
const knownShare = 0.6;

/** Several posyandu, and most households have theirs: a plan can keep to them. */
export function knowsPosyandu(
	households: readonly Pick<Household, 'id'>[],
	posyanduOf: ReadonlyMap<Id<'household'>, PosyanduId>
): boolean {
	const several = new Set(posyanduOf.values()).size > 1;
	const known = households.filter(({ id }) => posyanduOf.has(id)).length;
	return several && known >= knownShare * households.length;
}
