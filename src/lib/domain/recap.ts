// Sheet B of the official form, "Rekapitulasi Kunjungan Rumah": one row a week of a month, fifteen
// columns. What each column counts is defined in docs/metrics.md. Pure.
import type { ChecklistForm } from './checklist/form.ts';
import { lastDayOf, monthOf } from './day.ts';
import type { Day, Month } from './entity.ts';
import type { Finding } from './finding.ts';
import type { Member } from './member.ts';
import {
	groupOf,
	hasTbSymptom,
	noteOfReport,
	problemsSeen,
	seenIn,
	showsService,
	skipsMedicine,
	wasEducated,
	type Seen
} from './recap-person.ts';
import { motherAndChild, type RecapGroup } from './recap-questions.ts';
import { standingVisits } from './standing-visits.ts';
import type { Visit } from './visit.ts';

/** In the order of the sheet; the first column, No, is the number of the week. */
export const recapColumns = [
	'week',
	'families',
	'pregnant',
	'postpartum',
	'child',
	'school_age_teen',
	'adult',
	'elderly',
	'motherChildNoService',
	'motherChildDanger',
	'othersNoService',
	'othersTbSymptoms',
	'othersSkipMedicine',
	'educated',
	'reported'
] as const;
export type RecapColumn = (typeof recapColumns)[number];
export type RecapRow = Readonly<Record<RecapColumn, number>>;

export interface RecapSource {
	readonly month: Month;
	/**
	 * Those of the month with all their corrections, whenever made, and earlier ones of the same
	 * people as far as they are known: a service recorded then need not be asked again.
	 */
	readonly visits: readonly Visit[];
	readonly members: readonly Member[];
	readonly forms: readonly ChecklistForm[];
	/** With the status that their last follow-up gave them. */
	readonly findings: readonly Finding[];
}

/** Week of the month as the sheet counts it: days 1–7 are the first, 29–31 the fifth. */
export function weekOf(day: Day): number {
	return Math.min(5, Math.ceil(Number(day.slice(8)) / 7));
}

function byKey<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const row of rows) {
		const own = groups.get(key(row));
		if (own) own.push(row);
		else groups.set(key(row), [row]);
	}
	return groups;
}

/** Reads the rows once, so that each person of each visit is a look-up. */
class RecapCount {
	readonly #forms: ReadonlyMap<string, ChecklistForm>;
	readonly #findings: ReadonlyMap<string, Finding[]>;
	readonly #history: ReadonlyMap<string, Seen[]>;

	constructor({ forms, findings }: RecapSource, seen: readonly Seen[]) {
		this.#forms = new Map(forms.map((form) => [form.id, form]));
		this.#findings = byKey(findings, ({ memberId }) => memberId ?? '');
		this.#history = byKey(seen, ({ memberId }) => memberId);
	}

	/**
	 * The columns of one person in one week. Met twice, she is one: in the group of the last visit,
	 * with what any of the visits showed.
	 */
	columnsOf(visits: readonly Seen[]): RecapColumn[] {
		const group = groupOf(visits.at(-1)!);
		const noService = visits.some((seen) => !this.#isServed(seen, group));
		const shown: Partial<Record<RecapColumn, boolean>> = {
			...(motherAndChild.has(group)
				? {
						motherChildNoService: noService,
						motherChildDanger: visits.some((seen) => this.#showsDanger(seen))
					}
				: {
						othersNoService: noService,
						othersTbSymptoms: visits.some(hasTbSymptom),
						othersSkipMedicine: visits.some(skipsMedicine)
					}),
			educated: visits.some(wasEducated),
			reported: visits.some((seen) => this.#isReported(seen))
		};
		return [group, ...recapColumns.filter((column) => shown[column])];
	}

	#isServed({ memberId, visit }: Seen, group: RecapGroup): boolean {
		const known = this.#history.get(memberId) ?? [];
		return known.some((seen) => showsService(seen, group, visit.visitedOn));
	}

	#problems(seen: Seen) {
		return problemsSeen(seen, this.#forms.get(seen.visit.formId ?? ''));
	}

	#showsDanger(seen: Seen): boolean {
		const isDanger = ({ kind }: Pick<Finding, 'kind'>) => kind === 'danger_sign';
		const found = this.#findings.get(seen.memberId) ?? [];
		return (
			this.#problems(seen).some(isDanger) ||
			found.some((finding) => finding.visitId === seen.visit.id && isDanger(finding))
		);
	}

	/** She noted the day, or a health worker has the case of a problem that she saw. */
	#isReported(seen: Seen): boolean {
		if (noteOfReport(seen)) return true;
		const problems = new Set(this.#problems(seen).map(({ problem }) => problem));
		return (this.#findings.get(seen.memberId) ?? []).some(
			({ problem, foundAt, status }) =>
				status !== 'new' && foundAt <= seen.visit.capturedAt && problems.has(problem)
		);
	}
}

function emptyRow(week: number): Record<RecapColumn, number> {
	return {
		...(Object.fromEntries(recapColumns.map((column) => [column, 0])) as Record<
			RecapColumn,
			number
		>),
		week
	};
}

/** One row for each week that the month has, four or five, also where nobody was visited. */
export function recapRows(source: RecapSource): RecapRow[] {
	const members = new Map(source.members.map((member) => [member.id as string, member]));
	const completed = standingVisits(source.visits)
		.filter(({ outcome }) => outcome === 'completed')
		.sort((a, b) => a.capturedAt.localeCompare(b.capturedAt) || a.id.localeCompare(b.id));
	const seen = completed.flatMap((visit) => seenIn(visit, members));
	const count = new RecapCount(source, seen);
	const inMonth = (visit: Visit) => monthOf(visit.visitedOn) === source.month;
	const visits = byKey(completed.filter(inMonth), (visit) => String(weekOf(visit.visitedOn)));
	const people = byKey(
		seen.filter(({ visit }) => inMonth(visit)),
		({ visit }) => String(weekOf(visit.visitedOn))
	);
	return Array.from({ length: weekOf(lastDayOf(source.month)) }, (_, index) => {
		const row = emptyRow(index + 1);
		const week = String(index + 1);
		row.families = new Set(visits.get(week)?.map(({ householdId }) => householdId)).size;
		for (const own of byKey(people.get(week) ?? [], ({ memberId }) => memberId).values())
			for (const column of count.columnsOf(own)) row[column] += 1;
		return row;
	});
}
