// What a planner typed about one area, and the targets that it makes.
import type { Target } from '#lib/domain/coverage.ts';
import { targetProblem, type TargetEntry } from '#lib/domain/target.ts';
import { estimateOf } from '#lib/domain/target-book.ts';

export interface TypedTarget {
	readonly percent: string;
	readonly official: string;
	readonly officialNote: string;
	readonly estimated: string;
	readonly estimatedNote: string;
}

export type TypedFault = 'bad_percent' | 'bad_count' | 'needs_percent' | 'kept' | 'too_long';
export type TypedFaults = Readonly<Partial<Record<keyof TypedTarget, TypedFault>>>;

const count = (value: number | null | undefined) => (value == null ? '' : String(value));

export function typedFrom(own: Target | null, estimate: Target | null): TypedTarget {
	const isOfficial = own?.denominatorSource === 'official';
	return {
		percent: own ? String(own.percent).replace('.', ',') : '',
		official: isOfficial ? count(own.denominator) : '',
		officialNote: isOfficial ? (own.denominatorNote ?? '') : '',
		estimated: count(estimate?.denominator),
		estimatedNote: estimate?.denominatorNote ?? ''
	};
}

const numberOf = (text: string) =>
	Number(text.trim().replace('%', '').replace(',', '.') || Number.NaN);

/** What is wrong with what was typed, by field; empty where nothing is. */
export function typedFaults(typed: TypedTarget, own: Target | null): TypedFaults {
	const faults: Partial<Record<keyof TypedTarget, TypedFault>> = {};
	const percent = numberOf(typed.percent);
	if (typed.percent.trim() === '') {
		if (own) faults.percent = 'kept';
		else if (typed.official.trim() !== '') faults.percent = 'needs_percent';
	} else if (!(percent >= 0 && percent <= 100)) faults.percent = 'bad_percent';
	for (const field of ['official', 'estimated'] as const)
		if (!/^\s*(\d{1,8}|\d{1,3}(\.\d{3}){1,2})?\s*$/.test(typed[field])) faults[field] = 'bad_count';
	for (const field of ['officialNote', 'estimatedNote'] as const)
		if (typed[field].trim().length > 300) faults[field] = 'too_long';
	return faults;
}

/** @param typed without faults */
export function entriesOf(
	typed: TypedTarget,
	of: Pick<TargetEntry, 'areaId' | 'indicator' | 'year'>,
	estimate: Target | null
): TargetEntry[] {
	const entry = (
		indicator: string,
		percent: number,
		denominator: string,
		source: 'official' | 'estimated',
		note: string
	): TargetEntry => {
		const known = denominator.trim() === '' ? null : Number(denominator.replaceAll('.', ''));
		return {
			...of,
			indicator,
			percent,
			denominator: known,
			denominatorSource: known === null ? null : source,
			denominatorNote: known === null ? null : note.trim() || null
		};
	};
	const { percent, official, officialNote, estimated, estimatedNote } = typed;
	const entries: TargetEntry[] = [];
	if (percent.trim() !== '')
		entries.push(entry(of.indicator, numberOf(percent), official, 'official', officialNote));
	if (estimated.trim() !== '' || estimate)
		entries.push(entry(estimateOf(of.indicator), 0, estimated, 'estimated', estimatedNote));
	return entries.filter((one) => targetProblem(one) === null);
}
