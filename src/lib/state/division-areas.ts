// The areas that a planner may divide, in the order of the tree, and those that cannot be divided yet.
import type { Area } from '#lib/domain/area.ts';
import { lineage } from '#lib/domain/lineage.ts';
import type { Records } from '#lib/data/contracts.ts';

export interface DivisibleArea {
	readonly id: string;
	/** From the village down: `Desa Contoh › RW 001`. */
	readonly path: string;
	readonly hasBoundary: boolean;
}

const divisible: readonly Area['kind'][] = ['village', 'hamlet', 'rw', 'rt'];

/** Areas that still exist, parents before their parts. */
export async function readDivisibleAreas(records: Records): Promise<DivisibleArea[]> {
	const areas = await records.all('area');
	const byId = new Map(areas.map((area) => [area.id as string, area]));
	const pathOf = (area: Area): string =>
		lineage(byId, area.id)
			.map((id) => byId.get(id))
			.filter((one) => one !== undefined && divisible.includes(one.kind))
			.reverse()
			.map((one) => one!.name)
			.join(' › ');
	return areas
		.filter(({ kind, validTo }) => divisible.includes(kind) && validTo === null)
		.map((area) => ({
			id: area.id,
			path: pathOf(area),
			hasBoundary: area.boundary !== null
		}))
		.sort((a, b) => a.path.localeCompare(b.path, 'id', { numeric: true }));
}
