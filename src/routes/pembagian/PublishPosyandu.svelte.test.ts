import { render, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { PlanDraft } from '#lib/domain/territory-plan.ts';
import type { DivisionSource } from '#lib/state/division-source.ts';
import PublishPosyandu from './PublishPosyandu.svelte';

const draft = (kader: readonly (string | null)[]) =>
	({
		division: { territories: kader.map((_, place) => ({ number: place + 1 })) },
		kader
	}) as unknown as PlanDraft;
const source = (missing: number) =>
	({
		posyandu: [{ id: 'm', name: 'Posyandu Melati', kader: 5 - missing, missing }],
		kader: [
			{ id: 'ani', posyanduId: 'm' },
			{ id: 'sri', posyanduId: 'm' },
			{ id: 'tuti', posyanduId: null }
		]
	}) as unknown as DivisionSource;

describe('the posyandu behind a plan', () => {
	it('stand with their territories and their kader', () => {
		render(PublishPosyandu, { draft: draft(['ani', 'sri']), source: source(0) });
		expect(screen.getByText('Posyandu Melati: wilayah 1, 2 · 5 kader')).toBeTruthy();
		expect(screen.queryByText(/kurang/)).toBeNull();
	});

	it('with too few kader are told, and nothing is forbidden', () => {
		render(PublishPosyandu, { draft: draft(['ani', 'sri']), source: source(2) });
		expect(screen.getByText(/3 kader, kurang 2/)).toBeTruthy();
		expect(screen.getByText(/kurang dari 5\. Pembagian tetap bisa diterbitkan/)).toBeTruthy();
	});

	it('miss a kader whom nobody recorded at one', () => {
		render(PublishPosyandu, { draft: draft(['ani', 'tuti', null]), source: source(0) });
		expect(screen.getByText(/^Kader wilayah 2 belum tercatat/)).toBeTruthy();
	});

	it('are nothing to speak of before any territory has a kader', () => {
		render(PublishPosyandu, { draft: draft([null, null]), source: source(0) });
		expect(document.body.textContent.trim()).toBe('');
	});
});
