import { describe, expect, it } from 'vitest';
import { alwaysOpen, openingHoursFrom, openStateAt, weekOf } from './opening-hours.ts';

const zone = 'Asia/Makassar';
const span = (opens: string, closes: string) => ({ opens, closes });
const pustu = weekOf(span('08:00', '14:00'), span('08:00', '12:00'), null);
/** Wednesday 25 November 2026 at the place, eight hours ahead of UTC. */
const wednesday = (clock: string) => Date.parse(`2026-11-25T${clock}:00+08:00`);
const stateOn = (day: number, clock: string) =>
	openStateAt(pustu, zone, Date.parse(`2026-11-${String(day)}T${clock}:00+08:00`));

describe('whether a place is open', () => {
	it('goes by the clock of the place, from the minute it opens until the one it closes', () => {
		expect(openStateAt(pustu, zone, wednesday('08:00'))).toEqual({ state: 'open', until: '14:00' });
		expect(openStateAt(pustu, zone, wednesday('13:59'))).toMatchObject({ state: 'open' });
		expect(openStateAt(pustu, zone, wednesday('14:00'))).toMatchObject({ state: 'closed' });
	});
	it('says when it opens: later today, tomorrow, or after the days on which it does not', () => {
		expect(stateOn(25, '06:30')).toEqual({ state: 'closed', opens: '08:00', inDays: 0 });
		expect(stateOn(25, '20:00')).toEqual({ state: 'closed', opens: '08:00', inDays: 1 });
		expect(stateOn(28, '12:00')).toEqual({ state: 'closed', opens: '08:00', inDays: 2 });
	});
	it('knows a place that opens once a week', () => {
		const market = { always: false, week: [[], [], [], [span('09:00', '10:00')], [], [], []] };
		const state = openStateAt(market, zone, wednesday('11:00'));
		expect(state).toEqual({ state: 'closed', opens: '09:00', inDays: 7 });
	});
	it('finds the next of several hours of one day', () => {
		const twice = weekOf(span('16:00', '20:00'), null, null);
		const both = { ...twice, week: twice.week.map((day) => [...day, span('08:00', '12:00')]) };
		const state = openStateAt(both, zone, wednesday('13:00'));
		expect(state).toEqual({ state: 'closed', opens: '16:00', inDays: 0 });
	});
	it('is always open where it says so, and never where no day has hours', () => {
		expect(openStateAt(alwaysOpen, zone, 0)).toEqual({ state: 'always' });
		const never = openStateAt(weekOf(null, null, null), zone, wednesday('09:00'));
		expect(never).toEqual({ state: 'closed', opens: null, inDays: 0 });
	});
	it.each([
		['nothing', null],
		['words', 'Senin-Jumat'],
		['six days', { week: [[], [], [], [], [], []] }],
		['an hour that is none', { week: [[span('8.00', '14:00')], [], [], [], [], [], []] }],
		['closing before opening', { week: [[span('14:00', '08:00')], [], [], [], [], [], []] }],
		['a day that is no list', { week: [null, [], [], [], [], [], []] }]
	])('is unknown, never open, where %s was recorded', (_, stored) => {
		expect(openingHoursFrom(stored)).toBeNull();
		expect(openStateAt(stored, zone, wednesday('09:00'))).toEqual({ state: 'unknown' });
	});
});
