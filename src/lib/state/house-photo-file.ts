// From a camera's file to the small bare picture that is kept: opened as the browser turns it upright, drawn
// smaller until it fits, and taken out of everything that was written beside it.
import {
	bareJpeg,
	fileProblem,
	fitted,
	maxPhotoBytes,
	nextAttempt,
	unopenedProblem,
	type PhotoFileProblem,
	type Tried
} from '#lib/domain/house-photo.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';

/** Nothing is kept, and the file is left as it is. */
export async function pictureFrom(
	file: File
): Promise<Result<Uint8Array<ArrayBuffer>, PhotoFileProblem>> {
	const problem = fileProblem(file);
	if (problem) return err(problem);
	let opened: ImageBitmap;
	try {
		opened = await createImageBitmap(file, { imageOrientation: 'from-image' });
	} catch {
		return err(unopenedProblem(file));
	}
	try {
		const picture = await smallEnough(opened);
		return picture ? ok(picture) : err('unreadable');
	} finally {
		opened.close();
	}
}

async function smallEnough(opened: ImageBitmap): Promise<Uint8Array<ArrayBuffer> | null> {
	let last: Tried | null = null;
	let picture: Uint8Array<ArrayBuffer> | null = null;
	for (;;) {
		const attempt = nextAttempt(last);
		if (!attempt) break;
		const jpeg = await drawn(opened, attempt.longSidePx, attempt.quality);
		picture = jpeg && bareJpeg(jpeg);
		if (!picture) return null;
		last = { ...attempt, bytes: picture.length };
	}
	return picture && picture.length <= maxPhotoBytes ? picture : null;
}

async function drawn(
	opened: ImageBitmap,
	longSidePx: number,
	quality: number
): Promise<Uint8Array<ArrayBuffer> | null> {
	const canvas = document.createElement('canvas');
	const { widthPx, heightPx } = fitted(opened.width, opened.height, longSidePx);
	canvas.width = widthPx;
	canvas.height = heightPx;
	const pen = canvas.getContext('2d', { alpha: false });
	if (!pen) return null;
	pen.imageSmoothingQuality = 'high';
	pen.drawImage(opened, 0, 0, widthPx, heightPx);
	const blob = await new Promise<Blob | null>((resolve) =>
		canvas.toBlob(resolve, 'image/jpeg', quality)
	);
	return blob?.type === 'image/jpeg' ? new Uint8Array(await blob.arrayBuffer()) : null;
}
