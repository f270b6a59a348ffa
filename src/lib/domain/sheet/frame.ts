// From the ground to the paper: true to scale, north at the top. One millimetre is one unit of the
// picture, so that a sheet printed at full size is as large as it says.
import type { Position } from 'geojson';

/** Radius of the sphere on which the other lengths of the app are measured (Turf's), in metres. */
const earthRadiusM = 6_371_008.8;
const metresPerDegree = (earthRadiusM * Math.PI) / 180;

/** The map of an A4 page, in millimetres: 210 × 297 less margins, title and legend. */
export const frameMm = { width: 186, height: 212 } as const;
/** Room left between what must be seen and the edge of the map. */
const marginMm = 9;
/** Nothing is shown larger than this: one house alone is a place in its lane. */
const smallestWidthM = 120;

/** [x, y] on the paper in millimetres from its upper left corner. */
export type PaperPoint = readonly [x: number, y: number];

export interface Frame {
	/** Millimetres of paper for one metre of ground. */
	readonly mmPerM: number;
	place(position: Position): PaperPoint;
}

/** The largest scale at which all `positions` ([lng, lat], at least one) lie inside the margins. */
export function fitFrame(positions: readonly Position[]): Frame {
	const [west, south, east, north] = extent(positions);
	const lng0 = (west + east) / 2;
	const lat0 = (south + north) / 2;
	const metresPerLng = metresPerDegree * Math.cos((lat0 * Math.PI) / 180);
	const widthM = Math.max((east - west) * metresPerLng, smallestWidthM);
	const heightM = Math.max((north - south) * metresPerDegree, smallestWidthM);
	const mmPerM = Math.min(
		(frameMm.width - 2 * marginMm) / widthM,
		(frameMm.height - 2 * marginMm) / heightM
	);
	return {
		mmPerM,
		place: ([lng = 0, lat = 0]) => [
			frameMm.width / 2 + (lng - lng0) * metresPerLng * mmPerM,
			frameMm.height / 2 - (lat - lat0) * metresPerDegree * mmPerM
		]
	};
}

/** [west, south, east, north]. A loop: a call with a spread list of a long coast overflows the stack. */
export function extent(positions: readonly Position[]): [number, number, number, number] {
	const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const [lng = 0, lat = 0] of positions) {
		box[0] = Math.min(box[0], lng);
		box[1] = Math.min(box[1], lat);
		box[2] = Math.max(box[2], lng);
		box[3] = Math.max(box[3], lat);
	}
	return box;
}

export function isInside([x, y]: PaperPoint, inset = 0): boolean {
	const { width, height } = frameMm;
	return x >= inset && y >= inset && x <= width - inset && y <= height - inset;
}

export interface ScaleBar {
	/** 1, 2 or 5 with zeros behind it. */
	readonly metres: number;
	readonly mm: number;
}

/** The longest round length that takes at most 50 mm. */
export function scaleBar({ mmPerM }: Pick<Frame, 'mmPerM'>): ScaleBar {
	const mostM = 50 / mmPerM;
	const power = 10 ** Math.floor(Math.log10(mostM));
	const metres = [5, 2, 1].map((digit) => digit * power).find((length) => length <= mostM) ?? power;
	return { metres, mm: metres * mmPerM };
}

/** An SVG path through positions on the ground, to a hundredth of a millimetre. */
export function pathOf(frame: Frame, line: readonly Position[], isClosed: boolean): string {
	const points = line.map((position) => {
		const [x, y] = frame.place(position);
		return `${round(x)} ${round(y)}`;
	});
	return `M${points.join('L')}${isClosed ? 'Z' : ''}`;
}

export function round(mm: number): number {
	return Math.round(mm * 100) / 100;
}
