// A small set of equal-load points that stands for many: centres are found on it in milliseconds.
import type { Points } from './transport.ts';

/**
 * `count` points of equal load, taken at equal steps of load along a Hilbert curve, so that dense
 * and sparse quarters keep their share. The points themselves when they are few and equal.
 */
export function sampleEvenly(points: Points, count: number): Points {
	const { x, y, load } = points;
	const isEqual = load.every((one) => one === load[0]);
	if (isEqual && x.length <= count) return points;
	const order = hilbertOrder(x, y);
	const total = load.reduce((sum, one) => sum + one, 0);
	const step = total / count;
	const xs: number[] = [];
	const ys: number[] = [];
	let due = step / 2;
	let passed = 0;
	for (const i of order) {
		passed += load[i]!;
		while (passed > due && xs.length < count) {
			xs.push(x[i]!);
			ys.push(y[i]!);
			due += step;
		}
	}
	return {
		x: Float64Array.from(xs),
		y: Float64Array.from(ys),
		load: new Float64Array(xs.length).fill(step)
	};
}

function hilbertOrder(x: Float64Array, y: Float64Array): Int32Array {
	let left = Infinity;
	let bottom = Infinity;
	let right = -Infinity;
	let top = -Infinity;
	for (let i = 0; i < x.length; i++) {
		left = Math.min(left, x[i]!);
		right = Math.max(right, x[i]!);
		bottom = Math.min(bottom, y[i]!);
		top = Math.max(top, y[i]!);
	}
	const scale = 65535 / (Math.max(right - left, top - bottom) || 1);
	const keys = Float64Array.from(x, (value, i) =>
		hilbertKey(Math.floor((value - left) * scale), Math.floor((y[i]! - bottom) * scale))
	);
	// The index breaks ties, so that the order is the same in every engine.
	return Int32Array.from(x, (_, i) => i).sort((a, b) => keys[a]! - keys[b]! || a - b);
}

/** Distance along the Hilbert curve of order 16 (Warren, Hacker's Delight, §16). */
function hilbertKey(x: number, y: number): number {
	let key = 0;
	for (let s = 32768; s > 0; s >>= 1) {
		const rx = (x & s) > 0 ? 1 : 0;
		const ry = (y & s) > 0 ? 1 : 0;
		key = key * 4 + ((3 * rx) ^ ry);
		if (ry === 0) {
			if (rx === 1) {
				x = 65535 - x;
				y = 65535 - y;
			}
			const kept = x;
			x = y;
			y = kept;
		}
	}
	return key;
}
