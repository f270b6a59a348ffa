import { render, screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { TerritoryPlan } from '#lib/domain/territory.ts';
import type { HandOverPage } from '#lib/state/hand-over-pages.ts';
import { aHousehold } from '../../../../tests/support/visit-world.ts';
import HandOverSheet from './HandOverSheet.svelte';

function aPlan(version: number, own: Partial<TerritoryPlan> = {}): TerritoryPlan {
	return {
		id: `p${version}`,
		rev: 1,
		areaId: 'a1',
		version,
		status: 'published',
		validFrom: '2026-12-01',
		untilOn: null,
		decreeNo: '140/7',
		parameters: {},
		metrics: {},
		publishedAt: '2026-11-22T00:00:00Z',
		...own
	};
}

const page: HandOverPage = {
	from: 'Sari',
	to: 'Rina',
	openCases: 2,
	rows: [
		{
			number: 1,
			household: aHousehold({ landmark: 'dekat musala', address: 'Jalan Melati 3' }),
			people: 4,
			nextVisitOn: '2026-12-05',
			hasOpenCase: true
		},
		{
			number: 2,
			household: aHousehold({ id: 'h2', code: 'TL-0002', headName: 'Rahmat', location: null }),
			people: 0,
			nextVisitOn: null,
			hasOpenCase: false
		}
	]
};

function show(own: Partial<HandOverPage> = {}, after: TerritoryPlan | null = aPlan(4)) {
	const change = { before: aPlan(3), after, draft: null };
	const props = { page: { ...page, ...own }, change, areaPath: 'Desa Contoh', today: '2026-11-23' };
	return render(HandOverSheet, props);
}

const cells = (row: HTMLElement) =>
	within(row)
		.getAllByRole('cell')
		.map((cell) => cell.textContent.trim());
const fact = (name: string) => screen.getByText(name).nextElementSibling?.textContent;

describe('a hand-over sheet', () => {
	it('says who hands over to whom, from when and by which decree', () => {
		show();
		expect(screen.getByRole('heading', { name: 'Lembar serah terima' })).toBeTruthy();
		expect(fact('Dari kader')).toBe('Sari');
		expect(fact('Kepada kader')).toBe('Rina');
		expect(fact('Berlaku mulai')).toBe('1 Desember 2026');
		expect(fact('SK')).toBe('140/7');
		expect(fact('Tindak lanjut terbuka')).toBe('2');
		expect(screen.queryByText('Sementara sampai')).toBeNull();
		expect(screen.getByText(/Versi 3 ke versi 4/)).toBeTruthy();
	});

	it('lists each house with its next visit, and that something is open but not what', () => {
		const { container } = show();
		const [, first, second] = screen.getAllByRole('row');
		expect(cells(first!)).toEqual([
			'1',
			'TL-0001Jalan Melati 3 · dekat musala',
			'Nurhayati',
			'002/001',
			'4',
			'5 Des 2026',
			'ada tindak lanjut'
		]);
		expect(cells(second!)).toEqual(['2', 'TL-0002', 'Rahmat', '002/001', '', '', '']);
		expect(container.textContent).not.toMatch(/TBC?\b|ODGJ|hamil|jiwa berat/i);
	});

	it('has a line for each of the two to sign', () => {
		show();
		expect(screen.getByText('Yang menyerahkan').parentElement!.textContent).toContain('Sari');
		expect(screen.getByText('Yang menerima').parentElement!.textContent).toContain('Rina');
		expect(screen.getAllByText('Tanggal:')).toHaveLength(2);
	});

	it('says until when it is meant where it is for a time', () => {
		show({}, aPlan(4, { untilOn: '2026-12-12' }));
		expect(fact('Sementara sampai')).toBe('12 Desember 2026');
	});

	it('of a plan that is not published says so, also where nobody is to hold the houses', () => {
		show({ to: null, openCases: 0 }, null);
		expect(fact('Kepada kader')).toBe('belum ditetapkan');
		expect(fact('Berlaku mulai')).toBe('belum terbit');
		expect(screen.queryByText(/sengaja tidak dicetak/)).toBeNull();
		expect(screen.getByText(/Versi 3 ke rencana baru/)).toBeTruthy();
	});
});
