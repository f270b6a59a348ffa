import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ratioSurface, type RatioPoint, type RatioSurface } from './ratio-surface.ts';

const options = { bandwidthM: 200, floor: 2 };
const metresPerDegree = 111_195;

const aPoint: fc.Arbitrary<RatioPoint> = fc
	.record({
		lng: fc.double({ min: 117.5, max: 117.53, noNaN: true }),
		lat: fc.double({ min: 0.5, max: 0.53, noNaN: true }),
		target: fc.integer({ min: 1, max: 12 }),
		share: fc.double({ min: 0, max: 1, noNaN: true })
	})
	.map(({ lng, lat, target, share }) => ({
		position: [lng, lat],
		target,
		visited: Math.round(target * share)
	}));
const someHomes = fc.array(aPoint, { minLength: 1, maxLength: 60 });

const middleOf = (surface: RatioSurface, at: number): [number, number] => [
	surface.west + ((at % surface.columns) + 0.5) * surface.stepLng,
	surface.south + (Math.floor(at / surface.columns) + 0.5) * surface.stepLat
];

/** The two sums at one spot, point by point. */
function sumsAt(points: readonly RatioPoint[], [lng, lat]: [number, number], bandwidthM: number) {
	const lngM = metresPerDegree * Math.cos((lat * Math.PI) / 180);
	let [visited, target] = [0, 0];
	for (const point of points) {
		const eastM = (point.position[0]! - lng) * lngM;
		const northM = (point.position[1]! - lat) * metresPerDegree;
		const near = Math.exp(-(eastM ** 2 + northM ** 2) / (2 * bandwidthM ** 2));
		visited += near * point.visited;
		target += near * point.target;
	}
	return { visited, target };
}

const cellAt = (surface: RatioSurface, lng: number, lat: number) =>
	surface.share[
		Math.floor((lat - surface.south) / surface.stepLat) * surface.columns +
			Math.floor((lng - surface.west) / surface.stepLng)
	]!;

const home = (lng: number, lat: number, visited: number, target = 1): RatioPoint => ({
	position: [lng, lat],
	target,
	visited
});

describe('the ratio surface', () => {
	it('is what the two kernel sums say at the middle of every cell', () => {
		fc.assert(
			fc.property(someHomes, (points) => {
				const surface = ratioSurface(points, options);
				expect(surface).not.toBeNull();
				for (let at = 0; at < surface!.share.length; at += 37) {
					const { visited, target } = sumsAt(points, middleOf(surface!, at), surface!.bandwidthM);
					const share = surface!.share[at]!;
					// Beside the floor either answer is right: the sums differ by the width of a cell.
					if (target < options.floor * 0.9) expect(share).toBeNaN();
					if (target > options.floor * 1.1) expect(share).toBeCloseTo(visited / target, 1);
				}
			}),
			{ numRuns: 60 }
		);
	});

	it('says all where everybody was visited and nothing where nobody was', () => {
		fc.assert(
			fc.property(someHomes, (points) => {
				for (const share of [0, 1]) {
					const all = points.map((point) => ({ ...point, visited: point.target * share }));
					const said = ratioSurface(all, options)!.share.filter((one) => !Number.isNaN(one));
					for (const one of said) expect(one).toBeCloseTo(share, 6);
				}
			}),
			{ numRuns: 40 }
		);
	});

	it('does not show where many live: twice as many of all is the same surface', () => {
		fc.assert(
			fc.property(someHomes, (points) => {
				const twice = points.map(({ position, visited, target }) => ({
					position,
					visited: visited * 2,
					target: target * 2
				}));
				const one = ratioSurface(points, options)!.share;
				const other = ratioSurface(twice, { ...options, floor: options.floor * 2 })!.share;
				one.forEach((share, at) => {
					if (Number.isNaN(share)) expect(other[at]).toBeNaN();
					else expect(other[at]).toBeCloseTo(share, 5);
				});
			}),
			{ numRuns: 40 }
		);
	});

	it('says nothing of a house that stands alone', () => {
		const alone = [home(117.5, 0.5, 0), home(117.52, 0.5, 1, 20)];
		const surface = ratioSurface(alone, options)!;
		expect(cellAt(surface, 117.5, 0.5)).toBeNaN();
		expect(cellAt(surface, 117.52, 0.5)).toBeCloseTo(0.05, 5);
	});

	it('keeps apart a visited and a missed hamlet a kilometre away', () => {
		const surface = ratioSurface([home(117.5, 0.5, 30, 30), home(117.51, 0.5, 0, 30)], options)!;
		expect(cellAt(surface, 117.5, 0.5)).toBeGreaterThan(0.95);
		expect(cellAt(surface, 117.51, 0.5)).toBeLessThan(0.05);
	});

	it('widens its kernel over a large area rather than growing without end', () => {
		const far = [home(116, -1, 5, 10), home(119, 2, 5, 10)];
		const surface = ratioSurface(far, { ...options, maxCells: 10_000 })!;
		expect(surface.columns * surface.rows).toBeLessThanOrEqual(11_000);
		expect(surface.bandwidthM).toBeGreaterThan(options.bandwidthM);
	});

	it('leaves out points that cannot be, and is nothing where none is left', () => {
		expect(ratioSurface([], options)).toBeNull();
		expect(ratioSurface([home(NaN, 0, 1), home(117.5, 0.5, 0, 0)], options)).toBeNull();
		const surface = ratioSurface([home(117.5, 0.5, 9, 3)], options)!;
		expect(cellAt(surface, 117.5, 0.5)).toBe(1);
	});
});
