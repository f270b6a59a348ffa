// What the family is told to do at once, by what was seen. The form says one thing of every sign: remind
// them to have it looked at, and report. This only says how soon and what to mind on the way; it treats
// nobody. See docs/decisions/0011-cases.md.

/** In the order in which they are shown: the first is the most pressing. */
export const dangerAdvice = ['at_once', 'not_alone', 'cough', 'today'] as const;
export type DangerAdvice = (typeof dangerAdvice)[number];

/** By the question's code in the form, with or without its card. */
const atOnce: readonly string[] = [
	'abdominal_pain',
	'bleeding',
	'blurred_sight',
	'breath',
	'breathing',
	'chest',
	'epigastric_pain',
	'leaking',
	'no_movement',
	'palpitations',
	'seizure',
	'skin_colour',
	'sucking',
	'weak',
	'pregnant.headache',
	'child_6_71m.fever',
	'child_6_71m.diarrhoea',
	'infant_0_6m.abnormal_temperature'
];
const mind: readonly string[] = ['anxiety', 'mood'];
const cough: readonly string[] = ['tb_risk', 'tb.cough', 'tb.fever', 'tb.weight_loss'];

/** @param problem `<card>.<question>`; a sign that this app does not know is for today */
export function adviceFor(problem: string): DangerAdvice {
	const question = problem.slice(problem.indexOf('.') + 1);
	const isIn = (codes: readonly string[]) => codes.includes(problem) || codes.includes(question);
	if (isIn(atOnce)) return 'at_once';
	if (isIn(mind)) return 'not_alone';
	return isIn(cough) ? 'cough' : 'today';
}
