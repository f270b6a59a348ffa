// From the layers on a map to the entries of its legend: only what is really drawn, with the very
// colours and shapes of the map. Words are the component's; here are only keys and numbers.
import type { Feature } from 'geojson';
import type { MapLayer, OwnLegendEntry } from './contracts.ts';
import { isClustered } from './layers/households.ts';
import { missedRadiusPx, mostMissed } from './layers/choropleth.ts';
import { isUsablePosition } from './layers/position.ts';
import {
	areaColours,
	clusterColours,
	coverageColours,
	facilityColours,
	heatColours,
	keptColours,
	householdColours,
	householdStates,
	missedColours,
	noDataColour,
	positionColour,
	roadColours,
	suppressedColours
} from './palette.ts';
import type { Swatch } from './swatch.ts';
import { facilityShapes, householdShapes } from './symbols.ts';
import { colourTerritories } from './territory-colours.ts';

export interface LegendEntry {
	/** Which words belong to it, such as `household_due`; unique in a legend. */
	readonly key: LegendKey;
	/** Words that only the page knows, such as `80–89 %`; they replace those of the key. */
	readonly label: string | null;
	/** How many features of the map it stands for, where counting them helps. */
	readonly count: number | null;
	readonly swatch: Swatch;
}

export type LegendKey =
	| 'area'
	| 'area_derived'
	| `road_${'main' | 'local' | 'path' | 'river_boat' | 'rail'}`
	| `territory_${number}`
	| `household_${'due' | 'overdue' | 'done' | 'planned' | 'missed' | 'new'}`
	| 'cluster'
	| 'assigned_household'
	| `coverage_${0 | 1 | 2 | 3 | 4}`
	| 'coverage_suppressed'
	| 'coverage_none'
	| 'missed'
	| 'heat'
	| `facility_${'puskesmas' | 'hospital' | 'pustu' | 'posyandu'}`
	| 'kept'
	| 'kept_part'
	| `own_${string}`
	| 'position'
	| 'position_too_vague';

/** Entries for all layers, top layer first. A state, class or kind that is not on the map has none. */
export function legendFor(layers: readonly MapLayer[]): LegendEntry[] {
	const entries = [...layers].reverse().flatMap(entriesFor);
	return [...new Map(entries.map((entry) => [entry.key, entry])).values()];
}

function entriesFor(layer: MapLayer): LegendEntry[] {
	const { features } = layer.data;
	if (features.length === 0) return [];
	switch (layer.kind) {
		case 'areas':
			return areaEntries(features);
		case 'roads':
			return roadEntries(features);
		case 'territories':
			return territoryEntries(layer);
		case 'households':
			return householdEntries(layer);
		case 'assigned_households':
			return [
				entry(
					'assigned_household',
					{ kind: 'shape', shape: 'circle', colour: '#6b7075' },
					features.length
				)
			];
		case 'choropleth':
			return choroplethEntries(layer);
		case 'heat':
			return [entry('heat', { kind: 'ramp', colours: heatColours })];
		case 'facilities':
			return facilityEntries(features);
		case 'kept':
			return keptEntries(features);
		case 'drawn':
			return layer.look.legend(layer.data).map(ownEntry);
		case 'position':
			return positionEntries(features);
	}
}

function entry(
	key: LegendKey,
	swatch: Swatch,
	count: number | null = null,
	label: string | null = null
): LegendEntry {
	return { key, label, count, swatch };
}

function ownEntry({ key, label, swatch }: OwnLegendEntry): LegendEntry {
	return entry(`own_${key}`, swatch, null, label);
}

function countBy(features: readonly Feature[], property: string): Map<string, number> {
	const counts = new Map<string, number>();
	for (const { properties } of features) {
		const value = String(properties?.[property] ?? '');
		counts.set(value, (counts.get(value) ?? 0) + 1);
	}
	return counts;
}

function areaEntries(features: readonly Feature[]): LegendEntry[] {
	const derived = countBy(features, 'status').get('derived') ?? 0;
	const line = (dashed: boolean): Swatch => ({
		kind: 'line',
		colour: areaColours.line,
		dashed,
		widthPx: 1.5
	});
	return [
		...(derived < features.length ? [entry('area', line(false))] : []),
		...(derived > 0 ? [entry('area_derived', line(true))] : [])
	];
}

