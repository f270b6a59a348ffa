// Road and path lines, each with one of the five classes that walking and drawing need.
import type { Feature, Geometry, LineString, Position } from 'geojson';
import type { RoadClass } from '#lib/domain/area.ts';
import type { Reading, Repair, RowProblem, TakenRoad } from './contracts.ts';
import { roadClassColumns, roadNameColumns, textOf } from './properties.ts';
import type { Tick } from './tick.ts';

const classes: readonly (readonly [RegExp, RoadClass])[] = [
	[/setapak|gang|lorong|trail|path|foot|track|steps|pedestrian/i, 'path'],
	[/sungai|perahu|boat|ferry|waterway|\briver|\bcanal|kanal/i, 'river_boat'],
	[/rel\b|kereta|rail/i, 'rail'],
	[/motorway|trunk|primary|secondary|arteri|kolektor|nasional|provinsi|utama/i, 'main']
];

function classOf(properties: Record<string, unknown>): RoadClass {
	const word = textOf(properties, roadClassColumns) ?? '';
	return classes.find(([pattern]) => pattern.test(word))?.[1] ?? 'local';
}

/** A position without height; null where it is none. */
function flat(position: Position): Position | null {
	const [lng, lat] = position;
	return typeof lng === 'number' &&
		typeof lat === 'number' &&
		Math.abs(lng) <= 180 &&
		Math.abs(lat) <= 90
		? [lng, lat]
		: null;
}

function lineOf(
	coordinates: readonly Position[]
): LineString | 'bad_coordinates' | 'line_too_short' {
	if (!Array.isArray(coordinates)) return 'bad_coordinates';
	const positions: Position[] = [];
	for (const position of coordinates) {
		const at = Array.isArray(position) ? flat(position) : null;
		if (at === null) return 'bad_coordinates';
		const last = positions.at(-1);
		if (!last || last[0] !== at[0] || last[1] !== at[1]) positions.push(at);
	}
	return positions.length < 2 ? 'line_too_short' : { type: 'LineString', coordinates: positions };
}

/** The same line, also when it was drawn from the other end. */
function lineKey({ coordinates }: LineString): string {
	const there = JSON.stringify(coordinates);
	const back = JSON.stringify([...coordinates].reverse());
	return there < back ? there : back;
}

/** Roads of a file; a multi-line becomes one road a part, and what is drawn twice is taken once. */
export function readRoads(
	features: readonly Feature<Geometry | null>[],
	tick: Tick
): Reading<TakenRoad> {
	const taken: TakenRoad[] = [];
	const repairs: Repair[] = [];
	const problems: RowProblem[] = [];
	const seen = new Set<string>();
	features.forEach(({ geometry, properties }, index) => {
		const row = index + 1;
		tick(row);
		if (geometry === null) return void problems.push({ row, reason: 'no_geometry' });
		if (geometry.type !== 'LineString' && geometry.type !== 'MultiLineString')
			return void problems.push({ row, reason: 'wrong_geometry' });
		const parts =
			geometry.type === 'LineString' ? [geometry.coordinates] : (geometry.coordinates ?? []);
		if (parts.length > 1) repairs.push({ row, what: 'line_split' });
		const lines = parts.map(lineOf);
		const sound = lines.filter((line) => typeof line !== 'string');
		if (sound.length === 0)
			return void problems.push({
				row,
				reason: lines.includes('bad_coordinates') ? 'bad_coordinates' : 'line_too_short'
			});
		for (const line of sound) {
			const key = lineKey(line);
			if (seen.has(key)) repairs.push({ row, what: 'duplicate_dropped' });
			else
				taken.push({
					row,
					name: textOf(properties ?? {}, roadNameColumns),
					class: classOf(properties ?? {}),
					line
				});
			seen.add(key);
		}
	});
	return { kind: 'road', rows: features.length, taken, repairs, problems };
}
