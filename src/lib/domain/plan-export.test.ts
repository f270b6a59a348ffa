// @vitest-environment jsdom
import fc from 'fast-check';
import type { MultiPolygon, Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { planToGeoJson, planToKml, type ExportedPlan } from './plan-export.ts';

const nameOf = (number: number) => `Wilayah ${number}`;

/** A convex ring around a centre, wound and closed as chance has it: as drawn layers come. */
const ring = (centre: fc.Arbitrary<Position>, radius: number): fc.Arbitrary<Position[]> =>
	fc
		.record({
			centre,
			angles: fc.uniqueArray(fc.integer({ min: 0, max: 35 }), { minLength: 4, maxLength: 9 }),
			stretch: fc.double({ min: 0.5, max: 1, noNaN: true }),
			isReversed: fc.boolean(),
			isClosed: fc.boolean()
		})
		.map(({ centre: [lng = 0, lat = 0], angles, stretch, isReversed, isClosed }) => {
			const open = angles
				.sort((a, b) => a - b)
				.map((step): Position => {
					const angle = (step * Math.PI) / 18;
					return [lng + radius * Math.cos(angle), lat + radius * stretch * Math.sin(angle)];
				});
			if (isReversed) open.reverse();
			return isClosed ? [...open, open[0]!] : open;
		});

const position = fc
	.tuple(
		fc.double({ min: 95, max: 141, noNaN: true }),
		fc.double({ min: -11, max: 6, noNaN: true })
	)
	.map(([lng, lat]): Position => [lng, lat]);

const boundary: fc.Arbitrary<MultiPolygon> = fc
	.array(
		position.chain((centre) =>
			fc
				.tuple(ring(fc.constant(centre), 0.01), fc.option(ring(fc.constant(centre), 0.001)))
				.map(([outer, hole]) => (hole ? [outer, hole] : [outer]))
		),
		{ minLength: 1, maxLength: 3 }
	)
	.map((coordinates) => ({ type: 'MultiPolygon', coordinates }));

/** Any code units at all, half surrogates and control characters too. */
const text = fc.string({
	unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code))
});

const plan: fc.Arbitrary<ExportedPlan> = fc.record({
	area: text,
	plan: fc.record({
		version: fc.integer({ min: 1, max: 99 }),
		decreeNo: fc.option(text),
		validFrom: fc.constant('2026-11-22')
	}),
	territories: fc.array(
		fc.record({
			territory: fc.record({
				number: fc.integer({ min: 1, max: 60 }),
				boundary: fc.option(boundary),
				workload: fc.double({ min: 0, max: 9000, noNaN: true })
			}),
			kader: fc.option(text),
			households: fc.nat(500)
		}),
		{ maxLength: 4 }
	)
});

function parsed(kml: string): Document {
	return new DOMParser().parseFromString(kml, 'application/xml');
}

function kmlRings(parent: Element, role: string): number[][][] {
	return [...parent.getElementsByTagName(role)].map((one) =>
		one.textContent
			.trim()
			.split(' ')
			.map((pair) => pair.split(',').map(Number))
	);
}

/** Twice the area by the shoelace rule; positive counterclockwise. */
function turning(corners: readonly Position[]): number {
	const [x0 = 0, y0 = 0] = corners[0]!;
	return corners.slice(1).reduce((sum, [bx = 0, by = 0], i) => {
		const [ax = 0, ay = 0] = corners[i]!;
		return sum + (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
	}, 0);
}

const sorted = (positions: readonly Position[]) =>
	[...new Set(positions.map(([lng, lat]) => `${lng},${lat}`))].sort();

describe('a plan as GeoJSON', () => {
	it('has closed rings, outer ones counterclockwise and holes clockwise', () => {
		fc.assert(
			fc.property(plan, (given) => {
				for (const { geometry } of planToGeoJson(given).features) {
					for (const rings of geometry?.coordinates ?? []) {
						for (const [index, corners] of rings.entries()) {
							expect(corners.at(-1)).toEqual(corners[0]);
							expect(turning(corners) > 0).toBe(index === 0);
						}
					}
				}
			})
		);
	});

	it('keeps every coordinate to the last digit, through the text of the file', () => {
		fc.assert(
			fc.property(plan, (given) => {
				const read = JSON.parse(JSON.stringify(planToGeoJson(given))) as ReturnType<
					typeof planToGeoJson
				>;
				expect(
					read.features.map(({ geometry }) => geometry && sorted(geometry.coordinates.flat(2)))
				).toEqual(
					given.territories.map(
						({ territory }) => territory.boundary && sorted(territory.boundary.coordinates.flat(2))
					)
				);
			})
		);
	});

	it('says whose a territory is and by which decree, and nothing else', () => {
		const given: ExportedPlan = {
			area: 'Desa Contoh',
			plan: { version: 2, decreeNo: '140/7', validFrom: '2026-12-01' },
			territories: [
				{
					territory: { number: 3, boundary: null, workload: 1260.5 },
					kader: 'Sari',
					households: 74
				}
			]
		};
		expect(planToGeoJson(given).features).toEqual([
			{
				type: 'Feature',
				geometry: null,
				properties: {
					area: 'Desa Contoh',
					number: 3,
					kader: 'Sari',
					households: 74,
					minutes: 1260.5,
					plan_version: 2,
					decree_no: '140/7',
					valid_from: '2026-12-01'
				}
			}
		]);
	});
});

describe('a plan as KML', () => {
	it('is XML whatever is written in the names, with one placemark a territory', () => {
		fc.assert(
			fc.property(plan, (given) => {
				const document = parsed(planToKml(given, nameOf));
				expect(document.getElementsByTagName('parsererror')).toHaveLength(0);
				expect(document.documentElement.namespaceURI).toBe('http://www.opengis.net/kml/2.2');
				expect(document.getElementsByTagName('Placemark')).toHaveLength(given.territories.length);
			})
		);
	});

	it('gives names back as they were written', () => {
		const kader = `Siti "Ani" <R&D> d'Esa`;
		const given: ExportedPlan = {
			area: 'Desa A & B',
			plan: { version: 1, decreeNo: null, validFrom: null },
			territories: [{ territory: { number: 1, boundary: null, workload: 5 }, kader, households: 1 }]
		};
		const document = parsed(planToKml(given, nameOf));
		expect(document.querySelector('Data[name="kader"]')?.textContent).toBe(kader);
		expect(document.querySelector('Document > name')?.textContent).toBe('Desa A & B');
		expect(document.querySelector('Data[name="decree_no"]')).toBeNull();
	});

	it('has the rings of the GeoJSON in the roles they have there, to the last digit', () => {
		fc.assert(
			fc.property(plan, (given) => {
				const { features } = planToGeoJson(given);
				const placemarks = [...parsed(planToKml(given, nameOf)).getElementsByTagName('Placemark')];
				for (const [index, { geometry }] of features.entries()) {
					const polygons = geometry?.coordinates ?? [];
					const mark = placemarks[index]!;
					expect(mark.getElementsByTagName('Polygon')).toHaveLength(polygons.length);
					expect(kmlRings(mark, 'outerBoundaryIs')).toEqual(polygons.map(([outer]) => outer));
					expect(kmlRings(mark, 'innerBoundaryIs')).toEqual(
						polygons.flatMap(([, ...holes]) => holes)
					);
				}
			})
		);
	});
});
