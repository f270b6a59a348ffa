import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ratioBands } from './ratio-bands.ts';
import type { RatioSurface } from './ratio-surface.ts';

const aSurface: fc.Arbitrary<RatioSurface> = fc
	.record({ columns: fc.integer({ min: 1, max: 12 }), rows: fc.integer({ min: 1, max: 12 }) })
	.chain(({ columns, rows }) =>
		fc
			.array(fc.constantFrom(NaN, 0, 0.49, 0.5, 0.8, 0.9, 0.95, 1), {
				minLength: columns * rows,
				maxLength: columns * rows
			})
			.map((share) => ({
				west: 117,
				south: 0,
				stepLng: 1,
				stepLat: 1,
				columns,
				rows,
				share: Float32Array.from(share),
				bandwidthM: 100
			}))
	);

const classes = [0, 0.49, 0.5, 0.8, 0.9, 0.95, 1].map(
	(share) => [Math.fround(share), ['0', '0', '1', '2', '3', '4', '4']] as const
);
const classOf = (share: number) => {
	const at = classes.findIndex(([one]) => one === share);
	return at === -1 ? null : classes[at]![1][at]!;
};

describe('the bands of a ratio surface', () => {
	it('cover every cell that says something once, in its class, and no other', () => {
		fc.assert(
			fc.property(aSurface, (surface) => {
				const painted = new Map<number, string[]>();
				for (const { geometry, properties } of ratioBands(surface).features) {
					const [[west, south], , [east, north]] = geometry.coordinates[0] as [
						[number, number],
						[number, number],
						[number, number]
					];
					for (let x = west; x < east; x++)
						for (let y = south; y < north; y++) {
							const at = y * surface.columns + (x - surface.west);
							painted.set(at, [...(painted.get(at) ?? []), properties.class]);
						}
				}
				surface.share.forEach((share, at) => {
					const wanted = classOf(share);
					expect(painted.get(at) ?? []).toEqual(wanted === null ? [] : [wanted]);
				});
			})
		);
	});

	it('are few where large parts are alike', () => {
		const share = new Float32Array(10_000).fill(0.2);
		const features = ratioBands({
			west: 0,
			south: 0,
			stepLng: 1,
			stepLat: 1,
			columns: 100,
			rows: 100,
			share,
			bandwidthM: 1
		}).features;
		expect(features).toHaveLength(1);
	});
});
