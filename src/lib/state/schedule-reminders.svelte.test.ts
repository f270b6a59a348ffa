import { describe, expect, it } from 'vitest';
import type { PosyanduSession } from '#lib/domain/posyandu-day.ts';
import { DismissedToday } from './dismissed-today.svelte.ts';
import { nearestFirst, posyanduByDay, posyanduDayRows } from './posyandu-days.ts';
import { codesOf, posyanduReminders, staffReminders } from './schedule-reminders.ts';

const today = '2026-11-20';
const aDay = (id: string, heldOn: string, status: PosyanduSession['status'] = 'planned') => ({
	id,
	rev: 1,
	posyanduId: 'p',
	areaId: 'a',
	heldOn,
	startsAt: null,
	place: null,
	status,
	reason: status === 'cancelled' ? 'Banjir' : null
});
const rowsOf = (...days: PosyanduSession[]) =>
	posyanduDayRows(days, [{ id: 'p', name: 'Posyandu Melati' }], today);
const plan = (dueOn: string, kaderId: string | null = 'k', status = 'planned' as const) => ({
	householdId: `h${dueOn}`,
	dueOn,
	kaderId,
	status
});

describe('reminders of a posyandu', () => {
	it('come the day before, on the day, and while a list is open for two weeks', () => {
		const kinds = posyanduReminders(
			rowsOf(
				aDay('next', '2026-11-22'),
				aDay('tomorrow', '2026-11-21'),
				aDay('today', '2026-11-20'),
				aDay('open', '2026-11-06'),
				aDay('old', '2026-11-05'),
				aDay('held', '2026-11-19', 'held'),
				aDay('off', '2026-11-21', 'cancelled')
			),
			today
		).map(({ sessionId, kind }) => [sessionId, kind]);
		expect(kinds).toEqual([
			['open', 'open'],
			['today', 'today'],
			['tomorrow', 'tomorrow']
		]);
	});

	it('stand in the list with what is to be done first', () => {
		const order = nearestFirst(
			rowsOf(
				aDay('past', '2026-10-01', 'held'),
				aDay('later', '2026-12-20'),
				aDay('soon', '2026-11-25'),
				aDay('open', '2026-11-18'),
				aDay('last', '2026-11-01', 'held')
			)
		).map(({ session }) => session.id);
		expect(order).toEqual(['open', 'soon', 'later', 'last', 'past']);
	});

	it('are signs in the calendar, but for days that were called off', () => {
		const days = posyanduByDay(
			rowsOf(aDay('x', '2026-11-21'), aDay('y', '2026-11-22', 'cancelled'))
		);
		expect([...days]).toEqual([['2026-11-21', ['Posyandu Melati']]]);
	});
});

describe('reminders of visits', () => {
	it('name a house once, in the order of the codes, and only what is still planned', () => {
		const codes = new Map([
			['a', 'TL-10'],
			['b', 'TL-2']
		]);
		const on = (householdId: string, status: 'planned' | 'done' = 'planned') => ({
			householdId,
			dueOn: today,
			status
		});
		const found = codesOf([on('a'), on('b'), on('a'), on('gone')], codes, () => true);
		expect(found).toEqual(['TL-2', 'TL-10']);
		expect(codesOf([on('a', 'done')], codes, () => true)).toEqual([]);
	});

	it('count what is overdue by kader, and tomorrow', () => {
		const plans = [
			plan('2026-11-01'),
			plan('2026-11-19'),
			plan('2026-11-19', 'l'),
			plan('2026-11-19', null),
			plan('2026-11-20'),
			plan('2026-11-21', 'l'),
			plan('2026-11-21')
		];
		expect(staffReminders(plans, [aDay('o', '2026-11-19')], today)).toEqual({
			overdue: 4,
			perKader: [
				{ kaderId: 'k', count: 2 },
				{ kaderId: null, count: 1 },
				{ kaderId: 'l', count: 1 }
			],
			tomorrow: 2,
			tomorrowKader: 2,
			openLists: 1
		});
	});

	it('put away are back the next day, on a device that keeps nothing too', () => {
		const kept = new Map<string, string>();
		const store = {
			getItem: (key: string) => kept.get(key) ?? null,
			setItem: (key: string, value: string) => void kept.set(key, value)
		};
		new DismissedToday('x', store).dismiss(today);
		expect(new DismissedToday('x', store).isDismissed(today)).toBe(true);
		expect(new DismissedToday('x', store).isDismissed('2026-11-21')).toBe(false);
		expect(new DismissedToday('y', store).isDismissed(today)).toBe(false);
		const broken = {
			getItem: () => null,
			setItem: () => {
				throw new Error('full');
			}
		};
		const there = new DismissedToday('x', broken);
		there.dismiss(today);
		expect(there.isDismissed(today)).toBe(true);
	});
});
