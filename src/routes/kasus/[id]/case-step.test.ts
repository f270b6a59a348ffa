import { describe, expect, it } from 'vitest';
import type { Facility } from '#lib/domain/facility.ts';
import type { Finding } from '#lib/domain/finding.ts';
import { emptyStep, nextSteps, stepChanges, type StepEntry, type StepPlace } from './case-step.ts';

const place: StepPlace = {
	finding: { id: 'f', areaId: 'a', territoryId: 't', householdId: 'h', urgency: 'red' } as Finding,
	status: 'new',
	context: {
		places: [{ id: 'p', name: 'RS Contoh' } as Facility],
		plans: [],
		kaderId: 'k',
		isReplaced: false
	},
	today: '2026-11-20',
	at: '2026-11-20T02:00:00Z',
	words: {
		notReached: () => 'Tidak diangkat.',
		referredTo: (name) => `Dirujuk ke ${name}.`,
		visitOn: (day) => `Kunjungan ${day}.`
	},
	newId: () => 'id'
};
const made = (entry: Partial<StepEntry>, over: Partial<StepPlace> = {}) =>
	stepChanges({ ...emptyStep, ...entry }, { ...place, ...over });
const stored = (...args: Parameters<typeof made>) => {
	const result = made(...args);
	if (!result.ok) throw new Error(result.error);
	return result.value.map(({ entity, patch }) => [entity, patch['status'], patch['note']]);
};

describe('a step on a case', () => {
	it.each([
		[{}, 'choose'],
		[{ status: 'closed' as const }, 'note_missing'],
		[{ status: 'unresolvable' as const }, 'note_missing'],
		[{ status: 'reopened' as const, note: ' ' }, 'note_missing'],
		[{ status: 'note' as const }, 'note_missing'],
		[{ status: 'contacted' as const }, 'call_missing'],
		[{ status: 'referred' as const }, 'place_missing'],
		[{ status: 'scheduled' as const }, 'not_a_day'],
		[{ status: 'scheduled' as const, day: '2026-11-19' }, 'day_past']
	])('%o is not complete: %s', (entry, error) => {
		expect(made(entry)).toEqual({ ok: false, error });
	});
	it('that reached somebody is a contact', () => {
		const entry = { status: 'contacted', reached: 'yes', note: 'Sudah ke Pustu' } as const;
		expect(stored(entry)).toEqual([['follow_up', 'contacted', 'Sudah ke Pustu']]);
	});
	it('that reached nobody is no contact, but somebody has looked at the case', () => {
		const entry = { status: 'contacted', reached: 'no' } as const;
		expect(stored(entry)).toEqual([['follow_up', 'seen', 'Tidak diangkat.']]);
		expect(stored(entry, { status: 'referred' })).toEqual([
			['follow_up', 'note', 'Tidak diangkat.']
		]);
	});
	it('names the place of a referral, or what was written instead', () => {
		expect(stored({ status: 'referred', placeId: 'p', note: 'Ambulans desa' })).toEqual([
			['follow_up', 'referred', 'Dirujuk ke RS Contoh. Ambulans desa']
		]);
		expect(stored({ status: 'referred', placeId: 'gone', note: 'Klinik' })).toEqual([
			['follow_up', 'referred', 'Klinik']
		]);
	});
	it('that schedules is also a planned visit', () => {
		expect(stored({ status: 'scheduled', day: '2026-11-23' })).toEqual([
			['follow_up', 'scheduled', 'Kunjungan 2026-11-23.'],
			['visit_plan', 'planned', undefined]
		]);
	});
	it('on a closed case only opens it again', () => {
		expect(nextSteps('closed')).toEqual(['reopened']);
		expect(nextSteps('unresolvable')).toEqual(['reopened']);
		expect(nextSteps('reopened')).toContain('closed');
	});
});
