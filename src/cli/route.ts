// `jangkau route`: a good walking order for a day's stops, and the way to each on the roads of a file.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Feature, FeatureCollection, Geometry, LineString, Position } from 'geojson';
import { readRoads } from '#lib/data/import/read-roads.ts';
import { pointOnSurface } from '#lib/domain/geometry/point-on-surface.ts';
import { dayRoute, type DayRoute } from '#lib/domain/routing/day-route.ts';
import { buildRoadNetwork, type RoadLine } from '#lib/domain/routing/road-network.ts';
import { defaultTravelRules, travelModes, type TravelMode } from '#lib/domain/travel.ts';
import { BadInput } from './bad-input.ts';
import { readFeatures } from './read-geojson.ts';

export const routeUsage = `route --roads R.geojson --from LNG,LAT --stops H.geojson [--mode ${travelModes.join('|')}] [--out L.geojson]`;

interface Options {
	readonly roads: string;
	readonly from: Position;
	readonly stops: string;
	readonly mode: TravelMode;
	readonly out: string | null;
}

interface Stop {
	/** In the file, counted from 1. */
	readonly row: number;
	readonly position: Position;
}

/** Much more than a day's work; beyond it the search would take minutes. */
const mostStops = 300;

/** Prints order and legs as JSON on stdout; throws BadInput with one clear line. */
export async function routeCommand(args: string[]): Promise<void> {
	const options = optionsOf(args);
	const lines = await linesOf(options.roads);
	const stops = await stopsOf(options.stops);
	const network = buildRoadNetwork(lines, options.mode, defaultTravelRules);
	const route = dayRoute(
		network,
		options.from,
		stops.map(({ position }) => position)
	);
	const rows = route.order.map((stop) => stops[stop]!.row);
	if (options.out !== null) await writeLegs(options.out, route, rows);
	process.stdout.write(`${JSON.stringify(figures(route, rows))}\n`);
}

function optionsOf(args: string[]): Options {
	let values;
	try {
		const text = { type: 'string' } as const;
		const options = { roads: text, from: text, stops: text, mode: text, out: text };
		({ values } = parseArgs({ args: withFromJoined(args), options }));
	} catch (cause) {
		throw new BadInput(`${(cause as Error).message.split('\n')[0]} · ${routeUsage}`);
	}
	const { roads, from, stops, out } = values;
	for (const [name, value] of Object.entries({ roads, from, stops, out: out ?? '-' })) {
		if (!value) throw new BadInput(`--${name} belum diisi · ${routeUsage}`);
	}
	const mode = travelModes.find((one) => one === (values.mode ?? 'foot'));
	if (!mode) throw new BadInput(`--mode harus ${travelModes.join(', ')}, bukan "${values.mode}"`);
	return { roads: roads!, stops: stops!, from: positionOf(from!), mode, out: out ?? null };
}

/** A number below zero after `--from` is no option of its own. */
function withFromJoined(args: readonly string[]): string[] {
	const at = args.indexOf('--from');
	if (at < 0 || at + 1 >= args.length) return [...args];
	return [...args.slice(0, at), `--from=${args[at + 1]!}`, ...args.slice(at + 2)];
}

function positionOf(text: string): Position {
	const numbers = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
	if (numbers.length !== 2 || !isOnEarth(numbers))
		throw new BadInput(`--from harus BUJUR,LINTANG seperti 110.46,-7.57, bukan "${text}"`);
	return numbers;
}

function isOnEarth(position: readonly unknown[]): boolean {
	const [lng, lat] = position;
	const isWithin = (value: unknown, most: number): boolean =>
		typeof value === 'number' && Math.abs(value) <= most;
	return isWithin(lng, 180) && isWithin(lat, 90);
}

async function linesOf(path: string): Promise<readonly RoadLine[]> {
	const { features } = await readFeatures(path);
	const { taken, problems } = readRoads(features, () => undefined);
	if (taken.length === 0) throw new BadInput(`${path}: tidak berisi garis jalan (EPSG:4326)`);
	if (problems.length > 0)
		process.stderr.write(`${path}: ${problems.length} baris bukan garis jalan, dilewati\n`);
	return taken;
}

async function stopsOf(path: string): Promise<Stop[]> {
	const { features } = await readFeatures(path);
	const placed = features.map(({ geometry }, index) => ({
		row: index + 1,
		position: pointOnSurface(geometry)
	}));
	const isPlaced = (stop: { position: Position | null }): stop is Stop =>
		Array.isArray(stop.position) && isOnEarth(stop.position);
	const stops = placed.filter(isPlaced);
	if (stops.length === 0)
		throw new BadInput(`${path}: tidak ada rumah yang letaknya terbaca (EPSG:4326)`);
	if (stops.length > mostStops)
		throw new BadInput(`${path}: ${stops.length} rumah; paling banyak ${mostStops} sekali jalan`);
	const lost = placed.filter((stop) => !isPlaced(stop)).map(({ row }) => row);
	if (lost.length > 0)
		process.stderr.write(`${path}: tanpa letak, dilewati: baris ${lost.join(', ')}\n`);
	return stops;
}

function figures({ legs, metres, seconds }: DayRoute, rows: readonly number[]) {
	return {
		order: rows,
		legs: legs.map((leg, i) => ({
			to: rows[i],
			metres: decimetres(leg.metres),
			minutes: minutes(leg.seconds),
			guess: leg.isGuess
		})),
		metres: decimetres(metres),
		minutes: minutes(seconds)
	};
}

function decimetres(metres: number): number {
	return Math.round(metres * 10) / 10;
}

function minutes(seconds: number): number {
	return Math.round(seconds / 0.6) / 100;
}

/** A feature a part of a leg: `leg` counts from 1, `to` is the row it leads to. */
async function writeLegs(path: string, { legs }: DayRoute, rows: readonly number[]): Promise<void> {
	const features = legs.flatMap(({ parts }, i) =>
		parts.map(({ coordinates, isGuess }): Feature<LineString> => ({
			type: 'Feature',
			properties: { leg: i + 1, to: rows[i], guess: isGuess },
			geometry: { type: 'LineString', coordinates }
		}))
	);
	const collection: FeatureCollection<Geometry> = { type: 'FeatureCollection', features };
	try {
		await writeFile(path, `${JSON.stringify(collection)}\n`);
	} catch (cause) {
		const { code } = cause as NodeJS.ErrnoException;
		throw new BadInput(`${path}: tidak dapat ditulis (${code ?? 'kesalahan'})`);
	}
}
