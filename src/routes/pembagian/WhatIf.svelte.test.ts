import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { handsOfDraft } from '#lib/domain/scenario-hands.ts';
import type { ScenarioGround } from '#lib/domain/scenario-comparison.ts';
import type { DivisionSource } from '#lib/state/division-source.ts';
import { DivisionWhatIf, type WhatIfPlan } from '#lib/state/division-what-if.svelte.ts';
import { aPlan, houseIn, minutesOf } from '../../../tests/support/plan-world.ts';
import WhatIf from './WhatIf.svelte';

const households = [...'abcd'].map((id, n) => houseIn(id, n < 2 ? 0 : 1, n / 4));
const one = aPlan([['a', 'b', 'c', 'd']], { metrics: { borderM: 0, compactnessMean: 0.78 } });
const two = aPlan(
	[
		['a', 'b'],
		['c', 'd']
	],
	{ metrics: { borderM: 1240, compactnessMean: 0.7 } }
);
const minutes = minutesOf('abcd', 120);
const ground: ScenarioGround = {
	households,
	minutes,
	sharesOf: (ids) => ids.map(() => 1),
	today: handsOfDraft(two, minutes),
	present: handsOfDraft(two, minutes)
};
const source = { households, minutes } as unknown as DivisionSource;
const plan = (step: -1 | 0 | 1, draft: WhatIfPlan['draft'], whyNot: WhatIfPlan['whyNot'] = null) =>
	({ k: 2 + step, step, draft, whyNot }) as const;
const wishes = {
	k: 2,
	unit: 'households',
	seed: 1,
	profile: 'walk',
	maySplitRt: true,
	asked: [],
	kaderIds: []
} as const;

function show(plans: readonly WhatIfPlan[], over: Partial<Parameters<typeof render>[1]> = {}) {
	const whatIf = new DivisionWhatIf();
	whatIf.plans = plans;
	const find = vi.spyOn(whatIf, 'find').mockResolvedValue();
	const onuse = vi.fn();
	const props = { whatIf, source, wishes, ground, shown: null, isClosed: false, onuse, ...over };
	render(WhatIf, props);
	return { whatIf, find, onuse };
}
const cellsOf = (row: string): string[] =>
	within(screen.getByRole('rowheader', { name: row }).closest('tr')!)
		.getAllByRole('cell')
		.map((cell) => cell.textContent.replace(/\s+/g, ' ').trim());
const heads = (): string[] =>
	screen.getAllByRole('columnheader').map((head) =>
		head.textContent
			.replace(/(kader)/, '$1 ')
			.replace(/\s+/g, ' ')
			.trim()
	);
const all = [
	plan(-1, one),
	plan(0, two),
	plan(1, null, { code: 'above_households', households: 2 })
];

describe('what if there were one kader fewer or more', () => {
	it('begins at a press, with the numbers that it will compare', async () => {
		const { find } = show([]);
		await fireEvent.click(screen.getByRole('button', { name: 'Bandingkan 1, 2 dan 3 kader' }));
		expect(find).toHaveBeenCalledExactlyOnceWith(source, wishes);
		expect(screen.queryByRole('table')).toBeNull();
	});

	it('cannot begin while the number of kader is no number', () => {
		show([], { wishes: null });
		expect(screen.getByRole<HTMLButtonElement>('button').disabled).toBe(true);
	});

	it('shows the plans side by side, the best of each row in words too', () => {
		show(all);
		expect(heads()).toEqual(['1 kader kurang 1', '2 kader tetap', '3 kader tidak bisa']);
		expect(cellsOf('Kader terberat')).toEqual(['8 jam', 'terbaik 4 jam', '–']);
		expect(cellsOf('Rumah ganti kader dari yang berlaku')).toEqual(['2', 'terbaik 0', '–']);
		expect(cellsOf('Panjang garis batas')).toEqual(['terbaik 0 km', '1,2 km', '–']);
		expect(cellsOf('Kerapian bentuk (100 = bulat)')).toEqual(['terbaik 78', '70', '–']);
	});

	it('says why a column is empty', () => {
		show([
			plan(-1, null, { code: 'no_kader' }),
			plan(0, two),
			plan(1, null, { code: 'refused', text: 'Kata mesin.' })
		]);
		expect(screen.getByText('Tidak bisa kurang dari satu kader.')).toBeTruthy();
		expect(screen.getByText('Tidak bisa: 3 kader')).toBeTruthy();
		expect(screen.getByText('Kata mesin.')).toBeTruthy();
	});

	it('puts one on the board only at a press, and offers no column without a plan', async () => {
		const { onuse } = show(all);
		expect(screen.getAllByRole('button', { name: /^Pakai ini/ })).toHaveLength(2);
		await fireEvent.click(screen.getByRole('button', { name: 'Pakai ini: 1 kader' }));
		expect(onuse).toHaveBeenCalledExactlyOnceWith(one, 1);
	});

	it.each([
		['the one that is on the board', two.division],
		['one that would change nothing there', structuredClone(two.division)]
	])('marks %s', (_, division) => {
		show(all, { shown: division });
		expect(screen.getByText('Di layar')).toBeTruthy();
		expect(screen.queryByRole('button', { name: 'Pakai ini: 2 kader' })).toBeNull();
	});

	it('puts nothing on a board that is closed', () => {
		show(all, { isClosed: true });
		const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Pakai ini: 1 kader' });
		expect(button.disabled).toBe(true);
	});

	it('tells how far it is and stops at a press', async () => {
		const whatIf = new DivisionWhatIf();
		whatIf.plans = [plan(-1, one), plan(0, null), plan(1, null)];
		whatIf.isRunning = true;
		whatIf.at = 1;
		const stop = vi.spyOn(whatIf, 'stop').mockReturnValue();
		const props = { whatIf, source, wishes, ground, shown: null, isClosed: false, onuse: vi.fn() };
		render(WhatIf, props);
		expect(screen.getByRole('progressbar', { name: 'Menghitung 2 kader' })).toBeTruthy();
		expect(screen.getByText('2 dari 3')).toBeTruthy();
		expect(heads()).toEqual(['1 kader kurang 1', '2 kader menunggu', '3 kader menunggu']);
		expect(cellsOf('Kader terberat')).toEqual(['8 jam', '–', '–']);
		await fireEvent.click(screen.getByRole('button', { name: 'Berhenti' }));
		expect(stop).toHaveBeenCalledOnce();
	});
});
