// The recapitulation against a count by hand, on visits drawn at random with their corrections.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aMember, aVisit, visitForm } from '../../../tests/support/visit-world.ts';
import { addDays } from './day.ts';
import { recapColumns, recapRows, type RecapColumn } from './recap.ts';
import type { Visit } from './visit.ts';

const form = visitForm();
const month = '2026-11';
type Cards = NonNullable<Visit['answers']>['cards'];

const people = [
	aMember({ id: 'mother', sex: 'female', birthDate: '1998-03-01' }),
	aMember({ id: 'man', birthDate: '1980-01-01' }),
	aMember({ id: 'grandmother', sex: 'female', birthDate: '1950-01-01' })
];
const everyone = [1, 2, 3, 4].flatMap((family) =>
	people.map((member) => ({ ...member, id: `${member.id}${family}` }))
);

function visit(id: string, day: string, cards: Cards, own: Partial<Visit> = {}): Visit {
	return aVisit({
		id,
		visitedOn: day,
		capturedAt: `${day}T02:00:00.000Z`,
		formId: form.id,
		answers: { household: {}, cards },
		...own
	});
}
function rows(visits: readonly Visit[]) {
	return recapRows({ month, visits, members: everyone, forms: [form], findings: [] });
}

/** Counts each column on its own, from the visits alone, the way somebody with paper would. */
function naive(visits: readonly Visit[], week: number, column: RecapColumn): number {
	const corrected = visits.map(({ correctsId }) => correctsId);
	const standing = visits.filter(
		(one) =>
			!corrected.includes(one.id) &&
			one.outcome === 'completed' &&
			one.visitedOn.startsWith(month) &&
			Math.ceil(Number(one.visitedOn.slice(8, 10)) / 7) === week
	);
	if (column === 'families') return new Set(standing.map(({ householdId }) => householdId)).size;
	const found = new Set<string>();
	for (const one of standing)
		for (const { memberId, card: code, answers } of one.answers?.cards ?? []) {
			const isMother = code === 'pregnant';
			const holds: Partial<Record<RecapColumn, boolean>> = {
				pregnant: isMother,
				adult: code === 'adult',
				elderly: code === 'elderly',
				motherChildNoService: isMother && !answers.k1_on,
				motherChildDanger: isMother && answers.headache === true,
				othersNoService: !isMother && !answers.blood_pressure_on,
				othersSkipMedicine:
					answers.hypertension_medicine === true && answers.hypertension_taken === false,
				educated: typeof answers.education_topic === 'string',
				reported: answers.reported_on !== undefined
			};
			if (holds[column]) found.add(memberId);
		}
	return found.size;
}

const cardOf = { mother: 'pregnant', man: 'adult', grandmother: 'elderly' } as const;
const answersOf = {
	pregnant: fc.record(
		{ headache: fc.boolean(), reported_on: fc.constant('2026-11-01') },
		{ requiredKeys: [] }
	),
	adult: fc.record(
		{ hypertension_medicine: fc.boolean(), hypertension_taken: fc.boolean() },
		{ requiredKeys: [] }
	),
	elderly: fc.record({ education_topic: fc.constant('Gizi') }, { requiredKeys: [] })
};

function arbitraryVisits() {
	const aCard = fc
		.tuple(
			fc.constantFrom('mother' as const, 'man' as const, 'grandmother' as const),
			fc.integer({ min: 1, max: 4 })
		)
		.chain(([who, family]) =>
			answersOf[cardOf[who]].map((answers) => ({ who, family, answers: answers as object }))
		);
	const one = fc.record({
		day: fc.integer({ min: 0, max: 44 }),
		outcome: fc.constantFrom('completed' as const, 'completed' as const, 'not_home' as const),
		cards: fc.array(aCard, { maxLength: 4 }),
		corrects: fc.option(fc.integer({ min: 0, max: 11 }))
	});
	return fc.array(one, { maxLength: 12 }).map((entries) =>
		entries.map(({ day, outcome, cards, corrects }, at) => {
			const family = cards[0]?.family ?? 1;
			const own = new Map(
				cards.map(({ who, answers }) => [
					who,
					{ memberId: `${who}${family}`, card: cardOf[who], answers: { signed: true, ...answers } }
				])
			);
			return visit(`v${at}`, addDays('2026-10-25', day), [...own.values()], {
				householdId: `h${family}`,
				outcome,
				// An earlier visit only: nobody corrects what is not there yet.
				correctsId: corrects !== null && corrects < at ? `v${corrects}` : null
			});
		})
	);
}

describe('for any visits', () => {
	it('every cell is what a count by hand gives', () => {
		fc.assert(
			fc.property(arbitraryVisits(), (visits) => {
				for (const row of rows(visits))
					for (const column of recapColumns.slice(1))
						expect([column, row.week, row[column]]).toEqual([
							column,
							row.week,
							naive(visits, row.week, column)
						]);
			}),
			{ numRuns: 300 }
		);
	});
	it('nobody is in two groups of a week and no problem has more people than were visited', () => {
		fc.assert(
			fc.property(arbitraryVisits(), (visits) => {
				const forward = rows(visits);
				expect(rows([...visits].reverse())).toEqual(forward);
				for (const row of forward) {
					const of = (column: RecapColumn) => row[column];
					const met = recapColumns.slice(2, 8).map(of);
					const groups = met.reduce((total, count) => total + count, 0);
					const mothers = met.slice(0, 3).reduce((total, count) => total + count, 0);
					expect(Math.max(...recapColumns.slice(8, 10).map(of))).toBeLessThanOrEqual(mothers);
					expect(Math.max(...recapColumns.slice(10, 13).map(of))).toBeLessThanOrEqual(
						groups - mothers
					);
					expect(Math.max(...recapColumns.slice(13).map(of))).toBeLessThanOrEqual(groups);
				}
			})
		);
	});
});
