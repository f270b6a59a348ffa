// What the demo's basemap shows, as GeoJSON features by layer. A feature's `from` is the first zoom
// that shows it; it does not go into the tile.
import type { Feature, Geometry, LineString, Position } from 'geojson';
import { buildAreas, hamletPlans, insideDistrict } from './areas.ts';
import { buildHouseholds, type DemoHousehold } from './households.ts';
import { buildLandmarks, type Landmark } from './landmarks.ts';
import { noise, Random } from './random.ts';
import { buildNetwork, type RoadPiece } from './road-network.ts';
import { demoStreets } from './streets.ts';
import { labelCells, outlineOf, subdivide } from './subdivision.ts';
import {
	groundToPosition,
	moved,
	riverHalfWidth,
	riverName,
	streamAt,
	streams,
	toGround,
	toPosition
} from './terrain.ts';

export const basemapLayers = ['water', 'landuse', 'building', 'road', 'place'] as const;
export type BasemapLayer = (typeof basemapLayers)[number];

function feature(
	geometry: Geometry,
	properties: Record<string, string | number | boolean>
): Feature {
	return { type: 'Feature', geometry, properties };
}

function every(from: number, to: number, step: number): number[] {
	return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);
}

/** Both banks, walked downstream on the left and back on the right. */
function riverFeatures(): Feature[] {
	const along = every(-2600, 20360, 40);
	const middle = along.map((u) => toGround({ u, v: 0 }));
	const left: Position[] = [];
	const right: Position[] = [];
	middle.forEach(([east, north], i) => {
		const before = middle[Math.max(0, i - 1)]!;
		const after = middle[Math.min(middle.length - 1, i + 1)]!;
		const [de, dn] = [after[0] - before[0], after[1] - before[1]];
		const length = Math.sqrt(de * de + dn * dn);
		const half = riverHalfWidth(along[i]!) / length;
		left.push(groundToPosition([east - dn * half, north + de * half]));
		right.push(groundToPosition([east + dn * half, north - de * half]));
	});
	const bank = [...right, ...left.reverse()];
	return [
		feature({ type: 'Polygon', coordinates: [[...bank, bank[0]!]] }, { kind: 'river' }),
		feature(
			{ type: 'LineString', coordinates: middle.map(groundToPosition) },
			{ kind: 'river', name: riverName }
		)
	];
}

function streamFeatures(): Feature[] {
	return streams.map((stream) => {
		const sign = stream.head > 0 ? 1 : -1;
		const coordinates = every(0, Math.abs(stream.head), 60).map((v) =>
			toPosition(streamAt(stream, v * sign))
		);
		return feature(
			{ type: 'LineString', coordinates },
			{ kind: 'stream', name: stream.name, from: 11 }
		);
	});
}

function seaFeature(): Feature {
	const shore = every(-9000, 10000, 100).map((v) => toPosition({ u: 20000, v }));
	const far = moved(shore[0]!, 12000, 0);
	const ring = [...shore, moved(shore.at(-1)!, 12000, 0), far, shore[0]!];
	return feature({ type: 'Polygon', coordinates: [ring.reverse()] }, { kind: 'sea' });
}

const edge = noise('landuse edge', 900);
const settlement = 2;
const landuse = ['forest', 'plantation', 'settlement'] as const;

/** Forest upstream and behind the south bank, oil palm around the transmigration blocks. */
function landuseAt(u: number, v: number): number {
	if (!insideDistrict(u, v)) return -1;
	const wavy = edge(u, v) * 350;
	if (u < 6700 + wavy || v < -1900 + wavy || (u > 15000 && v > 4200 + wavy)) return 0;
	if (v > 1300 + wavy && u > 7300 && u < 15900 + wavy) return 1;
	return u > 19600 && Math.abs(v) > 1900 ? 0 : -1;
}

