import type { MultiPolygon } from 'geojson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeDivision } from './complete-division.ts';
import { divide } from './division/divide.ts';
import type { DivisionInput, DivisionSuccess } from './division/contract.ts';
import { seededRandom } from './division/random.ts';
import { draftFigures, planChanges } from './plan-figures.ts';
import { pushLimits } from './sync/batch.ts';
import {
	draftFrom,
	giveTerritory,
	householdsMissing,
	moveHouseholds,
	publishBytes,
	publishPlan,
	territoryNumbers,
	type PlanDraft
} from './territory-plan.ts';
import type { PublishTerritoryPlan } from './territory.ts';

const square = (west: number, width = 0.01): MultiPolygon => ({
	type: 'MultiPolygon',
	coordinates: [
		[
			[
				[west, 0],
				[west + width, 0],
				[west + width, 0.01],
				[west, 0.01],
				[west, 0]
			]
		]
	]
});

const uuid = (n: number): string => `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** Three houses in the west, two in the east, and nobody assigned yet. */
function draft(): PlanDraft {
	return draftFrom({
		unit: 'households',
		seed: 1,
		kaderIds: ['siti', 'rina'],
		territories: [
			{ number: 1, boundary: square(117), households: ['a', 'b', 'c'] },
			{ number: 2, boundary: square(117.01), households: ['d', 'e'] }
		],
		outside: [],
		unlocated: [],
		metrics: {} as DivisionSuccess['metrics'],
		notes: []
	});
}

const minutes = (ids = 'abcde') => new Map([...ids].map((id) => [id, 30]));

function published(from: PlanDraft, over: Partial<Parameters<typeof publishPlan>[1]> = {}) {
	return publishPlan(from, {
		planId: 'plan',
		territoryIds: ['t1', 't2'],
		areaId: 'area',
		validFrom: '2026-12-01',
		untilOn: null,
		today: '2026-11-22',
		decreeNo: ' 440/12/2026 ',
		minutes: minutes(),
		madeHere: [],
		...over
	});
}

describe('a plan in the making', () => {
	it('gives each kader one territory: a second one takes the first from her', () => {
		const first = giveTerritory(draft(), 1, 'siti');
		expect(giveTerritory(first, 2, 'siti').kader).toEqual([null, 'siti']);
		expect(giveTerritory(first, 2, 'rina').kader).toEqual(['siti', 'rina']);
		expect(giveTerritory(first, 1, null).kader).toEqual([null, null]);
		expect(first.kader).toEqual(['siti', null]);
	});

	it('moves houses by hand and back, and keeps the borders', () => {
		const before = draft();
		const moved = moveHouseholds(before, ['a', 'b'], 2);
		expect(moved.moved).toEqual({ a: 2, b: 2 });
		expect(moved.division).toBe(before.division);
		expect(before.moved).toEqual({});
		expect(moveHouseholds(moved, ['a', 'd'], 1).moved).toEqual({ b: 2, d: 1 });
	});

	it('is the same plan after a move that moves nothing', () => {
		const before = draft();
		expect(moveHouseholds(before, ['a', 'b'], 1)).toBe(before);
		expect(moveHouseholds(before, ['a'], 7)).toBe(before);
		expect(moveHouseholds(before, ['nobody', 'constructor'], 2)).toBe(before);
		expect(moveHouseholds(before, [], 2)).toBe(before);
		const moved = moveHouseholds(before, ['a'], 2);
		expect(moveHouseholds(moved, ['a'], 2)).toBe(moved);
	});

	it('holds every household once, where it was last sent, after any moves', () => {
		const ids = fc.uniqueArray(fc.constantFrom(...'abcde', 'nobody'));
		const moves = fc.array(fc.tuple(ids, fc.integer({ min: 0, max: 3 })), { maxLength: 30 });
		fc.assert(
			fc.property(moves, (made) => {
				const model = new Map(Object.entries({ a: 1, b: 1, c: 1, d: 2, e: 2 }));
				let plan = draft();
				for (const [some, number] of made) {
					plan = moveHouseholds(plan, some, number);
					if (number !== 1 && number !== 2) continue;
					for (const id of some) if (model.has(id)) model.set(id, number);
				}
				expect(territoryNumbers(plan)).toEqual(model);
				const result = published(plan);
				if (!result.ok) throw new Error(result.error.code);
				const { territories } = result.value[0]!.patch as unknown as PublishTerritoryPlan;
				expect(territories.flatMap(({ households }) => households).sort()).toEqual([...'abcde']);
			}),
			{ seed: 5 }
		);
	});

	it('counts loads, their mean and how far each is from it', () => {
		const figures = draftFigures(moveHouseholds(draft(), ['a'], 2), minutes());
		expect(figures.territories.map(({ households }) => households)).toEqual([2, 3]);
		expect(figures.territories.map(({ deviationPercent }) => deviationPercent)).toEqual([-20, 20]);
		expect(figures).toMatchObject({
			meanHouseholds: 2.5,
			meanMinutes: 75,
			maxDeviationPercent: 20
		});
	});

	it('counts who changes kader, and whom nobody held or will hold', () => {
		const plan = giveTerritory(draft(), 1, 'siti');
		const holders = new Map([
			['a', 'siti'],
			['b', 'rina'],
			['c', null],
			['d', 'rina'],
			['e', null]
		]);
		expect(planChanges(plan, holders)).toEqual({
			staying: 1,
			changing: 1,
			gaining: 1,
			losing: 1,
			withoutKader: 1
		});
	});
});

describe('publishing', () => {
	it('is one mutation that names every household once, with its load and kader', () => {
		const plan = moveHouseholds(giveTerritory(draft(), 2, 'rina'), ['a'], 2);
		const result = published(plan, { madeHere: ['e'] });
		if (!result.ok) throw new Error(result.error.code);
		expect(result.value).toHaveLength(1);
		const { patch, ...change } = result.value[0]!;
		expect(change).toEqual({ entity: 'territory_plan', op: 'publish', id: 'plan', after: ['e'] });
		expect(patch).toMatchObject({
			areaId: 'area',
			validFrom: '2026-12-01',
			untilOn: null,
			decreeNo: '440/12/2026',
			territories: [
				{ id: 't1', number: 1, kaderId: null, workload: 60, households: ['b', 'c'] },
				{ id: 't2', number: 2, kaderId: 'rina', workload: 90, households: ['a', 'd', 'e'] }
			]
		});
	});

	it('leaves out households that have gone and refuses while some have come', () => {
		const gone = published(draft(), { minutes: minutes('abde') });
		const territories =
			gone.ok && (gone.value[0]!.patch as unknown as PublishTerritoryPlan).territories;
		expect(territories && territories[0]!.households).toEqual(['a', 'b']);
		expect(householdsMissing(draft(), minutes('abcdefg').keys())).toEqual(['f', 'g']);
		expect(published(draft(), { minutes: minutes('abcdefg') })).toEqual({
			ok: false,
			error: { code: 'households_missing', count: 2 }
		});
	});

	it.each(['', '2026-02-30', '1 Desember'])('refuses the date %j', (validFrom) => {
		expect(published(draft(), { validFrom })).toEqual({
			ok: false,
			error: { code: 'date_invalid' }
		});
	});

	it.each([
		['', 'until_invalid'],
		['2026-02-30', 'until_invalid'],
		['2026-11-30', 'until_before_start']
	])('does not take %j for the last day of a plan from 1 December', (untilOn, code) => {
		expect(published(draft(), { untilOn })).toEqual({ ok: false, error: { code } });
	});

	it('is taken back on a day that is still to come, or on its first day', () => {
		const past = { validFrom: '2026-11-01', untilOn: '2026-11-21' };
		expect(published(draft(), past)).toEqual({ ok: false, error: { code: 'until_over' } });
		const oneDay = published(draft(), { untilOn: '2026-12-01' });
		expect(oneDay.ok && oneDay.value[0]!.patch).toMatchObject({ untilOn: '2026-12-01' });
	});

	it('refuses a decree number that is a whole letter', () => {
		const decreeNo = 'x'.repeat(101);
		expect(published(draft(), { decreeNo })).toMatchObject({ error: { code: 'decree_too_long' } });
		expect(published(draft(), { decreeNo: '  ' })).toMatchObject({ ok: true });
	});

	it('fits one call for 8,000 households among 60 kader, and says so when it does not', () => {
		const division = completed(8000, 60);
		const ids = division.territories.flatMap(({ households }) => households);
		expect(ids).toHaveLength(8000);
		const result = published(draftFrom(division), {
			territoryIds: division.territories.map((_, index) => uuid(90_000 + index)),
			minutes: new Map(ids.map((id) => [id, 31.25]))
		});
		if (!result.ok) throw new Error(JSON.stringify(result.error));
		const patch = result.value[0]!.patch as unknown as PublishTerritoryPlan;
		expect(publishBytes(patch)).toBeLessThan(pushLimits.bytes);

		const many = Array.from({ length: 14_000 }, (_, n) => uuid(n));
		const { division: small } = draft();
		const [one] = small.territories;
		const crowd = draftFrom({ ...small, territories: [{ ...one!, households: many }] });
		expect(published(crowd, { minutes: new Map(many.map((id) => [id, 30])) })).toMatchObject({
			ok: false,
			error: { code: 'too_large' }
		});
	});

	it('rounds a border alike on both of its sides', () => {
		const result = published(draftFrom(completed(300, 5)), {
			territoryIds: ['1', '2', '3', '4', '5'],
			minutes: new Map(Array.from({ length: 300 }, (_, n) => [uuid(n), 1]))
		});
		if (!result.ok) throw new Error(result.error.code);
		const { territories } = result.value[0]!.patch as unknown as PublishTerritoryPlan;
		const sides = new Map<string, number>();
		for (const { boundary } of territories) {
			for (const ring of boundary.coordinates.flat()) {
				ring.slice(1).forEach((to, index) => {
					const key = [ring[index]!.join(), to.join()].sort().join(' ');
					sides.set(key, (sides.get(key) ?? 0) + 1);
				});
			}
		}
		// What is drawn once is the outline of the area: four sides of a box, however often cut.
		const outer = [...sides].filter(([, count]) => count === 1).map(([key]) => key);
		expect([...sides.values()].every((count) => count <= 2)).toBe(true);
		expect(
			outer.every((key) =>
				key.split(/[ ,]/).some((value) => ['117', '117.05', '0', '0.05'].includes(value))
			)
		).toBe(true);
	});
});

function completed(count: number, k: number) {
	const random = seededRandom(count);
	const households = Array.from({ length: count }, (_, n) => ({
		id: uuid(n),
		areaId: 'area',
		position: [117 + random() * 0.05, random() * 0.05]
	}));
	const input: DivisionInput = {
		area: {
			type: 'Polygon',
			coordinates: [
				[
					[117, 0],
					[117.05, 0],
					[117.05, 0.05],
					[117, 0.05],
					[117, 0]
				]
			]
		},
		households: households.map(({ id, position }) => ({ id, position, load: 1 })),
		k,
		seed: 1
	};
	const result = divide(input);
	if (!result.ok) throw new Error(result.reason.text);
	return completeDivision(result, households, { unit: 'households', seed: 1, kaderIds: [] });
}
