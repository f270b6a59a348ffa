import { describe, expect, it } from 'vitest';
import type { Facility } from '#lib/domain/facility.ts';
import { alwaysOpen, weekOf } from '#lib/domain/opening-hours.ts';
import { entryOf, isUneven, placeChanges, placeProblems, spanFrom } from './case-place.ts';

const span = (opens: string, closes: string) => ({ opens, closes });
const office = weekOf(span('08:00', '14:00'), span('08:00', '12:00'), null);
const aPlace = (over: Partial<Facility> = {}) =>
	({ id: 'p', rev: 3, kind: 'pustu', phone: null, ...over }) as Facility;

describe('hours as typed', () => {
	it.each([
		['08.00–14.00', span('08:00', '14:00')],
		[' 8-14 ', span('08:00', '14:00')],
		['7:30 - 21.05', span('07:30', '21:05')],
		['', null],
		['14-8', undefined],
		['8-25', undefined],
		['pagi', undefined],
		['08.00', undefined]
	])('%o', (typed, expected) => {
		expect(spanFrom(typed)).toEqual(expected);
	});
});

describe('the form of a place', () => {
	it('starts from what is stored and stores nothing where nothing was changed', () => {
		for (const openingHours of [null, undefined, alwaysOpen, office]) {
			const place = aPlace({ openingHours, phone: '0812 0000 0001' });
			expect(placeChanges(place, entryOf(place))).toEqual({ ok: true, value: [] });
		}
		expect(entryOf(aPlace({ openingHours: office })).spans).toEqual({
			workday: '08.00–14.00',
			saturday: '08.00–12.00',
			sunday: ''
		});
	});
	it('stores what differs', () => {
		const place = aPlace();
		const entry = {
			phone: '0812-0000-0001',
			kind: 'week' as const,
			spans: { workday: '8-14', saturday: '8-12', sunday: '' }
		};
		expect(placeChanges(place, entry)).toEqual({
			ok: true,
			value: [
				{
					entity: 'facility',
					op: 'update',
					id: 'p',
					baseRev: 3,
					patch: { phone: '0812-0000-0001', openingHours: office },
					after: ['p']
				}
			]
		});
		const cleared = placeChanges(aPlace({ openingHours: office }), {
			...entryOf(aPlace()),
			kind: 'unknown'
		});
		expect(cleared.ok && cleared.value[0]!.patch).toEqual({ openingHours: null });
	});
	it('refuses a telephone that is none and hours that are none', () => {
		const spans = { workday: '14-8', saturday: '', sunday: 'x' };
		expect(placeProblems({ phone: 'Bu Bidan', kind: 'week', spans })).toEqual([
			'phone',
			'workday',
			'sunday'
		]);
		expect(placeProblems({ phone: '12', kind: 'always', spans })).toEqual(['phone']);
		expect(placeProblems({ phone: '119', kind: 'always', spans })).toEqual([]);
	});
	it('warns where it would make different days the same', () => {
		const early = { ...office, week: office.week.map((day, at) => (at === 5 ? [] : day)) };
		expect(isUneven(early)).toBe(true);
		expect(isUneven(office)).toBe(false);
		expect(isUneven(alwaysOpen)).toBe(false);
		expect(isUneven(null)).toBe(false);
	});
});
