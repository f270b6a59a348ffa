// JPEGs made byte by byte: the frame of one without a picture in it, and what cameras write beside theirs.

function segment(marker: number, payload: readonly number[] | Uint8Array): number[] {
	const length = payload.length + 2;
	return [0xff, marker, length >> 8, length & 0xff, ...payload];
}

const text = (value: string) => [...value].map((letter) => letter.charCodeAt(0));

/**
 * All segments that a picture needs, around a scan that means nothing.
 *
 * @param scanBytes so many of the scan; none of them is a marker
 */
export function frameOfJpeg(scanBytes = 20): Uint8Array {
	const scan = Array.from({ length: scanBytes }, (_, index) => (index * 37) % 251);
	return new Uint8Array([
		...[0xff, 0xd8],
		...segment(0xdb, new Uint8Array(65).fill(1)),
		...segment(0xc0, [8, 0, 16, 0, 16, 1, 1, 0x11, 0]),
		...segment(0xc4, new Uint8Array(17)),
		...segment(0xda, [1, 1, 0, 0, 63, 0]),
		// A byte of ones within a scan, and a restart.
		...[0xff, 0x00, 0xff, 0xd0],
		...scan,
		...[0xff, 0xd9]
	]);
}

/** EXIF of a camera that knows where it is: a GPS block with 1° 2′ 3″ south. Little-endian TIFF. */
export function exifWithPlace(): number[] {
	const u16 = (value: number) => [value & 0xff, value >> 8];
	const u32 = (value: number) => [...u16(value & 0xffff), ...u16(value >>> 16)];
	const entry = (tag: number, type: number, count: number, value: number[]) => [
		...u16(tag),
		...u16(type),
		...u32(count),
		...value
	];
	const gpsAt = 8 + 2 + 12 + 4;
	const degreesAt = gpsAt + 2 + 2 * 12 + 4;
	return [
		...text('Exif\0\0'),
		...[...text('II'), ...u16(42), ...u32(8)],
		...[...u16(1), ...entry(0x8825, 4, 1, u32(gpsAt)), ...u32(0)],
		...u16(2),
		...entry(1, 2, 2, [...text('S'), 0, 0, 0]),
		...entry(2, 5, 3, u32(degreesAt)),
		...u32(0),
		...[1, 1, 2, 1, 3, 1].flatMap(u32)
	];
}

/** The same picture as a camera writes it: EXIF, a preview's profile and a comment before it. */
export function asFromCamera(jpeg: Uint8Array): Uint8Array {
	return new Uint8Array([
		...jpeg.subarray(0, 2),
		...segment(0xe1, exifWithPlace()),
		...segment(0xe2, text('ICC_PROFILE\0')),
		...segment(0xfe, text('Rumah Ibu Siti')),
		...jpeg.subarray(2)
	]);
}
