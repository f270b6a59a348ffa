// The pixels of a picture or of what a camera shows, small enough to look for a code in.

const longestSide = 1200;

/** @returns null when it is no picture */
export async function pixelsOf(file: Blob): Promise<ImageData | null> {
	const picture = await createImageBitmap(file).catch(() => null);
	if (!picture) return null;
	const pixels = drawn(picture, picture.width, picture.height);
	picture.close();
	return pixels;
}

/** @returns null while there is nothing to be seen */
export function drawn(source: CanvasImageSource, width: number, height: number): ImageData | null {
	const scale = Math.min(1, longestSide / Math.max(width, height));
	const canvas = document.createElement('canvas');
	canvas.width = Math.round(width * scale);
	canvas.height = Math.round(height * scale);
	const context = canvas.getContext('2d', { willReadFrequently: true });
	if (!context || canvas.width === 0 || canvas.height === 0) return null;
	context.drawImage(source, 0, 0, canvas.width, canvas.height);
	return context.getImageData(0, 0, canvas.width, canvas.height);
}
