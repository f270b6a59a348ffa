// Whether a map shows anything: an empty canvas has one colour.
import type { Locator, Page } from '@playwright/test';

export function mapCanvas(page: Page): Locator {
	return page.locator('canvas.maplibregl-canvas').filter({ visible: true });
}

export async function coloursOf(page: Page, part: Locator): Promise<number> {
	const png = (await part.screenshot()).toString('base64');
	return page.evaluate(async (base64) => {
		const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
		const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
		const canvas = new OffscreenCanvas(image.width, image.height);
		const pen = canvas.getContext('2d');
		if (!pen) throw new Error('no canvas');
		pen.drawImage(image, 0, 0);
		const { data } = pen.getImageData(0, 0, image.width, image.height);
		return new Set(new Uint32Array(data.buffer)).size;
	}, png);
}
