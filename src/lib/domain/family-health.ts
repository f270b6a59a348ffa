// The healthy-family index (IKS, PIS-PK) of one family on a day, from what visits recorded: no second
// questionnaire, and no stored label that ages.
import type { Answer } from './checklist/form.ts';
import { ageInMonths } from './day.ts';
import type { Day } from './entity.ts';
import type { Member } from './member.ts';
import { immunisationServices } from './services/child.ts';
import { jknOf } from './services/member-services.ts';
import type { MemberRecord } from './services/member-record.ts';

/** In the official order. */
export const familyIndicators = [
	'family_planning',
	'facility_birth',
	'immunised',
	'breastfed',
	'weighed',
	'tb_treated',
	'hypertension_treated',
	'odgj_treated',
	'smoke_free',
	'jkn',
	'clean_water',
	'sanitary_latrine'
] as const;
export type FamilyIndicator = (typeof familyIndicators)[number];

/** `na`: concerns nobody of this family. */
export type Verdict = 'yes' | 'no' | 'na' | 'unknown';

export interface KnownMember {
	readonly member: Member;
	readonly record: MemberRecord;
}

export interface FamilyHealth {
	readonly verdicts: Readonly<Record<FamilyIndicator, Verdict>>;
	/** 0 … 1; null while an indicator that concerns the family is unknown. */
	readonly index: number | null;
	readonly level: 'healthy' | 'nearly' | 'unhealthy' | null;
}

/** Above it a family is healthy; from half of the way on nearly so (Permenkes 39/2016). */
const healthyAbove = 0.8;
const nearlyFrom = 0.5;

export function verdictOf(answer: Answer | undefined, yes: (answer: Answer) => boolean): Verdict {
	if (answer === undefined || answer === null) return 'unknown';
	return yes(answer) ? 'yes' : 'no';
}

const isTrue = (answer: Answer | undefined) => answer === true;

/** One who does not makes the family not; then one unknown makes it unknown; then one who does. */
export function together(verdicts: readonly Verdict[]): Verdict {
	for (const verdict of ['no', 'unknown', 'yes'] as const)
		if (verdicts.includes(verdict)) return verdict;
	return 'na';
}

type Judge = (person: KnownMember, months: number | null, on: Day) => Verdict;

/** Medicine there and taken; nobody ill is nobody concerned. */
function treated(ill: boolean, record: MemberRecord, has: string, takes: string): Verdict {
	if (!ill) return 'na';
	const there = verdictOf(record.get(has)?.answer, isTrue);
	return there === 'yes' ? verdictOf(record.get(takes)?.answer, isTrue) : there;
}

const years = 12;
const between = (months: number | null, from: number, below: number) =>
	months !== null && months >= from && months < below;

const judges: Readonly<Record<string, Judge>> = {
	// Asked of couples of childbearing age: here by the wife's card.
	family_planning: ({ member, record }, months) => {
		if (member.sex !== 'female' || !between(months, 10 * years, 55 * years)) return 'na';
		const used = record.get('contraception')?.answer;
		const married = record.get('marital')?.answer;
		if (used === undefined) return married === undefined || married === '1' ? 'unknown' : 'na';
		return married !== undefined && married !== '1'
			? 'na'
			: verdictOf(used, (kind) => kind !== 'none');
	},
	// Of a mother whose child is not a year old yet.
	facility_birth: ({ member: { deliveredOn }, record }, _, on) =>
		deliveredOn === null || deliveredOn > on || ageInMonths(deliveredOn, on) >= years
			? 'na'
			: verdictOf(record.get('birth_place')?.answer, (place) => place !== 'other'),
	immunised: ({ member, record }, months, on) => {
		if (!between(months, 12, 24)) return 'na';
		const open = immunisationServices(member.birthDate!, record, on);
		if (open.some(({ state }) => state === 'unknown')) return 'unknown';
		return open.some(({ state }) => state === 'overdue') ? 'no' : 'yes';
	},
	breastfed: ({ record }, months) =>
		between(months, 7, 24) ? verdictOf(record.get('breast_milk_only')?.answer, isTrue) : 'na',
	weighed: ({ record }, months, on) =>
		between(months, 2, 60)
			? verdictOf(record.get('measured_on')?.answer, (day) =>
					typeof day === 'string' ? ageInMonths(day, on) < 1 : false
				)
			: 'na',
	tb_treated: ({ member, record }) =>
		treated(member.conditions.includes('tb'), record, 'medicine', 'taken'),
	hypertension_treated: ({ member, record }) =>
		treated(
			member.conditions.includes('hypertension'),
			record,
			'hypertension_medicine',
			'hypertension_taken'
		),
	odgj_treated: ({ member, record }) => {
		const isIll =
			member.conditions.includes('odgj') || isTrue(record.get('odgj_diagnosed')?.answer);
		if (!isIll) return 'na';
		return isTrue(record.get('odgj_restrained')?.answer)
			? 'no'
			: treated(true, record, 'odgj_medicine', 'odgj_taken');
	},
	smoke_free: ({ record }, months) =>
		months === null || months >= 6 * years
			? verdictOf(record.get('smoking')?.answer, (kind) => kind !== 'active')
			: 'na',
	jkn: ({ member, record }) => {
		const status = jknOf(member, record);
		return status === 'unknown' ? 'unknown' : status === 'active' ? 'yes' : 'no';
	}
};

function ofHouse(sheet: Readonly<Record<string, unknown>>) {
	const answer = (code: string) => sheet[code] as Answer | undefined;
	const both = (there: string, good: string) =>
		answer(there) === false ? 'no' : verdictOf(answer(good), isTrue);
	return {
		clean_water: both('clean_water', 'protected_water'),
		sanitary_latrine: both('latrine', 'sanitary_latrine')
	};
}

/** Where no card names who is ill, the sheet says whether anybody is; older forms asked there of the treatment too. */
function nobodyNamed(
	members: readonly KnownMember[],
	sheet: Readonly<Record<string, unknown>>
): Verdict {
	if (sheet['odgj'] === true) return verdictOf(sheet['odgj_treated'] as Answer | undefined, isTrue);
	const isAsked = ({ record }: KnownMember) => record.get('odgj_diagnosed')?.answer === false;
	return sheet['odgj'] === false || members.some(isAsked) ? 'na' : 'unknown';
}

/**
 * @param sheet newest answers of the household sheet
 * @param on the day of the visit, by which ages are counted
 */
export function familyHealth(
	members: readonly KnownMember[],
	sheet: Readonly<Record<string, unknown>>,
	on: Day
): FamilyHealth {
	const house: Partial<Record<FamilyIndicator, Verdict>> = ofHouse(sheet);
	const ages = members.map(({ member: { birthDate } }) =>
		birthDate !== null && birthDate <= on ? ageInMonths(birthDate, on) : null
	);
	const verdicts = Object.fromEntries(
		familyIndicators.map((indicator) => [
			indicator,
			house[indicator] ??
				together(members.map((person, at) => judges[indicator]!(person, ages[at]!, on)))
		])
	) as Record<FamilyIndicator, Verdict>;
	if (verdicts.odgj_treated === 'na') verdicts.odgj_treated = nobodyNamed(members, sheet);
	const all = Object.values(verdicts);
	const concerned = all.filter((verdict) => verdict !== 'na').length;
	if (all.includes('unknown') || concerned === 0) return { verdicts, index: null, level: null };
	const index = all.filter((verdict) => verdict === 'yes').length / concerned;
	const level = index > healthyAbove ? 'healthy' : index >= nearlyFrom ? 'nearly' : 'unhealthy';
	return { verdicts, index, level };
}
