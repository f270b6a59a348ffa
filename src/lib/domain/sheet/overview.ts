// Where the map lies in the territory, when it shows a part of it: a small outline with a window.
import type { MultiPolygon } from 'geojson';
import { extent, frameMm, round, type Frame } from './frame.ts';

/** Beside the legend, in millimetres. */
export const overviewMm = { width: 30, height: 24 } as const;
const marginMm = 1;

export interface Overview {
	/** SVG path of the whole boundary, in the units of `overviewMm`. */
	readonly path: string;
	/** What the map shows: left, top, width and height in the same units. */
	readonly window: readonly [number, number, number, number];
}

/** Null where the whole boundary is on the map anyway. */
export function overviewOf({ coordinates }: MultiPolygon, frame: Frame): Overview | null {
	const rings = coordinates
		.flat()
		.map((ring) => ring.map((position) => [...frame.place(position)]));
	const [left, top, right, bottom] = extent(rings.flat());
	const isWhole = left >= 0 && top >= 0 && right <= frameMm.width && bottom <= frameMm.height;
	if (isWhole || rings.length === 0) return null;
	const scale = Math.min(
		(overviewMm.width - 2 * marginMm) / (Math.max(right, frameMm.width) - Math.min(left, 0)),
		(overviewMm.height - 2 * marginMm) / (Math.max(bottom, frameMm.height) - Math.min(top, 0))
	);
	const x = (mm: number): number => round((mm - Math.min(left, 0)) * scale + marginMm);
	const y = (mm: number): number => round((mm - Math.min(top, 0)) * scale + marginMm);
	const path = rings
		.map((ring) => `M${ring.map(([px = 0, py = 0]) => `${x(px)} ${y(py)}`).join('L')}Z`)
		.join('');
	const size = [round(frameMm.width * scale), round(frameMm.height * scale)] as const;
	return { path, window: [x(0), y(0), ...size] };
}
