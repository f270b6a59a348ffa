import { describe, expect, it } from 'vitest';
import { hatchPicture, shapePicture } from './rasters.ts';
import { outlines, svgPath, type Shape } from './symbols.ts';

const look = { sizePx: 20, haloPx: 2, halo: '#ffffff' };
const pixel = ({ width, data }: ReturnType<typeof shapePicture>, x: number, y: number) => [
	...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)
];

describe('the pictures of the map', () => {
	it('fill a circle, leave its corners clear and give it a rim', () => {
		const picture = shapePicture('circle', '#a3122b', look);
		const middle = Math.floor(picture.width / 2);
		expect(pixel(picture, middle, middle)).toEqual([0xa3, 0x12, 0x2b, 255]);
		expect(pixel(picture, 0, 0)[3]).toBe(0);
		const row = Array.from({ length: picture.width }, (_, x) => pixel(picture, x, middle));
		expect(row.some(([r, g, b, a]) => r === 255 && g === 255 && b === 255 && a === 255)).toBe(true);
	});

	it('leave a ring open in the middle but for its rim', () => {
		const picture = shapePicture('ring', '#37546b', { ...look, haloPx: 0 });
		const middle = Math.floor(picture.width / 2);
		expect(pixel(picture, middle, middle)[3]).toBe(0);
	});

	it('hatch without a seam where tiles of the pattern meet', () => {
		const { width, data } = hatchPicture('#ffffff', '#000000');
		const dark = (x: number, y: number) => data[(y * width + x) * 4] === 0;
		for (let y = 1; y < width; y++) expect(dark(0, y)).toBe(dark(width - 1, (y + 1) % width));
	});

	it('are the same outlines as in the legend', () => {
		for (const shape of Object.keys(outlines) as Shape[]) {
			expect(svgPath(shape).match(/M/g)).toHaveLength(outlines[shape].length);
		}
	});
});
