// From the figures to the layers of the coverage map.
import type { FeatureCollection } from 'geojson';
import { coverageClass, missedOf, percentOf } from '#lib/domain/coverage-class.ts';
import { boundsOf } from '#lib/domain/geometry/bounds-of.ts';
import type { RatioAnswer } from '#lib/domain/ratio-worker.ts';
import type { Bounds, MapLayer } from '#lib/map/contracts.ts';
import { ratioLook } from '#lib/map/layers/ratio.ts';
import type { CoveragePoint } from '#lib/state/coverage-points.ts';
import type { GridCell } from '#lib/state/coverage-grid.svelte.ts';
import type { CoverageRow, CoverageView } from '#lib/state/coverage-view.svelte.ts';
import { shareWords } from './coverage-about.ts';

/** What the map shows; houses only to those who may see them. */
export type CoverageLayer = 'areas' | 'ratio' | 'heat' | 'houses';

/** What can be drawn of the figures that show: houses and cells know of visits only, and cells of no filter. */
export function layersFor(view: CoverageView, seesHouses: boolean): CoverageLayer[] {
	const { shownIndicator, shownFilter, isFiltered } = view;
	if (shownIndicator !== 'household_visited' || shownFilter.group !== null) return ['areas'];
	const spots: CoverageLayer[] = isFiltered ? ['ratio'] : ['ratio', 'heat'];
	return ['areas', ...spots, ...(seesHouses ? (['houses'] as const) : [])];
}

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
						label: percent === null ? area.name : `${area.name}\n${shareWords(coverage)}`,
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

/** The share visited around each spot. */
export function ratio(answer: RatioAnswer, classLabels: readonly string[]): MapLayer[] {
	if (!answer) return [];
	return [{ kind: 'drawn', id: 'ratio', look: ratioLook(classLabels), data: answer.bands }];
}

export function houses(points: readonly CoveragePoint[]): MapLayer {
	return {
		kind: 'households',
		id: 'houses',
		data: {
			type: 'FeatureCollection',
			features: points.map(({ id, position, visited }) => ({
				type: 'Feature',
				id,
				geometry: { type: 'Point', coordinates: [...position] },
				properties: { id, state: visited > 0 ? 'done' : 'missed' }
			}))
		}
	};
}

/** Outlines only, under what is drawn spot by spot. */
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

/** Of the areas that are compared, or of one of them. */
export function boundsOfRows(rows: readonly CoverageRow[], only: string | null): Bounds | null {
	const one = rows.filter(({ area }) => area.id === only && area.boundary !== null);
	return boundsOf(
		(one.length > 0 ? one : rows)
			.map(({ area }) => area.boundary)
			.filter((boundary) => boundary !== null)
	);
}
