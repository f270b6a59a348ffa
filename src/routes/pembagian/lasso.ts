// Which houses a loop drawn by hand goes around.
import type { Position } from 'geojson';
import { locator } from '#lib/domain/geometry/locate.ts';
import type { Household } from '#lib/domain/household.ts';

/**
 * @param loop [lng, lat] in the order drawn, not closed; where it crosses itself, what it goes around
 * twice is outside. Fewer than three positions go around nothing.
 */
export function householdsInLoop(
	households: readonly Household[],
	loop: readonly Position[]
): string[] {
	const [start] = loop;
	if (!start || loop.length < 3) return [];
	const inside = locator([
		{ polygon: { type: 'Polygon', coordinates: [[...loop, start]] }, value: true }
	]);
	return households
		.filter(({ location }) => location !== null && inside.at(location.coordinates) === true)
		.map(({ id }) => id);
}
