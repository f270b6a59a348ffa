// The two of a pair, line by line, for the eye to compare.
import type { DuplicatePair, DuplicateSide } from '#lib/data/remote/review.ts';
import { m } from '#lib/paraglide/messages.js';
import { fieldWords, valueWords } from '../kirim/mend-words.ts';
import { numberWords } from '../kirim/words.ts';
import { dayOrNone } from './words.ts';

export interface PairRow {
	readonly name: string;
	readonly one: string;
	readonly other: string;
	readonly same: boolean;
}

type Line = readonly [name: string, of: (side: DuplicateSide) => string];

const written = (name: string): Line => [
	fieldWords(name),
	({ row }) => valueWords(name, row[name] ?? null)
];

const houses = (): readonly Line[] => [
	written('headName'),
	written('address'),
	written('rw'),
	written('rt'),
	written('landmark'),
	written('phone'),
	written('registeredOn'),
	[m.perbaikan_recorded_by(), ({ recordedBy }) => recordedBy ?? m.perbaikan_unknown()],
	[m.perbaikan_members(), ({ members }) => numberWords(members)],
	[m.perbaikan_visits(), ({ visits }) => numberWords(visits)],
	[m.perbaikan_last_visit(), ({ lastVisitOn }) => dayOrNone(lastVisitOn)],
	[m.perbaikan_findings(), ({ findings }) => numberWords(findings)]
];

const persons = (): readonly Line[] => [
	written('name'),
	written('birthDate'),
	[m.visit_sex(), ({ row }) => (row.sex === 'male' ? m.visit_male() : m.visit_female())],
	written('status'),
	[m.perbaikan_findings(), ({ findings }) => numberWords(findings)]
];

/** Lines in which neither of the two says anything are left out. */
export function pairRows({ entity, one, other }: DuplicatePair): readonly PairRow[] {
	const lines = entity === 'household' ? houses() : persons();
	return lines
		.map(([name, of]) => ({ name, one: of(one), other: of(other) }))
		.filter((row) => row.one !== row.other || row.one !== m.sync_value_none())
		.map((row) => ({ ...row, same: row.one === row.other }));
}
