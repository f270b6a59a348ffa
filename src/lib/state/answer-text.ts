// Between what is typed and what is answered.
import type { Answer } from '#lib/domain/checklist/form.ts';

/**
 * `37,5` and `37.5` are 37.5. What is no number stays as typed, so that it can be shown and refused
 * instead of vanishing. Undefined for empty.
 */
export function numberAnswer(text: string): Answer | undefined {
	const trimmed = text.trim();
	if (trimmed === '') return undefined;
	return /^-?\d+([.,]\d*)?$/.test(trimmed) ? Number(trimmed.replace(',', '.')) : text;
}

export function answerText(answer: Answer | undefined, decimalComma: boolean): string {
	if (answer === undefined || answer === null) return '';
	const text = String(answer);
	return typeof answer === 'number' && decimalComma ? text.replace('.', ',') : text;
}
