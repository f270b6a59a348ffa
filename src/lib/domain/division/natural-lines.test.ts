// Borders along rivers and roads: exact as ever, on the line where that costs little, and unimpressed
// by lines that cross, bend, end anywhere or run through houses.
import fc from 'fast-check';
import type { Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import {
	areaOf,
	box,
	degrees,
	housesAt,
	type House
} from '../../../../tests/support/awkward-areas.ts';
import { brokenPromises } from '../../../../tests/support/division-invariants.ts';
import { changed } from '../../../../tests/support/redivision-cases.ts';
import { wildDivision, wildPlans } from '../../../../tests/support/wild-divisions.ts';
import { faultsOf } from '../../../../tests/support/wild-faults.ts';
import type { DivisionInput, DivisionSuccess } from './contract.ts';
import { divide } from './divide.ts';
import { seededRandom } from './random.ts';
import { redivide } from './redivide.ts';

const lineOf = (...corners: [number, number][]): Position[] =>
	corners.map(([x, y]) => degrees(x, y));

/** A river that winds through the middle, with as many houses on either bank. */
const river = lineOf(
	...Array.from({ length: 41 }, (_, i): [number, number] => [
		1000 + 30 * [0, 1, 0, -1][i % 4]!,
		i * 50
	])
);
function banks(): DivisionInput {
	const random = seededRandom(3);
	const houses = Array.from({ length: 400 }, (_, i): House => {
		const x = i < 200 ? random() * 900 : 1100 + random() * 900;
		return [x, random() * 2000];
	});
	return { area: areaOf([box(0, 0, 2000, 2000)]), households: housesAt(houses), k: 4, seed: 1 };
}

function divided(input: DivisionInput): DivisionSuccess {
	const result = divide(input);
	if (!result.ok) throw new Error(result.reason.text);
	return result;
}

/** Strokes across the area, some through houses, one that is no line. */
function scribble(input: DivisionInput, seed: number): Position[][] {
	const random = seededRandom(seed);
	const some = input.households
		.map(({ position }) => position)
		.filter(([lng, lat]) => Number.isFinite(lng) && Number.isFinite(lat));
	if (some.length === 0) return [];
	const near = (): Position => {
		const [lng = 0, lat = 0] = some[Math.floor(random() * some.length)]!;
		const off = random() < 0.3 ? 0 : 0.004;
		return [lng + (random() - 0.5) * off, lat + (random() - 0.5) * off];
	};
	const stroke = (): Position[] => Array.from({ length: 2 + Math.floor(random() * 12) }, near);
	return [...Array.from({ length: 1 + Math.floor(random() * 8) }, stroke), [near()], [[NaN, 1]]];
}

describe('a border along a line', () => {
	it('follows a winding river between two banks, and stays exact', () => {
		const input = banks();
		const plain = divided(input);
		const along = divided({ ...input, lines: [river] });
		expect(brokenPromises(input, along)).toEqual([]);
		expect(plain.metrics.onLinesPercent).toBeUndefined();
		// Half of the borders part the banks, the other half the banks' own two territories.
		expect(along.metrics.onLinesPercent).toBeGreaterThan(45);
		expect(along.metrics.spread).toBeLessThanOrEqual(1);
		expect(along.metrics.rmsDistanceM).toBeLessThan(plain.metrics.rmsDistanceM * 1.05);
	});

	it('is where the line is to the metre, bend for bend', () => {
		const { metrics, territories } = divided({ ...banks(), k: 2, lines: [river] });
		expect(metrics.onLinesPercent).toBeGreaterThan(97);
		const west = territories.find(({ households }) => households.includes('r0'))!;
		expect(west.households).toHaveLength(200);
		// Its own corners, but for those that lie straight between their neighbours.
		const corners = west.polygon.coordinates
			.flat(2)
			.map((at) => at.map((d) => d.toFixed(7)).join());
		const bends = river.filter((at) => corners.includes(at.map((d) => d.toFixed(7)).join()));
		expect(bends.length).toBeGreaterThanOrEqual(20);
	});

	it('changes nothing where no line is, or none touches the area', () => {
		const input = banks();
		const plain = divided(input);
		expect(divided({ ...input, lines: [] })).toEqual(plain);
		const far = lineOf([90_000, 0], [90_000, 9000]);
		expect(divided({ ...input, lines: [far] })).toEqual(plain);
	});

	it('is followed again when the rest is evened out', () => {
		const input = { ...banks(), lines: [river] };
		const before = divided(input);
		const change = changed(input, before.territories, {});
		const after = redivide({ ...change, lines: [river] });
		if (!after.ok) throw new Error(after.reason.text);
		expect(after.metrics.onLinesPercent).toBeGreaterThan(before.metrics.onLinesPercent! - 1);
		expect(redivide(change)).not.toHaveProperty('metrics.onLinesPercent');
	});

	it('keeps every promise whatever lines are scribbled over whatever area', () => {
		fc.assert(
			fc.property(wildPlans, fc.nat(), (plan, seed) => {
				const wild = wildDivision(plan);
				const lines = scribble(wild.input, seed);
				expect(faultsOf({ ...wild, input: { ...wild.input, lines } })).toEqual([]);
			}),
			{ numRuns: Number(process.env['JANGKAU_AREAS'] ?? 40), seed: 20261123 }
		);
	}, 240_000);
});
