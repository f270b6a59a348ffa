import { expect, it } from 'vitest';
import { sizeText } from './size-text.ts';

it.each([
	[0, '0 B'],
	[999, '999 B'],
	[1500, '1,5 kB'],
	[12_345_678, '12 MB'],
	[4_000_000_000, '4 GB']
])('writes %i bytes as %s', (bytes, text) => {
	expect(sizeText(bytes, 'id')).toBe(text);
});
