import { describe, expect, it } from 'vitest';
import { answerText, numberAnswer } from './answer-text.ts';

describe('a typed number', () => {
	it.each([
		['37,5', 37.5],
		['37.5', 37.5],
		[' 12 ', 12],
		['38,', 38],
		['-1', -1]
	])('%j is a number', (text, value) => expect(numberAnswer(text)).toBe(value));
	it.each(['3 7', '37,5,1', 'tiga', '1e3'])('%j stays as typed, to be refused in words', (text) =>
		expect(numberAnswer(text)).toBe(text)
	);
	it('is no answer while empty', () => expect(numberAnswer('  ')).toBeUndefined());
	it('is shown with the comma of the language', () => {
		expect(answerText(37.5, true)).toBe('37,5');
		expect(answerText(37.5, false)).toBe('37.5');
		expect(answerText('tiga', true)).toBe('tiga');
	});
});
