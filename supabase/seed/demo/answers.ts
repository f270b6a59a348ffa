// What was answered at the doors, on the real form. A person's habits are drawn once, so that the
// same problem is not found anew at every visit.
import { addDays, ageInMonths } from '#lib/domain/day.ts';
import type { Day } from '#lib/domain/entity.ts';
import { keptAnswers, type Answers, type Subject } from '#lib/domain/checklist/answers.ts';
import type { CardCode, FormDefinition } from '#lib/domain/checklist/form.ts';
import type { Member } from '#lib/domain/member.ts';
import { cardsFor } from '#lib/domain/target-group.ts';
import type { VisitAnswers } from '#lib/domain/visit.ts';
import type { DemoHousehold } from './households.ts';
import { Random } from './random.ts';

/** What stays true of a person from visit to visit. */
export interface Habits {
	readonly keepsBook: boolean;
	readonly hasMedicine: boolean;
	readonly takesMedicine: boolean;
	readonly immunised: boolean;
	readonly smoking: 'active' | 'passive' | 'no';
	readonly weightKg: number;
}

export function habitsOf(member: Member): Habits {
	const random = new Random(`habits ${member.id}`);
	return {
		keepsBook: random.chance(0.965),
		hasMedicine: random.chance(0.9),
		takesMedicine: random.chance(0.88),
		immunised: random.chance(0.955),
		smoking: random.chance(member.sex === 'male' ? 0.48 : 0.02) ? 'active' : 'no',
		weightKg: Math.round(random.between(-15, 25)) / 10
	};
}

export function subjectOf(member: Member, on: Day): Subject {
	return {
		ageMonths: member.birthDate ? ageInMonths(member.birthDate, on) : null,
		sex: member.sex
	};
}

function illness(member: Member, habits: Habits): Answers {
	const answers: Record<string, boolean> = {};
	for (const condition of ['hypertension', 'diabetes'] as const) {
		const ill = member.conditions.includes(condition);
		answers[`${condition}_diagnosed`] = ill;
		if (!ill) continue;
		answers[`${condition}_checked_month`] = true;
		answers[`${condition}_medicine`] = habits.hasMedicine;
		answers[`${condition}_taken`] = habits.takesMedicine;
	}
	return answers;
}

/** Weight by age, near the median of a small Indonesian child: kg. */
function childWeight(months: number, habits: Habits): number {
	const median = months < 6 ? 3.2 + months * 0.72 : 7.4 + (months - 6) * 0.19;
	return Math.round((median + habits.weightKg * 0.4) * 10) / 10;
}

/** Topics that fit the card, by the codes of the form. */
const topics: Readonly<Record<CardCode, readonly string[]>> = {
	pregnant: ['danger_signs', 'iron'],
	postpartum: ['breastfeeding'],
	infant_0_6m: ['immunisation', 'growth'],
	child_6_71m: ['feeding', 'growth'],
	school_age_teen: ['plate'],
	adult: ['salt_sugar_fat'],
	elderly: ['checks', 'falls'],
	tb: ['medicine']
};

/** The first antenatal examination, in the tenth week; null while she is not that far or has not been. */
function firstExamination(member: Member, habits: Habits, on: Day): Day | null {
	if (!habits.keepsBook || member.pregnantSince === null) return null;
	const day = addDays(member.pregnantSince, 68);
	return day <= on ? day : null;
}

/** Most adults were examined at the posyandu in the last months. */
function examined(habits: Habits, on: Day): Answers {
	return habits.hasMedicine
		? { blood_pressure_on: addDays(on, -40), blood_pressure_place: 'posyandu' }
		: {};
}

function draft(card: CardCode, member: Member, habits: Habits, on: Day, random: Random): Answers {
	const temperature = random.int(361, 372) / 10;
	const months = ageInMonths(member.birthDate ?? on, on);
	const growth = {
		measured_on: on,
		measured_place: 'posyandu',
		weight: childWeight(months, habits)
	};
	switch (card) {
		case 'pregnant':
			return {
				temperature,
				mch_book: habits.keepsBook,
				balanced_meal: true,
				k1_on: firstExamination(member, habits, on),
				iron_has: habits.hasMedicine,
				iron_taken: habits.takesMedicine,
				muac_low: habits.weightKg < -1.2
			};
		case 'postpartum':
			return {
				born_on: member.deliveredOn,
				kf1_on: habits.keepsBook ? member.deliveredOn : null,
				temperature,
				mch_book: habits.keepsBook,
				vitamin_a_has: habits.hasMedicine,
				breast_milk_only: true
			};
		case 'infant_0_6m':
			return {
				temperature,
				mch_book: habits.keepsBook,
				breast_milk_only: habits.takesMedicine,
				...growth
			};
		case 'child_6_71m':
			return {
				temperature,
				mch_book: habits.keepsBook,
				...growth,
				immunisation_complete: habits.immunised
			};
		case 'school_age_teen':
			return {
				temperature,
				measured_on: habits.immunised ? addDays(on, -60) : null,
				balanced_meal: true,
				smoking: months > 180 ? habits.smoking : 'no'
			};
		case 'adult':
		case 'elderly':
			return { ...examined(habits, on), ...illness(member, habits), smoking: habits.smoking };
		case 'tb':
			return {
				diagnosed: true,
				medicine: habits.hasMedicine,
				taken: habits.takesMedicine,
				observer: true
			};
	}
}

/**
 * The answers of one completed visit: of each member present a few questions of each card, and sheet A
 * when `first`. Danger signs are left unticked here.
 */
export function answersOf(
	form: FormDefinition,
	household: DemoHousehold,
	members: readonly Member[],
	on: Day,
	first: boolean,
	random: Random
): VisitAnswers {
	const born = members.filter(({ birthDate }) => birthDate !== null && birthDate <= on);
	return {
		household: first ? household.facts : {},
		cards: born.flatMap((member) => {
			const habits = habitsOf(member);
			return cardsFor(member, on).map((card) => ({
				memberId: member.id,
				card,
				answers: keptAnswers(
					form.cards.find(({ code }) => code === card)?.sections ?? [],
					{
						...draft(card, member, habits, on, random),
						education_topics: habits.takesMedicine ? topics[card] : null,
						signed: true
					},
					subjectOf(member, on)
				)
			}));
		})
	};
}
