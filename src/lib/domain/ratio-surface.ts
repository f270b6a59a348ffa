// Coverage as a smooth surface: how many of the households around a spot were visited. Two kernel sums
// of the same width, one over the other, so that it shows who was missed and not where people live.
import type { Position } from 'geojson';

export interface RatioPoint {
	/** [lng, lat] */
	readonly position: Position;
	/** Households that this point stands for, and how many of them were visited. */
	readonly target: number;
	readonly visited: number;
}

export interface RatioOptions {
	/** Standard deviation of the Gaussian kernel, in metres on the ground. */
	readonly bandwidthM: number;
	/**
	 * Nothing is said of a spot with fewer households near it than this, each counted by its nearness:
	 * one at the spot as 1, one a bandwidth away as 0.61.
	 */
	readonly floor: number;
	readonly maxCells?: number;
}

/** A grid of shares, row by row from the south-west corner. */
export interface RatioSurface {
	readonly west: number;
	readonly south: number;
	/** Size of a cell in degrees. */
	readonly stepLng: number;
	readonly stepLat: number;
	readonly columns: number;
	readonly rows: number;
	/** 0 … 1; NaN below the floor. */
	readonly share: Float32Array;
	/** The bandwidth used: wider than asked for where the cells of so large a map cannot be finer. */
	readonly bandwidthM: number;
}

/** Length of a degree of latitude on a sphere with the Earth's mean radius. */
const metresPerDegree = 111_195;
/** Beyond it a Gaussian adds less than a hundredth of what it has in the middle. */
const reach = 3;
const cellsPerBandwidth = 4;
const defaultMaxCells = 160_000;

/**
 * Source: the ratio of two kernel density estimates (Bithell 1990), on a grid by binning with bilinear
 * weights and two passes of a one-dimensional Gaussian.
 * @returns null where no point says anything
 */
export function ratioSurface(
	points: readonly RatioPoint[],
	{ bandwidthM, floor, maxCells = defaultMaxCells }: RatioOptions
): RatioSurface | null {
	const known = points.filter(
		({ position, target }) => position.slice(0, 2).every(Number.isFinite) && target > 0
	);
	const grid = gridOver(known, bandwidthM, maxCells);
	if (!grid) return null;
	const { columns, rows } = grid;
	const visited = new Float64Array(columns * rows);
	const target = new Float64Array(columns * rows);
	for (const point of known) {
		spread(target, grid, point.position, point.target);
		spread(visited, grid, point.position, Math.min(point.visited, point.target));
	}
	const kernel = gaussian(grid.bandwidthCells);
	blur(target, columns, rows, kernel);
	blur(visited, columns, rows, kernel);
	const share = new Float32Array(columns * rows).map((_, at) =>
		target[at]! >= floor ? Math.min(1, visited[at]! / target[at]!) : NaN
	);
	const { west, south, stepLng, stepLat } = grid;
	return { west, south, stepLng, stepLat, columns, rows, share, bandwidthM: grid.bandwidthM };
}

interface Grid {
	readonly west: number;
	readonly south: number;
	readonly stepLng: number;
	readonly stepLat: number;
	readonly columns: number;
	readonly rows: number;
	readonly bandwidthM: number;
	readonly bandwidthCells: number;
}

function gridOver(points: readonly RatioPoint[], wantedM: number, maxCells: number): Grid | null {
	if (points.length === 0) return null;
	let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const { position } of points) {
		west = Math.min(west, position[0]!);
		east = Math.max(east, position[0]!);
		south = Math.min(south, position[1]!);
		north = Math.max(north, position[1]!);
	}
	const lngM = metresPerDegree * Math.cos((((south + north) / 2) * Math.PI) / 180);
	const [widthM, heightM] = [(east - west) * lngM, (north - south) * metresPerDegree];
	const stepFor = (bandwidthM: number) => bandwidthM / cellsPerBandwidth;
	const cellsAt = (stepM: number) => {
		const margin = 2 * reach * cellsPerBandwidth + 2;
		return (widthM / stepM + margin) * (heightM / stepM + margin);
	};
	let stepM = stepFor(wantedM);
	while (cellsAt(stepM) > maxCells) stepM *= 1.1;
	const bandwidthM = stepM * cellsPerBandwidth;
	const marginM = reach * bandwidthM;
	const columns = Math.ceil((widthM + 2 * marginM) / stepM) + 1;
	const rows = Math.ceil((heightM + 2 * marginM) / stepM) + 1;
	return {
		west: west - marginM / lngM,
		south: south - marginM / metresPerDegree,
		stepLng: stepM / lngM,
		stepLat: stepM / metresPerDegree,
		columns,
		rows,
		bandwidthM,
		bandwidthCells: cellsPerBandwidth
	};
}

/** Gives a value to the four cells whose middles surround it, the nearest the most. */
function spread(sums: Float64Array, grid: Grid, position: Position, value: number): void {
	const x = (position[0]! - grid.west) / grid.stepLng - 0.5;
	const y = (position[1]! - grid.south) / grid.stepLat - 0.5;
	const [column, row] = [Math.floor(x), Math.floor(y)];
	const [east, north] = [x - column, y - row];
	const at = row * grid.columns + column;
	sums[at]! += value * (1 - east) * (1 - north);
	sums[at + 1]! += value * east * (1 - north);
	sums[at + grid.columns]! += value * (1 - east) * north;
	sums[at + grid.columns + 1]! += value * east * north;
}

/** Half of the kernel, from its middle, where it is 1. */
function gaussian(bandwidthCells: number): Float64Array {
	const length = Math.floor(reach * bandwidthCells) + 1;
	return new Float64Array(length).map((_, n) => Math.exp(-(n * n) / (2 * bandwidthCells ** 2)));
}

/** In place, along the rows and then along the columns. */
function blur(sums: Float64Array, columns: number, rows: number, kernel: Float64Array): void {
	const line = new Float64Array(Math.max(columns, rows));
	const along = (start: number, step: number, length: number) => {
		for (let n = 0; n < length; n++) line[n] = sums[start + n * step]!;
		for (let n = 0; n < length; n++) {
			let sum = line[n]! * kernel[0]!;
			for (let k = 1; k < kernel.length; k++)
				sum += kernel[k]! * ((n >= k ? line[n - k]! : 0) + (n + k < length ? line[n + k]! : 0));
			sums[start + n * step] = sum;
		}
	};
	for (let row = 0; row < rows; row++) along(row * columns, 1, columns);
	for (let column = 0; column < columns; column++) along(column, columns, rows);
}
