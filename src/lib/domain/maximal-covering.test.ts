import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maximalCovering, type CoveringInput } from './maximal-covering.ts';

/** Homes served by some places, each once. */
function served({ reach }: CoveringInput, places: readonly number[]): Set<number> {
	return new Set(places.flatMap((place) => [...Array.from(reach[place]!)]));
}

function peopleOf(input: CoveringInput, places: readonly number[]): number {
	return [...served(input, places)].reduce((sum, home) => sum + input.people[home]!, 0);
}

/** Every choice of at most `count` places. */
function bestPeople(input: CoveringInput, count: number, from = 0, kept: number[] = []): number {
	let best = peopleOf(input, kept);
	if (kept.length === count) return best;
	for (let place = from; place < input.reach.length; place++)
		best = Math.max(best, bestPeople(input, count, place + 1, [...kept, place]));
	return best;
}

/** Greedy adding alone, written anew. */
function greedyPeople(input: CoveringInput, count: number): number {
	const kept: number[] = [];
	for (let step = 0; step < count; step++) {
		const totals = input.reach.map((_, place) => peopleOf(input, [...kept, place]));
		const most = Math.max(...totals);
		if (most <= peopleOf(input, kept)) break;
		kept.push(totals.indexOf(most));
	}
	return peopleOf(input, kept);
}

const instances = fc.integer({ min: 1, max: 10 }).chain((homes) =>
	fc.record({
		people: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: homes, maxLength: homes }),
		reach: fc.array(fc.array(fc.integer({ min: 0, max: homes - 1 }), { maxLength: 7 }), {
			maxLength: 9
		})
	})
);
const counts = fc.integer({ min: 1, max: 4 });

describe('the places that serve most people', () => {
	it('never serve fewer than greedy adding, nor than its bound, nor more than the best there is', () => {
		fc.assert(
			fc.property(instances, counts, (input, count) => {
				const places = maximalCovering(input, count).map(({ place }) => place);
				const people = peopleOf(input, places);
				const best = bestPeople(input, count);
				expect(people).toBeGreaterThanOrEqual(greedyPeople(input, count));
				expect(people).toBeGreaterThanOrEqual((1 - 1 / Math.E) * best);
				expect(people).toBeLessThanOrEqual(best);
				if (count === 1) expect(people).toBe(best);
			}),
			{ numRuns: 500 }
		);
	});

	it('count each home once, at the place that comes first', () => {
		fc.assert(
			fc.property(instances, counts, (input, count) => {
				const steps = maximalCovering(input, count);
				const places = steps.map(({ place }) => place);
				expect(new Set(places).size).toBe(places.length);
				expect(steps.reduce((sum, { people }) => sum + people, 0)).toBe(peopleOf(input, places));
				expect(steps.reduce((sum, { homes }) => sum + homes, 0)).toBe(served(input, places).size);
				for (const [i, step] of steps.entries()) {
					expect(step.homes).toBeGreaterThan(0);
					expect(step.people).toBeLessThanOrEqual(steps[i - 1]?.people ?? Infinity);
				}
			})
		);
	});

	it('cannot be bettered by exchanging one of them', () => {
		fc.assert(
			fc.property(instances, counts, (input, count) => {
				const places = maximalCovering(input, count).map(({ place }) => place);
				const people = peopleOf(input, places);
				for (const [at] of places.entries())
					for (const [other] of input.reach.entries()) {
						const exchanged = places.map((place, i) => (i === at ? other : place));
						expect(peopleOf(input, exchanged)).toBeLessThanOrEqual(people);
					}
			})
		);
	});

	it('find by exchange what greedy adding misses', () => {
		// The place that serves most first leaves two that together would have served all.
		const input = {
			people: [3, 1, 3, 3, 1, 3],
			reach: [
				[1, 2, 3, 4],
				[0, 1, 2],
				[3, 4, 5]
			]
		};
		expect(greedyPeople(input, 2)).toBe(11);
		const steps = maximalCovering(input, 2);
		expect(steps.map(({ place }) => place)).toEqual([1, 2]);
		expect(steps.reduce((sum, { people }) => sum + people, 0)).toBe(14);
	});

	it('are none where nobody is left to serve', () => {
		expect(maximalCovering({ people: [], reach: [[], []] }, 3)).toEqual([]);
		expect(maximalCovering({ people: [4], reach: [] }, 3)).toEqual([]);
	});
});
