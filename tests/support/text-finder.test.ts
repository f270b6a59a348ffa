import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TextFinder } from './text-finder.ts';

// Few letters, so that texts overlap, repeat and nearly match.
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é', ' '), minLength: 4, maxLength: 9 });

it('finds exactly the texts that stand in the bytes, in either encoding', () => {
	fc.assert(
		fc.property(
			fc.array(text, { maxLength: 12 }),
			fc.array(fc.oneof(text, fc.string({ maxLength: 3 })), { maxLength: 20 }),
			fc.constantFrom('utf8' as const, 'utf16le' as const),
			(texts, parts, encoding) => {
				const content = Buffer.from(parts.join(''), encoding);
				const standing = texts.filter((one) =>
					(['utf8', 'utf16le'] as const).some((form) => content.includes(Buffer.from(one, form)))
				);
				expect(new TextFinder(texts).in(content)).toEqual([...new Set(standing)].sort());
			}
		)
	);
});

it('refuses a text that could stand there by chance', () => {
	expect(() => new TextFinder(['abc'])).toThrow('too short');
});
