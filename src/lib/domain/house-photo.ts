// The picture of a house: how large it may be, which size to try next, and the bare JPEG that is left when
// all that cameras and programs write beside the picture is taken out.
import type { Id, Instant } from './entity.ts';

/** Bytes of a picture as it is kept and sent; the server takes no more. */
export const maxPhotoBytes = 60 * 1024;
/** Bytes of a file that is tried at all: more than the largest phone's picture. */
export const maxFileBytes = 30 * 1024 * 1024;

/** `waiting`: only on this phone. `refused`: the server will not take it, see `code`. */
export type HousePhotoState = 'waiting' | 'stored' | 'refused';

export interface HousePhoto {
	readonly id: Id<'photo'>;
	readonly householdId: Id<'household'>;
	readonly takenAt: Instant;
	readonly state: HousePhotoState;
	readonly code: string | null;
	readonly jpeg: Uint8Array;
}

/** One way to make the picture smaller. */
export interface Attempt {
	readonly longSidePx: number;
	/** As the browser's encoder takes it, between 0 and 1. */
	readonly quality: number;
}

export interface Tried extends Attempt {
	readonly bytes: number;
}

/** A house is known again at 1,024 pixels as well as at 4,000; at 320 still by its colour and its roof. */
const sidesPx = [1024, 800, 640, 480, 320];
const qualities = [0.8, 0.65, 0.5];
/** The lowest quality makes about half of what the highest makes. */
const hopelessFrom = 2;

/**
 * The next size and quality to try: the best first, then coarser, then smaller; a size of which even the
 * coarsest cannot fit is passed over.
 *
 * @returns null when the last one fits, and when there is nothing smaller to try
 */
export function nextAttempt(last: Tried | null): Attempt | null {
	if (last === null) return { longSidePx: sidesPx[0]!, quality: qualities[0]! };
	if (last.bytes <= maxPhotoBytes) return null;
	const coarser = qualities.find((quality) => quality < last.quality);
	if (coarser !== undefined && last.bytes < hopelessFrom * maxPhotoBytes) {
		return { longSidePx: last.longSidePx, quality: coarser };
	}
	const smaller = sidesPx.find((side) => side < last.longSidePx);
	return smaller === undefined ? null : { longSidePx: smaller, quality: qualities[0]! };
}

/** Whole pixels with the same proportions, never larger than it is, never nothing. */
export function fitted(
	widthPx: number,
	heightPx: number,
	longSidePx: number
): { readonly widthPx: number; readonly heightPx: number } {
	const scale = Math.min(1, longSidePx / Math.max(widthPx, heightPx));
	const whole = (px: number) => Math.max(1, Math.round(px * scale));
	return { widthPx: whole(widthPx), heightPx: whole(heightPx) };
}

/** Why a file cannot become the picture of a house. */
export type PhotoFileProblem = 'not_a_picture' | 'file_too_large' | 'heic' | 'unreadable';

/**
 * What is known without opening it; null: try. Names and types are what the phone says of the file.
 */
export function fileProblem(file: {
	readonly size: number;
	readonly type: string;
}): PhotoFileProblem | null {
	if (file.type !== '' && !file.type.startsWith('image/')) return 'not_a_picture';
	return file.size > maxFileBytes ? 'file_too_large' : null;
}

/** Of a file that did not open. Half of the phones sold write HEIC, which few browsers read. */
export function unopenedProblem(file: {
	readonly name: string;
	readonly type: string;
}): PhotoFileProblem {
	return /\.hei[cf]$/i.test(file.name) || /^image\/hei[cf]/.test(file.type) ? 'heic' : 'unreadable';
}

const endOfImage = 0xd9;
const startOfScan = 0xda;

/**
 * The picture and nothing beside it: without every application segment (EXIF with its time and place,
 * previews, profiles) and comment, and without what lies behind its end. ITU T.81, annex B.
 *
 * @returns null where it is no whole JPEG
 */
export function bareJpeg(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
	if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
	const kept: Uint8Array[] = [bytes.subarray(0, 2)];
	let at = 2;
	while (at + 1 < bytes.length) {
		if (bytes[at] !== 0xff) return null;
		const marker = bytes[at + 1]!;
		// Before a marker there may be any number of these.
		if (marker === 0xff) {
			at += 1;
			continue;
		}
		if (marker === endOfImage) {
			kept.push(bytes.subarray(at, at + 2));
			return joined(kept);
		}
		const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
		let end = at + 2 + length;
		if (length < 2 || end > bytes.length) return null;
		if (marker === startOfScan) end = endOfScan(bytes, end);
		if (!isBeside(marker)) kept.push(bytes.subarray(at, end));
		at = end;
	}
	return null;
}

/** From its first marker to its last: not cut on its way. */
export function isWhole(jpeg: Uint8Array): boolean {
	const [end, last] = jpeg.subarray(-2);
	return jpeg[0] === 0xff && jpeg[1] === 0xd8 && end === 0xff && last === endOfImage;
}

/** Application segments and comments. */
function isBeside(marker: number): boolean {
	return (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe;
}

/** Where the next marker begins: in a scan 0xff is followed by 0, or by the number of a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
	for (let at = from; at + 1 < bytes.length; at++) {
		if (bytes[at] !== 0xff) continue;
		const next = bytes[at + 1]!;
		if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
	}
	return bytes.length;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}
