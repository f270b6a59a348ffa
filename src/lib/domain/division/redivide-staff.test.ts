import { describe, expect, it } from 'vitest';
import { areaOf, box, degrees, housesAt } from '../../../../tests/support/awkward-areas.ts';
import { changed, presentOf, square, success } from '../../../../tests/support/redivision-cases.ts';
import { brokenChanges } from '../../../../tests/support/redivision-invariants.ts';
import { redivide } from './redivide.ts';
import type {
	PresentTerritory,
	RedivisionInput,
	RedivisionSuccess
} from './redivision-contract.ts';

describe('a change of staff', () => {
	const village = square(12);
	const territories = presentOf(village);
	const change = (wish: Partial<RedivisionInput>): [RedivisionInput, RedivisionSuccess] => {
		const input = changed(village, territories, wish);
		const result = success(redivide(input));
		expect(brokenChanges(input, result)).toEqual([]);
		return [input, result];
	};

	it('moves nothing when nothing changes', () => {
		const [, { moved }] = change({});
		expect(moved).toEqual({ households: 0, loadPercent: 0, unavoidablePercent: 0 });
	});

	it.each(territories.map(({ number }) => number))(
		'moves at most 8 points more than must be, within 5 percent, when %i leaves',
		(number) => {
			const [, { moved, metrics }] = change({ leaving: [number] });
			expect(moved.loadPercent).toBeLessThanOrEqual(moved.unavoidablePercent + 8);
			expect(metrics.maxDeviationPercent).toBeLessThanOrEqual(5);
		}
	);

	it.each([
		['nobody knows where from', null],
		['with a home in the middle', degrees(500, 500)],
		['with a home in a corner', degrees(20, 980)],
		['with a home outside the area', degrees(3000, -500)],
		['with a home that is no place', [NaN, 1]]
	])('moves at most 8 points more than must be when one joins, %s', (_, home) => {
		const [, { moved, metrics }] = change({ joining: [{ home }] });
		expect(moved.loadPercent).toBeLessThanOrEqual(moved.unavoidablePercent + 8);
		expect(metrics.maxDeviationPercent).toBeLessThanOrEqual(5);
	});

	it('gives who joins the territory of who leaves, and moves nobody else', () => {
		const [, result] = change({ leaving: [5], joining: [{ home: null }] });
		const joined = result.territories.find(({ joiner }) => joiner === 0)!;
		expect(joined).toMatchObject({ number: 5, from: null });
		expect([...joined.households].sort()).toEqual([...territories[4]!.households].sort());
		expect(result.moved.loadPercent).toBeCloseTo(result.moved.unavoidablePercent, 6);
	});

	it('leaves one with everything when all others leave', () => {
		const leaving = territories.map(({ number }) => number).filter((number) => number !== 4);
		const [, result] = change({ leaving });
		expect(result.territories).toHaveLength(1);
		expect(result.territories[0]).toMatchObject({ number: 4, from: 4 });
		expect(result.territories[0]!.households).toHaveLength(900);
	});

	it('respects hours: who has half the time gets half the load', () => {
		const shares = [1, 1, 1, 1, 0.5, 1, 1, 1, 1, 1, 1, 1];
		const [, result] = change({ shares });
		expect(result.metrics.maxDeviationPercent).toBeLessThanOrEqual(5);
		const target = (900 * 0.5) / 11.5;
		expect(Math.abs(result.territories[4]!.workload - target)).toBeLessThanOrEqual(0.05 * target);
	});

	it('tells its progress in rising order and stops when it is cancelled', () => {
		const told: number[] = [];
		const input = changed(village, territories, { leaving: [2] });
		redivide(input, { progress: ({ done }) => told.push(done) });
		expect(told).toEqual(told.slice().sort((p, q) => p - q));
		expect(told.at(-1)).toBe(1);
		expect(redivide(input, { cancelled: () => true })).toMatchObject({
			ok: false,
			reason: { code: 'cancelled' }
		});
	});
});

