// What stands in whose way on paper, in millimetres.
import type { PaperPoint } from './frame.ts';

/** [left, top, right, bottom] */
export type Box = readonly [number, number, number, number];

export function boxAround([x, y]: PaperPoint, width: number, height: number): Box {
	return [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
}

export function overlaps(a: Box, b: Box): boolean {
	return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

/** Whether a straight line passes through the box. Liang and Barsky's clipping, without the clip. */
export function isCrossed(
	[left, top, right, bottom]: Box,
	[[x0, y0], [x1, y1]]: readonly [PaperPoint, PaperPoint]
): boolean {
	let from = 0;
	let to = 1;
	const sides = [
		[x0 - x1, x0 - left],
		[x1 - x0, right - x0],
		[y0 - y1, y0 - top],
		[y1 - y0, bottom - y0]
	] as const;
	for (const [step, room] of sides) {
		if (step === 0) {
			if (room < 0) return false;
		} else if (step < 0) from = Math.max(from, room / step);
		else to = Math.min(to, room / step);
	}
	return from < to;
}
