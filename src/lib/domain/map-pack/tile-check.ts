// Whether bytes are a whole tile: the login page of a hotspot and the first half of an answer are not,
// and either would stand as a hole in the map for a month.

export type TileFormat = 'vector' | 'png' | 'jpeg' | 'webp';

/**
 * By the frame of each format, from its first byte to its last: nothing inside is read.
 * @returns null for anything that is no whole tile
 */
export function tileFormat(bytes: Uint8Array): TileFormat | null {
	if (isPng(bytes)) return 'png';
	if (isJpeg(bytes)) return 'jpeg';
	if (isWebp(bytes)) return 'webp';
	return isVector(bytes) ? 'vector' : null;
}

function startsWith(bytes: Uint8Array, start: readonly number[], at = 0): boolean {
	return start.every((value, index) => bytes[at + index] === value);
}

const pngStart = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** The chunk that ends every picture: no content, its name, its checksum. */
const pngEnd = [0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82];

function isPng(bytes: Uint8Array): boolean {
	return startsWith(bytes, pngStart) && startsWith(bytes, pngEnd, bytes.length - pngEnd.length);
}

function isJpeg(bytes: Uint8Array): boolean {
	return startsWith(bytes, [0xff, 0xd8, 0xff]) && startsWith(bytes, [0xff, 0xd9], bytes.length - 2);
}

function isWebp(bytes: Uint8Array): boolean {
	if (!startsWith(bytes, [0x52, 0x49, 0x46, 0x46])) return false;
	if (!startsWith(bytes, [0x57, 0x45, 0x42, 0x50], 8)) return false;
	const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(4, 8);
	return a + b * 256 + c * 65_536 + d * 16_777_216 + 8 === bytes.length;
}

/** A Mapbox vector tile is nothing but layers: field 3, a length, so many bytes, and again. */
function isVector(bytes: Uint8Array): boolean {
	let at = 0;
	while (at < bytes.length) {
		if (bytes[at] !== 0x1a) return false;
		at += 1;
		let length = 0;
		for (let shift = 0; ; shift += 7) {
			const byte = bytes[at++];
			if (byte === undefined || shift > 28) return false;
			length += (byte & 0x7f) * 2 ** shift;
			if (byte < 0x80) break;
		}
		at += length;
	}
	return bytes.length > 0 && at === bytes.length;
}
