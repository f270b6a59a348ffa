// The percent axis of the charts of this page.

export interface Scale {
	/** Percent at the top; 100 or more, so that a chart of low figures does not look full. */
	readonly top: number;
	readonly step: number;
	/** From 0 up. */
	readonly ticks: readonly number[];
}

/** Nothing is cut off: a figure over 100 makes the axis longer. */
export function scaleFor(percents: readonly (number | null)[]): Scale {
	const most = Math.max(100, ...percents.map((percent) => percent ?? 0));
	const step = most <= 100 ? 20 : most <= 250 ? 50 : Math.ceil(most / 500) * 100;
	const top = Math.ceil(most / step) * step;
	const ticks = Array.from({ length: top / step + 1 }, (_, at) => at * step);
	return { top, step, ticks };
}
