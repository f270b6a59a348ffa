// What the drawn map of the paper shows of each area: colour class, ink, and the lines of its label.
import { coverageClass, percentOf, type CoverageClass } from '#lib/domain/coverage-class.ts';
import { areaPicture, type AreaPicture } from '#lib/map/area-picture.ts';
import { areaColours, coverageColours, noDataColour, suppressedColours } from '#lib/map/palette.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PackRow } from '#lib/state/lokmin.svelte.ts';
import { figurePercent } from './words.ts';

/** All lengths in millimetres of an A4 page between its margins; letters are 8.5 points high. */
export const letterMm = 3.1;
const lineMm = 3.6;
const usualLetterWidth = 0.56;
const longestLine = 15;

export interface MapLabel {
	readonly id: string;
	readonly x: number;
	/** Of the first line's foot. */
	readonly y: number;
	readonly lines: readonly string[];
	readonly ink: string;
	readonly halo: string;
}

export interface PackPicture {
	readonly picture: AreaPicture;
	readonly fills: ReadonlyMap<string, CoverageClass>;
	readonly labels: readonly MapLabel[];
	readonly lineMm: number;
}

/** A name on at most two lines; a longer one goes on beyond the second. */
function nameLines(name: string): string[] {
	if (name.length <= longestLine) return [name];
	const middle = name.length / 2;
	const breaks = [...name.matchAll(/ /g)].map(({ index }) => index);
	const at = breaks.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
	return at === undefined ? [name] : [name.slice(0, at), name.slice(at + 1)];
}

function linesOf({ number, area, coverage }: PackRow): string[] {
	const percent = percentOf(coverage);
	const name = nameLines(`${number}. ${area.name}`);
	return percent === null ? name : [...name, figurePercent(percent)];
}

/** @returns null where no area has a boundary */
export function packPicture(
	rows: readonly PackRow[],
	widthMm: number,
	maxHeightMm: number
): PackPicture | null {
	const byId = new Map(rows.map((row) => [row.area.id as string, row]));
	const lines = new Map(rows.map((row) => [row.area.id as string, linesOf(row)]));
	const picture = areaPicture(
		rows.map(({ area: { id, boundary } }) => ({ id, boundary })),
		{
			width: widthMm,
			maxHeight: maxHeightMm,
			full: (id) => {
				const own = lines.get(id) ?? [];
				const longest = Math.max(0, ...own.map((line) => line.length));
				return [longest * letterMm * usualLetterWidth + 1, own.length * lineMm + 1];
			},
			short: [letterMm * 1.6, lineMm + 1]
		}
	);
	if (!picture) return null;
	const fills = new Map(
		rows.map(({ area, coverage }) => [area.id as string, coverageClass(coverage)])
	);
	const labels = picture.labels.map(({ id, x, y, isFull }): MapLabel => {
		const own = isFull ? (lines.get(id) ?? []) : [String(byId.get(id)?.number ?? '')];
		const top = y - (own.length * lineMm) / 2 + lineMm * 0.78;
		return { id, x, y: top, lines: own, ...inkOn(fills.get(id) ?? 'none') };
	});
	return { picture, fills, labels, lineMm };
}

/** Light letters on dark classes; the halo is the class's own colour, so that no letter looks boxed in. */
function inkOn(own: CoverageClass): { ink: string; halo: string } {
	if (own === 'suppressed') return { ink: areaColours.text, halo: suppressedColours.ground };
	if (own === 'none') return { ink: areaColours.text, halo: noDataColour };
	return { ink: own < 2 ? '#ffffff' : '#16211e', halo: coverageColours[own] };
}

/** The five classes always, for the scale is part of the meaning; hidden and unknown where they are drawn. */
export function classLegend(
	drawn: ReadonlySet<CoverageClass>
): { readonly of: CoverageClass; readonly words: string }[] {
	const classes = [
		m.coverage_class_0(),
		m.coverage_class_1(),
		m.coverage_class_2(),
		m.coverage_class_3(),
		m.coverage_class_4()
	].map((words, index) => ({ of: index as CoverageClass, words }));
	const others = [
		{ of: 'suppressed' as const, words: m.lokmin_class_hidden() },
		{ of: 'none' as const, words: m.lokmin_class_none() }
	];
	return [...classes, ...others.filter(({ of }) => drawn.has(of))];
}
