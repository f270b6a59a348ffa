import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	keptWalkFrom,
	moveTo,
	nextOnWalk,
	noWishes,
	skip,
	walkGroups,
	type WalkHouse,
	type WalkWishes
} from './walk-plan.ts';

const aHouse = (id: string, own: Partial<WalkHouse> = {}): WalkHouse => ({
	...{ id, state: 'due', triedToday: false, urgent: false, placed: true },
	...own
});

const house = fc.record({
	id: fc.constantFrom(...'abcdefghij'),
	state: fc.constantFrom('overdue', 'due', 'new', 'planned', 'done'),
	triedToday: fc.boolean(),
	urgent: fc.boolean(),
	placed: fc.boolean()
}) as fc.Arbitrary<WalkHouse>;
const houses = fc.uniqueArray(house, { selector: ({ id }) => id });
const id = fc.constantFrom(...'abcdefghijkl');

type Deed = { readonly skipped: string } | { readonly moved: string; readonly to: number };

/** What she may do, one after another. */
const deeds: fc.Arbitrary<Deed[]> = fc.array(
	fc.oneof(
		fc.record({ skipped: id }),
		fc.record({ moved: id, to: fc.integer({ min: -3, max: 15 }) })
	),
	{ maxLength: 8 }
);

function after(all: readonly WalkHouse[], done: readonly Deed[]): WalkWishes {
	return done.reduce<WalkWishes>(
		(wishes, deed) =>
			'skipped' in deed
				? skip(wishes, deed.skipped)
				: moveTo(wishes, walkGroups(all, wishes).flat(), deed.moved, deed.to),
		noWishes
	);
}

describe('the houses of a walk', () => {
	it('are the same houses, each once, whatever she skips and moves', () => {
		fc.assert(
			fc.property(houses, deeds, (all, done) => {
				const before = walkGroups(all, noWishes).flat();
				const now = walkGroups(all, after(all, done)).flat();
				expect([...now].sort()).toEqual([...before].sort());
				expect(new Set(now).size).toBe(now.length);
			})
		);
	});

	it('never lose one that came in after she made an order of her own', () => {
		fc.assert(
			fc.property(houses, houses, deeds, (before, now, done) => {
				const open = walkGroups(now, noWishes).flat();
				expect(walkGroups(now, after(before, done)).flat().sort()).toEqual(open.sort());
			})
		);
	});

	it('leave out what is done, what is on no map, and what is due later', () => {
		const all = [
			aHouse('a'),
			aHouse('b', { state: 'done' }),
			aHouse('c', { placed: false }),
			aHouse('d', { state: 'planned' }),
			aHouse('e', { state: 'overdue' })
		];
		expect(walkGroups(all, noWishes)).toEqual([['a', 'e']]);
	});

	it('are those of the coming days when nothing else is left', () => {
		const all = [aHouse('a', { state: 'done' }), aHouse('b', { state: 'planned' })];
		expect(walkGroups(all, noWishes)).toEqual([['b']]);
	});

	it('begin with danger signs and end with those tried today and those skipped', () => {
		const all = [
			aHouse('a'),
			aHouse('b', { triedToday: true }),
			aHouse('c', { urgent: true }),
			aHouse('d'),
			aHouse('e')
		];
		const wishes = skip(skip(noWishes, 'd'), 'a');
		expect(walkGroups(all, wishes)).toEqual([['c'], ['e'], ['b'], ['d'], ['a']]);
	});
});

describe('an order of her own', () => {
	const all = ['a', 'b', 'c', 'd'].map((name) => aHouse(name));

	it('puts a house where she put it, and stops at the ends', () => {
		const shown = ['a', 'b', 'c', 'd'];
		expect(moveTo(noWishes, shown, 'd', 1).own).toEqual(['a', 'd', 'b', 'c']);
		expect(moveTo(noWishes, shown, 'a', 9).own).toEqual(['b', 'c', 'd', 'a']);
		expect(moveTo(noWishes, shown, 'c', -1).own).toEqual(['c', 'a', 'b', 'd']);
		expect(moveTo(noWishes, shown, 'elsewhere', 0)).toBe(noWishes);
	});

	it('is not changed by finding one, and a skipped house goes to its end', () => {
		const own = moveTo(noWishes, ['a', 'b', 'c', 'd'], 'd', 0);
		expect(walkGroups(all, own)).toEqual([['d'], ['a'], ['b'], ['c']]);
		expect(walkGroups(all, skip(own, 'd')).flat()).toEqual(['a', 'b', 'c', 'd']);
	});
});

describe('what the device keeps of a walk', () => {
	const kept = {
		...{ day: '2026-11-23', order: ['a', 'b'], own: ['b', 'a'], skipped: [] },
		here: { at: [117.5, 0.5], visits: 2 }
	};
	it('is read as it was stored, on the same day only', () => {
		expect(keptWalkFrom(kept, '2026-11-23')).toEqual(kept);
		const fresh = { day: '2026-11-24', order: [], own: null, skipped: [], here: null };
		expect(keptWalkFrom(kept, '2026-11-24')).toEqual(fresh);
		expect(keptWalkFrom(null, '2026-11-24')).toEqual(fresh);
	});
	it('is nothing where it is damaged', () => {
		const damaged = { ...kept, order: 'ab', own: [1], skipped: 'x', here: { at: [1], visits: 0 } };
		expect(keptWalkFrom(damaged, kept.day)).toEqual({
			...{ day: kept.day, order: [], own: null, skipped: [], here: null }
		});
	});
});

describe('the next house after one is done', () => {
	const all = ['a', 'b', 'c', 'd'].map((name) => aHouse(name));
	const kept = { ...keptWalkFrom(null, '2026-11-23'), order: ['c', 'a', 'd', 'b'] };

	it('is the next of the order that was last found, not the first that is due', () => {
		expect(nextOnWalk(all, kept, 'c')).toBe('a');
		expect(nextOnWalk(all, kept, 'a')).toBe('c');
		const later = all.map((one) => (one.id === 'a' ? { ...one, state: 'done' as const } : one));
		expect(nextOnWalk(later, kept, 'c')).toBe('d');
	});

	it('comes after what she skipped, and goes by an order of her own', () => {
		expect(nextOnWalk(all, { ...kept, ...skip(kept, 'a') }, 'c')).toBe('d');
		expect(nextOnWalk(all, { ...kept, own: ['d', 'b', 'c', 'a'] }, 'd')).toBe('b');
	});

	it('is one with a new danger sign before all others, and none where somebody tried today', () => {
		const red = [...all, aHouse('red', { urgent: true })];
		expect(nextOnWalk(red, kept, 'c')).toBe('red');
		const tried = all.map((one) => ({ ...one, triedToday: one.id === 'a' }));
		expect(nextOnWalk(tried, kept, 'c')).toBe('d');
	});

	it('is not known where no order was found today, or nothing is left', () => {
		expect(nextOnWalk(all, keptWalkFrom(kept, '2026-11-24'), 'c')).toBeNull();
		expect(nextOnWalk([aHouse('c')], kept, 'c')).toBeNull();
	});
});
