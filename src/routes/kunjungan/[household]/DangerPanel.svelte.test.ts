import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { Question } from '#lib/domain/checklist/form.ts';
import type { Facility } from '#lib/domain/facility.ts';
import { aMember } from '../../../../tests/support/visit-world.ts';
import DangerPanel from './DangerPanel.svelte';
import DangerSigns from './DangerSigns.svelte';

const pustu: Facility = {
	id: 'f1',
	rev: 1,
	kind: 'pustu',
	parentId: null,
	name: 'Pustu Tanjung',
	code: null,
	areaId: 'a1',
	location: null,
	condition: null,
	phone: '0812-0000-0000',
	timeZone: null
};
const base = {
	dangers: [{ member: aMember(), text: 'Kejang' }],
	help: [{ facility: pustu, metres: 1240 }],
	reminded: false,
	asked: false
};

describe('the danger panel', () => {
	it('names the person, the sign, and where help is, with a number to call', () => {
		render(DangerPanel, { ...base, onremind: () => undefined });
		expect(screen.getByRole('alert').textContent).toContain('Budi: Kejang');
		expect(screen.getByText('Pustu Tanjung')).toBeTruthy();
		expect(screen.getByText(/1,2 km garis lurus/)).toBeTruthy();
		expect(screen.getByRole('link', { name: /0812/ }).getAttribute('href')).toBe(
			'tel:081200000000'
		);
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
