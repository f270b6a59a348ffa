import fc from 'fast-check';
import type { MultiPolygon, Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { areaOf, box, type Ring } from '../../../tests/support/awkward-areas.ts';
import { areaPlans, generatedDivision } from '../../../tests/support/generated-areas.ts';
import { divide } from './division/divide.ts';
import { sharedBorders } from './shared-borders.ts';

const numbered = (...rings: Ring[]) =>
	rings.map((ring, at) => ({ number: at + 1, boundary: areaOf([ring]) }));
const corner = (x: number, y: number) => areaOf([[[x, y]]]).coordinates[0]![0]![0]!;

const edge = (a: Position, b: Position) => [a.join(), b.join()].sort().join(' ');
const edgesOfLine = (line: readonly Position[]) =>
	line.slice(1).map((to, at) => edge(line[at]!, to));
const edgesOf = ({ coordinates }: MultiPolygon) => coordinates.flat().flatMap(edgesOfLine);

describe('the borders of a territory', () => {
	it('are one line to each neighbour, also where the ring begins in the middle of it', () => {
		const left: Ring = [
			[500, 400],
			[500, 1000],
			[0, 1000],
			[0, 0],
			[500, 0]
		];
		const right: Ring = [
			[500, 0],
			[1000, 0],
			[1000, 1000],
			[500, 1000],
			[500, 400]
		];
		expect(sharedBorders(numbered(left, right), 1)).toEqual([
			{ neighbour: 2, line: [corner(500, 0), corner(500, 400), corner(500, 1000)] }
		]);
	});

	it('go all around a neighbour in the middle, and end where they began', () => {
		const inner = box(300, 300, 600, 600);
		const outer = { number: 2, boundary: areaOf([box(0, 0, 900, 900), inner.toReversed()]) };
		const both = [{ number: 1, boundary: areaOf([inner]) }, outer];
		for (const number of [1, 2]) {
			const [border, ...more] = sharedBorders(both, number);
			expect(more).toEqual([]);
			expect(border!.line).toHaveLength(5);
			expect(border!.line.at(-1)).toEqual(border!.line[0]);
		}
	});

	it('are none along the edge of the area, nor where the two sides are not written alike', () => {
		const [one, other] = [box(0, 0, 500, 500), box(500, 0, 1000, 500)];
		other[0] = [500, 1];
		expect(sharedBorders(numbered(one, other), 1)).toEqual([]);
		expect(sharedBorders(numbered(one), 1)).toEqual([]);
		expect(sharedBorders(numbered(one), 7)).toEqual([]);
	});

	it('are every edge that two territories share, once, and the same from the other side', () => {
		fc.assert(
			fc.property(areaPlans, (plan) => {
				const result = divide(generatedDivision(plan));
				if (!result.ok) return;
				const territories = result.territories.map(({ polygon }, number) => ({
					number,
					boundary: polygon
				}));
				const bordersOf = territories.map(({ number }) => sharedBorders(territories, number));
				const between = (a: number, b: number) =>
					bordersOf[a]!.filter(({ neighbour }) => neighbour === b).flatMap(({ line }) =>
						edgesOfLine(line)
					);
				for (const one of territories) {
					for (const other of territories.slice(0, one.number)) {
						const written = new Set(edgesOf(other.boundary));
						const shared = edgesOf(one.boundary).filter((each) => written.has(each));
						expect(between(one.number, other.number).sort()).toEqual(shared.sort());
						expect(between(other.number, one.number).sort()).toEqual(shared);
					}
				}
			}),
			{ numRuns: 10, seed: 20261123 }
		);
	}, 60_000);
});
