import { describe, expect, it } from 'vitest';
import type { TodayItem } from '#lib/domain/today.ts';
import { aHousehold, aVisit } from '../../../tests/support/visit-world.ts';
import type { Way } from '#lib/domain/routing/way.ts';
import {
	arranged,
	countStates,
	nobodyTried,
	orderForWalking,
	triedOn,
	walkStops
} from './today-order.ts';
import type { Walk } from './walk-start.ts';

const here = { type: 'Point' as const, coordinates: [117.5, 0.5] };

function item(id: string, own: Partial<TodayItem> & { lng?: number | null } = {}): TodayItem {
	const { lng = 117.5, ...rest } = own;
	const location = lng === null ? null : { type: 'Point' as const, coordinates: [lng, 0.5] };
	return {
		household: aHousehold({ id, code: id, location }),
		plan: null,
		state: 'due',
		dueOn: '2026-11-22',
		reasons: [],
		tries: 0,
		lastVisitedOn: null,
		...rest
	};
}

const order = (...args: Parameters<typeof orderForWalking>) =>
	orderForWalking(...args).map(({ household }) => household.id);

describe('the order of the walk', () => {
	const far = item('far', { lng: 117.6 });
	const near = item('near', { lng: 117.501 });
	const unplaced = item('unplaced', { lng: null });

	it('is by due date where her position is not known', () => {
		const early = item('early', { dueOn: '2026-11-20', lng: 118 });
		expect(order([near, early], nobodyTried, null)).toEqual(['early', 'near']);
	});
	it('goes to the nearest first where it is, and to houses that are on no map last', () => {
		expect(order([unplaced, far, near], nobodyTried, here)).toEqual(['near', 'far', 'unplaced']);
	});
	it('never puts a near house before an overdue one', () => {
		const late = item('late', { state: 'overdue', lng: 118 });
		expect(order([near, late], nobodyTried, here)).toEqual(['late', 'near']);
	});
	it('leaves a house that was tried today for later, but before what is done', () => {
		const late = item('late', { state: 'overdue' });
		const done = item('done', { state: 'done' });
		expect(order([done, late, near], new Set(['late']), here)).toEqual(['near', 'late', 'done']);
	});
	it('does not change with her steps where it is measured from elsewhere', () => {
		const there = { type: 'Point' as const, coordinates: [117.6, 0.5] };
		expect(order([far, near], nobodyTried, here, there)).toEqual(['far', 'near']);
	});
	it('tells distance and direction as the crow flies', () => {
		const [house] = orderForWalking([item('e', { lng: 117.509 })], nobodyTried, here);
		expect(house!.way!.metres).toBeCloseTo(1000.7, -1);
		expect(house!.way!.degrees).toBeCloseTo(90, 0);
	});
});

describe('the houses in the order of a walk', () => {
	const way = (metres: number): Way => ({
		...{ metres, seconds: metres, parts: [], guessM: 0, isGuess: metres > 500 }
	});
	const walk: Walk = {
		start: { kind: 'gps', at: [117.5, 0.5] },
		ids: ['b', 'a', 'gone'],
		legs: [way(100), way(900), way(50)],
		...{ metres: 1_050, seconds: 1_050 }
	};
	const houses = orderForWalking([item('a'), item('b'), item('c')], nobodyTried, null);

	it('carry their numbers and ways, those that it does not know come after', () => {
		const shown = arranged(houses, walk);
		expect(shown.map(({ household, number }) => [household.id, number])).toEqual([
			['b', 1],
			['a', 2],
			['c', null]
		]);
		expect(shown.map(({ leg }) => leg?.metres)).toEqual([100, 900, undefined]);
		expect(shown[1]!.leg!.isGuess).toBe(true);
	});
	it('stand as they stood while there is none', () => {
		expect(arranged(houses, null)).toEqual(houses);
	});
	it('have no number once they are done, and the others close up', () => {
		const done = orderForWalking([item('a'), item('b', { state: 'done' })], nobodyTried, null);
		expect(arranged(done, walk).map(({ number }) => number)).toEqual([1, null]);
	});
	it('have no first way where nobody knows where she starts', () => {
		const start = { kind: 'first_house' as const, at: [117.5, 0.5] };
		const [first, second] = arranged(houses, { ...walk, start });
		expect(first!.leg).toBeNull();
		expect(second!.leg).not.toBeNull();
	});
});

it('a house with an open danger sign is urgent, one on no map has no place', () => {
	const reasons = [{ code: 'danger_sign_open', text: '', memberId: null }];
	const stops = walkStops([item('a', { reasons }), item('b', { lng: null })], new Set(['b']));
	expect(stops).toMatchObject([
		{ id: 'a', urgent: true, triedToday: false, placed: true },
		{ id: 'b', urgent: false, triedToday: true, placed: false }
	]);
});

it('only tries of today without meeting anyone count as tried', () => {
	const visits = [
		aVisit({ id: '1', householdId: 'a', outcome: 'not_home', visitedOn: '2026-11-22' }),
		aVisit({ id: '2', householdId: 'b', outcome: 'not_home', visitedOn: '2026-11-21' }),
		aVisit({ id: '3', householdId: 'c', outcome: 'completed', visitedOn: '2026-11-22' })
	];
	expect([...triedOn(visits, '2026-11-22')]).toEqual(['a']);
});

it('a house never visited counts as due', () => {
	const items = [item('a', { state: 'new' }), item('b'), item('c', { state: 'overdue' })];
	expect(countStates(items)).toEqual({ overdue: 1, due: 2, planned: 0, done: 0 });
});
