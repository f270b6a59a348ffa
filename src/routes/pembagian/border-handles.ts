// Where on the map's frame the borders of a territory can be taken hold of.
import type { Position } from 'geojson';
import { middleOf, type Stretch } from '#lib/domain/border-bend.ts';
import type { SharedBorder } from '#lib/domain/shared-borders.ts';
import type { BorderStretch } from '#lib/state/border-bend.svelte.ts';

export interface PlacedHandle {
	readonly stretch: BorderStretch;
	/** CSS pixels from the top left corner of the frame. */
	readonly x: number;
	readonly y: number;
	/** Degrees by which the border runs down from the horizontal. */
	readonly slope: number;
}

type Place = (position: Position) => readonly [x: number, y: number];

/** One handle for about as much border as a hand moves over; closer to the ground there are more. */
const stretchPx = 200;
/** What is shorter on the screen is no bigger than the handle itself: it waits for a closer look. */
const shortestPx = 40;
/** Targets of a finger do not overlap. */
const handlePx = 44;
/** Of one border: the rest of a long one lies outside the frame. */
const mostParts = 8;

/** @param size of the frame, in CSS pixels */
export function borderHandles(
	borders: readonly SharedBorder[],
	number: number,
	place: Place,
	size: readonly [width: number, height: number]
): PlacedHandle[] {
	const long = borders
		.map((border) => ({ ...border, lengthPx: lengthOf(border.line.map(place)) }))
		.filter(({ lengthPx }) => lengthPx >= shortestPx)
		.sort((a, b) => b.lengthPx - a.lengthPx);
	const stretches = new Map<number, Stretch[]>();
	for (const { neighbour, line, lengthPx } of long) {
		const count = Math.min(mostParts, Math.max(1, Math.round(lengthPx / stretchPx)));
		const parts = Array.from({ length: count }, (_, at) => ({
			line,
			from: at / count,
			to: (at + 1) / count
		}));
		stretches.set(neighbour, [...(stretches.get(neighbour) ?? []), ...parts]);
	}
	const free: PlacedHandle[] = [];
	for (const [neighbour, parts] of stretches) {
		for (const [at, one] of parts.entries()) {
			const key = `${String(number)} ${String(neighbour)} ${String(at)}`;
			const stretch = { ...one, key, number, neighbour, part: at + 1, parts: parts.length };
			const handle = placed(stretch, place);
			const isFree = free.every(({ x, y }) => Math.hypot(x - handle.x, y - handle.y) >= handlePx);
			if (isFree && isWithin(handle, size)) free.push(handle);
		}
	}
	return free;
}

/** Where a stretch is taken hold of, and how it runs there. */
export function placed(stretch: BorderStretch, place: Place): PlacedHandle {
	const { from, to } = stretch;
	const [x, y] = place(middleOf(stretch));
	const near = (to - from) / 4;
	const [fromX, fromY] = place(middleOf({ ...stretch, to: to - near }));
	const [toX, toY] = place(middleOf({ ...stretch, from: from + near }));
	const slope = (Math.atan2(toY - fromY, toX - fromX) * 180) / Math.PI;
	return { stretch, x, y, slope };
}

function isWithin({ x, y }: PlacedHandle, [width, height]: readonly [number, number]): boolean {
	const half = handlePx / 2;
	return x >= half && y >= half && x <= width - half && y <= height - half;
}

function lengthOf(points: readonly (readonly [number, number])[]): number {
	return points
		.slice(1)
		.reduce((sum, [x, y], at) => sum + Math.hypot(x - points[at]![0], y - points[at]![1]), 0);
}
