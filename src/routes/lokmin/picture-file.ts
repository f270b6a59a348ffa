// A drawing of the page as a picture file, made on the device.

/** Wide enough for a slide and for a message. */
const widthPx = 2000;

/** The drawing on white. Rejects where the browser cannot draw it. */
export async function pictureOf(svg: SVGSVGElement): Promise<HTMLCanvasElement> {
	const { width, height } = svg.viewBox.baseVal;
	const copy = svg.cloneNode(true) as SVGSVGElement;
	const heightPx = Math.round((widthPx * height) / width);
	copy.setAttribute('width', String(widthPx));
	copy.setAttribute('height', String(heightPx));
	const text = new XMLSerializer().serializeToString(copy);
	const image = new Image();
	image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
	await image.decode();
	const canvas = Object.assign(document.createElement('canvas'), {
		width: widthPx,
		height: heightPx
	});
	const ink = canvas.getContext('2d');
	if (!ink) throw new Error('no canvas');
	ink.fillStyle = '#fff';
	ink.fillRect(0, 0, widthPx, heightPx);
	ink.drawImage(image, 0, 0, widthPx, heightPx);
	return canvas;
}

export async function pngOf(svg: SVGSVGElement): Promise<Blob> {
	const canvas = await pictureOf(svg);
	return new Promise((resolve, reject) =>
		canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png')
	);
}
