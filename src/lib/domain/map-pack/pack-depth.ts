// How deep a large area's map goes: no deeper than a month's data plan and a cheap phone bear. The map of a
// territory and of a desa keeps every level; past the last one of a kecamatan the map draws it larger.
import type { PackBasemap, PackScope } from './map-pack.ts';
import { estimateBytes, type Weight } from './pack-size.ts';
import type { Span } from './tile-spans.ts';

/** What a whole kecamatan may take. */
export const mostDistrictBytes = 15_000_000;
/** Main roads and rivers are drawn here; less is no map to find a village by. */
const shallowest = 12;

/**
 * @param spans of all levels that the basemap has over the area
 * @returns those of the levels that fit; of a territory or a village all of them
 */
export function withinBudget(
	spans: readonly Span[],
	scope: PackScope,
	weights: readonly Weight[],
	schema: PackBasemap['schema']
): readonly Span[] {
	if (scope !== 'district') return spans;
	let kept = spans;
	for (
		let last = Math.max(...spans.map(([z]) => z));
		last > shallowest && estimateBytes(kept, weights, schema) > mostDistrictBytes;
		last -= 1
	) {
		kept = kept.filter(([z]) => z < last);
	}
	return kept;
}