describe('locked territories', () => {
	const village = square(9);
	const territories = presentOf(village);

	it('keep their polygon object and their list, and others are evened out round them', () => {
		const input = changed(village, territories, { locked: [1, 5], leaving: [9] });
		const result = success(redivide(input));
		expect(brokenChanges(input, result)).toEqual([]);
		for (const number of [1, 5]) {
			const after = result.territories.find((one) => one.number === number)!;
			expect(after.polygon).toBe(territories[number - 1]!.polygon);
			expect(after.households).toBe(territories[number - 1]!.households);
		}
	});

	it('that enclose another leave it as a part of its own', () => {
		const ring = areaOf([box(0, 0, 900, 900), box(300, 300, 600, 600).reverse()]);
		const inner = areaOf([box(300, 300, 600, 600)]);
		const outer = areaOf([box(900, 0, 1200, 900)]);
		const houses = (n: number, x: number, y: number, size: number): [number, number][] =>
			Array.from({ length: n }, (_, i) => [
				x + ((i % 6) + 0.5) * (size / 6),
				y + (Math.floor(i / 6) + 0.5) * (size / 6)
			]);
		const places = [
			...houses(36, 300, 300, 300),
			...houses(30, 0, 0, 290),
			...houses(24, 910, 50, 280)
		];
		const households = housesAt(places);
		const ids = households.map(({ id }) => id);
		const present: PresentTerritory[] = [
			{ number: 1, polygon: inner, households: ids.slice(0, 36) },
			{ number: 2, polygon: ring, households: ids.slice(36, 66) },
			{ number: 3, polygon: outer, households: ids.slice(66) }
		];
		const input: RedivisionInput = {
			...{ territories: present, households, leaving: [], joining: [{ home: null }] },
			...{ locked: [2], seed: 1 }
		};
		const result = success(redivide(input));
		expect(brokenChanges(input, result)).toEqual([]);
		const gone = success(redivide({ ...input, joining: [], leaving: [1] }));
		expect(brokenChanges({ ...input, joining: [], leaving: [1] }, gone)).toEqual([]);
		expect(gone.territories.find(({ number }) => number === 3)!.households).toHaveLength(60);
		expect(gone.notes.map(({ code }) => code)).toContain('extra_parts');
	});

	it('that carry more than their share are named, with what can be done', () => {
		const [first, second, ...rest] = territories;
		const heavy = [
			{ ...first!, households: [...first!.households, ...second!.households.slice(0, 60)] },
			{ ...second!, households: second!.households.slice(60) },
			...rest
		];
		const input = changed(village, heavy, { locked: [1] });
		const result = success(redivide(input));
		expect(brokenChanges(input, result)).toEqual([]);
		const said = result.notes.find(({ code }) => code === 'locked_uneven');
		expect(said?.text).toContain('Buka kuncinya');
		expect(result.metrics.maxDeviationPercent).toBeLessThanOrEqual(5);
	});

	it('may all be locked while one takes over from another', () => {
		const locked = territories.map(({ number }) => number).filter((number) => number !== 3);
		const input = changed(village, territories, {
			locked,
			leaving: [3],
			joining: [{ home: null }, { home: null }]
		});
		const result = success(redivide(input));
		expect(brokenChanges(input, result)).toEqual([]);
		expect(result.territories).toHaveLength(10);
	});

	it.each([
		['everything is locked', { locked: [1, 2, 3, 4, 5, 6, 7, 8, 9] }, 'all_locked'],
		[
			'everyone else is locked and one leaves',
			{ locked: [1, 2, 3, 4, 5, 6, 7, 8], leaving: [9] },
			'all_locked'
		],
		['everyone leaves', { leaving: [1, 2, 3, 4, 5, 6, 7, 8, 9] }, 'nobody_left'],
		['one who leaves is not there', { leaving: [77] }, 'territories_unknown'],
		['one is locked and leaves', { leaving: [1], locked: [1] }, 'territories_unknown'],
		['hours are missing', { shares: [1, 1] }, 'shares_count'],
		['hours are no numbers', { shares: [1, 1, 1, 1, 1, 1, 1, 1, NaN] }, 'shares_invalid']
	])('are refused in words when %s', (_, wish, code) => {
		const result = redivide(changed(village, territories, wish));
		if (result.ok) throw new Error('changed');
		expect(result.reason.code).toBe(code);
		expect(result.reason.text.length).toBeGreaterThan(30);
	});

	it('may be opened again after publishing has rounded every vertex to a millimetre', () => {
		const first = success(redivide(changed(village, territories, { locked: [5], leaving: [2] })));
		const rounded = first.territories.map((one) => ({
			...one,
			polygon: {
				...one.polygon,
				coordinates: one.polygon.coordinates.map((rings) =>
					rings.map((ring) => ring.map((place) => place.map((v) => Math.round(v * 1e8) / 1e8)))
				)
			}
		}));
		const result = success(redivide(changed(village, rounded, { leaving: [1] })));
		expect(result.area.coordinates).toHaveLength(1);
		expect(result.notes).toEqual([]);
		expect(result.metrics.maxDeviationPercent).toBeLessThanOrEqual(5);
	});

	it('may be opened again: borders that ended on them are known on both sides', () => {
		const first = success(redivide(changed(village, territories, { locked: [5], leaving: [2] })));
		const second = changed(village, first.territories, { leaving: [1] });
		const result = success(redivide(second));
		expect(brokenChanges(second, result)).toEqual([]);
		expect(result.area.coordinates).toHaveLength(1);
		expect(result.notes.map(({ code }) => code)).not.toContain('area_mended');
	});
});

