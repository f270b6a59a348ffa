// How many kader each posyandu has, against the least that a working posyandu needs.
import type { Id } from './entity.ts';
import type { Facility } from './facility.ts';
import type { Kader } from './kader.ts';
import type { Setting } from './setting.ts';

export interface PosyanduStaff {
	readonly id: Id<'facility'>;
	readonly name: string;
	/** Active kader, whether or not they take part in a division. */
	readonly kader: number;
	/** How many are still missing; 0 where there are enough. */
	readonly missing: number;
}

export interface PlanPosyandu extends PosyanduStaff {
	/** Numbers of the plan's territories whose kader belong to it, ascending. */
	readonly territories: readonly number[];
}

export const posyanduRulesKey = 'posyandu_rules';
/** Health needs five; with all six fields of Permendagri 13/2024 some districts ask for fifteen. */
export const defaultFewestKader = 5;
export const fewestKaderRange = { least: 1, most: 50 } as const;

/** What a puskesmas has set; the default where it has set nothing or something absurd. */
export function fewestKaderFrom(settings: readonly Pick<Setting, 'key' | 'value'>[]): number {
	const value = settings.find(({ key }) => key === posyanduRulesKey)?.value;
	if (typeof value !== 'object' || value === null) return defaultFewestKader;
	const { fewestKader } = value as { readonly fewestKader?: unknown };
	const isSensible =
		typeof fewestKader === 'number' &&
		Number.isInteger(fewestKader) &&
		fewestKader >= fewestKaderRange.least &&
		fewestKader <= fewestKaderRange.most;
	return isSensible ? fewestKader : defaultFewestKader;
}

/** Every posyandu with its active kader, by name. */
export function posyanduStaff(
	facilities: readonly Pick<Facility, 'id' | 'kind' | 'name'>[],
	kader: readonly Pick<Kader, 'posyanduId' | 'active'>[],
	fewest: number
): PosyanduStaff[] {
	const count = new Map<string, number>();
	for (const { posyanduId, active } of kader) {
		if (active && posyanduId !== null) count.set(posyanduId, (count.get(posyanduId) ?? 0) + 1);
	}
	return facilities
		.filter(({ kind }) => kind === 'posyandu')
		.map(({ id, name }) => {
			const own = count.get(id) ?? 0;
			return { id, name, kader: own, missing: Math.max(0, fewest - own) };
		})
		.sort((a, b) => a.name.localeCompare(b.name, 'id', { numeric: true }));
}

/**
 * Which posyandu stand behind a plan, and the territories whose kader belongs to none. A territory
 * without a kader is in neither list.
 */
export function posyanduOfPlan(
	territories: readonly { readonly number: number; readonly kaderId: string | null }[],
	kader: readonly Pick<Kader, 'id' | 'posyanduId'>[],
	staff: readonly PosyanduStaff[]
): { readonly posyandu: readonly PlanPosyandu[]; readonly without: readonly number[] } {
	const known = new Set<string>(staff.map(({ id }) => id));
	const posyanduOf = new Map(kader.map(({ id, posyanduId }) => [id as string, posyanduId]));
	const numbers = new Map<string, number[]>();
	const without: number[] = [];
	for (const { number, kaderId } of [...territories].sort((a, b) => a.number - b.number)) {
		if (kaderId === null) continue;
		const posyandu = posyanduOf.get(kaderId) ?? null;
		if (posyandu === null || !known.has(posyandu)) without.push(number);
		else numbers.set(posyandu, [...(numbers.get(posyandu) ?? []), number]);
	}
	const posyandu = staff.flatMap((one) => {
		const own = numbers.get(one.id);
		return own ? [{ ...one, territories: own }] : [];
	});
	return { posyandu, without };
}
