// QR codes to show and to read. The library comes only when somebody asks for a code.

/** Dark modules by row, with the quiet border that readers need. */
export async function modulesOf(text: string): Promise<boolean[][]> {
	const { encodeQR } = await import('qr');
	return encodeQR(text, 'raw', { ecc: 'low', border: 4 });
}

/** @param image RGBA. @returns null when there is no code to be read */
export async function codeIn(image: {
	readonly data: Uint8ClampedArray;
	readonly width: number;
	readonly height: number;
}): Promise<string | null> {
	const { decodeQR } = await import('qr/decode.js');
	try {
		return decodeQR(image);
	} catch {
		return null;
	}
}
