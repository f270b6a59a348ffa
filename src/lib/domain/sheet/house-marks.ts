// Numbers of houses on the map, none on top of another: a free place beside the house is looked for,
// further away with a leader line; where there is none, houses next to each other share one label.
import { boxAround, isCrossed, overlaps, type Box } from './boxes.ts';
import { isInside, round, type PaperPoint } from './frame.ts';

export interface NumberedPoint {
	readonly number: number;
	readonly at: PaperPoint;
}

export interface HouseMark {
	readonly numbers: readonly number[];
	/** One dot for each house, in the order of the numbers. */
	readonly dots: readonly PaperPoint[];
	/** `3–7, 12` */
	readonly text: string;
	/** Middle of the text. */
	readonly label: PaperPoint;
	/** From the dot to the text, where they stand apart. */
	readonly leader: readonly [PaperPoint, PaperPoint] | null;
}

export const dotRadiusMm = 0.75;
/** Height of the numbers: 7 points, the smallest that is read without glasses at arm's length. */
export const labelMm = 2.5;
const digitMm = 1.42;
/** Where a number still belongs to its dot without a line between them. */
const besideMm = 2.6;
const furthestMm = 26;
/** Lines of this many more millimetres are tried until a place is free. */
const stepMm = 1.6;
const directions = 16;
/** Dots nearer than this are one blot on paper. */
const finestGroupMm = 0.4;

/**
 * Marks that hold every point once. Points must lie in the frame.
 * @param taken what else stands on the map, such as names of neighbours
 */
export function houseMarks(points: readonly NumberedPoint[], taken: readonly Box[]): HouseMark[] {
	let all = groups(points);
	for (;;) {
		const { marks, failed } = place(all, points, taken);
		if (failed.size === 0) return marks;
		// One text for all always finds room where nothing else stands.
		if (all.length <= 1) return place(all, points, []).marks;
		all = merged(all, failed);
	}
}

/** Each point joins the first group whose first point is near: no chain of houses becomes one group. */
function groups(points: readonly NumberedPoint[]): NumberedPoint[][] {
	const found: NumberedPoint[][] = [];
	for (const point of points) {
		const near = found.find(([first]) => distance(first!, point) <= finestGroupMm);
		if (near) near.push(point);
		else found.push([point]);
	}
	return found;
}

function distance(a: NumberedPoint, b: NumberedPoint): number {
	return Math.hypot(a.at[0] - b.at[0], a.at[1] - b.at[1]);
}

/** Those that found no place share a text with the nearest other: fewer groups, at least by one. */
function merged(all: NumberedPoint[][], failed: ReadonlySet<NumberedPoint[]>): NumberedPoint[][] {
	let left = all;
	for (const group of failed) {
		if (!left.includes(group) || left.length < 2) continue;
		const others = left.filter((other) => other !== group);
		const nearest = others.reduce((a, b) =>
			distance(b[0]!, group[0]!) < distance(a[0]!, group[0]!) ? b : a
		);
		const both = [...nearest, ...group].sort((a, b) => a.number - b.number);
		left = others.map((other) => (other === nearest ? both : other));
	}
	return left;
}

function place(
	all: readonly NumberedPoint[][],
	points: readonly NumberedPoint[],
	taken: readonly Box[]
): { marks: HouseMark[]; failed: Set<NumberedPoint[]> } {
	const dots = points.map(({ number, at }) => ({
		number,
		box: boxAround(at, dotRadiusMm * 2, dotRadiusMm * 2)
	}));
	const boxes = [...taken];
	const leaders: (readonly [PaperPoint, PaperPoint])[] = [];
	const marks: HouseMark[] = [];
	const failed = new Set<NumberedPoint[]>();
	for (const group of all) {
		const mark = freePlace(group, { dots, boxes, leaders });
		if (!mark) {
			failed.add(group);
			continue;
		}
		boxes.push(boxOf(mark));
		if (mark.leader) leaders.push(mark.leader);
		marks.push(mark);
	}
	return { marks, failed };
}

interface Standing {
	readonly dots: readonly { readonly number: number; readonly box: Box }[];
	readonly boxes: readonly Box[];
	readonly leaders: readonly (readonly [PaperPoint, PaperPoint])[];
}

function freePlace(group: readonly NumberedPoint[], standing: Standing): HouseMark | null {
	const dots = group.map(({ at }) => at);
	const numbers = group.map(({ number }) => number);
	const text = ranges(numbers);
	const [x, y] = dots[0]!;
	for (let away = besideMm; away <= furthestMm; away += stepMm) {
		for (let turn = 0; turn < directions; turn++) {
			const angle = (2 * Math.PI * turn) / directions;
			const side = Math.cos(angle);
			// The text begins beside the dot, however long it is.
			const half = textWidthMm(text) / 2 - digitMm;
			const label: PaperPoint = [
				round(x + side * (away + Math.max(half, 0))),
				round(y - Math.sin(angle) * away)
			];
			const leader = away > besideMm ? ([dots[0]!, towards(label, dots[0]!)] as const) : null;
			const mark = { numbers, dots, text, label, leader };
			if (isFree(mark, standing)) return mark;
		}
	}
	return null;
}

function isFree(mark: HouseMark, { dots, boxes, leaders }: Standing): boolean {
	const box = boxOf(mark);
	if (!isInside([box[0], box[1]]) || !isInside([box[2], box[3]])) return false;
	if (boxes.some((other) => overlaps(box, other))) return false;
	if (dots.some((dot) => overlaps(box, dot.box))) return false;
	if (leaders.some((line) => isCrossed(box, line))) return false;
	const { leader } = mark;
	if (!leader) return true;
	// Through a house it would seem to be that one's.
	const isThrough = dots.some((dot) => {
		return isCrossed(dot.box, leader) && !mark.numbers.includes(dot.number);
	});
	return !isThrough && !boxes.some((other) => isCrossed(other, leader));
}

/** Where a leader ends: just short of the text. */
function towards([x, y]: PaperPoint, [fromX, fromY]: PaperPoint): PaperPoint {
	const length = Math.hypot(fromX - x, fromY - y);
	const share = Math.min(1, (labelMm * 0.62) / length);
	return [round(x + (fromX - x) * share), round(y + (fromY - y) * share)];
}

function textWidthMm(text: string): number {
	return text.length * digitMm;
}

export function boxOf({ label, text }: Pick<HouseMark, 'label' | 'text'>): Box {
	return boxAround(label, textWidthMm(text) + 0.4, labelMm + 0.1);
}

/** Ascending numbers as they are written: `3–7, 12`. */
export function ranges(numbers: readonly number[]): string {
	const parts: [number, number][] = [];
	for (const number of numbers) {
		const last = parts.at(-1);
		if (last && last[1] === number - 1) last[1] = number;
		else parts.push([number, number]);
	}
	return parts.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}
