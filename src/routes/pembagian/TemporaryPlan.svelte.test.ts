import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { TerritoryPlan } from '#lib/domain/territory.ts';
import TemporaryPlan from './TemporaryPlan.svelte';

const aPlan = (version: number, status: TerritoryPlan['status'], untilOn: string | null) =>
	({ id: `p${version}`, version, status, untilOn }) as TerritoryPlan;
const before = aPlan(3, 'retired', null);
const plans = [aPlan(4, 'published', '2026-12-12'), before];
const back = () => screen.getByRole('button', { name: 'Kembalikan pembagian versi 3' });

describe('a plan for a time', () => {
	it('near its end opens the version before it in one tap, and says that nothing goes by itself', async () => {
		const onback = vi.fn();
		render(TemporaryPlan, { plans, today: '2026-12-10', onback });
		expect(screen.getByText('Pembagian sementara berakhir 12 Desember 2026')).toBeTruthy();
		expect(screen.getByText(/Tidak ada yang berubah sendiri/)).toBeTruthy();
		await fireEvent.click(back());
		expect(onback).toHaveBeenCalledExactlyOnceWith(before);
	});

	it('can be taken back early, as somebody may be well again', () => {
		render(TemporaryPlan, { plans, today: '2026-11-22', onback: vi.fn() });
		expect(screen.getByText('Sementara, sampai 12 Desember 2026')).toBeTruthy();
		expect(back()).toBeTruthy();
	});

	it('past its end still waits for the planner', () => {
		render(TemporaryPlan, { plans, today: '2026-12-13', onback: vi.fn() });
		expect(screen.getByText('Pembagian sementara berakhir 12 Desember 2026')).toBeTruthy();
		expect(back()).toBeTruthy();
	});

	it('offers nothing that the device does not hold, or while another plan is on its way', () => {
		render(TemporaryPlan, { plans: plans.slice(0, 1), today: '2026-12-13', onback: vi.fn() });
		render(TemporaryPlan, { plans, today: '2026-12-13' });
		expect(screen.getAllByText(/^Pembagian sementara/)).toHaveLength(2);
		expect(screen.queryByRole('button')).toBeNull();
	});

	it('is nothing where the plan stays', () => {
		render(TemporaryPlan, { plans: [aPlan(4, 'published', null), before], today: '2026-12-13' });
		expect(document.body.textContent.trim()).toBe('');
	});
});
