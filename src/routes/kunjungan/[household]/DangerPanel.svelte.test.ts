import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { Question } from '#lib/domain/checklist/form.ts';
import { aMember } from '../../../../tests/support/visit-world.ts';
import DangerPanel from './DangerPanel.svelte';
import DangerSigns from './DangerSigns.svelte';

const base = {
	dangers: [{ member: aMember(), problem: 'infant_0_6m.seizure', text: 'Kejang' }],
	reminded: false,
	cannot: null,
	asked: false,
	failed: false,
	onopen: () => undefined,
	onremind: () => undefined
};

describe('the danger panel', () => {
	it('names the person and the sign, and opens what to do', async () => {
		const onopen = vi.fn();
		render(DangerPanel, { ...base, onopen });
		expect(screen.getByRole('listitem').textContent).toContain('Budi: Kejang');
		await fireEvent.click(screen.getByRole('button', { name: 'Lihat yang harus dilakukan' }));
		expect(onopen).toHaveBeenCalledOnce();
	});
	it('asks for her word that the family was reminded, and says so when it is missing', async () => {
		const onremind = vi.fn();
		const { rerender } = render(DangerPanel, { ...base, onremind });
		expect(screen.queryByText(/Ingatkan keluarga dulu/)).toBeNull();
		await rerender({ asked: true });
		expect(screen.getByText(/Ingatkan keluarga dulu/)).toBeTruthy();
		await fireEvent.click(screen.getByRole('checkbox', { name: 'Keluarga sudah diingatkan' }));
		expect(onremind).toHaveBeenCalledWith(true);
	});
	it('takes a reason in its place', () => {
		render(DangerPanel, { ...base, asked: true, cannot: 'Keluarga tidak mau' });
		expect(screen.getByText('Belum diingatkan: Keluarga tidak mau')).toBeTruthy();
		expect(screen.queryByText(/Ingatkan keluarga dulu/)).toBeNull();
	});
	it('says the least there is to say where the screen could not be loaded', () => {
		render(DangerPanel, { ...base, failed: true });
		expect(screen.getByRole('alert').textContent).toContain('119');
		expect(screen.queryByRole('button')).toBeNull();
	});
});

describe('the danger signs', () => {
	const sign = (code: string, id: string): Question => ({
		code,
		kind: 'yes_no',
		label: { id, en: id },
		danger: true
	});
	const signs = [sign('fever', 'Demam'), sign('seizure', 'Kejang')];

	it('are ticked one by one', async () => {
		const onanswer = vi.fn();
		render(DangerSigns, { signs, answers: {}, name: 'Budi', onanswer });
		await fireEvent.click(screen.getByRole('checkbox', { name: 'Kejang' }));
		expect(onanswer.mock.calls).toEqual([['seizure', true]]);
	});
	it('are all denied with one tap', async () => {
		const onanswer = vi.fn();
		render(DangerSigns, { signs, answers: {}, name: 'Budi', onanswer });
		await fireEvent.click(screen.getByRole('button', { name: 'Tidak ada tanda bahaya' }));
		expect(onanswer.mock.calls).toEqual([
			['fever', false],
			['seizure', false]
		]);
	});
	it('cannot be denied while one is ticked', () => {
		const answers = { seizure: true };
		render(DangerSigns, { signs, answers, name: 'Budi', onanswer: () => undefined });
		expect(screen.queryByRole('button')).toBeNull();
	});
});
