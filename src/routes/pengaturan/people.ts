import type { Area } from '#lib/domain/area.ts';
import type { Facility } from '#lib/domain/facility.ts';
import type { Kader } from '#lib/domain/kader.ts';

export interface People {
	readonly kader: readonly Kader[];
	readonly areas: readonly Area[];
	readonly facilities: readonly Facility[];
}

/** Active or former kader whose name holds what was typed, by name. */
export function kaderNamed(
	kader: readonly Kader[],
	active: boolean,
	typed: string,
	collator: Intl.Collator
): Kader[] {
	const wanted = typed.trim().toLocaleLowerCase();
	return kader
		.filter((one) => one.active === active && one.name.toLocaleLowerCase().includes(wanted))
		.sort((a, b) => collator.compare(a.name, b.name));
}

/** Posyandu that stand in the village or in a part of it. */
export function posyanduIn(
	areaId: string,
	areas: readonly Area[],
	facilities: readonly Facility[]
): Facility[] {
	const within = new Set([areaId]);
	// Parts may stand before the whole: go round until nothing is added.
	for (let before = 0; before < within.size;) {
		before = within.size;
		for (const { id, parentId } of areas) {
			if (parentId !== null && within.has(parentId)) within.add(id);
		}
	}
	return facilities
		.filter((facility) => facility.kind === 'posyandu' && within.has(facility.areaId))
		.sort((a, b) => a.name.localeCompare(b.name));
}
