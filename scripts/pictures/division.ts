// `npm run pictures:division`: draws docs/images/division-*.svg from a village that does not exist, with
// the engine as it is, and prints the figures that docs/division.md quotes of it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MultiPolygon } from 'geojson';
import { areaMesh } from '../../src/lib/domain/division/area-mesh.ts';
import type { DivisionSuccess } from '../../src/lib/domain/division/contract.ts';
import { divide } from '../../src/lib/domain/division/divide.ts';
import { next, type Mesh } from '../../src/lib/domain/division/mesh.ts';
import { normaliseArea } from '../../src/lib/domain/division/normalise-area.ts';
import { normaliseHouseholds } from '../../src/lib/domain/division/normalise-households.ts';
import { degrees } from '../../tests/support/awkward-areas.ts';
import { holds } from '../../tests/support/division-invariants.ts';
import { repositoryRoot } from '../../tests/support/migrations.ts';
import { byHandShapes, multiPolygonOf } from '../bench/by-hand.ts';
import { Sheet, type Frame, type Place } from './sheet.ts';
import { metres, populated, village } from './village.ts';

const whole: Frame = { west: -1180, south: -1080, widthM: 2040 };
/** The head of the bay, where territories meet. */
const detail: Frame = { west: -390, south: -430, widthM: 600 };
/** Paul Tol's light scheme: apart for every kind of colour vision, light enough for dark words. */
const colours = ['#EE8866', '#EEDD88', '#FFAABB', '#99DDFF', '#44BB99', '#BBCC33'];
const ink = '#16211e';
const outlineStyle = `stroke="${ink}" stroke-width="22" stroke-linejoin="round"`;
/** Land that is not divided between anybody yet. */
const land = `fill="#fff" ${outlineStyle}`;
const borderStyle = `stroke="#fff" stroke-width="50" stroke-linejoin="round"`;
const fine = `stroke="${ink}" stroke-width="14" stroke-linejoin="round"`;

const input = populated();
const houses = input.households.map(({ position }) => metres(position));
const folder = join(repositoryRoot, 'docs/images');

function save(name: string, sheet: Sheet, title: string, scaleM: number): void {
	const svg = sheet.svg(title, scaleM);
	writeFileSync(join(folder, `division-${name}.svg`), svg);
	console.log(`division-${name}.svg, ${String(Math.round(svg.length / 1024))} KiB`);
}

const colour = (i: number): string => colours[i % colours.length]!;

/** Territories with their houses, and how many each has. */
function mapOf(polygons: readonly MultiPolygon[]): Sheet {
	const sheet = new Sheet(whole).area(village.area as MultiPolygon, land);
	polygons.forEach((polygon, i) => sheet.area(polygon, `fill="${colour(i)}"`));
	for (const polygon of polygons) sheet.area(polygon, `fill="none" ${borderStyle}`);
	for (const polygon of polygons) sheet.area(polygon, `fill="none" ${fine}`);
	sheet.dots(houses, 3.4, ink);
	for (const polygon of polygons) {
		const own = input.households.filter(({ position }) => holds(polygon, position));
		if (own.length > 0)
			sheet.words(meanOf(own.map(({ position }) => metres(position))), String(own.length), 26);
	}
	return sheet;
}

function meanOf(places: readonly Place[]): Place {
	const sum = places.reduce(([x, y], one) => [x + one[0], y + one[1]] as const, [0, 0] as const);
	return [sum[0] / places.length, sum[1] / places.length];
}

function meshOf(): Mesh {
	const area = normaliseArea(input.area);
	if (!area.ok) throw new Error(area.reason.text);
	const households = normaliseHouseholds(input.households, area.area.bounds);
	const meshed = areaMesh(area.area, households, false);
	if (!meshed) throw new Error('no mesh');
	return meshed.mesh;
}

/** The mesh near the bay, in the metres of the pictures. */
function meshDetail(sheet: Sheet): { edges: [Place, Place][]; nodes: Place[] } {
	const { triangles, halfedges, inside, points } = meshOf();
	const placeOf = (vertex: number): Place =>
		metres(points.projection.position(points.x[vertex]!, points.y[vertex]!));
	const edges: [Place, Place][] = [];
	const nodes = new Map<number, Place>();
	for (let e = 0; e < triangles.length; e++) {
		if (!inside[Math.floor(e / 3)] || e < halfedges[e]!) continue;
		const [a, b] = [triangles[e]!, triangles[next(e)]!];
		const [from, to] = [placeOf(a), placeOf(b)];
		if (!sheet.isShown(from, 60) && !sheet.isShown(to, 60)) continue;
		edges.push([from, to]);
		nodes.set(a, from).set(b, to);
	}
	return { edges, nodes: [...nodes.values()] };
}

function drawMesh(): void {
	const sheet = new Sheet(detail);
	const { edges } = meshDetail(sheet);
	sheet.area(village.area as MultiPolygon, land);
	sheet.lines(edges, `stroke="#7d867f" stroke-width="7"`);
	sheet.dots(
		houses.filter((house) => sheet.isShown(house, 20)),
		9,
		ink
	);
	save('2-mesh', sheet, 'Triangles between houses, near the bay', 100);
}

function drawLabels(polygons: readonly MultiPolygon[]): void {
	const sheet = new Sheet(detail);
	const { edges, nodes } = meshDetail(sheet);
	sheet.area(village.area as MultiPolygon, land);
	polygons.forEach((polygon, i) => sheet.area(polygon, `fill="${colour(i)}" fill-opacity=".35"`));
	sheet.lines(edges, `stroke="#7d867f" stroke-width="5"`);
	polygons.forEach((polygon, i) => {
		const own = nodes.filter((node) => holds(polygon, degrees(...node)));
		if (own.length > 0) sheet.dots(own, 9.5, ink).dots(own, 7.5, colour(i));
	});
	sheet.dots(
		houses.filter((house) => sheet.isShown(house, 20)),
		5,
		ink
	);
	for (const polygon of polygons) sheet.area(polygon, `fill="none" ${fine}`);
	save('3-labels', sheet, 'Every corner of a triangle has its kader; borders run between', 100);
}

function divided(): DivisionSuccess {
	const result = divide(input);
	if (!result.ok) throw new Error(result.reason.text);
	return result;
}

mkdirSync(folder, { recursive: true });
const mine = divided();
const polygons = mine.territories.map(({ polygon }) => polygon);
const hand = byHandShapes(input).map(multiPolygonOf);
save(
	'1-houses',
	new Sheet(whole).area(village.area as MultiPolygon, land).dots(houses, 4, ink),
	'A village round a bay, and its houses',
	500
);
drawMesh();
drawLabels(polygons);
save('4-territories', mapOf(polygons), 'Six territories with 80 houses each', 500);
save('5-by-hand', mapOf(hand), 'The same village by k-means and Voronoi cells', 500);
const counts = hand.map(
	(one) => input.households.filter(({ position }) => holds(one, position)).length
);
console.log('ours', mine.territories.map(({ workload }) => workload).join(), mine.metrics);
console.log(
	'by hand',
	counts.join(),
	'pieces',
	hand.map(({ coordinates }) => coordinates.length).join()
);
