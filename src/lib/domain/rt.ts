// Which RT a household belongs to, and which RT a plan divides among several kader.
import type { Household } from './household.ts';

/** Numbers of RT repeat in every RW, and those of RW in every village. Null where it is not known. */
export function rtOf({ areaId, rw, rt }: Pick<Household, 'areaId' | 'rw' | 'rt'>): string | null {
	return rt === null ? null : `${rw ?? areaId} ${rt}`;
}

export interface RtGroup {
	readonly key: string;
	readonly rt: string;
	/** Null where only the RT is known. */
	readonly rw: string | null;
	/** Its households; no border of an RT is needed. */
	readonly ids: readonly string[];
}

/** By RW and RT, in the order of their numbers. Households without an RT are in none. */
export function rtGroups(households: readonly Household[]): RtGroup[] {
	const groups = new Map<string, { rt: string; rw: string | null; ids: string[] }>();
	for (const household of households) {
		const key = rtOf(household);
		if (key === null) continue;
		const { id, rw } = household;
		const group = groups.get(key);
		if (group) group.ids.push(id);
		else groups.set(key, { rt: household.rt!, rw, ids: [id] });
	}
	const sortKey = ({ rw, rt }: { rw: string | null; rt: string }): string => `${rw ?? ''}/${rt}`;
	return [...groups]
		.map(([key, group]) => ({ key, ...group }))
		.sort((a, b) => sortKey(a).localeCompare(sortKey(b), 'id', { numeric: true }));
}

export interface RtFigures {
	readonly known: number;
	/** Of the known ones, those whose households lie in several territories. */
	readonly divided: number;
}

/** @param numbers household → number of its territory; others do not count */
export function rtFigures(
	households: readonly Household[],
	numbers: ReadonlyMap<string, number>
): RtFigures {
	const territories = new Map<string, Set<number>>();
	for (const household of households) {
		const rt = rtOf(household);
		const number = numbers.get(household.id);
		if (rt === null || number === undefined) continue;
		territories.set(rt, (territories.get(rt) ?? new Set()).add(number));
	}
	const divided = [...territories.values()].filter(({ size }) => size > 1).length;
	return { known: territories.size, divided };
}
