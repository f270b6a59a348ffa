// A table of targets as somebody keeps it in a spreadsheet: which column is what, which rows can be taken, and
// why the others cannot. Nothing is stored here.
import { isAreaCount } from './area-count.ts';
import type { Area } from './area.ts';
import type { DenominatorSource, Target } from './coverage.ts';
import {
	isUnchanged,
	targetKey,
	targetProblem,
	type TargetEntry,
	type TargetProblem
} from './target.ts';
import { estimateOf } from './target-book.ts';

export type TableCell = string | number | null;

const columns = [
	'area',
	'name',
	'indicator',
	'year',
	'percent',
	'denominator',
	'source',
	'note'
] as const;
type TargetColumn = (typeof columns)[number];

/** Headings, lower case and bare of signs, as they are met. */
const headings: Readonly<Record<TargetColumn, readonly string[]>> = {
	area: ['kodewilayah', 'kode', 'kodedesa', 'kodekemendagri', 'code', 'areacode'],
	name: ['wilayah', 'namawilayah', 'nama', 'desa', 'kelurahan', 'desakelurahan', 'area', 'name'],
	indicator: ['indikator', 'indicator'],
	year: ['tahun', 'year'],
	percent: ['persen', 'target', 'targetpersen', 'percent', 'persentarget'],
	denominator: ['penyebut', 'sasaran', 'jumlahsasaran', 'denominator'],
	source: ['sumber', 'sumberpenyebut', 'source'],
	note: ['catatan', 'keterangan', 'note']
};
const needed: readonly TargetColumn[] = ['indicator', 'year', 'percent'];

/** What a file may call a source. The registered denominator is counted, so nobody sets it. */
const sources: Readonly<Record<string, DenominatorSource>> = {
	resmi: 'official',
	official: 'official',
	dinas: 'official',
	dinkes: 'official',
	perkiraan: 'estimated',
	estimasi: 'estimated',
	proyeksi: 'estimated',
	estimated: 'estimated'
};

export type RowFault =
	| TargetProblem
	| 'unknown_area'
	| 'ambiguous_area'
	| 'unknown_indicator'
	| 'unknown_source'
	| 'repeated';

export interface TakenTarget {
	/** As a spreadsheet counts: the headings are row 1. */
	readonly row: number;
	readonly areaName: string;
	readonly entry: TargetEntry;
	readonly kind: 'new' | 'changed' | 'same';
	/** The file said 0.8 where 80 percent is meant, as a spreadsheet stores a percent. */
	readonly wasShare: boolean;
}

export interface RefusedTarget {
	readonly row: number;
	readonly fault: RowFault;
	/** The cell in question as it stands in the file; empty where no one cell is. */
	readonly cell: string;
	/** `repeated`: the row that it repeats. */
	readonly first: number | null;
}

export interface TargetReading {
	readonly taken: readonly TakenTarget[];
	readonly refused: readonly RefusedTarget[];
}

/** The whole table cannot be read: it is empty, has too many rows, or lacks columns. */
export type TableFault =
	| { readonly code: 'empty' }
	| { readonly code: 'too_many'; readonly rows: number }
	| { readonly code: 'columns'; readonly missing: readonly TargetColumn[] };

/** Every desa of a regency, for ten indicators, and room to spare. */
export const mostTargetRows = 5000;