function roadEntries(features: readonly Feature[]): LegendEntry[] {
	const counts = countBy(features, 'class');
	const classes = ['main', 'local', 'path', 'river_boat', 'rail'] as const;
	const known = classes.reduce((sum, roadClass) => sum + (counts.get(roadClass) ?? 0), 0);
	// A class we do not know is drawn as a local road.
	counts.set('local', (counts.get('local') ?? 0) + features.length - known);
	return classes
		.filter((roadClass) => counts.get(roadClass))
		.map((roadClass) =>
			entry(`road_${roadClass}`, {
				kind: 'line',
				colour: roadColours[roadClass],
				dashed: roadClass !== 'main' && roadClass !== 'local',
				widthPx: roadClass === 'main' ? 4 : 2.5
			})
		);
}

function territoryEntries({ data }: MapLayer): LegendEntry[] {
	return [...colourTerritories(data)].map(([number, colour]) => {
		const own = data.features.find(({ properties }) => Number(properties?.['number']) === number);
		const label: unknown = own?.properties?.['label'];
		const words = typeof label === 'string' && label !== '' ? label : null;
		return entry(`territory_${number}`, { kind: 'fill', colour }, null, words);
	});
}

function householdEntries({ data }: MapLayer): LegendEntry[] {
	const counts = countBy(data.features, 'state');
	const known = householdStates.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0);
	// Without a known state a household is drawn as due: nobody is left out for bad data.
	counts.set('due', (counts.get('due') ?? 0) + data.features.length - known);
	const entries = householdStates
		.filter((state) => counts.get(state))
		.map((state) => {
			const swatch = {
				kind: 'shape',
				shape: householdShapes[state],
				colour: householdColours[state]
			} as const;
			return entry(`household_${state}`, swatch, counts.get(state) ?? 0);
		});
	if (!isClustered(data)) return entries;
	const swatch = { kind: 'shape', shape: 'cluster', colour: clusterColours.fill } as const;
	return [...entries, entry('cluster', swatch)];
}

function choroplethEntries(layer: Extract<MapLayer, { kind: 'choropleth' }>): LegendEntry[] {
	const counts = countBy(layer.data.features, 'class');
	const classes = ([0, 1, 2, 3, 4] as const).map((index) =>
		// All five stay, also the ones without an area: the scale is part of the meaning.
		entry(
			`coverage_${index}`,
			{ kind: 'fill', colour: coverageColours[index] },
			counts.get(String(index)) ?? 0,
			layer.classLabels?.[index] ?? null
		)
	);
	const suppressed = counts.get('suppressed') ?? 0;
	const drawn = classes.reduce((sum, { count }) => sum + (count ?? 0), suppressed);
	const none = layer.data.features.length - drawn;
	const most = mostMissed(layer.data);
	const hatch: Swatch = { kind: 'hatch', ...suppressedColours };
	const circle: Swatch = {
		kind: 'circle',
		colour: missedColours.fill,
		radiusPx: missedRadiusPx(most, most)
	};
	return [
		...classes,
		...(suppressed > 0 ? [entry('coverage_suppressed', hatch, suppressed)] : []),
		...(none > 0 ? [entry('coverage_none', { kind: 'fill', colour: noDataColour }, none)] : []),
		...(most > 0 ? [entry('missed', circle, most)] : [])
	];
}

function facilityEntries(features: readonly Feature[]): LegendEntry[] {
	const counts = countBy(features, 'kind');
	return (['puskesmas', 'hospital', 'pustu', 'posyandu'] as const)
		.filter((kind) => counts.get(kind))
		.map((kind) =>
			entry(
				`facility_${kind}`,
				{ kind: 'shape', shape: facilityShapes[kind], colour: facilityColours[kind] },
				counts.get(kind) ?? null
			)
		);
}

function keptEntries(features: readonly Feature[]): LegendEntry[] {
	const parts = [false, true].filter((part) =>
		features.some(({ properties }) => Boolean(properties?.['part']) === part)
	);
	return parts.map((part) => {
		const colour = part ? keptColours.part : keptColours.whole;
		return entry(part ? 'kept_part' : 'kept', { kind: 'line', colour, dashed: part, widthPx: 3 });
	});
}

function positionEntries(features: readonly Feature[]): LegendEntry[] {
	const swatch = { kind: 'shape', shape: 'circle', colour: positionColour } as const;
	return [entry(isUsablePosition(features[0]) ? 'position' : 'position_too_vague', swatch)];
}
