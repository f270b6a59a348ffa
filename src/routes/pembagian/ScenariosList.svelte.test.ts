import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Drafts } from '#lib/data/contracts.ts';
import type { PlanDraft } from '#lib/domain/territory-plan.ts';
import { DivisionScenarios } from '#lib/state/division-scenarios.svelte.ts';
import { Toasts } from '#lib/state/toasts.svelte.ts';
import { aPlan, houseIn, minutesOf } from '../../../tests/support/plan-world.ts';
import ScenariosList from './ScenariosList.svelte';

beforeAll(() => {
	// jsdom has the element but not its methods.
	HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
		this.open = true;
	};
	HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
		this.open = false;
		this.dispatchEvent(new Event('close'));
	};
});

const draft = aPlan([
	['a', 'b'],
	['c', 'd']
]);
const households = [...'abcd'].map((id, n) => houseIn(id, n < 2 ? 0 : 1, n / 4));

class Disk implements Drafts {
	kept: unknown;
	isFull = false;
	load = () => Promise.resolve(this.kept);
	save = (_key: string, value: unknown) =>
		this.isFull ? Promise.reject(new Error('full')) : Promise.resolve(void (this.kept = value));
	remove = () => Promise.resolve(void (this.kept = undefined));
}

interface Given {
	readonly saved?: readonly string[];
	readonly draft?: PlanDraft | null;
	readonly active?: string;
	readonly isClosed?: boolean;
}

async function show(given: Given = {}) {
	const disk = new Disk();
	let made = 0;
	const scenarios = new DivisionScenarios('rw1', {
		drafts: disk,
		newId: () => `id ${++made}`,
		now: () => `2026-11-22T08:${String(made).padStart(2, '0')}:00.000Z`
	});
	for (const name of given.saved ?? []) await scenarios.save(name, draft);
	await scenarios.load();
	const toasts = new Toasts();
	const onrestore = vi.fn();
	const minutes = minutesOf(given.active ?? 'abcd');
	render(ScenariosList, {
		scenarios,
		ground: {
			households,
			minutes,
			sharesOf: (ids: readonly unknown[]) => ids.map(() => 1),
			today: null,
			present: null
		},
		draft: given.draft === undefined ? draft : given.draft,
		isClosed: given.isClosed ?? false,
		todayWords: '22 November 2026',
		timeZone: 'Asia/Makassar',
		toasts,
		onrestore
	});
	return { disk, scenarios, toasts, onrestore };
}
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const field = () => screen.getByLabelText<HTMLInputElement>('Nama skenario');
const names = () =>
	screen
		.queryAllByRole('button', { name: /^Pulihkan / })
		.map((button) => button.ariaLabel?.replace('Pulihkan ', ''));

describe('saving a scenario', () => {
	it('proposes day and number of kader, and another name where that one is taken', async () => {
		await show({ saved: ['22 November 2026, 2 kader'] });
		await press('Simpan skenario…');
		expect(field().value).toBe('22 November 2026, 2 kader (2)');
		await press('Simpan');
		await waitFor(() =>
			expect(names()).toEqual(['22 November 2026, 2 kader (2)', '22 November 2026, 2 kader'])
		);
	});

	it.each([
		['  ', 'Isi namanya.'],
		['usulan', 'Nama ini sudah dipakai. Pilih nama lain.'],
		['x'.repeat(61), 'Paling panjang 60 huruf.']
	])('keeps %j in its field and says what is wrong with it', async (name, words) => {
		await show({ saved: ['Usulan'] });
		await press('Simpan skenario…');
		await fireEvent.input(field(), { target: { value: name } });
		await press('Simpan');
		expect(await screen.findByText(words)).toBeTruthy();
		expect(field().value).toBe(name);
		expect(names()).toEqual(['Usulan']);
	});

	it('says that the disk is full, keeps what was typed, and succeeds once there is room', async () => {
		const { disk } = await show();
		disk.isFull = true;
		await press('Simpan skenario…');
		await fireEvent.input(field(), { target: { value: 'Tanpa Bu Ani' } });
		await press('Simpan');
		expect(await screen.findByText(/^Penyimpanan perangkat penuh/)).toBeTruthy();
		expect(field().value).toBe('Tanpa Bu Ani');
		disk.isFull = false;
		await press('Simpan');
		await waitFor(() => expect(names()).toEqual(['Tanpa Bu Ani']));
	});

	it('names the oldest when there are twelve', async () => {
		await show({ saved: Array.from({ length: 12 }, (_, n) => `Usulan ${n + 1}`) });
		await press('Simpan skenario…');
		await press('Simpan');
		expect(await screen.findByText(/yang paling lama “Usulan 1”/)).toBeTruthy();
	});

	it('needs a plan on the board', async () => {
		await show({ draft: null });
		expect(screen.queryByRole('button', { name: 'Simpan skenario…' })).toBeNull();
		expect(screen.getByText(/^Bagi dulu/)).toBeTruthy();
	});
});

