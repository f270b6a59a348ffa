// What a phone shows as QR codes, filmed: a video that Chromium takes for its camera.
import { closeSync, openSync, writeSync } from 'node:fs';
import type { Phone } from './e2e-phone.ts';

export interface ShownCode {
	/** Modules a side, with the quiet border. */
	readonly size: number;
	readonly dark: ReadonlySet<string>;
}

/** The code on the screen, module by module, as it is drawn. */
export async function shownCode(phone: Phone, name: RegExp): Promise<ShownCode> {
	const code = phone.page.getByRole('img', { name });
	// Drawn when what makes codes is loaded.
	const path = await code.locator('path[d^="M"]').getAttribute('d');
	const size = Number((await code.getAttribute('viewBox'))?.split(' ')[2]);
	const dark = [...(path ?? '').matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x} ${y}`);
	return { size, dark: new Set(dark) };
}

const side = 960;
const framesEach = 6;
const framesPerSecond = 5;
/** Nobody holds a phone straight. */
const tilt = (4 * Math.PI) / 180;

/**
 * One code after another, a little askew and unevenly lit, as YUV4MPEG2; the camera shows it over and
 * over.
 *
 * @returns its length in seconds
 */
export function filmCodes(codes: readonly ShownCode[], file: string): number {
	const film = openSync(file, 'w');
	const rate = String(framesPerSecond);
	writeSync(film, `YUV4MPEG2 W${String(side)} H${String(side)} F${rate}:1 Ip A1:1 C420jpeg\n`);
	const colourless = Buffer.alloc((side * side) / 2, 128);
	for (const code of codes) {
		const picture = frameOf(code);
		for (let n = 0; n < framesEach; n++) {
			writeSync(film, 'FRAME\n');
			writeSync(film, picture);
			writeSync(film, colourless);
		}
	}
	closeSync(film);
	return (codes.length * framesEach) / framesPerSecond;
}

function frameOf({ size, dark }: ShownCode): Buffer {
	const picture = Buffer.alloc(side * side);
	const pixelsAModule = (side * 0.8) / size;
	for (let y = 0; y < side; y++) {
		for (let x = 0; x < side; x++) {
			const [across, down] = [x - side / 2, y - side / 2];
			const column = (across * Math.cos(tilt) + down * Math.sin(tilt)) / pixelsAModule + size / 2;
			const row = (down * Math.cos(tilt) - across * Math.sin(tilt)) / pixelsAModule + size / 2;
			const isCode = column >= 0 && row >= 0 && column < size && row < size;
			const isDark = dark.has(`${String(Math.floor(column))} ${String(Math.floor(row))}`);
			const light = 0.75 + (0.25 * x) / side;
			picture[y * side + x] = light * (isCode ? (isDark ? 40 : 230) : 110);
		}
	}
	return picture;
}

/** What makes Chromium look at a film in place of a camera, and not ask whether it may. */
export function filmSwitches(file: string): string[] {
	return [
		'--use-fake-ui-for-media-stream',
		'--use-fake-device-for-media-stream',
		`--use-file-for-fake-video-capture=${file}`
	];
}
