// Which questions of the visit form the official recapitulation reads. The one place that names them:
// a form that renames a question is followed here, and the test holds the codes against the form.
import type { CardCode } from './checklist/form.ts';

/** The six target columns of the recapitulation, in their order. */
export const recapGroups = [
	'pregnant',
	'postpartum',
	'child',
	'school_age_teen',
	'adult',
	'elderly'
] as const;
export type RecapGroup = (typeof recapGroups)[number];

/** Mothers and children have problem columns of their own; all others share the next three. */
export const motherAndChild: ReadonlySet<RecapGroup> = new Set(['pregnant', 'postpartum', 'child']);

/** Column of a card; the card of tuberculosis is filled beside another one and has none. */
export const groupOfCard: Readonly<Record<CardCode, RecapGroup | null>> = {
	pregnant: 'pregnant',
	postpartum: 'postpartum',
	infant_0_6m: 'child',
	child_6_71m: 'child',
	school_age_teen: 'school_age_teen',
	adult: 'adult',
	elderly: 'elderly',
	tb: null
};

export interface Services {
	/** A date on any of these says that a service was received. */
	readonly dates: Readonly<Partial<Record<CardCode, readonly string[]>>>;
	/** So does a yes on any of these. */
	readonly had: Readonly<Partial<Record<CardCode, readonly string[]>>>;
	/** A date, or a yes of an earlier visit, counts for this many days. */
	readonly withinDays: number;
}

const measured = ['measured_on'];
const infantVaccines =
	'hb0 bcg opv1 dpt1 opv2 pcv1 rv1 dpt2 opv3 pcv2 rv2 dpt3 opv4 ipv1 rv3'.split(' ');
const childVaccines = 'mr1 ipv2 je pcv3 dpt4 mr2'.split(' ');
/** Of everyone but mothers, whose services are counted by K and KF alone. */
const general = ['ckg_on', 'posyandu_last_on'];
const pressureAndSugar = ['blood_pressure_on', 'blood_sugar_on'];
const checkedThisMonth = ['hypertension_checked_month', 'diabetes_checked_month'];
/** The form asks for examinations of the last year. */
const yearDays = 365;

const schoolToElderly: Services = {
	dates: {
		school_age_teen: [...general, ...measured, 'anaemia_on', ...pressureAndSugar],
		adult: [...general, ...pressureAndSugar],
		elderly: [...general, ...pressureAndSugar, 'adl_on', 'skilas_on'],
		tb: ['last_check_on']
	},
	had: { adult: checkedThisMonth, elderly: checkedThisMonth },
	withinDays: yearDays
};

/** What counts as having had a service, by target column. */
export const servicesOf: Readonly<Record<RecapGroup, Services>> = {
	// K1–K6 of this pregnancy, which is no longer than 44 weeks.
	pregnant: {
		dates: { pregnant: [1, 2, 3, 4, 5, 6].map((k) => `k${k}_on`) },
		had: {},
		withinDays: 308
	},
	// KF1–KF4, the last one on day 42.
	postpartum: {
		dates: { postpartum: [1, 2, 3, 4].map((kf) => `kf${kf}_on`) },
		had: {},
		withinDays: 42
	},
	child: {
		dates: {
			infant_0_6m: [
				...general,
				...[0, 1, 2, 3].map((kn) => `kn${kn}_on`),
				...infantVaccines,
				...measured
			],
			child_6_71m: [...general, ...infantVaccines, ...childVaccines, ...measured, 'deworming_on']
		},
		had: {
			child_6_71m: ['immunisation_complete', 'vitamin_a_blue', 'vitamin_a_red']
		},
		withinDays: yearDays
	},
	school_age_teen: schoolToElderly,
	adult: schoolToElderly,
	elderly: schoolToElderly
};

/** Any one of these ticked is a suspected case of tuberculosis. */
export const tbSymptoms: Readonly<Partial<Record<CardCode, readonly string[]>>> = {
	tb: ['cough', 'fever', 'weight_loss']
};

export interface Medicine {
	/** The medicine is in the house. */
	readonly has: string;
	/** It was taken in the last 24 hours. */
	readonly taken: string;
}
const longTerm: readonly Medicine[] = [
	{ has: 'hypertension_medicine', taken: 'hypertension_taken' },
	{ has: 'diabetes_medicine', taken: 'diabetes_taken' }
];
export const medicines: Readonly<Partial<Record<CardCode, readonly Medicine[]>>> = {
	adult: longTerm,
	elderly: longTerm,
	tb: [{ has: 'medicine', taken: 'taken' }]
};

/** On every card: what she explained, in her words or chosen from a list. */
export const educationCodes: readonly string[] = ['education_topics', 'education_topic'];
/** On the cards with danger signs: when she told a health worker. */
export const reportedCode = 'reported_on';
