// How long a way and a day's order take, and how good the order is: beside visiting in the order of the
// list, which is what a kader with a printed list does.
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import type { Position } from 'geojson';
import { seededRandom } from '../../src/lib/domain/division/random.ts';
import { buildRoadNetwork, type RoadNetwork } from '../../src/lib/domain/routing/road-network.ts';
import { WayFinder } from '../../src/lib/domain/routing/shortest-way.ts';
import { tourSeconds, visitOrder } from '../../src/lib/domain/routing/visit-order.ts';
import { defaultTravelRules } from '../../src/lib/domain/travel.ts';
import { exactTourSeconds } from '../../tests/support/exact-visit-order.ts';
import type { BenchRow } from './bench-row.ts';
import { jitteredGrid, realPlaces, type RoutingPlace } from './routing-places.ts';
import { pgRoutingRows } from './routing-pgrouting.ts';

const ways = 300;
const days = 40;
const stopsADay = 20;
const exactStops = 12;

export async function benchRouting(): Promise<BenchRow[]> {
	const places = realPlaces();
	const rows = [jitteredGrid(), ...places].flatMap(placeRows);
	if (places.length === 0)
		rows.push({
			what: 'routing on real roads',
			goal: '–',
			ours: 'no measuring data (JANGKAU_TEST_DATA)',
			instead: '–'
		});
	return [...rows, ...(await pgRoutingRows(places))];
}

function placeRows(place: RoutingPlace): BenchRow[] {
	const started = performance.now();
	const network = buildRoadNetwork(place.lines, 'foot', defaultTravelRules);
	const builtMs = performance.now() - started;
	return [wayRow(place, network, builtMs), ...orderRows(place, network)];
}

function wayRow({ name, houses }: RoutingPlace, network: RoadNetwork, builtMs: number): BenchRow {
	const random = seededRandom(1);
	const any = (): Position => houses[Math.floor(random() * houses.length)]!;
	const finder = new WayFinder(network);
	const times: number[] = [];
	let guesses = 0;
	for (let i = 0; i < ways; i++) {
		const [from, to] = [any(), any()];
		const before = performance.now();
		const way = finder.way(from, to);
		times.push(performance.now() - before);
		if (way.isGuess) guesses++;
	}
	const at = (share: number): string => quantile(times, share).toFixed(1);
	return {
		what: `a way from house to house, ${name}, ${String(network.x.length)} nodes, p50 / p95`,
		goal: 'p95 ≤ 100 ms',
		ours: `${at(0.5)} / ${at(0.95)} ms`,
		instead: `network built once in ${builtMs.toFixed(0)} ms; ${String(network.pieceM.length)} pieces; ${String(guesses)} of ${String(ways)} ways mostly a straight line`
	};
}

function quantile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

/** Days in one corner of the place each: every second of the houses around one. */
function orderRows({ name, houses }: RoutingPlace, network: RoadNetwork): BenchRow[] {
	const random = seededRandom(2);
	const finder = new WayFinder(network);
	const dayOf = (stops: number): Float64Array => {
		const start = houses[Math.floor(random() * houses.length)]!;
		const near = nearestHouses(houses, start, 2 * stops + 1);
		const picked = near.slice(1).filter(() => random() < 0.6);
		return finder.secondsBetween([start, ...shuffled(picked, random).slice(0, stops)]);
	};
	const orderMs: number[] = [];
	const matrixMs: number[] = [];
	let [given, ours] = [0, 0];
	for (let day = 0; day < days; day++) {
		const before = performance.now();
		const seconds = dayOf(stopsADay);
		const between = performance.now();
		const order = visitOrder(seconds);
		orderMs.push(performance.now() - between);
		matrixMs.push(between - before);
		given += secondsOf(
			[...order].sort((a, b) => a - b),
			seconds
		);
		ours += secondsOf(order, seconds);
	}
	const gaps = Array.from({ length: days }, () => {
		const seconds = dayOf(exactStops);
		return secondsOf(visitOrder(seconds), seconds) / Math.max(1, exactTourSeconds(seconds)) - 1;
	});
	return [
		{
			what: `order of ${String(stopsADay)} stops, ${name}, p95`,
			goal: '≤ 100 ms',
			ours: `${quantile(orderMs, 0.95).toFixed(1)} ms, and ${quantile(matrixMs, 0.95).toFixed(0)} ms for the ways between them`,
			instead: '–'
		},
		{
			what: `walking time of these days, ${name}`,
			goal: '–',
			ours: `${((100 * ours) / given).toFixed(0)} %`,
			instead: `100 %, ${(given / days / 60).toFixed(0)} minutes a day, as on a list`
		},
		{
			what: `order of up to ${String(exactStops)} stops above the least time, ${name}, mean of ${String(days)}`,
			goal: '≤ 0.5 %',
			ours: `${((100 * gaps.reduce((sum, gap) => sum + gap, 0)) / days).toFixed(3)} %, worst ${(100 * Math.max(...gaps)).toFixed(2)} %`,
			instead: '0 %, Held–Karp'
		}
	];
}

function nearestHouses(houses: readonly Position[], to: Position, count: number): Position[] {
	const far = ([lng = 0, lat = 0]: Position): number => Math.hypot(lng - to[0]!, lat - to[1]!);
	return [...houses].sort((a, b) => far(a) - far(b)).slice(0, count);
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
	const keys = new Map(items.map((item) => [item, random()]));
	return [...items].sort((a, b) => keys.get(a)! - keys.get(b)!);
}

function secondsOf(order: readonly number[], seconds: Float64Array): number {
	const n = Math.round(Math.sqrt(seconds.length));
	return tourSeconds([0, ...order], (a, b) => seconds[a * n + b]!);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	for (const row of await benchRouting()) console.log(Object.values(row).join('\t'));
	process.exit(0);
}
