import fc from 'fast-check';
import type { MultiPolygon, Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { lengthM } from './geometry/length-m.ts';
import { isCrossed, overlaps } from './sheet/boxes.ts';
import { fitFrame, frameMm, scaleBar } from './sheet/frame.ts';
import { boxOf, type HouseMark } from './sheet/house-marks.ts';
import { territorySheet, type SheetHousehold, type SheetSource } from './territory-sheet.ts';

const centre: Position = [110.4, -7.6];

function aHouse(
	index: number,
	position: Position | null,
	rt: string | null = '001'
): SheetHousehold {
	return {
		id: `h${index}`,
		code: `CTH-${String(index).padStart(4, '0')}`,
		headName: `Kepala ${index}`,
		address: null,
		landmark: null,
		rw: '001',
		rt,
		location: position && { type: 'Point', coordinates: position }
	};
}

function square(degrees: number, [lng = 0, lat = 0]: Position = centre): MultiPolygon {
	const half = degrees / 2;
	return {
		type: 'MultiPolygon',
		coordinates: [
			[
				[
					[lng - half, lat - half],
					[lng + half, lat - half],
					[lng + half, lat + half],
					[lng - half, lat + half],
					[lng - half, lat - half]
				]
			]
		]
	};
}

function aSource(part: Partial<SheetSource>): SheetSource {
	return { boundary: null, households: [], people: new Map(), neighbours: [], roads: [], ...part };
}

/** Houses of a territory: spread, in rows, on one spot, without a place, far away; in any order. */
const households = fc
	.array(
		fc.record({
			east: fc.integer({ min: -40, max: 40 }),
			north: fc.integer({ min: -40, max: 40 }),
			kind: fc.constantFrom('placed', 'placed', 'placed', 'same', 'unknown', 'far'),
			rt: fc.constantFrom('001', '002', null)
		}),
		{ maxLength: 90 }
	)
	.map((all) =>
		all.map(({ east, north, kind, rt }, index) => {
			const [lng = 0, lat = 0] = centre;
			const at: Record<typeof kind, Position | null> = {
				placed: [lng + east * 1e-4, lat + north * 1e-4],
				same: centre,
				unknown: null,
				far: [lng + 2, lat + 1]
			};
			return aHouse(index, at[kind], rt);
		})
	);

const source = fc
	.record({ households, size: fc.option(fc.double({ min: 0.0005, max: 0.05, noNaN: true })) })
	.map(({ households: all, size }) =>
		aSource({ households: all, boundary: size === null ? null : square(size) })
	);

const segmentsOf = (marks: readonly HouseMark[]) =>
	marks.flatMap(({ leader }) => (leader ? [leader] : []));

describe('the sheet of a territory', () => {
	it('lists every household once, numbered from 1', () => {
		fc.assert(
			fc.property(source, (given) => {
				const { rows } = territorySheet(given);
				expect(rows.map(({ number }) => number)).toEqual(rows.map((_, index) => index + 1));
				expect(rows.map(({ household }) => household.id).sort()).toEqual(
					given.households.map(({ id }) => id).sort()
				);
			})
		);
	});

	it('has each number of the list on the map once, unless the list says that it is not there', () => {
		fc.assert(
			fc.property(source, (given) => {
				const { rows, map } = territorySheet(given);
				const marked = map?.marks.flatMap(({ numbers }) => numbers) ?? [];
				expect([...marked].sort((a, b) => a - b)).toEqual(
					rows.filter(({ where }) => where === 'on_map').map(({ number }) => number)
				);
			})
		);
	});

	it('puts each dot where its house stands, inside the frame', () => {
		fc.assert(
			fc.property(source, (given) => {
				const { rows, map } = territorySheet(given);
				for (const { numbers, dots } of map?.marks ?? []) {
					expect(dots).toHaveLength(numbers.length);
					for (const [x, y] of dots) {
						expect(x).toBeGreaterThan(0);
						expect(x).toBeLessThan(frameMm.width);
						expect(y).toBeGreaterThan(0);
						expect(y).toBeLessThan(frameMm.height);
					}
				}
				// Two houses of the list are as far apart on paper as on the ground.
				const placed = rows.filter(({ where }) => where === 'on_map');
				const dotOf = new Map(
					map?.marks.flatMap(({ numbers, dots }) => numbers.map((one, i) => [one, dots[i]!]))
				);
				const [first, last] = [placed[0], placed.at(-1)];
				if (!map || !first || !last) return;
				const [ax, ay] = dotOf.get(first.number)!;
				const [bx, by] = dotOf.get(last.number)!;
				const groundM = lengthM({
					type: 'LineString',
					coordinates: [first, last].map(({ household }) => household.location!.coordinates)
				});
				const paperMm = groundM * (map.scale.mm / map.scale.metres);
				expect(Math.abs(Math.hypot(ax - bx, ay - by) - paperMm)).toBeLessThan(
					0.01 * paperMm + 0.01
				);
			})
		);
	});

	it('writes no number on another, on a house, or across a leader line, nor outside the frame', () => {
		fc.assert(
			fc.property(source, (given) => {
				const marks = territorySheet(given).map?.marks ?? [];
				const boxes = marks.map(boxOf);
				for (const [i, box] of boxes.entries()) {
					expect(box[0]).toBeGreaterThanOrEqual(0);
					expect(box[2]).toBeLessThanOrEqual(frameMm.width);
					expect(boxes.some((other, j) => j > i && overlaps(box, other))).toBe(false);
					expect(
						segmentsOf(marks.filter((_, j) => j !== i)).some((line) => isCrossed(box, line))
					).toBe(false);
				}
			})
		);
	});

	it('numbers RT by RT, those without a place on the map at the end', () => {
		const houses = [
			aHouse(1, null, '001'),
			aHouse(2, [110.4001, -7.6], '002'),
			aHouse(3, [110.4002, -7.6], '001'),
			aHouse(4, [113, -7.6], '001'),
			aHouse(5, [110.4, -7.6], '001')
		];
		const { rows } = territorySheet(aSource({ households: houses, boundary: square(0.002) }));
		expect(rows.map(({ household, where }) => [household.id, where])).toEqual([
			['h5', 'on_map'],
			['h3', 'on_map'],
			['h2', 'on_map'],
			['h4', 'off_map'],
			['h1', 'unknown']
		]);
	});

	it('numbers a lane from one end to the other, whatever order the records have', () => {
		const lane = Array.from({ length: 30 }, (_, i) => aHouse(i, [110.4 + i * 1e-4, -7.6]));
		fc.assert(
			fc.property(fc.shuffledSubarray(lane, { minLength: 30 }), (houses) => {
				const { rows } = territorySheet(aSource({ households: houses }));
				expect(rows.map(({ household }) => household.id)).toEqual(lane.map(({ id }) => id));
			})
		);
	});

	it('shows a territory of five hundred houses with every number', () => {
		const houses = Array.from({ length: 500 }, (_, i) =>
			aHouse(i, [110.4 + (i % 25) * 2e-4, -7.6 + Math.floor(i / 25) * 2e-4], `00${i % 4}`)
		);
		const { map, rows } = territorySheet(aSource({ households: houses, boundary: square(0.012) }));
		expect(rows).toHaveLength(500);
		expect(map?.marks.flatMap(({ numbers }) => numbers)).toHaveLength(500);
	});

	it('shows the houses large where they take a small part of a wide territory, and where that is', () => {
		const [lng = 0, lat = 0] = centre;
		const hamlet = [0, 1, 2, 3].map((i) => aHouse(i, [lng + (i - 1.5) * 1e-3, lat]));
		const wide = square(0.05);
		const near = territorySheet(aSource({ households: hamlet, boundary: wide })).map;
		const whole = territorySheet(aSource({ boundary: wide })).map;
		expect(near!.scale.mm / near!.scale.metres).toBeGreaterThan(
			(5 * whole!.scale.mm) / whole!.scale.metres
		);
		expect(whole!.overview).toBeNull();
		const [x, y, width, height] = near!.overview!.window;
		// In the middle of the outline, as the hamlet is in the middle of the territory.
		expect(x + width / 2).toBeCloseTo(12, 0);
		expect(y + height / 2).toBeCloseTo(12, 0);
	});

	it('says that there is no map where nobody knows where the territory lies', () => {
		const { map, rows } = territorySheet(aSource({ households: [aHouse(1, null)] }));
		expect(map).toBeNull();
		expect(rows).toMatchObject([{ number: 1, where: 'unknown' }]);
	});

	it('names a neighbour inside its own border and leaves out what lies elsewhere', () => {
		const [lng = 0, lat = 0] = centre;
		const beside = square(0.01, [lng + 0.01, lat]);
		const elsewhere = square(0.01, [lng + 1, lat]);
		const boundary = square(0.01);
		const { map } = territorySheet(
			aSource({
				boundary,
				neighbours: [
					{ boundary: beside, name: ['4'] },
					{ boundary: elsewhere, name: ['9'] }
				]
			})
		);
		expect(map?.neighbours.map(({ name }) => name)).toEqual([['4']]);
		// The neighbour begins where the territory ends: right of the margin.
		expect(map?.neighbours[0]?.label?.[0] ?? 999).toBeGreaterThan(frameMm.width - 9);
	});
});

describe('the scale bar', () => {
	it('has a round length and is right within one percent, anywhere in Indonesia', () => {
		const corner = fc.tuple(
			fc.double({ min: 95, max: 141, noNaN: true }),
			fc.double({ min: -11, max: 6, noNaN: true })
		);
		const size = fc.double({ min: 1e-5, max: 0.3, noNaN: true });
		fc.assert(
			fc.property(corner, size, size, ([lng, lat], width, height) => {
				const frame = fitFrame([
					[lng, lat],
					[lng + width, lat + height]
				]);
				const { metres, mm } = scaleBar(frame);
				expect(String(metres)).toMatch(/^[125]0*$/);
				expect(mm).toBeLessThanOrEqual(50);
				expect(mm).toBeGreaterThan(19);
				for (const to of [
					[lng + width, lat],
					[lng, lat + height]
				] as Position[]) {
					const groundM = lengthM({ type: 'LineString', coordinates: [[lng, lat], to] });
					const [ax, ay] = frame.place([lng, lat]);
					const [bx, by] = frame.place(to);
					const shownM = (Math.hypot(ax - bx, ay - by) * metres) / mm;
					expect(Math.abs(shownM - groundM)).toBeLessThanOrEqual(groundM * 0.01 + 1e-6);
				}
			})
		);
	});
});
