// Where the trend chart puts its months: pure, in the pixels of the drawing.
import type { MonthFigure } from '#lib/state/pws-view.svelte.ts';
import { scaleFor, type Scale } from './chart-scale.ts';

export const trendHeight = 240;
const left = 40;
const right = 12;
const top = 12;
const bottom = 28;

export interface TrendPoint {
	readonly month: string;
	readonly x: number;
	/** Null where nothing may be drawn. */
	readonly y: number | null;
	readonly state: 'known' | 'suppressed' | 'no_data' | 'later';
}

export interface TrendDrawing {
	readonly scale: Scale;
	readonly points: readonly TrendPoint[];
	/** Unbroken runs of known months, as `points` of a polyline; one alone is a dot. */
	readonly lines: readonly string[];
	/** From nothing on 1 January to the target; null without one. */
	readonly goal: string | null;
	/** Half of a month's width. */
	readonly half: number;
	readonly yOf: (percent: number) => number;
	readonly left: number;
	readonly right: number;
	readonly base: number;
}

/** @param width of the drawing in pixels */
export function trendDrawing(row: readonly MonthFigure[], width: number): TrendDrawing {
	const scale = scaleFor(row.flatMap(({ figure, toDate }) => [figure?.percent ?? null, toDate]));
	const base = trendHeight - bottom;
	const step = (width - left - right) / 12;
	const yOf = (percent: number) => base - (percent / scale.top) * (base - top);
	const points = row.map(({ month, figure }, at): TrendPoint => {
		// The end of a month is where its cumulative figure stands.
		const x = left + step * (at + 1);
		if (!figure) return { month, x, y: null, state: 'later' };
		if (figure.percent !== null) return { month, x, y: yOf(figure.percent), state: 'known' };
		return { month, x, y: null, state: figure.state === 'suppressed' ? 'suppressed' : 'no_data' };
	});
	const runs: TrendPoint[][] = [];
	points.forEach((point, at) => {
		if (point.y === null) return;
		if (at > 0 && points[at - 1]!.y !== null) runs.at(-1)!.push(point);
		else runs.push([point]);
	});
	const last = row.at(-1)?.toDate ?? null;
	return {
		scale,
		points,
		lines: runs.map((run) => run.map(({ x, y }) => `${x},${y}`).join(' ')),
		goal: last === null ? null : `${left},${base} ${left + step * 12},${yOf(last)}`,
		half: step / 2,
		yOf,
		left,
		right: width - right,
		base
	};
}
