import fc from 'fast-check';
import type { Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { bentLine, handsAcross, middleOf, sweptLand } from './border-bend.ts';

const lengthOf = (line: readonly Position[]) =>
	line
		.slice(1)
		.reduce((sum, to, at) => sum + Math.hypot(to[0]! - line[at]![0]!, to[1]! - line[at]![1]!), 0);

/** Even-odd, by a ray to the east. */
function isWithin(ring: readonly Position[], [x = 0, y = 0]: Position): boolean {
	let crossings = 0;
	ring.forEach(([ax = 0, ay = 0], at) => {
		const [bx = 0, by = 0] = ring[(at + 1) % ring.length]!;
		if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) crossings++;
	});
	return crossings % 2 === 1;
}

/** A crooked line from the lower to the upper edge of the square of 0 … 10. */
const crooked = fc
	.array(fc.tuple(fc.double({ min: 1, max: 9, noNaN: true }), fc.integer({ min: 1, max: 99 })), {
		maxLength: 6
	})
	.map((places): Position[] => {
		const heights = [...new Set(places.map(([, y]) => y))].sort((a, b) => a - b);
		return [[5, 0], ...heights.map((y, at): Position => [places[at]![0], y / 10]), [5, 10]];
	});
const offset = fc.tuple(
	fc.double({ min: -4, max: 4, noNaN: true }),
	fc.double({ min: -4, max: 4, noNaN: true })
);
/** Their thousandths keep them off every line that can be drawn by hand. */
const places = fc.array(
	fc
		.tuple(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 0, max: 999 }))
		.map(([x, y]): Position => [x / 100 + 0.00173, y / 100 + 0.00359]),
	{ minLength: 1, maxLength: 80 }
);

const polygon = (ring: readonly Position[]) => ({
	type: 'MultiPolygon' as const,
	coordinates: [[[...ring, ring[0]!]]]
});
/** The square with the line through it: what lies to the west is 1, to the east 2. */
function squareCut(line: readonly Position[]) {
	const west = [...line, [0, 10], [0, 0]];
	const east = [...[...line].reverse(), [10, 0], [10, 10]];
	return {
		west,
		sides: [
			{ number: 1, boundary: polygon(west) },
			{ number: 2, boundary: polygon(east) }
		] as const
	};
}
const houses = (at: readonly Position[]) =>
	at.map((coordinates, id) => ({
		id: `h${id}`,
		location: { type: 'Point' as const, coordinates }
	}));

const whole = (line: readonly Position[]) => ({ line, from: 0, to: 1 });
const stretch = fc
	.tuple(crooked, fc.integer({ min: 1, max: 5 }), fc.nat(4))
	.map(([line, parts, at]) => ({
		line,
		from: (at % parts) / parts,
		to: ((at % parts) + 1) / parts
	}));

describe('a stretch of a border', () => {
	it('is pulled half-way along', () => {
		const bent = [
			[0, 0],
			[6, 0],
			[6, 2]
		];
		expect(middleOf(whole(bent))).toEqual([4, 0]);
		expect(middleOf({ line: bent, from: 0.5, to: 1 })).toEqual([6, 0]);
	});

	it('leaves the rest of the border where it is, and every corner in its place along it', () => {
		fc.assert(
			fc.property(stretch, offset, (one, by) => {
				const bent = bentLine(one, by);
				const still = bentLine(one, [0, 0]);
				expect(still).toHaveLength(bent.length);
				expect(lengthOf(still)).toBeCloseTo(lengthOf(one.line), 9);
				for (const corner of one.line) expect(still).toContainEqual(corner);
				let along = 0;
				for (const [at, place] of still.entries()) {
					along += at === 0 ? 0 : lengthOf([still[at - 1]!, place]);
					const t = along / lengthOf(one.line);
					if (t < one.from - 1e-9 || t > one.to + 1e-9) expect(bent[at]).toEqual(place);
				}
			})
		);
	});
});

describe('a border that is pulled', () => {
	it('keeps its ends, and goes through the place it was pulled to', () => {
		fc.assert(
			fc.property(stretch, offset, (one, by) => {
				const { line } = one;
				const bent = bentLine(one, by);
				expect(bent[0]).toEqual(line[0]);
				expect(bent.at(-1)).toEqual(line.at(-1));
				const [x, y] = middleOf(one);
				const nearest = Math.min(
					...bent.map((at) => Math.hypot(at[0]! - x! - by[0], at[1]! - y! - by[1]))
				);
				expect(nearest).toBeLessThan(1e-9);
			})
		);
	});

	it('gives away exactly the houses that come to lie on its other side', () => {
		fc.assert(
			fc.property(stretch, offset, places, (one, by, at) => {
				const { west, sides } = squareCut(one.line);
				const westThen = [...bentLine(one, by), [0, 10], [0, 0]];
				const numbers = new Map(at.map((house, id) => [`h${id}`, isWithin(west, house) ? 1 : 2]));
				const then = (house: Position) => (isWithin(westThen, house) ? 1 : 2);
				const given = handsAcross(sweptLand(one, by), sides, houses(at), numbers);
				expect(given.map(({ number }) => number)).toEqual([2, 1]);
				for (const [side, { ids }] of given.entries()) {
					const own = at.flatMap((house, id) =>
						numbers.get(`h${id}`) === side + 1 && then(house) !== side + 1 ? [`h${id}`] : []
					);
					expect(ids).toEqual(own);
				}
			}),
			{ numRuns: 400, seed: 20261123 }
		);
	});

	it('does the same seen from either side', () => {
		fc.assert(
			fc.property(crooked, offset, places, (line, by, at) => {
				const { west, sides } = squareCut(line);
				const numbers = new Map(at.map((one, id) => [`h${id}`, isWithin(west, one) ? 1 : 2]));
				const [a, b] = handsAcross(sweptLand(whole(line), by), sides, houses(at), numbers);
				const turned = sweptLand(whole([...line].reverse()), by);
				const swapped = [sides[1], sides[0]] as const;
				expect(handsAcross(turned, swapped, houses(at), numbers)).toEqual([b, a]);
			})
		);
	});

	it('gives nobody away where it is not pulled', () => {
		fc.assert(
			fc.property(crooked, places, (line, at) => {
				const { west, sides } = squareCut(line);
				const numbers = new Map(at.map((one, id) => [`h${id}`, isWithin(west, one) ? 1 : 2]));
				const given = handsAcross(sweptLand(whole(line), [0, 0]), sides, houses(at), numbers);
				expect(given.flatMap(({ ids }) => ids)).toEqual([]);
			})
		);
	});

	it('leaves those who were given away by hand, belong to a third or stand nowhere', () => {
		const line = [
			[5, 0],
			[5, 10]
		];
		const { sides } = squareCut(line);
		const all = [
			...houses([
				[4, 5],
				[4.1, 5],
				[4.2, 5]
			]),
			{ id: 'h3', location: null }
		];
		const numbers = new Map([
			['h0', 1],
			['h1', 2],
			['h2', 3],
			['h3', 1]
		]);
		const given = handsAcross(sweptLand(whole(line), [-3, 0]), sides, all, numbers);
		expect(given).toEqual([
			{ ids: ['h0'], number: 2 },
			{ ids: [], number: 1 }
		]);
	});
});
