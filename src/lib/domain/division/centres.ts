// Where the middles of the territories should be: balanced k-means on a sample of the households.
import { sampleEvenly } from './sample.ts';
import { nearestPlaces, type Homes, type Portions } from './shares.ts';
import { squaredDistance, transport, type Points } from './transport.ts';

/** Prices are in squared metres: a point belongs to the centre of least squared distance − price. */
export interface Centres {
	readonly x: Float64Array;
	readonly y: Float64Array;
	readonly price: Float64Array;
	readonly cost: number;
}

const maxRounds = 25;

/**
 * Lloyd's algorithm with an exact balanced assignment in every round: the balanced centroidal power
 * diagrams of Cohen-Addad, Klein & Young (2018), on at most max(2500, 60·k) sampled points.
 * @param pull part of the way to their homes by which middles are drawn after every round
 */
export function balancedCentres(
	points: Points,
	k: number,
	random: () => number,
	portions: Portions,
	homes: Homes | null,
	pull = 0
): Centres {
	// Weights are whole, so more samples than their sum would only repeat points.
	const total = points.load.reduce((sum, one) => sum + one, 0);
	const sample = sampleEvenly(points, Math.min(total, Math.max(2500, 60 * k)));
	const { x, y } = spreadSeeds(sample, k, random);
	const price = new Float64Array(k);
	for (let round = 0; round < 3; round++) moveToMeans(sample, nearest(sample, x, y), x, y);
	const even = { x, y, price, cost: Infinity };
	if (!homes) return settled(sample, even, portions);
	// Which share goes where is decided among even territories, then their true sizes are found.
	const placed = nearHomes(settled(sample, even, null), homes);
	if (!portions && pull === 0) return placed;
	return settled(sample, placed, portions, { homes, pull });
}

/** The same centres, each at the number of the home it belongs to. */
function nearHomes({ x, y, price, cost }: Centres, homes: Homes): Centres {
	const placeOf = nearestPlaces(homes, x, y);
	const ordered = (values: Float64Array): Float64Array =>
		Float64Array.from(placeOf, (place) => values[place]!);
	return { x: ordered(x), y: ordered(y), price: ordered(price), cost };
}

/** Works on the arrays it is given. */
function settled(
	sample: Points,
	{ x, y, price }: Centres,
	portions: Portions,
	anchors?: { homes: Homes; pull: number }
): Centres {
	let cost = Infinity;
	for (let round = 0; round < maxRounds; round++) {
		const distance = squaredDistance(sample, x, y);
		const found = transport(sample.load, x.length, price, distance, portions);
		moveToMeans(sample, found.label, x, y);
		if (anchors) pullHome({ x, y }, anchors.homes, anchors.pull);
		const gain = cost - found.cost;
		cost = found.cost;
		if (round > 2 && gain < 1e-4 * cost) break;
	}
	return { x, y, price, cost };
}

/** Middles part of the way to the homes, where those are known. */
function pullHome({ x, y }: Pick<Centres, 'x' | 'y'>, homes: Homes, part: number): void {
	homes.x.forEach((homeX, a) => {
		if (!Number.isFinite(homeX + homes.y[a]!)) return;
		x[a]! += part * (homeX - x[a]!);
		y[a]! += part * (homes.y[a]! - y[a]!);
	});
}

/** k-means++ (Arthur & Vassilvitskii 2007): seeds drawn in proportion to load × squared distance. */
function spreadSeeds(points: Points, k: number, random: () => number) {
	const n = points.x.length;
	const x = new Float64Array(k);
	const y = new Float64Array(k);
	const reach = new Float64Array(n).fill(1);
	for (let c = 0; c < k; c++) {
		let total = 0;
		for (let i = 0; i < n; i++) total += reach[i]! * points.load[i]!;
		let left = random() * total;
		let pick = 0;
		while (pick < n - 1 && (left -= reach[pick]! * points.load[pick]!) > 0) pick++;
		x[c] = points.x[pick]!;
		y[c] = points.y[pick]!;
		for (let i = 0; i < n; i++) {
			const dx = points.x[i]! - x[c]!;
			const dy = points.y[i]! - y[c]!;
			const d = dx * dx + dy * dy;
			if (c === 0 || d < reach[i]!) reach[i] = d;
		}
	}
	return { x, y };
}

function nearest(points: Points, x: Float64Array, y: Float64Array): Int32Array {
	const cost = squaredDistance(points, x, y);
	return Int32Array.from(points.x, (_, i) => {
		let best = 0;
		for (let c = 1; c < x.length; c++) if (cost(i, c) < cost(i, best)) best = c;
		return best;
	});
}

/** A centre without points stays where it is. */
export function moveToMeans(
	points: Points,
	label: Int32Array,
	x: Float64Array,
	y: Float64Array
): void {
	const k = x.length;
	const total = new Float64Array(k);
	const sumX = new Float64Array(k);
	const sumY = new Float64Array(k);
	for (let i = 0; i < label.length; i++) {
		const c = label[i]!;
		total[c]! += points.load[i]!;
		sumX[c]! += points.load[i]! * points.x[i]!;
		sumY[c]! += points.load[i]! * points.y[i]!;
	}
	for (let c = 0; c < k; c++) {
		if (total[c] === 0) continue;
		x[c] = sumX[c]! / total[c]!;
		y[c] = sumY[c]! / total[c]!;
	}
}
