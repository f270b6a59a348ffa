import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { Answer, Question } from '#lib/domain/checklist/form.ts';
import QuestionField from './QuestionField.svelte';

const today = '2026-11-22';
const base = { code: 'q', label: { id: 'Suhu badan', en: 'Temperature' } };
const options = [
	{ code: 'a', label: { id: 'Posyandu', en: 'Posyandu' } },
	{ code: 'b', label: { id: 'Pustu', en: 'Pustu' } }
];

function ask(own: Partial<Question>, answer?: Answer) {
	const onanswer = vi.fn();
	const question: Question = { ...base, kind: 'yes_no', ...own };
	const { rerender } = render(QuestionField, { question, answer, today, onanswer });
	return { onanswer, answered: (next: Answer | undefined) => rerender({ answer: next }) };
}

describe('a question', () => {
	it('of yes or no is answered by one tap', async () => {
		const { onanswer } = ask({});
		await fireEvent.click(screen.getByLabelText('Tidak'));
		expect(onanswer).toHaveBeenCalledWith(false);
	});
	it('of one choice hands on its code', async () => {
		const { onanswer } = ask({ kind: 'choice', options });
		await fireEvent.click(screen.getByLabelText('Pustu'));
		expect(onanswer).toHaveBeenCalledWith('b');
	});
	it('of several choices hands on all codes, and nothing when the last is taken back', async () => {
		const { onanswer } = ask({ kind: 'choices', options }, ['a']);
		await fireEvent.click(screen.getByLabelText('Pustu'));
		expect(onanswer).toHaveBeenLastCalledWith(['a', 'b']);
		cleanup();
		const second = ask({ kind: 'choices', options }, ['a']);
		await fireEvent.click(screen.getByLabelText('Posyandu'));
		expect(second.onanswer).toHaveBeenLastCalledWith(undefined);
	});
	it('of a number takes a comma, shows its unit and opens the number keypad', async () => {
		const { onanswer } = ask({ kind: 'number', unit: '°C', min: 34, max: 43 });
		const input = screen.getByLabelText<HTMLInputElement>(/Suhu badan/);
		expect(input.inputMode).toBe('decimal');
		await fireEvent.input(input, { target: { value: '37,5' } });
		expect(onanswer).toHaveBeenLastCalledWith(37.5);
		expect(screen.getByText('°C')).toBeTruthy();
	});
	it('of a number does not touch what is being typed', async () => {
		const { answered } = ask({ kind: 'number' });
		const input = screen.getByLabelText<HTMLInputElement>(/Suhu badan/);
		await fireEvent.input(input, { target: { value: '38,' } });
		await answered(38);
		expect(input.value).toBe('38,');
	});
	it('says in words what is wrong with a number', () => {
		ask({ kind: 'number', unit: '°C', min: 34, max: 43 }, 380);
		expect(screen.getByText(/antara 34 °C dan 43 °C/)).toBeTruthy();
		cleanup();
		ask({ kind: 'number' }, 'tiga');
		expect(screen.getByText(/Isi dengan angka/)).toBeTruthy();
	});
	it('of a day is answered with one tap for today or yesterday, and taken back with another', async () => {
		const { onanswer, answered } = ask({ kind: 'date' });
		await fireEvent.click(screen.getByRole('button', { name: 'kemarin' }));
		expect(onanswer).toHaveBeenLastCalledWith('2026-11-21');
		await answered('2026-11-21');
		await fireEvent.click(screen.getByRole('button', { name: 'kemarin' }));
		expect(onanswer).toHaveBeenLastCalledWith(undefined);
	});
	it('of a day lets any other day be picked and refuses one to come', async () => {
		const { onanswer, answered } = ask({ kind: 'date' });
		await fireEvent.click(screen.getByRole('button', { name: 'pilih' }));
		const input = screen.getByLabelText('Tanggal: Suhu badan');
		await fireEvent.input(input, { target: { value: '2026-12-01' } });
		expect(onanswer).toHaveBeenLastCalledWith('2026-12-01');
		await answered('2026-12-01');
		expect(screen.getByText(/belum terjadi/)).toBeTruthy();
	});
	it('of words hands them on, and nothing when emptied', async () => {
		const { onanswer } = ask({ kind: 'text' }, 'lama');
		const input = screen.getByLabelText('Suhu badan');
		await fireEvent.input(input, { target: { value: 'baru' } });
		expect(onanswer).toHaveBeenLastCalledWith('baru');
		await fireEvent.input(input, { target: { value: '' } });
		expect(onanswer).toHaveBeenLastCalledWith(undefined);
	});
});
