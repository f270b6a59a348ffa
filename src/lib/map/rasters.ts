// Turns the shapes of symbols.ts and the hatch into pixels for MapLibre. Pure arithmetic.
import { outlines, type Outline, type Shape } from './symbols.ts';

/** Straight RGBA, row by row, as MapLibre's addImage takes it. */
export interface Pixels {
	readonly width: number;
	readonly height: number;
	readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/** Device pixels per CSS pixel of every picture here: sharp on phones, cheap enough everywhere. */
export const picturePixelRatio = 2;

/** Samples a pixel and axis; 4 × 4 gives edges as smooth as a canvas does. */
const samples = 4;

/**
 * `sizePx` is the width of the shape in CSS pixels; a rim of `haloPx` in `halo` keeps it readable
 * on any ground.
 */
export function shapePicture(
	shape: Shape | Outline,
	colour: string,
	{ sizePx, haloPx, halo }: { sizePx: number; haloPx: number; halo: string }
): Pixels {
	const half = (sizePx / 2) * picturePixelRatio;
	const rim = haloPx * picturePixelRatio;
	const side = Math.ceil(2 * (half + rim)) + 2;
	const outline = (typeof shape === 'string' ? outlines[shape] : shape).map((line) =>
		line.map(([x, y]) => [x * half + side / 2, y * half + side / 2] as const)
	);
	const inside = bytes(colour);
	const around = bytes(halo);
	const data = new Uint8ClampedArray(side * side * 4);
	for (let y = 0; y < side; y++) {
		for (let x = 0; x < side; x++) {
			const { fill, cover } = sample(outline, x, y, rim);
			if (cover === 0) continue;
			const share = fill / cover;
			const at = (y * side + x) * 4;
			for (let c = 0; c < 3; c++) data[at + c] = inside[c]! * share + around[c]! * (1 - share);
			data[at + 3] = 255 * cover;
		}
	}
	return { width: side, height: side, data };
}

/** Diagonal lines on a plain ground that join up when repeated. */
export function hatchPicture(ground: string, line: string): Pixels {
	const side = 8 * picturePixelRatio;
	const data = new Uint8ClampedArray(side * side * 4);
	const on = bytes(line);
	const off = bytes(ground);
	for (let y = 0; y < side; y++) {
		for (let x = 0; x < side; x++) {
			const colour = (x + y) % side < side / 5 ? on : off;
			data.set([...colour, 255], (y * side + x) * 4);
		}
	}
	return { width: side, height: side, data };
}

/** Shares of a pixel inside the outline, and inside or within `rim` of it. */
function sample(outline: Outline, px: number, py: number, rim: number) {
	const edge = distance(outline, px + 0.5, py + 0.5);
	// Most pixels lie on one side of every edge: one look tells, and sixteen would say the same.
	if (edge > Math.SQRT1_2) {
		if (contains(outline, px + 0.5, py + 0.5)) return { fill: 1, cover: 1 };
		if (edge > rim + Math.SQRT1_2) return { fill: 0, cover: 0 };
		if (edge < rim - Math.SQRT1_2) return { fill: 0, cover: 1 };
	}
	let fill = 0;
	let cover = 0;
	for (let i = 0; i < samples; i++) {
		for (let j = 0; j < samples; j++) {
			const x = px + (i + 0.5) / samples;
			const y = py + (j + 0.5) / samples;
			if (contains(outline, x, y)) {
				fill++;
				cover++;
			} else if (distance(outline, x, y) <= rim) cover++;
		}
	}
	return { fill: fill / samples ** 2, cover: cover / samples ** 2 };
}

function contains(outline: Outline, x: number, y: number): boolean {
	let inside = false;
	for (const line of outline) {
		for (let i = 0, j = line.length - 1; i < line.length; j = i++) {
			const [ax, ay] = line[i]!;
			const [bx, by] = line[j]!;
			if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
		}
	}
	return inside;
}

function distance(outline: Outline, x: number, y: number): number {
	let least = Infinity;
	for (const line of outline) {
		for (let i = 0, j = line.length - 1; i < line.length; j = i++) {
			const [ax, ay] = line[i]!;
			const [bx, by] = line[j]!;
			const [dx, dy] = [bx - ax, by - ay];
			const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1);
			const t = Math.min(1, Math.max(0, along));
			least = Math.min(least, Math.hypot(x - ax - t * dx, y - ay - t * dy));
		}
	}
	return least;
}

/** `#rrggbb` to its three bytes. */
function bytes(colour: string): [number, number, number] {
	const value = Number.parseInt(colour.slice(1), 16);
	return [value >> 16, (value >> 8) & 255, value & 255];
}
