// The rows of the three official sheets in the order and words of the form. On the screen in the
// language chosen; in a file, which goes on to the puskesmas, always in the form's own words.
import type { Day, Month } from '#lib/domain/entity.ts';
import type { FindingKind, FindingStatus } from '#lib/domain/finding.ts';
import type { FollowUpRow } from '#lib/domain/follow-up-sheet.ts';
import type { OfficialSheet, SheetColumn } from '#lib/domain/official-sheet.ts';
import { recapColumns, type RecapColumn, type RecapRow } from '#lib/domain/recap.ts';
import type { ScheduleRow } from '#lib/domain/schedule-sheet.ts';
import { m } from '#lib/paraglide/messages.js';

export type Language = 'id' | 'en';
type Words = (inputs: Record<string, never>, options: { locale: Language }) => string;

export type SheetName = 'recap' | 'followup' | 'schedule';
export const sheetNames: readonly SheetName[] = ['recap', 'followup', 'schedule'];

const labels: Readonly<Record<RecapColumn, Words>> = {
	week: m.recap_col_no,
	families: m.recap_col_families,
	pregnant: m.recap_col_pregnant,
	postpartum: m.recap_col_postpartum,
	child: m.recap_col_child,
	school_age_teen: m.recap_col_school,
	adult: m.recap_col_adult,
	elderly: m.recap_col_elderly,
	motherChildNoService: m.recap_col_no_service,
	motherChildDanger: m.recap_col_danger,
	othersNoService: m.recap_col_no_service,
	othersTbSymptoms: m.recap_col_tb,
	othersSkipMedicine: m.recap_col_medicine,
	educated: m.recap_col_educated,
	reported: m.recap_col_reported
};

const groups: readonly (readonly [from: RecapColumn, to: RecapColumn, label: Words])[] = [
	['pregnant', 'elderly', m.recap_group_targets],
	['motherChildNoService', 'motherChildDanger', m.recap_group_mother],
	['othersNoService', 'othersSkipMedicine', m.recap_group_others],
	['educated', 'reported', m.recap_group_action]
];

const statuses: Readonly<Record<FindingStatus, Words>> = {
	new: m.case_status_new,
	seen: m.case_status_seen,
	contacted: m.case_status_contacted,
	scheduled: m.case_status_scheduled,
	visited: m.case_status_visited,
	referred: m.case_status_referred,
	waiting: m.case_status_waiting,
	closed: m.case_status_closed,
	unresolvable: m.case_status_unresolvable,
	reopened: m.followup_status_reopened
};

const kinds: Readonly<Record<FindingKind, Words>> = {
	danger_sign: m.recap_col_danger,
	missed_service: m.case_kind_missed_service,
	non_compliance: m.case_kind_non_compliance
};

type Facts = OfficialSheet['facts'];

/** Says the words of a sheet in one language. */
export class SheetWords {
	readonly #language: Language;

	constructor(language: Language) {
		this.#language = language;
	}

	readonly say = (words: Words): string => words({}, { locale: this.#language });

	#day(day: Day | null, weekday?: 'short'): string | null {
		if (day === null) return null;
		return new Intl.DateTimeFormat(this.#language, {
			weekday,
			day: 'numeric',
			month: 'short',
			year: 'numeric',
			timeZone: 'UTC'
		}).format(new Date(`${day}T00:00:00Z`));
	}

	month(month: Month): string {
		return new Intl.DateTimeFormat(this.#language, {
			month: 'long',
			year: 'numeric',
			timeZone: 'UTC'
		}).format(new Date(`${month}-01T00:00:00Z`));
	}

	#groupOf(column: RecapColumn): string | null {
		const at = (one: RecapColumn) => recapColumns.indexOf(one);
		const group = groups.find(([from, to]) => at(column) >= at(from) && at(column) <= at(to));
		return group ? this.say(group[2]) : null;
	}

	#columns(...columns: readonly (readonly [label: Words, width: number])[]): SheetColumn[] {
		return columns.map(([label, width]) => ({ label: this.say(label), group: null, width }));
	}

	/** Sheet B: fifteen columns and the empty one for the signature. */
	recap(rows: readonly RecapRow[], facts: Facts): OfficialSheet {
		const columns = recapColumns.map((column) => ({
			label: this.say(labels[column]),
			group: this.#groupOf(column),
			width: 11
		}));
		return {
			name: this.say(m.recap_name_recap),
			title: this.say(m.recap_sheet_recap),
			facts,
			columns: [...columns, { ...this.#columns([m.recap_col_signature, 11])[0]!, onPaper: true }],
			rows: rows.map((row) => ({
				id: String(row.week),
				cells: [
					m.recap_week({ week: row.week }, { locale: this.#language }),
					...recapColumns.slice(1).map((column) => row[column]),
					null
				]
			}))
		};
	}

	/** Sheet C. */
	followUps(rows: readonly FollowUpRow[], facts: Facts): OfficialSheet {
		return {
			name: this.say(m.recap_name_followup),
			title: this.say(m.recap_sheet_followup),
			facts,
			columns: this.#columns(
				[m.recap_col_name, 24],
				[m.recap_col_nik, 12],
				[m.recap_col_born, 14],
				[m.recap_col_address, 30],
				[m.recap_col_phone, 16],
				[m.recap_col_problem, 36],
				[m.recap_col_action, 36]
			),
			rows: rows.map((row) => ({
				id: row.id,
				cells: [
					row.name ?? this.say(m.recap_unknown),
					row.nikLast4,
					this.#day(row.birthDate),
					[row.address, this.#place(row)].filter(Boolean).join(', '),
					row.phone,
					`${this.say(kinds[row.kind])}: ${row.problem}`,
					[this.say(statuses[row.status]), row.note].filter(Boolean).join(': ')
				]
			}))
		};
	}

	/** The form's "Jadwal kunjungan". */
	schedule(rows: readonly ScheduleRow[], facts: Facts): OfficialSheet {
		return {
			name: this.say(m.recap_name_schedule),
			title: this.say(m.recap_sheet_schedule),
			facts,
			columns: this.#columns(
				[m.recap_col_hamlet, 24],
				[m.recap_col_rt, 12],
				[m.recap_col_head, 28],
				[m.recap_col_when, 20],
				[m.recap_col_pj, 28]
			),
			rows: rows.map((row) => ({
				id: row.id,
				cells: [
					row.hamlet,
					[row.rt, row.rw].some(Boolean) ? `${row.rt ?? '–'}/${row.rw ?? '–'}` : null,
					row.headName ?? this.say(m.recap_unknown),
					this.#day(row.on, 'short'),
					row.kader ?? this.say(row.isHeld ? m.recap_unknown : m.recap_no_kader)
				]
			}))
		};
	}

	#place({ rt, rw }: Pick<FollowUpRow, 'rt' | 'rw'>): string {
		return [rt && `RT ${rt}`, rw && `RW ${rw}`].filter(Boolean).join(' ');
	}
}