describe('evening out round what was fixed by hand', () => {
	const village = square(6);
	const territories = presentOf(village);
	const byHand = (count: number): [PresentTerritory[], string[]] => {
		const [first, second, ...rest] = territories;
		const placeOf = new Map(village.households.map(({ id, position }) => [id, position]));
		const other = placeOf.get(second!.households[0]!)!;
		const near = (id: string): number =>
			Math.abs(placeOf.get(id)![0]! - other[0]!) + Math.abs(placeOf.get(id)![1]! - other[1]!);
		const moved = first!.households.toSorted((p, q) => near(p) - near(q)).slice(0, count);
		const given = [
			{ ...first!, households: first!.households.filter((id) => !moved.includes(id)) },
			{ ...second!, households: [...second!.households, ...moved] },
			...rest
		];
		return [given, moved];
	};

	it('keeps the fixed houses where the planner put them and evens out the rest', () => {
		const [given, fixed] = byHand(40);
		const input = changed(village, given, { fixed });
		const result = success(redivide(input));
		expect(brokenChanges(input, result)).toEqual([]);
		expect(result.metrics.maxDeviationPercent).toBeLessThanOrEqual(5);
	});

	it('moves few more than what is beyond the tolerance', () => {
		const [given] = byHand(40);
		const result = success(redivide(changed(village, given, {})));
		expect(result.moved.loadPercent).toBeLessThanOrEqual(result.moved.unavoidablePercent + 8);
	});

	it('takes in households that were added since, by where they stand', () => {
		const added = housesAt([
			[503, 497],
			[3, 991]
		]).map((house, i) => ({ ...house, id: `baru${i}` }));
		const households = [...village.households, ...added];
		const input = changed({ ...village, households }, territories, { locked: [1, 2, 3, 4] });
		const result = success(redivide(input));
		expect(brokenChanges(input, result)).toEqual([]);
		expect(result.moved.households).toBe(0);
	});

	it('keeps households without a position with their kader, and gives away those of who leaves', () => {
		const households = village.households.map((house, i) =>
			i % 50 ? house : { ...house, position: i % 100 ? [] : [3, 4] }
		);
		const input = changed({ ...village, households }, territories, { leaving: [3] });
		const result = success(redivide(input));
		const lost = new Set(households.filter((_, i) => i % 50 === 0).map(({ id }) => id));
		const given = result.territories.flatMap((one) => one.households);
		expect(new Set(given).size).toBe(900);
		for (const { from, households: own } of result.territories) {
			const before = territories.find(({ number }) => number === from)!.households;
			for (const id of before) if (lost.has(id)) expect(own).toContain(id);
		}
		expect(new Set(result.outside)).toEqual(lost);
	});
});
