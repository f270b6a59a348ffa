import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaOf, box, degrees, type Ring } from '../../../tests/support/awkward-areas.ts';
import { sizeM2 } from '../../../tests/support/division-invariants.ts';
import { areaPlans, generatedDivision } from '../../../tests/support/generated-areas.ts';
import { bentBoundaries } from './bent-boundaries.ts';
import { handsAcross, sweptLand } from './border-bend.ts';
import { divide } from './division/divide.ts';
import { locator } from './geometry/locate.ts';
import { sharedBorders } from './shared-borders.ts';

const sidesOf = (...polygons: Ring[][]) =>
	polygons.map((rings, at) => ({ number: at + 1, boundary: areaOf(rings) }));
function pulled(sides: ReturnType<typeof sidesOf>, dx: number, dy: number) {
	const [border] = sharedBorders(sides, 1);
	const [x, y] = [degrees(0, 0), degrees(dx, dy)];
	return bentBoundaries([sides[0]!, sides[1]!], { line: border!.line, from: 0, to: 1 }, [
		y[0]! - x[0]!,
		y[1]! - x[1]!
	]);
}
const two = sidesOf([box(0, 0, 500, 1000)], [box(500, 0, 1000, 1000)]);

describe('two territories whose border was bent', () => {
	it('have the land between them that they had, and the new line alike', () => {
		const bent = pulled(two, 200, 0)!;
		const [one, other] = bent.map((boundary) => sizeM2(boundary));
		expect(one! + other!).toBeCloseTo(1e6, -1);
		// A parabola over 1 km of 200 m: two thirds of 200,000 m².
		expect(one).toBeCloseTo(5e5 + (2 / 3) * 2e5, -3);
		const [border, ...more] = sharedBorders(
			bent.map((boundary, at) => ({ number: at + 1, boundary })),
			1
		);
		expect(more).toEqual([]);
		expect(border!.line.length).toBeGreaterThan(20);
	});

	it('are none where the line leaves the area, or would cross itself or another border', () => {
		expect(pulled(two, 490, 0)).not.toBeNull();
		expect(pulled(two, 510, 0)).toBeNull();
		expect(pulled(two, 0, 700)).toBeNull();
	});

	it('are none where the line would jump over land that lies within one of them', () => {
		const pond = box(600, 480, 640, 520);
		const sides = sidesOf([box(0, 0, 500, 1000)], [box(500, 0, 1000, 1000), pond.toReversed()]);
		expect(pulled(sides, 50, 0)).not.toBeNull();
		expect(pulled(sides, 120, 0)).toBeNull();
		expect(pulled(sides, 300, 0)).toBeNull();
	});

	it('can be one within the other', () => {
		const inner = box(300, 300, 600, 600);
		const bent = pulled(sidesOf([inner], [box(0, 0, 900, 900), inner.toReversed()]), 50, 0)!;
		const sizes = bent.map((boundary) => sizeM2(boundary));
		expect(sizes[0]! + sizes[1]!).toBeCloseTo(81e4, -1);
		expect(bent[1].coordinates[0]).toHaveLength(2);
	});

	it('hold each house that changed hands, and all of the others', () => {
		let tried = 0;
		fc.assert(
			fc.property(
				areaPlans,
				fc.tuple(fc.integer({ min: -30, max: 30 }), fc.integer({ min: -30, max: 30 })),
				(plan, [dx, dy]) => {
					const input = generatedDivision(plan);
					const result = divide(input);
					if (!result.ok) return;
					const numbers = new Map<string, number>();
					const territories = result.territories.map(({ polygon, households }, number) => {
						for (const id of households) numbers.set(id, number);
						return { number, boundary: polygon };
					});
					const [border] = sharedBorders(territories, 0);
					if (!border) return;
					const sides = [territories[0]!, territories[border.neighbour]!] as const;
					const stretch = { line: border.line, from: 0.25, to: 0.75 };
					const offset = [dx / 1e5, dy / 1e5];
					const bent = bentBoundaries(sides, stretch, offset);
					if (!bent) return;
					tried++;
					const size = sizeM2(sides[0].boundary) + sizeM2(sides[1].boundary);
					expect(sizeM2(bent[0]) + sizeM2(bent[1])).toBeCloseTo(size, 0);
					const houses = input.households.map(({ id, position }) => ({
						id,
						location: { type: 'Point' as const, coordinates: position! }
					}));
					const hands = handsAcross(sweptLand(stretch, offset), sides, houses, numbers);
					const moved = new Map(hands.flatMap(({ ids, number }) => ids.map((id) => [id, number])));
					const within = bent.map((polygon) => locator([{ polygon, value: true }]));
					const before = sides.map(({ boundary }) => locator([{ polygon: boundary, value: true }]));
					for (const { id, location } of houses) {
						const side = sides.findIndex(({ number }) => number === numbers.get(id));
						if (side < 0 || !before[side]!.at(location.coordinates)) continue;
						const now = moved.has(id) ? 1 - side : side;
						expect(within[now]!.at(location.coordinates)).toBe(true);
					}
				}
			),
			{ numRuns: 12, seed: 20261124 }
		);
		expect(tried).toBeGreaterThan(3);
	}, 60_000);
});
