import { render, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { serviceCodes } from '#lib/domain/services/service.ts';
import { serviceName } from '#lib/state/service-words.ts';
import { aMember, aVisit } from '../../../../tests/support/visit-world.ts';
import MemberDue from './MemberDue.svelte';

const today = '2026-11-22';
const child = aMember({ name: 'Sari', birthDate: '2026-05-10', jknStatus: 'none' });
const base = { member: child, visits: [], answers: [], jeEndemic: false, today };

describe('what a member is due', () => {
	it('names what is late first, with its day and place, and folds what does not fit', async () => {
		const answers = [{ bcg: '2026-05-11', opv1: '2026-05-11', hb0: '2026-05-10' }];
		const { container } = render(MemberDue, { ...base, answers });
		const lists = container.querySelectorAll('ul');
		expect(lists[0]?.children).toHaveLength(4);
		expect(lists[0]?.textContent).toMatch(/terlambat, seharusnya sampai .* 2026, di posyandu/);
		expect(lists[1]?.closest('details')?.open).toBe(false);
		expect(screen.getByRole('region', { name: 'Yang perlu untuk Sari' })).toBeTruthy();
	});

	it('says that nothing is known where nothing was recorded, and explains JKN in one sentence', () => {
		render(MemberDue, base);
		expect(screen.getByText('Imunisasi: lihat buku KIA')).toBeTruthy();
		expect(screen.getAllByText('belum dicatat, tanyakan').length).toBeGreaterThan(0);
		expect(screen.getByText(/^Belum punya JKN: daftar/)).toBeTruthy();
	});

	it('counts what an earlier visit and this one recorded', async () => {
		const cards = [{ memberId: 'm1', card: 'child_6_71m', answers: { measured_on: '2026-11-03' } }];
		const visits = [aVisit({ visitedOn: '2026-11-20', answers: { household: {}, cards } })];
		const { rerender } = render(MemberDue, { ...base, visits });
		const line = (name: string) => screen.getByText(name).closest('li')?.textContent;
		expect(line('Timbang dan ukur bulan ini')).toContain('sudah, 3 Nov 2026');
		expect(line('Imunisasi: lihat buku KIA')).toContain('belum dicatat');
		await rerender({ answers: [{ immunisation_complete: true }] });
		expect(screen.queryByText('Imunisasi: lihat buku KIA')).toBeNull();
	});

	it('has words for every service', () => {
		for (const code of [...serviceCodes, 'k1', 'kf4', 'kn3', 'dpt1', 'bcg'])
			expect(serviceName(code)).toMatch(/^[A-Z].{3,}/);
		expect(serviceName('k1')).toBe('Pemeriksaan K1');
		expect(serviceName('mr2')).toBe('Imunisasi Campak-Rubela 2');
	});
});
