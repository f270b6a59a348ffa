import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import Choice from './Choice.svelte';
import Field from './Field.svelte';
import FileDrop from './FileDrop.svelte';
import PasswordField from './PasswordField.svelte';
import YesNo from './YesNo.svelte';

describe('a field', () => {
	it('is found by its label and tells its error to a screen reader', () => {
		render(Field, { label: 'Nama', hint: 'Sesuai KK', error: 'Isi namanya.' });
		const input = screen.getByLabelText('Nama');
		expect(input.getAttribute('aria-invalid')).toBe('true');
		const described = (input.getAttribute('aria-describedby') ?? '')
			.split(' ')
			.map((id) => document.getElementById(id)?.textContent.trim());
		expect(described).toEqual(['Sesuai KK', 'Isi namanya.']);
	});
	it('hands on what is typed, as it is typed', async () => {
		const oninput = vi.fn();
		render(Field, { label: 'Umur', type: 'number', oninput });
		await fireEvent.input(screen.getByLabelText('Umur'), { target: { value: '12' } });
		expect(oninput).toHaveBeenCalledWith('12');
	});
	it('offers the choices of a select and shows the chosen one', () => {
		render(Field, {
			label: 'Dusun',
			type: 'select',
			value: 'b',
			options: [
				{ value: 'a', label: 'Muara' },
				{ value: 'b', label: 'Seberang' }
			]
		});
		expect(screen.getByLabelText<HTMLSelectElement>('Dusun').value).toBe('b');
	});
});

it('a password is hidden until someone asks to see it', async () => {
	render(PasswordField, { label: 'Kata sandi', value: 'x', autocomplete: 'current-password' });
	const input = screen.getByLabelText<HTMLInputElement>('Kata sandi');
	expect(input.type).toBe('password');
	await fireEvent.click(screen.getByRole('button'));
	expect(screen.getByLabelText<HTMLInputElement>('Kata sandi').type).toBe('text');
});

describe('a choice', () => {
	const options = [
		{ value: 'a', label: 'Hamil' },
		{ value: 'b', label: 'Nifas' }
	];
	it('takes one of several', async () => {
		const onchoose = vi.fn();
		render(Choice, { legend: 'Sasaran', options, onchoose });
		await fireEvent.click(screen.getByRole('radio', { name: 'Nifas' }));
		expect(onchoose).toHaveBeenCalledExactlyOnceWith('b');
	});
	it('takes several, and lets go of one again', async () => {
		const onvalues = vi.fn();
		render(Choice, { legend: 'Sasaran', kind: 'checkbox', options, values: ['a'], onvalues });
		await fireEvent.click(screen.getByRole('checkbox', { name: 'Nifas' }));
		expect(onvalues).toHaveBeenLastCalledWith(['a', 'b']);
		await fireEvent.click(screen.getByRole('checkbox', { name: 'Hamil' }));
		expect(onvalues).toHaveBeenLastCalledWith(['b']);
	});
});

it('a yes or no starts unanswered', async () => {
	const onanswer = vi.fn();
	render(YesNo, { legend: 'Demam?', yes: 'Ya', no: 'Tidak', onanswer });
	expect(screen.queryAllByRole('radio', { checked: true })).toEqual([]);
	await fireEvent.click(screen.getByRole('radio', { name: 'Tidak' }));
	expect(onanswer).toHaveBeenCalledExactlyOnceWith(false);
});

describe('a file drop', () => {
	const file = new File(['{}'], 'batas.geojson');
	it('hands on the chosen file', async () => {
		const onfiles = vi.fn();
		render(FileDrop, { label: 'Berkas batas', onfiles });
		await fireEvent.change(screen.getByLabelText(/Berkas batas/), { target: { files: [file] } });
		expect(onfiles).toHaveBeenCalledExactlyOnceWith([file]);
	});
	it('takes nothing while it is busy', async () => {
		const onfiles = vi.fn();
		const { container } = render(FileDrop, { label: 'Berkas batas', busy: true, onfiles });
		const label = container.querySelector('label');
		if (label) await fireEvent.drop(label, { dataTransfer: { files: [file] } });
		expect(onfiles).not.toHaveBeenCalled();
	});
});
