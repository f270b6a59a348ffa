import { describe, expect, it } from 'vitest';
import { brokenPromises } from '../../../../tests/support/division-invariants.ts';
import { generatedDivision } from '../../../../tests/support/generated-areas.ts';
import type { DivisionInput, DivisionResult, DivisionSuccess } from './contract.ts';
import { divide } from './divide.ts';
import { seededRandom } from './random.ts';

/** Houses of an RT stand nearer to its middle than to any other's. */
function withGroups(input: DivisionInput, groups: number, seed: number): DivisionInput {
	const random = seededRandom(seed);
	const middles = Array.from({ length: groups }, () => {
		const [lng, lat] = input.households[Math.floor(random() * input.households.length)]!.position;
		return { lng: lng!, lat: lat! };
	});
	const nearest = ([lng = 0, lat = 0]: readonly number[]) => {
		const squares = middles.map((one) => (one.lng - lng) ** 2 + (one.lat - lat) ** 2);
		return squares.indexOf(Math.min(...squares));
	};
	const households = input.households.map((house) => ({
		...house,
		group: `RT ${String(nearest(house.position)).padStart(3, '0')}`
	}));
	return { ...input, households, profile: 'whole' };
}

const village = (seed: number, k: number, houses = 600): DivisionInput =>
	generatedDivision({
		seed,
		corners: 24,
		roughness: 60,
		holes: seed % 2,
		islands: 0,
		hasSliver: false,
		houses,
		clusters: 5,
		sharedPlaces: 0,
		weighted: seed % 3 === 0,
		k
	});

function success(result: DivisionResult): DivisionSuccess {
	if (!result.ok) throw new Error(result.reason.text);
	return result;
}

describe('a division that keeps RT whole', () => {
	it.each(Array.from({ length: 12 }, (_, i) => i + 1))(
		'splits fewer RT than there are territories, at most 5 percent off (village %i)',
		(seed) => {
			const k = 3 + (seed % 6);
			const input = withGroups(village(seed, k), 5 * k, seed);
			const result = success(divide(input));
			expect(brokenPromises(input, result)).toEqual([]);
			expect(result.metrics.groupsSplit).toBeLessThanOrEqual(k - 1);
			expect(result.metrics.maxDeviationPercent).toBeLessThanOrEqual(5 + 1e-6);
		}
	);

	it('splits fewer than a division by houses alone', () => {
		const input = withGroups(village(4, 6), 30, 4);
		const whole = success(divide(input));
		const walk = success(divide({ ...input, profile: 'walk' }));
		expect(whole.metrics.groups).toBe(30);
		expect(whole.metrics.groupsSplit).toBeLessThan(walk.metrics.groupsSplit / 2);
	});

	it('splits none when that is forbidden, and says how uneven the loads are then', () => {
		const input = { ...withGroups(village(5, 6), 9, 5), maySplitGroups: false };
		const result = success(divide(input));
		expect(brokenPromises(input, result)).toEqual([]);
		expect(result.metrics.groupsSplit).toBe(0);
		expect(result.metrics.maxDeviationPercent).toBeGreaterThan(5);
		const said = result.notes.find(({ code }) => code === 'groups_uneven');
		expect(said?.text).toContain('Tanpa memecah RT');
	});

	it('cuts an RT that is heavier than one kader can take, and stays even', () => {
		const input = withGroups(village(6, 6), 3, 6);
		const result = success(divide(input));
		expect(brokenPromises(input, result)).toEqual([]);
		expect(result.metrics.maxDeviationPercent).toBeLessThanOrEqual(5 + 1e-6);
	});

	it('divides houses one by one where no RT is recorded, and says so', () => {
		const input: DivisionInput = { ...village(7, 4), profile: 'whole' };
		const result = success(divide(input));
		expect(brokenPromises(input, result)).toEqual([]);
		expect(result.notes.map(({ code }) => code)).toContain('groups_unknown');
		expect(result.metrics).toMatchObject({ groups: 0, groupsSplit: 0 });
	});

	it('treats houses without an RT as free to go anywhere', () => {
		const grouped = withGroups(village(8, 5), 25, 8);
		const input = {
			...grouped,
			households: grouped.households.map((house, i) => (i % 3 ? house : { ...house, group: null }))
		};
		const result = success(divide(input));
		expect(brokenPromises(input, result)).toEqual([]);
		expect(result.metrics.groupsSplit).toBeLessThanOrEqual(4);
		expect(result.metrics.maxDeviationPercent).toBeLessThanOrEqual(5 + 1e-6);
	});

	it('gives the same bytes for the same seed', () => {
		const input = withGroups(village(9, 5, 300), 20, 9);
		expect(JSON.stringify(divide(input))).toBe(JSON.stringify(divide(input)));
	});
});
