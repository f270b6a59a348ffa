// Figures of areas as tables and as a map, for files that leave the app: with what they mean and how fresh they
// are, and nothing of any person. What was hidden stays hidden: null, never zero.
import type { Feature, FeatureCollection, MultiPolygon } from 'geojson';
import type { OfficialSheet } from './official-sheet.ts';
import type { Arrow, Figure, FigureState, PwsChart, PwsRow, PwsStatus } from './pws.ts';

/** One row of a table of areas: a cell for each column, or null where there is nothing to say. */
export interface ExportTable {
	/** On the tab of a workbook. */
	readonly name: string;
	readonly title: string;
	readonly columns: readonly string[];
	readonly rows: readonly {
		readonly id: string;
		readonly cells: readonly (string | number | null)[];
	}[];
}

/** What every file says of itself. */
export interface ExportFacts {
	/** Area, period, indicator, denominator, freshness, cautions. */
	readonly facts: readonly (readonly [name: string, value: string])[];
	readonly definitions: readonly (readonly [term: string, meaning: string])[];
	/** Name, heading of the terms and of their meanings, for the sheet of definitions. */
	readonly definitionsSheet: readonly [name: string, term: string, meaning: string];
}

const widthOf = (at: number) => (at < 2 ? 22 : 14);

/** The tables, each with its facts, and a sheet with the definitions. */
export function exportSheets(tables: readonly ExportTable[], about: ExportFacts): OfficialSheet[] {
	const [name, term, meaning] = about.definitionsSheet;
	return [
		...tables.map((table) => ({
			name: table.name,
			title: table.title,
			facts: about.facts,
			columns: table.columns.map((label, at) => ({ label, group: null, width: widthOf(at) })),
			rows: table.rows
		})),
		{
			name,
			title: name,
			facts: about.facts,
			columns: [
				{ label: term, group: null, width: 28 },
				{ label: meaning, group: null, width: 110 }
			],
			rows: about.definitions.map((cells, at) => ({ id: String(at), cells }))
		}
	];
}

/**
 * One table as rows of text: headings first, so that programs read it as it is; after an empty line the facts and
 * the definitions, so that the file is understood where it arrives alone.
 */
export function exportLines(table: ExportTable, about: ExportFacts): string[][] {
	const text = (cell: string | number | null) => (cell === null ? '' : String(cell));
	return [
		[...table.columns],
		...table.rows.map(({ cells }) => cells.map(text)),
		[],
		[table.title],
		...about.facts.map((fact) => [...fact]),
		...about.definitions.map((definition) => [...definition])
	];
}

/** What a feature says; null where it is hidden or not known, which `state` tells apart. */
export type ExportedArea = Readonly<{
	code: string | null;
	name: string;
	kind: string;
	state: FigureState;
	suppressed: boolean;
	numerator: number | null;
	denominator: number | null;
	/** From January to the end of the month; may exceed 100. */
	percent: number | null;
	percent_month: number | null;
	percent_last_month: number | null;
	/** The device does not hold the whole year: the truth is this or more. */
	at_least: boolean;
	target_percent: number | null;
	target_to_date: number | null;
	arrow: Arrow | null;
	rank: number | null;
	status: PwsStatus | null;
	/** Families thought to be there, registered or not, and the 95 % interval; null where not known. */
	estimated_households: number | null;
	estimated_households_low: number | null;
	estimated_households_high: number | null;
	/** Reached, of those. */
	estimated_percent: number | null;
	estimated_percent_low: number | null;
	estimated_percent_high: number | null;
}>;

export interface ExportedEstimate {
	readonly households: Interval | null;
	readonly percent: Interval | null;
}
interface Interval {
	readonly value: number;
	readonly low: number;
	readonly high: number;
}

export interface ExportedMap extends FeatureCollection<MultiPolygon | null, ExportedArea> {
	readonly name: string;
	readonly facts: Readonly<Record<string, string>>;
	readonly definitions: Readonly<Record<string, string>>;
}

function propertiesOf(
	{ area, year, month, last, ...row }: PwsRow,
	estimate: ExportedEstimate | undefined
): ExportedArea {
	const { households = null, percent = null } = estimate ?? {};
	return {
		code: area.code,
		name: area.name,
		kind: area.kind,
		state: year.state,
		suppressed: [year, month, last].some((figure: Figure) => figure.state === 'suppressed'),
		numerator: year.numerator,
		denominator: year.denominator,
		percent: year.percent,
		percent_month: month.percent,
		percent_last_month: last.percent,
		at_least: year.isPartial,
		target_percent: row.target?.percent ?? null,
		target_to_date: row.toDate,
		arrow: row.arrow,
		rank: row.rank,
		status: row.status,
		estimated_households: households?.value ?? null,
		estimated_households_low: households?.low ?? null,
		estimated_households_high: households?.high ?? null,
		estimated_percent: percent?.value ?? null,
		estimated_percent_low: percent?.low ?? null,
		estimated_percent_high: percent?.high ?? null
	};
}

/**
 * The parts of the chart as GeoJSON, in its order; coordinates [lng, lat]. An area without a boundary keeps its
 * feature, with no geometry. Facts and definitions are foreign members (RFC 7946, 6.1).
 * @param estimates by area, where there are any
 */
export function exportMap(
	chart: PwsChart,
	title: string,
	about: ExportFacts,
	estimates: ReadonlyMap<string, ExportedEstimate> = new Map()
): ExportedMap {
	// An area without parts is shown by itself.
	const rows = chart.rows.length > 0 ? chart.rows : [chart.total];
	return {
		type: 'FeatureCollection',
		name: title,
		facts: Object.fromEntries(about.facts),
		definitions: Object.fromEntries(about.definitions),
		features: rows.map((row): Feature<MultiPolygon | null, ExportedArea> => ({
			type: 'Feature',
			geometry: row.area.boundary,
			properties: propertiesOf(row, estimates.get(row.area.id))
		}))
	};
}
