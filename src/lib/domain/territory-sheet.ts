// What one printed sheet needs: the map of a territory in millimetres of paper, and the rows of its
// list under the same numbers. Nothing of anybody's health is ever on it: paper gets lost.
import type { LineString, MultiPolygon, Point, Position } from 'geojson';
import type { Road, RoadClass } from './area.ts';
import type { Household } from './household.ts';
import { boxAround, type Box } from './sheet/boxes.ts';
import { extent, fitFrame, frameMm, isInside, pathOf, scaleBar } from './sheet/frame.ts';
import type { Frame, PaperPoint, ScaleBar } from './sheet/frame.ts';
import { houseMarks, type HouseMark } from './sheet/house-marks.ts';
import { overviewOf, type Overview } from './sheet/overview.ts';
import { nameSpot, paperEdges } from './sheet/neighbour-names.ts';
import { walkOrder } from './sheet/walk-order.ts';

export type SheetHousehold = Pick<
	Household,
	'id' | 'code' | 'headName' | 'address' | 'landmark' | 'rw' | 'rt' | 'location'
>;

export interface SheetSource {
	readonly boundary: MultiPolygon | null;
	readonly households: readonly SheetHousehold[];
	/** Household → how many people live there. */
	readonly people: ReadonlyMap<string, number>;
	readonly neighbours: readonly {
		readonly boundary: MultiPolygon;
		/** The lines of its name, as they are printed. */
		readonly name: readonly string[];
	}[];
	readonly roads: readonly Pick<Road, 'class' | 'line'>[];
}

export interface SheetRow {
	readonly number: number;
	readonly household: SheetHousehold;
	readonly people: number;
	/** Whether its number stands on the map. */
	readonly where: 'on_map' | 'off_map' | 'unknown';
}

export interface SheetMap {
	/** SVG paths in the units of `frameMm`; empty without a boundary. */
	readonly own: string;
	readonly neighbours: readonly {
		readonly path: string;
		readonly name: readonly string[];
		/** Middle of the name; null where there is no room for it. */
		readonly label: PaperPoint | null;
	}[];
	readonly roads: readonly { readonly class: RoadClass; readonly path: string }[];
	readonly marks: readonly HouseMark[];
	readonly scale: ScaleBar;
	/** Null where the map shows the whole territory. */
	readonly overview: Overview | null;
}

export interface TerritorySheet {
	/** Null where neither a boundary nor any house says where the territory lies. */
	readonly map: SheetMap | null;
	/** Every household once, numbered from 1. */
	readonly rows: readonly SheetRow[];
}

/** A house this far beyond the border, as a share of the territory's size, would shrink all the others. */
const farShare = 0.35;
/** Houses that fill less of a territory than this, from side to side, get a map of their own size. */
const closeUpShare = 0.6;
/** About 300 m: next door, however small the territory. */
const farLeastDeg = 0.003;
/** Width and height of one character of a neighbour's name. */
const nameMm = { width: 1.6, line: 3.6 } as const;

export function territorySheet(source: SheetSource): TerritorySheet {
	const seen = positionsToShow(source);
	const frame = seen.length > 0 ? fitFrame(seen) : null;
	const rows = rowsOf(source, frame);
	return { rows, map: frame && mapOf(source, frame, rows) };
}

/** The boundary, and the houses that are not far away from it; all houses where there is none. */
function positionsToShow({ boundary, households }: SheetSource): Position[] {
	const border = boundary?.coordinates.flat(2) ?? [];
	const houses = households.flatMap(({ location }) =>
		isKnown(location) ? [positionOf(location)] : []
	);
	if (border.length === 0) return houses;
	const [west, south, east, north] = extent(border);
	const far = Math.max(Math.max(east - west, north - south) * farShare, farLeastDeg);
	const near = houses.filter(
		([lng = 0, lat = 0]) =>
			lng >= west - far && lng <= east + far && lat >= south - far && lat <= north + far
	);
	return closeUp(near, Math.max(east - west, north - south)) ?? [...border, ...near];
}

/**
 * Houses that take a small part of a wide territory, with some ground around them: on a map of all
 * its fields and forest their numbers would run into each other. Null where they are spread.
 */
