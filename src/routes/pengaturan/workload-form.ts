// The form of the workload rules: what stands in it at first, and what is wrong with what was typed.
// People read and type km/h; kept are metres a second.
import { err, ok, type Result } from '#lib/domain/result.ts';
import {
	kmhFromMps,
	landClasses,
	mpsFromKmh,
	travelRanges,
	type LandClass,
	type TravelMode
} from '#lib/domain/travel.ts';
import { mostMinutes, workloadCards, type WorkloadRules } from '#lib/domain/workload.ts';
import type { CardCode } from '#lib/domain/checklist/form.ts';

export type WorkloadField =
	| 'household'
	| 'walking'
	| 'detour'
	| 'boat'
	| `card_${CardCode}`
	| `foot_${LandClass}`
	| `motorbike_${LandClass}`;

export interface WorkloadEntries {
	readonly usualMode: TravelMode;
	/** As typed. */
	readonly typed: Readonly<Record<WorkloadField, string>>;
}

/** Null: no number. Else what it may be. */
export type WorkloadProblem = { readonly least: number; readonly most: number } | null;
export type WorkloadProblems = ReadonlyMap<WorkloadField, WorkloadProblem>;

const minuteRange = [0, mostMinutes] as const;

function rangeOf(field: WorkloadField): readonly [number, number] {
	if (field === 'detour' || field === 'boat') return travelRanges[field];
	if (field.startsWith('foot_')) return travelRanges.foot;
	return field.startsWith('motorbike_') ? travelRanges.motorbike : minuteRange;
}

/** @param words how a number reads in the language chosen, without separators of thousands */
export function entriesFrom(
	rules: WorkloadRules,
	words: (value: number) => string
): WorkloadEntries {
	const { travel, cardMinutes } = rules;
	const typed: Partial<Record<WorkloadField, string>> = {
		household: words(rules.householdMinutes),
		walking: words(rules.walkingMinutes),
		detour: words(travel.detourFactor),
		boat: words(kmhFromMps(travel.boatMps))
	};
	for (const card of workloadCards) typed[`card_${card}`] = words(cardMinutes[card]);
	for (const land of landClasses) {
		typed[`foot_${land}`] = words(kmhFromMps(travel.footMps[land]));
		typed[`motorbike_${land}`] = words(kmhFromMps(travel.motorbikeMps[land]));
	}
	return { usualMode: travel.usualMode, typed: typed as WorkloadEntries['typed'] };
}

/** The rules that were typed, a comma or a point before the decimals; or what is wrong, by field. */
export function rulesFromEntries({
	usualMode,
	typed
}: WorkloadEntries): Result<WorkloadRules, WorkloadProblems> {
	const problems = new Map<WorkloadField, WorkloadProblem>();
	const read = (field: WorkloadField): number => {
		const text = typed[field].trim().replace(',', '.');
		const value = Number(text);
		const [least, most] = rangeOf(field);
		if (!/^\d+(\.\d+)?$/.test(text)) problems.set(field, null);
		else if (value < least || value > most) problems.set(field, { least, most });
		return value;
	};
	const speeds = (mode: 'foot' | 'motorbike'): Record<LandClass, number> => ({
		main: mpsFromKmh(read(`${mode}_main`)),
		local: mpsFromKmh(read(`${mode}_local`)),
		path: mpsFromKmh(read(`${mode}_path`))
	});
	const cards = workloadCards.map((card) => [card, read(`card_${card}`)] as const);
	const rules: WorkloadRules = {
		householdMinutes: read('household'),
		cardMinutes: Object.fromEntries(cards) as Record<CardCode, number>,
		walkingMinutes: read('walking'),
		travel: {
			usualMode,
			footMps: speeds('foot'),
			motorbikeMps: speeds('motorbike'),
			boatMps: mpsFromKmh(read('boat')),
			detourFactor: read('detour')
		}
	};
	return problems.size > 0 ? err(problems) : ok(rules);
}

export function isSameEntries(a: WorkloadEntries, b: WorkloadEntries): boolean {
	const fields = Object.keys(a.typed) as WorkloadField[];
	return a.usualMode === b.usualMode && fields.every((field) => a.typed[field] === b.typed[field]);
}
