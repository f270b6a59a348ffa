import { describe, expect, it } from 'vitest';
import type { Facility } from './facility.ts';
import { nearestCare } from './nearest-care.ts';
import { alwaysOpen, weekOf } from './opening-hours.ts';

const nowMs = Date.parse('2026-11-25T15:00:00+08:00');
const here = { type: 'Point' as const, coordinates: [117, 0] };
const office = weekOf({ opens: '08:00', closes: '14:00' }, null, null);
const aPlace = (id: string, metres: number | null, over: Partial<Facility> = {}): Facility => ({
	id,
	rev: 1,
	kind: 'pustu',
	parentId: null,
	name: id,
	code: null,
	areaId: 'a',
	// A degree of longitude at the equator is 111 km.
	location: metres === null ? null : { type: 'Point', coordinates: [117 + metres / 111_195, 0] },
	condition: null,
	phone: null,
	timeZone: null,
	...over
});
const order = (places: Facility[], from: typeof here | null = here) =>
	nearestCare(places, { from, nowMs, timeZone: 'Asia/Makassar' }).map(
		({ facility }) => facility.id
	);

describe('the nearest place of care', () => {
	it('is the nearest that is open, before a nearer one that is not', () => {
		const places = [
			aPlace('closed-near', 300, { openingHours: office }),
			aPlace('open-far', 9000, { openingHours: alwaysOpen, kind: 'puskesmas' }),
			aPlace('open-near', 2000, {
				openingHours: weekOf({ opens: '08:00', closes: '20:00' }, null, null)
			})
		];
		expect(order(places)).toEqual(['open-near', 'open-far', 'closed-near']);
	});
	it('is rather one whose hours nobody recorded than one that is closed', () => {
		const places = [aPlace('closed', 300, { openingHours: office }), aPlace('unknown', 5000)];
		expect(order(places)).toEqual(['unknown', 'closed']);
	});
	it('where all are closed is the one that opens first', () => {
		const places = [
			aPlace('tomorrow', 100, { openingHours: office }),
			aPlace('tonight', 4000, {
				openingHours: weekOf({ opens: '18:00', closes: '21:00' }, null, null)
			})
		];
		expect(order(places)).toEqual(['tonight', 'tomorrow']);
	});
	it('is never a posyandu, and a place that is not on the map comes last of its kind', () => {
		const places = [
			aPlace('posyandu', 10, { kind: 'posyandu' }),
			aPlace('nowhere', null),
			aPlace('far', 40_000)
		];
		expect(order(places)).toEqual(['far', 'nowhere']);
	});
	it('is still told where nobody knows where the house is', () => {
		const places = [aPlace('b', 5), aPlace('a', 90)];
		expect(order(places, null)).toEqual(['a', 'b']);
		const [first] = nearestCare(places, { from: null, nowMs, timeZone: 'Asia/Makassar' });
		expect(first!.distanceM).toBeNull();
	});
	it('says how far it is as the crow flies', () => {
		const [first] = nearestCare([aPlace('a', 1500)], { from: here, nowMs, timeZone: 'UTC' });
		expect(first!.distanceM).toBeCloseTo(1500, -1);
	});
	it('is nowhere where nothing is recorded', () => {
		expect(order([])).toEqual([]);
	});
});
