import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostParts, partLength, partsOf, textOf, withCode, type ReadParts } from './code-parts.ts';
import { bundleFrom, queueFileFrom } from './read-queue-file.ts';

const file = {
	format: 'jangkau-queue',
	version: 1,
	membership: 'm',
	device: 'd',
	iv: 'AAAAAAAAAAAAAAAA',
	data: 'AAAA'
};

describe('a queue file', () => {
	it('is read as it was written', () => {
		expect(queueFileFrom(`\n${JSON.stringify(file)}\n`)).toEqual({ ok: true, value: file });
	});
	it.each([
		['', 'not_a_queue_file'],
		['catatan rapat', 'not_a_queue_file'],
		['{"format":"other"}', 'not_a_queue_file'],
		['null', 'not_a_queue_file'],
		['[]', 'not_a_queue_file'],
		[JSON.stringify({ ...file, version: 2 }), 'newer_version'],
		[JSON.stringify({ ...file, data: 'not base64!' }), 'damaged'],
		[JSON.stringify({ ...file, iv: 7 }), 'damaged'],
		[JSON.stringify(file).slice(0, -9), 'not_a_queue_file']
	])('is not %s', (text, problem) => {
		expect(queueFileFrom(text)).toEqual({ ok: false, error: problem });
	});
	it('never throws, whatever is chosen', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
				expect(queueFileFrom(text).ok).toBe(false);
				expect(bundleFrom(text)).toBeNull();
			})
		);
	});
});

describe('codes', () => {
	const texts = fc.string({
		minLength: 1,
		maxLength: partLength * mostParts,
		unit: 'grapheme-ascii'
	});

	it('carry any text, read in any order and more than once', () => {
		fc.assert(
			fc.property(texts, fc.infiniteStream(fc.nat()), (text, order) => {
				const parts = partsOf(text)!;
				let read: ReadParts | null = null;
				const shuffled = parts
					.flatMap((part) => [part, part])
					.map((part) => ({ part, at: order.next().value as number }))
					.sort((a, b) => a.at - b.at);
				for (const { part } of shuffled) read = withCode(read, part);
				expect(textOf(read!)).toBe(text);
			})
		);
	});
	it('say nothing before the last one is read', () => {
		const parts = partsOf('x'.repeat(partLength * 3))!;
		const two = parts.slice(1).reduce<ReadParts | null>((read, part) => withCode(read, part), null);
		expect(two).toMatchObject({ total: 3 });
		expect(textOf(two!)).toBeNull();
	});
	it('of another set begin anew, and foreign codes are not ours', () => {
		const first = withCode(null, partsOf('a'.repeat(partLength * 2))![0]!)!;
		const other = withCode(first, partsOf('b'.repeat(partLength * 2))![1]!)!;
		expect([...other.parts.keys()]).toEqual([2]);
		expect(withCode(first, 'https://contoh.id')).toBeNull();
		expect(withCode(first, 'JGK1|abcdef|9/2|x')).toBeNull();
	});
	it('are not made of a text that nobody would scan', () => {
		expect(partsOf('x'.repeat(partLength * mostParts))).toHaveLength(mostParts);
		expect(partsOf('x'.repeat(partLength * mostParts + 1))).toBeNull();
	});
});
