// For which areas somebody may agree, as a list short enough to choose from.
import { lineage } from './lineage.ts';
import type { Area } from './area.ts';

type Place = Pick<Area, 'id' | 'parentId' | 'kind' | 'name'>;

/** A longer list is scrolled past on a phone: it then ends one level higher. */
const mostToChooseFrom = 300;

const depths: readonly (readonly Area['kind'][])[] = [
	['province', 'regency', 'district', 'village', 'hamlet', 'rw', 'rt'],
	['province', 'regency', 'district', 'village', 'hamlet', 'rw'],
	['province', 'regency', 'district', 'village'],
	['province', 'regency', 'district']
];

export interface AreaChoice {
	readonly id: string;
	/** From her own area down, so that two dusun of one name can be told apart. */
	readonly path: readonly string[];
}

/** @param roots where her scope begins */
export function agreementAreas(
	areas: readonly Place[],
	roots: readonly string[],
	most = mostToChooseFrom
): AreaChoice[] {
	const byId = new Map(areas.map((area) => [area.id as string, area]));
	const inScope = areas.flatMap((area) => {
		const line = lineage(byId, area.id);
		const from = line.findIndex((id) => roots.includes(id));
		if (from < 0) return [];
		const path = line.slice(0, from + 1).map((id) => byId.get(id)?.name ?? '');
		return [{ id: area.id as string, kind: area.kind, path: path.reverse() }];
	});
	const lists = depths.map((kinds) => inScope.filter(({ kind }) => kinds.includes(kind)));
	const chosen = lists.find((list) => list.length > 0 && list.length <= most) ?? inScope;
	return chosen
		.map(({ id, path }) => ({ id, path }))
		.sort((a, b) => a.path.join('\n').localeCompare(b.path.join('\n'), 'id', { numeric: true }));
}
