// One service that a person is to get, and whether it is time for it. Built from what is recorded: what
// nobody has written down is unknown, not undone.
import type { Day } from '../entity.ts';

/** In the order in which they are shown. */
export const serviceStates = ['overdue', 'due', 'unknown', 'missed', 'later', 'done'] as const;
export type ServiceState = (typeof serviceStates)[number];

export interface MemberService {
	/** `k1` … `k6`, `kf1` … `kf4`, `kn1` … `kn3`, a dose of the form, or one of `serviceCodes`. */
	readonly code: string;
	readonly state: ServiceState;
	/** Where it is given. */
	readonly place: 'posyandu' | 'pustu' | 'puskesmas' | 'home';
	/** First and last day of its window; null where it has none. */
	readonly from: Day | null;
	readonly until: Day | null;
	/** When it was given; null unless done and known. */
	readonly on: Day | null;
}

/** The services that are no numbered check and no dose. */
export const serviceCodes = [
	'birth_date',
	'pregnancy_checks',
	'iron',
	'supplement',
	'pregnancy_class',
	'postpartum_checks',
	'postpartum_vitamin_a',
	'contraception',
	'newborn_checks',
	'immunisation',
	'growth',
	'vitamin_a',
	'deworming',
	'anaemia',
	'blood_pressure',
	'blood_sugar',
	'hypertension_check',
	'hypertension_medicine',
	'diabetes_check',
	'diabetes_medicine',
	'odgj_check',
	'odgj_medicine',
	'mental_screening',
	'adl',
	'skilas',
	'tb_medicine',
	'ckg'
] as const;

type Rest = Partial<Pick<MemberService, 'from' | 'until' | 'on'>>;

export function service(
	code: string,
	state: ServiceState,
	place: MemberService['place'],
	rest: Rest = {}
): MemberService {
	return { code, state, place, from: null, until: null, on: null, ...rest };
}

/** The weightiest first; within a state in the order given, which is that of the schedule. */
export function byWeight(services: readonly MemberService[]): MemberService[] {
	return services.toSorted(
		(a, b) => serviceStates.indexOf(a.state) - serviceStates.indexOf(b.state)
	);
}
