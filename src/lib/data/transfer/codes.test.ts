import { expect, it } from 'vitest';
import { partLength, partsOf } from '#lib/domain/transfer/code-parts.ts';
import { codeIn, modulesOf } from './codes.ts';

/** A camera’s picture of a code: each module so many pixels wide. */
function pictureOf(modules: boolean[][], scale: number) {
	const side = modules.length * scale;
	const data = new Uint8ClampedArray(side * side * 4).fill(255);
	for (let y = 0; y < side; y++) {
		for (let x = 0; x < side; x++) {
			if (!modules[Math.floor(y / scale)]![Math.floor(x / scale)]) continue;
			data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
		}
	}
	return { data, width: side, height: side };
}

it('a code of the greatest length is read as it was shown', async () => {
	const [code = ''] = partsOf('aA0+/=“'.repeat(partLength).slice(0, partLength * 16)) ?? [];
	const modules = await modulesOf(code);
	expect(await codeIn(pictureOf(modules, 4))).toBe(code);
});

it('a picture without a code is none', async () => {
	const blank = { data: new Uint8ClampedArray(100 * 100 * 4).fill(255), width: 100, height: 100 };
	expect(await codeIn(blank)).toBeNull();
});
