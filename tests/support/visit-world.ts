// Builders of a household and its people, and the real visit form, for tests of the kader's pages.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChecklistForm, FormDefinition } from '#lib/domain/checklist/form.ts';
import type { Household } from '#lib/domain/household.ts';
import type { Member } from '#lib/domain/member.ts';
import type { Visit } from '#lib/domain/visit.ts';

export function visitForm(): ChecklistForm {
	// Vite rewrites import.meta.url in a browser's project: the root is where vitest runs.
	const path = join(process.cwd(), 'supabase/seed/forms/kunjungan-rumah.v1.json');
	const raw = JSON.parse(readFileSync(path, 'utf8')) as { definition: FormDefinition };
	return {
		id: 'form-1',
		rev: 1,
		code: 'kunjungan-rumah',
		version: 1,
		title: 'Kunjungan rumah',
		validFrom: '2024-01-01',
		definition: raw.definition
	};
}

const placed = { areaId: 'a1', territoryId: 't1' };

export function aHousehold(own: Partial<Household> = {}): Household {
	return {
		id: 'h1',
		rev: 1,
		...placed,
		code: 'TL-0001',
		posyanduId: null,
		location: { type: 'Point', coordinates: [117.5, 0.5] },
		locationAccuracyM: 8,
		locationSource: 'gps',
		status: 'active',
		registeredOn: '2026-01-01',
		headName: 'Nurhayati',
		address: null,
		rw: '001',
		rt: '002',
		phone: null,
		landmark: null,
		facts: {},
		...own
	};
}

export function aMember(own: Partial<Member> = {}): Member {
	return {
		id: 'm1',
		rev: 1,
		...placed,
		householdId: 'h1',
		status: 'active',
		name: 'Budi',
		sex: 'male',
		birthDate: '2026-09-01',
		relation: 3,
		pregnantSince: null,
		deliveredOn: null,
		conditions: [],
		jknStatus: 'unknown',
		nikLast4: null,
		...own
	};
}

/** A woman in her thirties, head of her family. */
export function aWoman(own: Partial<Member> = {}): Member {
	return aMember({ id: 'm', sex: 'female', birthDate: '1990-01-01', relation: 1, ...own });
}

export function aVisit(own: Partial<Visit> = {}): Visit {
	return {
		id: 'v1',
		rev: 1,
		...placed,
		householdId: 'h1',
		visitPlanId: null,
		correctsId: null,
		membershipId: null,
		kaderId: 'k1',
		visitorRole: 'kader',
		copiedFromPaper: false,
		outcome: 'completed',
		capturedAt: '2026-11-20T02:00:00.000Z',
		visitedOn: '2026-11-20',
		formId: null,
		position: null,
		accuracyM: null,
		distanceM: null,
		answers: null,
		note: null,
		...own
	};
}
