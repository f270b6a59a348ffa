import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asFromCamera, frameOfJpeg } from '../../../tests/support/jpeg.ts';
import {
	bareJpeg,
	fileProblem,
	fitted,
	isWhole,
	maxFileBytes,
	maxPhotoBytes,
	nextAttempt,
	unopenedProblem,
	type Attempt,
	type Tried
} from './house-photo.ts';

/** All attempts for a picture that takes as many bytes as `sizeOf` says. */
function attempts(sizeOf: (attempt: Attempt) => number): Tried[] {
	const tried: Tried[] = [];
	for (;;) {
		const next = nextAttempt(tried.at(-1) ?? null);
		if (!next) return tried;
		tried.push({ ...next, bytes: sizeOf(next) });
	}
}

describe('the size of a picture', () => {
	it('stays the best when that fits', () => {
		expect(attempts(() => maxPhotoBytes)).toEqual([
			{ longSidePx: 1024, quality: 0.8, bytes: maxPhotoBytes }
		]);
	});

	it('becomes coarser before it becomes smaller', () => {
		const tried = attempts(({ quality }) => (quality > 0.6 ? maxPhotoBytes + 1 : 1));
		expect(tried.map(({ longSidePx, quality }) => [longSidePx, quality])).toEqual([
			[1024, 0.8],
			[1024, 0.65],
			[1024, 0.5]
		]);
	});

	it('does not try the coarser ones of a size that is hopeless', () => {
		const tried = attempts(({ longSidePx }) => (longSidePx > 800 ? 2 * maxPhotoBytes : 1));
		expect(tried.map(({ longSidePx, quality }) => [longSidePx, quality])).toEqual([
			[1024, 0.8],
			[800, 0.8]
		]);
	});

	it('ends with one that fits or with the smallest, and never goes back', () => {
		const size = fc.integer({ min: 1, max: 4_000_000 });
		fc.assert(
			fc.property(fc.array(size, { minLength: 15, maxLength: 15 }), (sizes) => {
				let at = 0;
				const tried = attempts(() => sizes[at++]!);
				const last = tried.at(-1)!;
				expect(tried.length).toBeLessThanOrEqual(15);
				expect(last.bytes <= maxPhotoBytes || last.longSidePx === 320).toBe(true);
				for (const [index, { bytes, longSidePx, quality }] of tried.slice(0, -1).entries()) {
					const next = tried[index + 1]!;
					expect(bytes).toBeGreaterThan(maxPhotoBytes);
					expect(
						next.longSidePx < longSidePx ||
							(next.longSidePx === longSidePx && next.quality < quality)
					).toBe(true);
				}
			})
		);
	});

	it('keeps its proportions, never grows, and is never nothing', () => {
		const side = fc.integer({ min: 1, max: 20_000 });
		fc.assert(
			fc.property(side, side, fc.constantFrom(320, 640, 1024), (width, height, long) => {
				const { widthPx, heightPx } = fitted(width, height, long);
				expect(Math.max(widthPx, heightPx)).toBeLessThanOrEqual(
					Math.min(long, Math.max(width, height))
				);
				expect(Math.min(widthPx, heightPx)).toBeGreaterThanOrEqual(1);
				const scale = Math.min(1, long / Math.max(width, height));
				expect(Math.abs(widthPx - width * scale)).toBeLessThanOrEqual(1);
				expect(Math.abs(heightPx - height * scale)).toBeLessThanOrEqual(1);
			})
		);
	});
});

describe('what a camera wrote beside a picture', () => {
	const bare = frameOfJpeg();

	it('is taken out: its time, its place, its profile and its comment', () => {
		const taken = asFromCamera(bare);
		expect(Buffer.from(taken).includes('Exif')).toBe(true);
		expect(bareJpeg(taken)).toEqual(bare);
	});

	it('is taken out after the scan too, with all that lies behind the end', () => {
		const late = new Uint8Array([
			...bare.subarray(0, -2),
			...[0xff, 0xe1, 0, 6, 69, 120, 105, 102],
			...bare.subarray(-2),
			...Buffer.from('GPS 1.05 S')
		]);
		expect(bareJpeg(late)).toEqual(bare);
	});

	it('leaves a bare picture as it is', () => {
		expect(bareJpeg(bare)).toEqual(bare);
	});

	it.each([
		['nothing', new Uint8Array()],
		['a PNG', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])],
		['one cut in its head', bare.subarray(0, 30)],
		['one cut in its scan', bare.subarray(0, -10)],
		['one whose segment has no length', new Uint8Array([0xff, 0xd8, 0xff, 0xdb, 0, 1, 2, 3])]
	])('is not looked for in %s', (_, bytes) => {
		expect(bareJpeg(bytes)).toBeNull();
	});

	it('never comes through, wherever a byte was changed', () => {
		const taken = asFromCamera(bare);
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: taken.length - 1 }),
				fc.integer({ min: 0, max: 255 }),
				(at, value) => {
					const damaged = taken.slice();
					damaged[at] = value;
					const result = bareJpeg(damaged);
					expect(result === null || isWhole(result)).toBe(true);
					expect(result?.length ?? 0).toBeLessThanOrEqual(taken.length);
				}
			)
		);
	});
});

describe('a wrong file', () => {
	it.each([
		[{ type: 'application/pdf', size: 10 }, 'not_a_picture'],
		[{ type: 'video/mp4', size: 10 }, 'not_a_picture'],
		[{ type: 'image/jpeg', size: maxFileBytes + 1 }, 'file_too_large'],
		[{ type: 'image/jpeg', size: maxFileBytes }, null],
		[{ type: '', size: 10 }, null]
	] as const)('%o is %s', (file, problem) => {
		expect(fileProblem(file)).toBe(problem);
	});

	it.each([
		[{ name: 'IMG_1.HEIC', type: '' }, 'heic'],
		[{ name: 'foto', type: 'image/heif' }, 'heic'],
		[{ name: 'foto.jpg', type: 'image/jpeg' }, 'unreadable']
	] as const)('that does not open, %o, is %s', (file, problem) => {
		expect(unopenedProblem(file)).toBe(problem);
	});
});
