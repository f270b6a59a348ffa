import { render, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { VisitForm } from '#lib/state/visit-form.svelte.ts';
import type { VisitSource } from '#lib/state/visit-source.ts';
import { aHousehold, aMember, aVisit } from '../../../../tests/support/visit-world.ts';
import FamilyFacts from './FamilyFacts.svelte';

const today = '2026-11-22';
const man = aMember({ name: 'Budi', birthDate: '1990-01-01', jknStatus: 'active' });
const house = { clean_water: true, protected_water: true, latrine: true, odgj: false };

function show(
	sheetOfVisit: Record<string, unknown>,
	now: Record<string, unknown>,
	smoking: string
) {
	const source: VisitSource = {
		household: aHousehold({ facts: house }),
		members: [man],
		visits: [aVisit({ answers: { household: sheetOfVisit, cards: [] } })],
		plans: [],
		findings: [],
		form: null,
		jeEndemic: false
	};
	const visit = {
		cards: [{ member: man, card: 'adult', answers: { smoking } }],
		draft: { sheet: now }
	} as unknown as VisitForm;
	render(FamilyFacts, { visit, source, today });
	return screen.getByRole('region', { name: 'Keluarga sehat' }).textContent;
}

describe('what is known of the family', () => {
	it('is its index, and what is not met, over records, visits and what is answered now', () => {
		expect(show({ sanitary_latrine: true }, { sanitary_latrine: false }, 'no')).toMatch(
			/Indeks Keluarga Sehat 0,75: keluarga pra-sehat.*Belum terpenuhi: jamban sehat/
		);
	});

	it('is what to ask while something is unknown', () => {
		expect(show({}, {}, 'no')).toMatch(
			/belum bisa dihitung: 1 hal.*Belum diketahui, tanyakan: jamban sehat/
		);
	});
});
