// How marks on desa read.
import type { AreaMark, Disease, MarkKind } from '#lib/domain/area-mark.ts';
import type { MarkProblem } from '#lib/domain/area-mark.ts';
import type { Day } from '#lib/domain/entity.ts';
import type { MarkFailure } from '#lib/data/remote/marks.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';

const kinds: Readonly<Record<MarkKind, () => string>> = {
	outbreak: m.mark_kind_outbreak,
	stunting: m.mark_kind_stunting,
	ilp: m.mark_kind_ilp,
	programme: m.mark_kind_programme
};

export function kindWords(kind: MarkKind): string {
	return kinds[kind]();
}

const diseaseNames: Readonly<Record<Disease, () => string>> = {
	dengue: m.mark_disease_dengue,
	measles: m.mark_disease_measles,
	diarrhoea: m.mark_disease_diarrhoea,
	diphtheria: m.mark_disease_diphtheria,
	malaria: m.mark_disease_malaria,
	rabies: m.mark_disease_rabies,
	leptospirosis: m.mark_disease_leptospirosis,
	chikungunya: m.mark_disease_chikungunya,
	polio: m.mark_disease_polio,
	pertussis: m.mark_disease_pertussis,
	hepatitis_a: m.mark_disease_hepatitis_a,
	food_poisoning: m.mark_disease_food_poisoning,
	covid: m.mark_disease_covid
};

export function diseaseWords(disease: Disease): string {
	return diseaseNames[disease]();
}

/** In a badge, on the map. */
export function markWords({ kind, disease, label }: AreaMark): string {
	if (kind === 'outbreak' && disease) return m.mark_outbreak_of({ disease: diseaseWords(disease) });
	return kind === 'programme' && label ? label : kindWords(kind);
}

function dayWords(day: Day): string {
	return new Intl.DateTimeFormat(getLocale(), { dateStyle: 'medium', timeZone: 'UTC' }).format(
		new Date(`${day}T00:00:00Z`)
	);
}

export function daysWords({ from, to }: Pick<AreaMark, 'from' | 'to'>): string {
	if (to === null) return m.mark_since({ from: dayWords(from) });
	return m.mark_from_to({ from: dayWords(from), to: dayWords(to) });
}

const problems: Readonly<Record<MarkProblem | MarkFailure, () => string>> = {
	label_missing: m.mark_problem_label,
	number: m.mark_problem_number,
	not_a_day: m.mark_problem_day,
	ends_before: m.mark_problem_ends_before,
	exists: m.mark_problem_exists,
	forbidden: m.mark_problem_forbidden,
	not_a_village: m.mark_problem_forbidden,
	not_found: m.mark_problem_gone,
	offline: m.mark_offline,
	signed_out: m.mark_signed_out,
	failed: m.mark_failed
};

export function problemWords(problem: MarkProblem | MarkFailure): string {
	return problems[problem]();
}
