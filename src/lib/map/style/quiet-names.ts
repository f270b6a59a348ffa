// Which names of the basemap step back for what a page draws. Pure; the adapter applies it.
import type { LayerSpecification } from 'maplibre-gl';
import type { MapLayer } from '../contracts.ts';

export interface NameRule {
	readonly id: string;
	readonly visible: boolean;
	/** What the style itself asks, and not to repeat one of our labels. */
	readonly filter: readonly unknown[] | null;
}

/**
 * Over a choropleth, whose fills hide the ground, no name of it stays; elsewhere a place is not named
 * when an area of the page already carries that name.
 */
export function quietNames(
	style: readonly LayerSpecification[],
	layers: readonly MapLayer[]
): NameRule[] {
	const visible = !layers.some(({ kind }) => kind === 'choropleth');
	const labels = areaLabels(layers);
	return style.flatMap((layer): NameRule[] => {
		if (layer.type !== 'symbol') return [];
		const own = (layer.filter as readonly unknown[] | undefined) ?? null;
		const isPlace = layer['source-layer'] === 'place' && labels.length > 0;
		const other = ['!', ['in', ['get', 'name'], ['literal', labels]]];
		const filter = !isPlace ? own : own === null ? other : ['all', own, other];
		return [{ id: layer.id, visible, filter }];
	});
}

function areaLabels(layers: readonly MapLayer[]): string[] {
	const labels = layers
		.filter(({ kind }) => kind === 'areas')
		.flatMap(({ data }) => data.features)
		.map(({ properties }): unknown => properties?.['label'])
		.filter((label) => typeof label === 'string');
	return [...new Set(labels)].sort();
}
