import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaPicture, type PictureArea, type PictureFrame } from './area-picture.ts';

const frame: PictureFrame = { width: 180, maxHeight: 100, full: () => [16, 9], short: [6, 6] };
const square = (id: string, west: number, south: number, side: number): PictureArea => ({
	id,
	boundary: {
		type: 'MultiPolygon',
		coordinates: [
			[
				[
					[west, south],
					[west + side, south],
					[west + side, south + side],
					[west, south + side],
					[west, south]
				]
			]
		]
	}
});

describe('the picture of areas', () => {
	it('fills the frame, north upwards', () => {
		const picture = areaPicture([square('a', 117, -0.5, 0.1)], frame)!;
		expect(picture.height).toBeCloseTo(100, 1);
		const [first] = picture.shapes[0]!.path.slice(1).split('L');
		// South-west: below, and left of the middle by half a side.
		expect(first!.split(' ').map(Number)[1]).toBeCloseTo(100, 1);
		expect(first!.split(' ').map(Number)[0]).toBeCloseTo(40, 0);
	});
	it('is none without a boundary, and leaves out the area that has none', () => {
		expect(areaPicture([{ id: 'a', boundary: null }], frame)).toBeNull();
		const picture = areaPicture([{ id: 'a', boundary: null }, square('b', 117, 0, 0.1)], frame)!;
		expect(picture.shapes.map(({ id }) => id)).toEqual(['b']);
	});
	it('gives a small neighbour the number alone, or nothing where even that has no room', () => {
		const areas = [
			square('large', 117, 0, 1),
			square('small', 117.58, 0.44, 0.12),
			square('tiny', 117.49, 0.49, 0.02)
		];
		const { labels } = areaPicture(areas, frame)!;
		const of = (id: string) => labels.find((label) => label.id === id);
		expect(of('large')).toMatchObject({ isFull: true });
		expect(of('small')).toMatchObject({ isFull: false });
		expect(of('tiny')).toBeUndefined();
	});
	it('has a scale of a round length that is what it says', () => {
		const { scale } = areaPicture([square('a', 117, 0, 0.1)], frame)!;
		// 0.1° is 11,132 m and 100 units high.
		expect(scale).toEqual({ lengthM: 2000, length: expect.closeTo(17.97, 1) as number });
	});
	it('keeps everything in its frame and no label on another, whatever the areas', () => {
		const some = fc.record({
			west: fc.double({ min: 95, max: 141, noNaN: true }),
			south: fc.double({ min: -11, max: 6, noNaN: true }),
			side: fc.double({ min: 0.0001, max: 2, noNaN: true })
		});
		fc.assert(
			fc.property(fc.array(some, { minLength: 1, maxLength: 30 }), (squares) => {
				const areas = squares.map(({ west, south, side }, n) => square(`${n}`, west, south, side));
				const { shapes, labels, height, scale } = areaPicture(areas, frame)!;
				expect(shapes).toHaveLength(areas.length);
				const numbers = shapes.flatMap(({ path }) => path.match(/-?[\d.]+/g)!.map(Number));
				numbers.forEach((value, index) => {
					expect(value).toBeGreaterThanOrEqual(-0.01);
					expect(value).toBeLessThanOrEqual((index % 2 === 0 ? frame.width : height) + 0.01);
				});
				expect(height).toBeLessThanOrEqual(frame.maxHeight + 0.01);
				expect(scale.length).toBeGreaterThan(0);
				const boxes = labels.map(({ x, y, isFull }) => [x, y, ...(isFull ? [16, 9] : frame.short)]);
				boxes.forEach(([ax = 0, ay = 0, aw = 0, ah = 0], at) => {
					for (const [bx = 0, by = 0, bw = 0, bh = 0] of boxes.slice(at + 1))
						expect(
							Math.abs(ax - bx) >= (aw + bw) / 2 - 1e-9 || Math.abs(ay - by) >= (ah + bh) / 2 - 1e-9
						).toBe(true);
				});
			})
		);
	});
});
