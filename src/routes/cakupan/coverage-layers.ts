// From the figures to the layers of the coverage map.
import type { FeatureCollection } from 'geojson';
import { coverageClass, missedOf, percentOf } from '#lib/domain/coverage-class.ts';
import { boundsOf } from '#lib/domain/geometry/bounds-of.ts';
import type { Bounds, MapLayer } from '#lib/map/contracts.ts';
import type { GridCell } from '#lib/state/coverage-grid.svelte.ts';
import type { CoverageRow } from '#lib/state/coverage-view.svelte.ts';
import { percentWords } from './words.ts';

export function choropleth(rows: readonly CoverageRow[], classLabels: readonly string[]): MapLayer {
	const data: FeatureCollection = {
		type: 'FeatureCollection',
		features: rows
			.filter(({ area }) => area.boundary !== null)
			.map(({ area, coverage }) => {
				const percent = percentOf(coverage);
				return {
					type: 'Feature',
					id: area.id,
					geometry: area.boundary!,
					properties: {
						id: area.id,
						class: coverageClass(coverage),
						label: percent === null ? area.name : `${area.name}\n${percentWords(percent)}`,
						missed: missedOf(coverage)
					}
				};
			})
	};
	return { kind: 'choropleth', id: 'coverage', data, classLabels };
}

export function heat(cells: readonly GridCell[]): MapLayer {
	return {
		kind: 'heat',
		id: 'heat',
		data: {
			type: 'FeatureCollection',
			features: cells.map((cell, index) => ({
				type: 'Feature',
				id: index,
				geometry: { type: 'Point', coordinates: [cell.lng, cell.lat] },
				properties: { id: String(index), weight: cell.weight }
			}))
		}
	};
}

/** Outlines only, under the heat map. */
export function outlines(rows: readonly CoverageRow[]): MapLayer {
	return {
		kind: 'areas',
		id: 'outlines',
		data: {
			type: 'FeatureCollection',
			features: rows
				.filter(({ area }) => area.boundary !== null)
				.map(({ area }) => ({
					type: 'Feature',
					id: area.id,
					geometry: area.boundary!,
					properties: { id: area.id, label: area.name }
				}))
		}
	};
}

export function boundsOfRows(rows: readonly CoverageRow[]): Bounds | null {
	return boundsOf(rows.map(({ area }) => area.boundary).filter((boundary) => boundary !== null));
}
