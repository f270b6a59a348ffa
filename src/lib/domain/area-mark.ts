// What dinas and puskesmas note of a whole desa: integrated primary care (ILP) running there, a place of
// priority against stunting, an outbreak, another programme. Dated, and of no person.
import type { Role } from './access.ts';
import { findsNumber } from './area-comment.ts';
import { isDay } from './day.ts';
import type { Day } from './entity.ts';

/** The server's rule is the one that counts. */
export const markingRoles: readonly Role[] = ['planner', 'health_office'];

/** The most urgent first: in this order they are drawn and listed. */
export const markKinds = ['outbreak', 'stunting', 'ilp', 'programme'] as const;
export type MarkKind = (typeof markKinds)[number];

/** What is announced for a village as a whole anyway. As the database lists them. */
export const diseases = [
	'dengue',
	'measles',
	'diarrhoea',
	'diphtheria',
	'malaria',
	'rabies',
	'leptospirosis',
	'chikungunya',
	'polio',
	'pertussis',
	'hepatitis_a',
	'food_poisoning',
	'covid'
] as const;
export type Disease = (typeof diseases)[number];

export const longestMark = 60;

export interface AreaMark {
	readonly id: string;
	readonly areaId: string;
	readonly kind: MarkKind;
	/** Of an outbreak only. */
	readonly disease: Disease | null;
	/** Of another programme only. */
	readonly label: string | null;
	readonly from: Day;
	/** The last day; null while it lasts. */
	readonly to: Day | null;
}

export type MarkEntry = Omit<AreaMark, 'id'>;

export type MarkProblem = 'label_missing' | 'number' | 'not_a_day' | 'ends_before';

/** What keeps it from being set, the first to be put right first. */
export function markProblem({ kind, label, from, to }: MarkEntry): MarkProblem | null {
	if (kind === 'programme' && (label ?? '').trim() === '') return 'label_missing';
	if (findsNumber(label ?? '')) return 'number';
	if (!isDay(from) || (to !== null && !isDay(to))) return 'not_a_day';
	return to !== null && to < from ? 'ends_before' : null;
}

export function holdsOn({ from, to }: Pick<AreaMark, 'from' | 'to'>, day: Day): boolean {
	return from <= day && (to === null || to >= day);
}

/** Of each area what holds on a day, the most urgent first. */
export function marksOn(
	marks: readonly AreaMark[],
	day: Day
): ReadonlyMap<string, readonly AreaMark[]> {
	const byArea = new Map<string, AreaMark[]>();
	for (const kind of markKinds) {
		for (const mark of marks) {
			if (mark.kind !== kind || !holdsOn(mark, day)) continue;
			byArea.set(mark.areaId, [...(byArea.get(mark.areaId) ?? []), mark]);
		}
	}
	return byArea;
}

/** How many of the areas have each kind on a day: an area counts once, however many marks it has. */
export function countByKind(
	marks: readonly AreaMark[],
	areaIds: ReadonlySet<string>,
	day: Day
): Readonly<Record<MarkKind, number>> {
	const areas = (kind: MarkKind): number =>
		new Set(
			marks
				.filter((mark) => mark.kind === kind && areaIds.has(mark.areaId) && holdsOn(mark, day))
				.map(({ areaId }) => areaId)
		).size;
	return {
		outbreak: areas('outbreak'),
		stunting: areas('stunting'),
		ilp: areas('ilp'),
		programme: areas('programme')
	};
}