const textOf = (cell: TableCell | undefined) => String(cell ?? '').trim();
const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** `82,5`, `82.5 %`, 82.5; NaN for anything else. */
function percentOfCell(cell: TableCell): number {
	if (typeof cell === 'number') return cell;
	const text = textOf(cell).replace('%', '').trim().replace(',', '.');
	return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

/** `1.250`, `1,250`, 1250; null for nothing, NaN for anything else. */
function countOfCell(cell: TableCell): number | null {
	if (typeof cell === 'number') return cell;
	const text = textOf(cell);
	if (text === '') return null;
	const grouped = /^\d{1,3}([.,\s]\d{3})+$/.test(text) ? text.replace(/[.,\s]/g, '') : text;
	return /^-?\d+$/.test(grouped) ? Number(grouped) : Number.NaN;
}

class Reader {
	readonly #at: ReadonlyMap<TargetColumn, number>;
	readonly #byCode = new Map<string, Area>();
	readonly #byName = new Map<string, Area[]>();
	readonly #indicators: ReadonlyMap<string, string>;
	readonly #existing: ReadonlyMap<string, Target>;
	readonly #met = new Map<string, number>();
	readonly taken: TakenTarget[] = [];
	readonly refused: RefusedTarget[] = [];

	constructor(
		at: ReadonlyMap<TargetColumn, number>,
		areas: readonly Area[],
		indicators: ReadonlyMap<string, string>,
		existing: readonly Target[]
	) {
		this.#at = at;
		for (const area of areas) {
			if (area.code) this.#byCode.set(bare(area.code), area);
			const name = bare(area.name);
			this.#byName.set(name, [...(this.#byName.get(name) ?? []), area]);
		}
		this.#indicators = indicators;
		this.#existing = new Map(existing.map((target) => [targetKey(target), target]));
	}

	#areaOf(code: string, name: string): Area | 'unknown_area' | 'ambiguous_area' {
		// A code that is not known is not healed by a name: it may be the wrong row.
		if (code !== '') return this.#byCode.get(bare(code)) ?? 'unknown_area';
		const named = this.#byName.get(bare(name)) ?? [];
		if (named.length > 1) return 'ambiguous_area';
		return named[0] ?? 'unknown_area';
	}

	read(cells: readonly TableCell[], row: number): void {
		const cell = (column: TargetColumn) => cells[this.#at.get(column) ?? -1] ?? null;
		const refuse = (fault: RowFault, column?: TargetColumn, first: number | null = null) =>
			void this.refused.push({ row, fault, cell: column ? textOf(cell(column)) : '', first });

		const code = textOf(cell('area'));
		const area = this.#areaOf(code, textOf(cell('name')));
		if (typeof area === 'string') return refuse(area, code === '' ? 'name' : 'area');
		const indicator = this.#indicators.get(bare(textOf(cell('indicator'))));
		if (!indicator) return refuse('unknown_indicator', 'indicator');
		const named = bare(textOf(cell('source')));
		const source = named === '' ? null : sources[named];
		if (source === undefined) return refuse('unknown_source', 'source');

		// Only the target has a percent; its estimate has none, nor has what was counted of an area.
		const isCount = isAreaCount(indicator);
		const isBare = (isCount || source === 'estimated') && textOf(cell('percent')) === '';
		const written = isBare ? 0 : percentOfCell(cell('percent'));
		const wasShare = written > 0 && written <= 1;
		const denominator = countOfCell(cell('denominator'));
		const entry: TargetEntry = {
			areaId: area.id,
			indicator: source === 'estimated' && !isCount ? estimateOf(indicator) : indicator,
			year: Number(textOf(cell('year')) || Number.NaN),
			percent: wasShare ? Math.round(written * 10_000) / 100 : written,
			denominator,
			denominatorSource: source ?? (denominator === null ? null : 'official'),
			denominatorNote: textOf(cell('note')) || null
		};
		const problem = targetProblem(entry);
		if (problem) return refuse(problem, columnOf[problem]);
		const key = targetKey(entry);
		const first = this.#met.get(key);
		if (first !== undefined) return refuse('repeated', undefined, first);
		this.#met.set(key, row);
		const before = this.#existing.get(key);
		const kind = isUnchanged(entry, before) ? 'same' : before ? 'changed' : 'new';
		this.taken.push({ row, areaName: area.name, entry, kind, wasShare });
	}
}

const columnOf: Readonly<Record<TargetProblem, TargetColumn>> = {
	bad_year: 'year',
	bad_percent: 'percent',
	bad_denominator: 'denominator',
	denominator_without_source: 'source',
	source_without_denominator: 'denominator',
	note_too_long: 'note'
};

/**
 * Reads a table whose first row that has anything holds the headings. Of rows for the same target the first is
 * taken and the others are refused.
 * @param indicators what a file may call each, to its code; keys in any spelling
 */
export function readTargets(
	table: readonly (readonly TableCell[])[],
	areas: readonly Area[],
	indicators: ReadonlyMap<string, string>,
	existing: readonly Target[]
): TargetReading | TableFault {
	const head = table.findIndex((row) => row.some((cell) => textOf(cell) !== ''));
	if (head < 0) return { code: 'empty' };
	const words = table[head]!.map((cell) => bare(textOf(cell)));
	const at = new Map<TargetColumn, number>();
	for (const column of columns) {
		const place = words.findIndex((word) => headings[column].includes(word));
		if (place >= 0) at.set(column, place);
	}
	const missing = needed.filter((column) => !at.has(column));
	if (!at.has('area') && !at.has('name')) missing.unshift('area');
	if (missing.length > 0) return { code: 'columns', missing };
	const rows = table
		.map((cells, index) => ({ cells, row: index + 1 }))
		.slice(head + 1)
		.filter(({ cells }) => cells.some((cell) => textOf(cell) !== ''));
	if (rows.length === 0) return { code: 'empty' };
	if (rows.length > mostTargetRows) return { code: 'too_many', rows: rows.length };
	const known = new Map([...indicators].map(([word, code]) => [bare(word), code]));
	const reader = new Reader(at, areas, known, existing);
	for (const { cells, row } of rows) reader.read(cells, row);
	return { taken: reader.taken, refused: reader.refused };
}