function landuseFeatures(households: readonly DemoHousehold[]): Feature[] {
	const settled = new Set<string>();
	for (const { plan } of households)
		for (const du of [-60, 60])
			for (const dv of [-60, 60])
				settled.add(`${Math.floor((plan.u + du) / 100)},${Math.floor((plan.v + dv) / 100)}`);
	const cells = subdivide(
		labelCells((u, v) =>
			settled.has(`${Math.floor(u / 100)},${Math.floor(v / 100)}`) ? settlement : landuseAt(u, v)
		)
	);
	return landuse.flatMap((name, label) =>
		outlineOf(cells, (one) => one === label).coordinates.map((coordinates) =>
			feature({ type: 'Polygon', coordinates }, { class: name })
		)
	);
}

/** One rectangle a position, its long side along the street. */
function buildingFeatures(households: readonly DemoHousehold[]): Feature[] {
	const random = new Random('buildings');
	const drawn = new Set<string>();
	return households.flatMap((household) => {
		const at = household.location!.coordinates;
		if (drawn.has(at.join())) return [];
		drawn.add(at.join());
		const [east, north] = household.facing;
		const long = random.between(3.6, 5.2);
		const wide = random.between(2.8, 4);
		const corner = (a: number, b: number) =>
			moved(at, east * a * long - north * b * wide, north * a * long + east * b * wide);
		const ring = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1), corner(-1, -1)];
		return [feature({ type: 'Polygon', coordinates: [ring] }, {})];
	});
}

/** Pieces of one street as one line again, so that its name is written once. */
function joined(roads: readonly RoadPiece[]): RoadPiece[] {
	const lines: RoadPiece[] = [];
	for (const piece of roads) {
		const last = lines.at(-1);
		const goesOn =
			last &&
			last.class === piece.class &&
			last.name === piece.name &&
			last.bridge === piece.bridge &&
			last.line.coordinates.at(-1)!.join() === piece.line.coordinates[0]!.join();
		if (!goesOn) {
			lines.push(piece);
			continue;
		}
		const coordinates = [...last.line.coordinates, ...piece.line.coordinates.slice(1)];
		const line: LineString = { type: 'LineString', coordinates };
		lines[lines.length - 1] = { ...last, to: piece.to, line };
	}
	return lines;
}

const roadFrom = { main: 9, local: 12, path: 13, river_boat: 12, rail: 12 } as const;

function roadFeatures(roads: readonly RoadPiece[]): Feature[] {
	return joined(roads).map(({ class: roadClass, name, bridge, line }) =>
		feature(line, {
			class: roadClass,
			...(name ? { name } : {}),
			...(bridge ? { bridge: true } : {}),
			from: roadFrom[roadClass]
		})
	);
}

function placeFeatures(landmarks: readonly Landmark[]): Feature[] {
	const point = (position: Position, properties: Record<string, string | number>) =>
		feature({ type: 'Point', coordinates: position }, properties);
	const villages = [
		['Muara Pandan', 17700, 560],
		['Tepian Ulin', 11300, 300],
		['Karya Mekar', 11900, 3100],
		['Long Sebatu', 4900, 420]
	] as const;
	return [
		...villages.map(([name, u, v]) =>
			point(toPosition({ u, v }), { name, kind: 'village', from: 9 })
		),
		...hamletPlans.map(({ name, u, v }) =>
			point(toPosition({ u, v }), { name, kind: 'hamlet', from: 12 })
		),
		...landmarks.map(({ name, kind, position }) =>
			point(position, { name, kind: 'poi', class: kind, from: 14 })
		)
	];
}

/** Everything that the basemap shows. */
export function basemapFeatures(): Record<BasemapLayer, Feature[]> {
	const roads = buildNetwork(demoStreets());
	const landmarks = buildLandmarks(roads);
	// Houses do not depend on the day; any will do.
	const households = buildHouseholds(buildAreas(), roads, landmarks, '2026-01-01');
	return {
		water: [seaFeature(), ...riverFeatures(), ...streamFeatures()],
		landuse: landuseFeatures(households),
		building: buildingFeatures(households),
		road: roadFeatures(roads),
		place: placeFeatures(landmarks)
	};
}
