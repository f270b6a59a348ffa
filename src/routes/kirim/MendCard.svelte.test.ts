import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { OutboxItem, RefusedChange } from '#lib/data/contracts.ts';
import MendCard from './MendCard.svelte';

const refused: OutboxItem = {
	mid: 'm1',
	seq: 1,
	entity: 'household',
	op: 'create',
	entityId: 'h1',
	state: 'needs_mending',
	capturedAt: '2026-11-20T02:00:00Z',
	clockOffsetMs: null,
	attempts: 0,
	code: 'invalid_date',
	label: 'Siti',
	waitsFor: null
};
const patch = { headName: 'Siti', registeredOn: '2026-02-30', address: null, facts: {} };

function show(item: OutboxItem, change: RefusedChange | null) {
	const on = { onresend: vi.fn(), ondiscard: vi.fn() };
	render(MendCard, {
		item,
		when: '20 Nov',
		busy: false,
		open: () => Promise.resolve(change),
		...on
	});
	return on;
}

describe('a refused change', () => {
	it('says why in words, and is put right and sent again with only what was changed', async () => {
		const { onresend } = show(refused, { patch, theirs: null });
		expect(screen.getByText('Ada tanggal yang salah.')).toBeTruthy();
		await fireEvent.click(await screen.findByRole('button', { name: /^Betulkan isian/ }));
		const form = within(screen.getByRole('form', { name: /Siti/ }));
		await fireEvent.click(form.getByRole('button', { name: 'Simpan dan kirim ulang' }));
		expect(onresend).not.toHaveBeenCalled();
		expect(form.getByText('Pilih tanggal yang benar.')).toBeTruthy();
		const day = form.getByLabelText(/^Tanggal didata/);
		await fireEvent.input(day, { target: { value: '2026-02-28' } });
		await fireEvent.click(form.getByRole('button', { name: 'Simpan dan kirim ulang' }));
		expect(onresend).toHaveBeenCalledExactlyOnceWith({ registeredOn: '2026-02-28' });
	});
	it('is sent as it is, taken out or let go only at a press on that button', async () => {
		const on = show(refused, { patch, theirs: null });
		await screen.findByRole('button', { name: /^Betulkan isian/ });
		await fireEvent.click(screen.getByRole('button', { name: /^Kirim ulang/ }));
		expect(on.onresend).toHaveBeenCalledExactlyOnceWith();
		const file = screen.getByRole('link', { name: /^Simpan ke berkas/ });
		expect(file.getAttribute('href')).toBe('/pengaturan/bawa');
		expect(on.ondiscard).not.toHaveBeenCalled();
		await fireEvent.click(screen.getByRole('button', { name: /^Buang/ }));
		expect(on.ondiscard).toHaveBeenCalledOnce();
	});
	it('that does not open can still be sent again or let go', async () => {
		show({ ...refused, code: 'unreadable' }, null);
		expect(await screen.findByText(/rusak di HP ini/)).toBeTruthy();
		expect(screen.queryByRole('button', { name: /^Betulkan/ })).toBeNull();
		expect(screen.getByRole('button', { name: /^Kirim ulang/ })).toBeTruthy();
	});
});

describe('a clash', () => {
	it('shows both values of each field that differs', async () => {
		const clash = { ...refused, op: 'update', code: 'conflict' };
		show(clash, {
			patch: { phone: '0811', headName: 'Siti' },
			theirs: { phone: null, headName: 'Siti', address: 'Pantai' }
		});
		const term = await screen.findByText('Nomor telepon');
		const field = within(term.parentElement!);
		expect(field.getByText('0811')).toBeTruthy();
		expect(field.getByText('kosong')).toBeTruthy();
		expect(screen.queryByText('Nama kepala keluarga')).toBeNull();
		expect(screen.getByRole('button', { name: /^Kirim isian saya/ })).toBeTruthy();
		expect(screen.getByRole('button', { name: /^Pakai isian server/ })).toBeTruthy();
	});
});
