// The RT of an area as its households name them: no border of an RT is needed.
import type { Household } from '#lib/domain/household.ts';

export interface RtGroup {
	readonly key: string;
	readonly rt: string;
	/** Null where only the RT is known. */
	readonly rw: string | null;
	readonly ids: readonly string[];
}

/** By RW and RT. Households without an RT are in none. */
export function rtGroups(households: readonly Household[]): RtGroup[] {
	const groups = new Map<string, { rt: string; rw: string | null; ids: string[] }>();
	for (const { id, rt, rw } of households) {
		if (rt === null) continue;
		const key = `${rw ?? ''}/${rt}`;
		const group = groups.get(key);
		if (group) group.ids.push(id);
		else groups.set(key, { rt, rw, ids: [id] });
	}
	return [...groups]
		.map(([key, group]) => ({ key, ...group }))
		.sort((a, b) => a.key.localeCompare(b.key, 'id', { numeric: true }));
}
