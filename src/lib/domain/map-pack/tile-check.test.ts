import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tileFormat } from './tile-check.ts';

const layer = (content: Uint8Array) => {
	const length: number[] = [];
	for (let left = content.length; ; left >>= 7) {
		length.push(left < 128 ? left : (left & 127) | 128);
		if (left < 128) break;
	}
	return Uint8Array.of(0x1a, ...length, ...content);
};
const png = Uint8Array.of(
	...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3],
	...[0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]
);
const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 0xff, 0xd9);
const webp = Uint8Array.of(0x52, 0x49, 0x46, 0x46, 6, 0, 0, 0, 0x57, 0x45, 0x42, 0x50, 9, 9);
const text = (words: string) => new TextEncoder().encode(words);

describe('a whole tile', () => {
	it('is known by its frame', () => {
		expect(tileFormat(png)).toBe('png');
		expect(tileFormat(jpeg)).toBe('jpeg');
		expect(tileFormat(webp)).toBe('webp');
		expect(tileFormat(Uint8Array.of(...layer(Uint8Array.of(1, 2)), ...layer(png)))).toBe('vector');
	});
	it('is no page of a hotspot, no error and no nothing', () => {
		for (const words of ['<!doctype html><p>Masuk', '{"error":"x"}', '', 'Not found']) {
			expect(tileFormat(text(words))).toBeNull();
		}
	});
	it('of one layer is not whole while a single byte is missing', () => {
		fc.assert(
			fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), fc.nat(), (content, at) => {
				const whole = layer(content);
				expect(tileFormat(whole)).toBe('vector');
				expect(tileFormat(whole.subarray(0, at % whole.length))).toBeNull();
			})
		);
	});
	it('of a picture is not whole while its end is missing', () => {
		for (const whole of [png, jpeg, webp])
			for (let end = 0; end < whole.length; end++)
				expect(tileFormat(whole.subarray(0, end))).toBeNull();
	});
});
