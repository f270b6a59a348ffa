// Which kader live outside the territory that a plan gives them.
import type { FeatureCollection, MultiPolygon } from 'geojson';
import { locator } from '#lib/domain/geometry/locate.ts';
import type { Kader } from '#lib/domain/kader.ts';
import type { TerritoryFigures } from '#lib/domain/plan-figures.ts';

/**
 * Numbers of the territories whose kader is known to live elsewhere.
 * @param shapes polygons with `properties.number`
 */
export function livingAway(
	territories: readonly Pick<TerritoryFigures, 'number' | 'kaderId'>[],
	shapes: FeatureCollection,
	kader: readonly Pick<Kader, 'id' | 'home'>[]
): ReadonlySet<number> {
	const homes = new Map<string, Kader['home']>(kader.map(({ id, home }) => [id, home]));
	const inside = locator(
		shapes.features.map(({ geometry, properties }) => ({
			polygon: geometry as MultiPolygon,
			value: Number(properties?.['number'])
		}))
	);
	const away = territories.filter(({ number, kaderId }) => {
		const home = homes.get(kaderId ?? '');
		return home && inside.at(home.coordinates) !== number;
	});
	return new Set(away.map(({ number }) => number));
}
