/**
 * How many standard errors lie on either side of a mean, so that 95 % of all samples hold the truth (two-sided).
 * Cornish–Fisher expansion of the normal quantile, Abramowitz and Stegun 26.7.5: right to 0.001 from five degrees of
 * freedom on, to 0.04 from three.
 * @param degrees of freedom; below two they count as two
 */
export function studentT95(degrees: number): number {
	const z = 1.959964;
	const n = Math.max(2, degrees);
	const first = (z ** 3 + z) / 4;
	const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
	const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
	const fourth = (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92_160;
	return z + first / n + second / n ** 2 + third / n ** 3 + fourth / n ** 4;
}
