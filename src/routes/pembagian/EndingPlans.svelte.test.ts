import { render, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { TerritoryPlan } from '#lib/domain/territory.ts';
import EndingPlans from './EndingPlans.svelte';

const aPlan = (areaId: string, untilOn: string | null) =>
	({ id: `p${areaId}`, areaId, version: 1, status: 'published', untilOn }) as TerritoryPlan;
const anArea = (id: string, path: string) => ({ id, path, hasBoundary: true });
const areas = [anArea('a', 'Muara › RW 001'), anArea('b', 'Muara › RW 002')];
const today = '2026-12-10';

describe('plans for a time, of all areas', () => {
	it('that end soon or have ended are listed with a way to each area, the longest past first', () => {
		const plans = [aPlan('a', '2026-12-12'), aPlan('b', '2026-12-01')];
		render(EndingPlans, { areas, plans, today });
		const items = screen.getAllByRole('listitem').map((item) => item.textContent);
		expect(items.map((words) => words.replace(/\s+/g, ' ').trim())).toEqual([
			'Muara › RW 002 sudah lewat 1 Desember 2026',
			'Muara › RW 001 sampai 12 Desember 2026'
		]);
		const way = screen.getByRole('link', { name: 'Muara › RW 001' });
		expect(way.getAttribute('href')).toBe('/pembagian?wilayah=a');
	});

	it('are nothing where none ends, or the area is no more', () => {
		const plans = [aPlan('a', '2027-01-12'), aPlan('b', null), aPlan('gone', '2026-12-01')];
		render(EndingPlans, { areas, plans, today });
		expect(document.body.textContent.trim()).toBe('');
	});
});
