// When the form's services are due: after a birth, during a pregnancy and by a child's age. From the form
// itself, whose questions carry these windows in their words (KMK 2015/2023, kunjungan rumah).

/** Days after the birth, both counted in. `answer` is the question of the card in which its date is written. */
export interface BirthWindow {
	readonly name: string;
	readonly answer: string;
	readonly from: number;
	readonly to: number;
}

/** KF1 is 6–48 hours after the birth; the hour of a birth is seldom known, so that days stand for it. */
export const postpartumWindows: readonly BirthWindow[] = [
	{ name: 'KF1', answer: 'kf1_on', from: 0, to: 2 },
	{ name: 'KF2', answer: 'kf2_on', from: 3, to: 7 },
	{ name: 'KF3', answer: 'kf3_on', from: 8, to: 28 },
	{ name: 'KF4', answer: 'kf4_on', from: 29, to: 42 }
];

export const newbornWindows: readonly BirthWindow[] = [
	{ name: 'KN1', answer: 'kn1_on', from: 0, to: 2 },
	{ name: 'KN2', answer: 'kn2_on', from: 3, to: 7 },
	{ name: 'KN3', answer: 'kn3_on', from: 8, to: 28 }
];

/** Weeks of pregnancy by whose end each check is to have been. */
export const pregnancyChecks: readonly { readonly name: string; readonly byWeek: number }[] = [
	{ name: 'K1', byWeek: 12 },
	{ name: 'K2', byWeek: 24 },
	{ name: 'K3', byWeek: 24 },
	{ name: 'K4', byWeek: 40 },
	{ name: 'K5', byWeek: 40 },
	{ name: 'K6', byWeek: 40 }
];

/** Completed months of age at which each dose of the card is given; JE only where it is endemic. */
export const vaccineMonths: Readonly<
	Record<'infant_0_6m' | 'child_6_71m', Readonly<Record<string, number>>>
> = {
	infant_0_6m: {
		...{ hb0: 0, bcg: 0, opv1: 0, dpt1: 2, opv2: 2, pcv1: 2, rv1: 2 },
		...{ dpt2: 3, opv3: 3, pcv2: 3, rv2: 3, dpt3: 4, opv4: 4, ipv1: 4, rv3: 4 }
	},
	child_6_71m: { mr1: 9, ipv2: 9, je: 10, pcv3: 12, dpt4: 18, mr2: 18 }
};
