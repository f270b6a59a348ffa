// Which PIN may lock a phone. Short enough to type beside a road, and none that is tried first.

export const pinLength = 6;
/** Wrong tries after which only a sign-in with the network opens the records. */
export const maxPinTries = 10;

export type PinProblem = 'not_six_digits' | 'too_easy';

/** @returns null when the PIN may be used */
export function pinProblem(pin: string): PinProblem | null {
	if (!/^\d{6}$/.test(pin)) return 'not_six_digits';
	const digits = [...pin].map(Number);
	const steps = new Set(digits.slice(1).map((digit, index) => digit - digits[index]!));
	const oneStep = steps.size === 1 && [0, 1, -1].includes([...steps][0]!);
	const halves = pin.slice(0, 3) === pin.slice(3);
	const pairs = pin.slice(0, 2).repeat(3) === pin;
	return oneStep || halves || pairs ? 'too_easy' : null;
}