describe('saved scenarios', () => {
	it('stand side by side with the plan on the board once they are ticked', async () => {
		await show({ saved: ['Satu', 'Dua'] });
		expect(screen.queryByRole('table')).toBeNull();
		await fireEvent.click(screen.getByRole('checkbox', { name: 'Bandingkan Satu' }));
		const heads = () =>
			within(screen.getByRole('table'))
				.getAllByRole('columnheader')
				.map((head) => head.textContent);
		expect(heads()).toEqual(['Rencana di layar2 kader', 'Satu2 kader']);
		await fireEvent.click(screen.getByRole('checkbox', { name: 'Bandingkan Dua' }));
		await fireEvent.click(screen.getByRole('checkbox', { name: 'Bandingkan Rencana di layar' }));
		expect(heads()).toEqual(['Dua2 kader', 'Satu2 kader']);
	});

	it('say how many households came and went since', async () => {
		await show({ saved: ['Satu'], active: 'abcxyz' });
		expect(screen.getByText('3 rumah baru belum masuk, 1 rumah sudah tidak ada')).toBeTruthy();
	});

	it('are restored at a press', async () => {
		const { onrestore, scenarios } = await show({ saved: ['Satu'] });
		await press('Pulihkan Satu');
		expect(onrestore).toHaveBeenCalledExactlyOnceWith(scenarios.list[0]);
	});

	it('are not restored on a board that is closed', async () => {
		await show({ saved: ['Satu'], isClosed: true });
		const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Pulihkan Satu' });
		expect(button.disabled).toBe(true);
	});

	it('are renamed, beginning with the name they have', async () => {
		await show({ saved: ['Satu'] });
		await press('Ganti nama Satu');
		expect(field().value).toBe('Satu');
		await fireEvent.input(field(), { target: { value: 'Pertama' } });
		await press('Simpan');
		await waitFor(() => expect(names()).toEqual(['Pertama']));
	});

	it('come back when their deletion is undone', async () => {
		const { toasts } = await show({ saved: ['Satu', 'Dua'] });
		await press('Hapus Satu');
		await waitFor(() => expect(names()).toEqual(['Dua']));
		expect(toasts.list[0]!.text).toBe('Skenario “Satu” dihapus.');
		toasts.list[0]!.action!.run();
		await waitFor(() => expect(names()).toEqual(['Dua', 'Satu']));
	});

	it('can still come back when the disk was full at the first try', async () => {
		const { toasts, disk } = await show({ saved: ['Satu', 'Dua'] });
		await press('Hapus Satu');
		await waitFor(() => expect(toasts.list).toHaveLength(1));
		disk.isFull = true;
		toasts.list[0]!.action!.run();
		await waitFor(() => expect(toasts.list).toHaveLength(2));
		disk.isFull = false;
		toasts.list[1]!.action!.run();
		await waitFor(() => expect(names()).toEqual(['Dua', 'Satu']));
	});

	it('stay when the deletion cannot be kept', async () => {
		const { toasts, disk } = await show({ saved: ['Satu', 'Dua'] });
		disk.isFull = true;
		await press('Hapus Satu');
		await waitFor(() => expect(toasts.list[0]?.text).toMatch(/^Penyimpanan perangkat penuh/));
		expect(names()).toEqual(['Dua', 'Satu']);
	});
});
