// From marked desa to the layer of the map that shows them.
import { markKinds, type AreaMark } from '#lib/domain/area-mark.ts';
import type { Area } from '#lib/domain/area.ts';
import type { MapLayer } from '#lib/map/contracts.ts';
import { areaMarksLook } from '#lib/map/layers/area-marks.ts';
import { kindWords, markWords } from './words.ts';

/** @param marks what holds, by area, the most urgent first */
export function markLayer(
	areas: readonly Area[],
	marks: ReadonlyMap<string, readonly AreaMark[]>
): MapLayer {
	const features = areas.flatMap((area) => {
		const own = marks.get(area.id) ?? [];
		if (area.boundary === null || !own[0]) return [];
		const label = [area.name, ...own.map(markWords)].join('\n');
		const properties = { id: area.id as string, kind: markKinds.indexOf(own[0].kind), label };
		return [{ type: 'Feature' as const, id: area.id, geometry: area.boundary, properties }];
	});
	return {
		kind: 'drawn',
		id: 'marks',
		look: areaMarksLook(markKinds.map(kindWords)),
		data: { type: 'FeatureCollection', features }
	};
}