function closeUp(houses: readonly Position[], territoryDeg: number): Position[] | null {
	if (houses.length < 2) return null;
	const [west, south, east, north] = extent(houses);
	const size = Math.max(east - west, north - south);
	if (size > territoryDeg * closeUpShare) return null;
	const around = size * 0.08;
	return [
		[west - around, south - around],
		[east + around, north + around]
	];
}

function positionOf({ coordinates: [lng = 0, lat = 0] }: Point): Position {
	return [lng, lat];
}

function isKnown(location: Point | null): location is Point {
	return location !== null && location.coordinates.slice(0, 2).every(Number.isFinite);
}

/** Those on the map by RT along a walk; then those far away, then those that nobody has placed. */
function rowsOf({ households, people }: SheetSource, frame: Frame | null): SheetRow[] {
	const standing: (SheetHousehold & { position: Position })[] = [];
	const off: SheetHousehold[] = [];
	const unknown: SheetHousehold[] = [];
	for (const household of households) {
		if (!frame || !isKnown(household.location)) unknown.push(household);
		else if (!isInside(frame.place(positionOf(household.location)), 1)) off.push(household);
		else standing.push({ ...household, position: positionOf(household.location) });
	}
	const byId = new Map(households.map((household) => [household.id as string, household]));
	// By code first: equal distances are settled the same way on every phone.
	const walked = walkOrder(standing.sort(byPlace)).map(({ id }) => byId.get(id)!);
	const listed = [
		...walked.map((household) => ({ household, where: 'on_map' as const })),
		...off.sort(byPlace).map((household) => ({ household, where: 'off_map' as const })),
		...unknown.sort(byPlace).map((household) => ({ household, where: 'unknown' as const }))
	];
	return listed.map((row, index) => ({
		...row,
		number: index + 1,
		people: people.get(row.household.id) ?? 0
	}));
}

/** By RW and RT, then by code. */
export function byPlace(a: SheetHousehold, b: SheetHousehold): number {
	const words = ({ rw, rt, code, id }: SheetHousehold) =>
		[rw ?? '~', rt ?? '~', code, id].join(' ');
	const [one, other] = [words(a), words(b)];
	return one < other ? -1 : one > other ? 1 : 0;
}

function mapOf(source: SheetSource, frame: Frame, rows: readonly SheetRow[]): SheetMap {
	const { neighbours, names } = neighboursOn(source.neighbours, frame);
	const points = rows
		.filter(({ where }) => where === 'on_map')
		.map(({ number, household }) => ({
			number,
			at: frame.place(positionOf(household.location!))
		}));
	return {
		own: source.boundary ? polygonPath(source.boundary, frame) : '',
		neighbours,
		roads: source.roads
			.filter(({ line }) => touchesFrame(line.coordinates, frame))
			.map((road) => ({ class: road.class, path: roadPath(road.line, frame) })),
		marks: houseMarks(points, names),
		scale: scaleBar(frame),
		overview: source.boundary && overviewOf(source.boundary, frame)
	};
}

function neighboursOn(all: SheetSource['neighbours'], frame: Frame) {
	const names: Box[] = [];
	const neighbours: SheetMap['neighbours'][number][] = [];
	for (const { boundary, name } of all) {
		if (!touchesFrame(boundary.coordinates.flat(2), frame)) continue;
		const size = [
			Math.max(0, ...name.map((line) => line.length)) * nameMm.width,
			name.length * nameMm.line
		] as const;
		const label = nameSpot(paperEdges(boundary, frame), size, names);
		if (label) names.push(boxAround(label, ...size));
		neighbours.push({ path: polygonPath(boundary, frame), name, label });
	}
	return { neighbours, names };
}

function polygonPath({ coordinates }: MultiPolygon, frame: Frame): string {
	return coordinates.flatMap((rings) => rings.map((ring) => pathOf(frame, ring, true))).join('');
}

function roadPath(line: LineString, frame: Frame): string {
	return pathOf(frame, line.coordinates, false);
}

/** By the box around them: what only passes near is cut off by the edge of the picture. */
function touchesFrame(positions: readonly Position[], frame: Frame): boolean {
	if (positions.length === 0) return false;
	const [west, south, east, north] = extent(positions);
	const [left, bottom] = frame.place([west, south]);
	const [right, top] = frame.place([east, north]);
	return left <= frameMm.width && right >= 0 && top <= frameMm.height && bottom >= 0;
}
