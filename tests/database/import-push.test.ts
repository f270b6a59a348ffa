// A planner brings the map of a village that nobody served yet: everything in one queue, then she
// works there. What the import page writes, sent as the device sends it.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TakenArea, TakenHousehold, TakenRoad } from '../../src/lib/data/import/contracts.ts';
import { readFile } from '../../src/lib/data/import/read-file.ts';
import type { Area } from '../../src/lib/domain/area.ts';
import {
	fillBoundary,
	importAreas,
	importHouseholds,
	importRoads,
	joinCatchment,
	placePoints,
	renameArea,
	type NewArea
} from '../../src/lib/domain/import-map.ts';
import {
	maxMutationsPerPush,
	type Change,
	type Mutation
} from '../../src/lib/domain/sync/change.ts';
import { toWire } from '../../src/lib/domain/sync/wire.ts';
import { describeOnPostgres } from '../support/database.ts';
import {
	arrange,
	Device,
	mutation,
	newId,
	place,
	point,
	push,
	square,
	user,
	verdicts
} from './sync-place.ts';

const context = { newId, today: '2026-11-01', source: 'batas.geojson' };

/** As the queue makes them: what must be stored first becomes `deps`. */
function mutations(changes: readonly Change[]): Mutation[] {
	const mids = new Map(changes.map((change) => [change.id, newId()]));
	return changes.map(({ entity, op, id, patch, baseRev, after = [] }) =>
		mutation({
			entity,
			op,
			id,
			mid: op === 'create' ? mids.get(id)! : newId(),
			patch: toWire(patch),
			base_rev: baseRev ?? null,
			deps: after
				.filter((other) => other !== id && mids.has(other))
				.map((other) => mids.get(other)!)
		})
	);
}

const newVillage = (west: number, parentId = place.district as string): NewArea => ({
	name: 'Desa baru',
	kind: 'village',
	parentId,
	boundary: square(west) as NewArea['boundary']
});

function villageWithHouses(west: number, parentId?: string) {
	const village = importAreas([newVillage(west, parentId)], context);
	const id = village[0]!.id;
	const join = joinCatchment(id, place.puskesmas, newId);
	const rw = importAreas(
		[{ name: 'RW 01', kind: 'rw', parentId: id, boundary: square(west, 0.005) as never }],
		context
	);
	const [line] = importRoads(
		[
			{
				name: null,
				class: 'local',
				line: {
					type: 'LineString',
					coordinates: [point(west).coordinates, point(west + 0.01).coordinates]
				}
			}
		],
		id,
		context
	);
	const houses = importHouseholds(
		[west + 0.001, west + 0.009].map((lng, index) => ({
			point: {
				row: index + 1,
				headName: null,
				rw: null,
				rt: null,
				address: null,
				location: point(lng) as never
			},
			areaId: index === 0 ? rw[0]!.id : id
		})),
		'BAR',
		1,
		context
	);
	return { id, rwId: rw[0]!.id, changes: [...village, join, ...rw, line!, ...houses], houses };
}

describeOnPostgres('an imported map', (db) => {
	beforeAll(() => arrange(db));

	it('of a new village arrives in one push', async () => {
		const { changes } = villageWithHouses(117.1);
		expect(new Set(await verdicts(db, user.planner, ...mutations(changes)))).toEqual(
			new Set(['applied'])
		);
	});

	it('belongs to the planner who brought it: she sees all of it and may go on working', async () => {
		const { id, rwId, changes, houses } = villageWithHouses(117.2);
		await push(db, user.planner, ...mutations(changes));
		const device = await new Device().sync(db, user.planner);
		expect(device.ids('area')).toEqual(expect.arrayContaining([id, rwId]));
		expect(device.ids('household')).toEqual(
			expect.arrayContaining(houses.map((house) => house.id))
		);
		expect(device.rows.get(`household:${houses[0]!.id}`)).toMatchObject({ area_id: rwId });
		const rev = Number(device.rows.get(`area:${id}`)!.rev);
		expect(
			await verdicts(
				db,
				user.planner,
				...mutations([
					renameArea({ id, rev }, 'Desa berganti nama'),
					fillBoundary({ id: rwId, rev: 1 }, square(117.2, 0.006) as never, 'rw.geojson')
				])
			)
		).toEqual(['applied', 'applied']);
	});

	it('can be divided by her, and by nobody else', async () => {
		const { id, changes, houses } = villageWithHouses(117.3);
		await push(db, user.planner, ...mutations(changes));
		const plan = mutation({
			entity: 'territory_plan',
			op: 'publish',
			patch: {
				area_id: id,
				valid_from: '2026-11-01',
				decree_no: null,
				parameters: {},
				metrics: {},
				territories: [
					{
						id: newId(),
						number: 1,
						kader_id: place.kader1,
						boundary: square(117.3),
						households: houses.map((house) => house.id)
					}
				]
			}
		});
		const foreign = { ...plan, mid: newId() };
		expect(await verdicts(db, user.foreignPlanner, foreign)).not.toEqual(['applied']);
		expect(await verdicts(db, user.planner, plan)).toEqual(['applied']);
	});

	it('stays out of sight of the planner next door', async () => {
		const { id, changes, houses } = villageWithHouses(117.4);
		await push(db, user.planner, ...mutations(changes));
		const device = await new Device().sync(db, user.foreignPlanner);
		expect(device.ids('area')).not.toContain(id);
		expect(device.ids('household')).not.toContain(houses[0]!.id);
	});

	it('never takes over a village that somebody serves', async () => {
		const join = joinCatchment(place.foreignVillage, place.puskesmas, newId);
		expect(await verdicts(db, user.planner, ...mutations([join]))).toEqual(['rejected forbidden']);
	});

	it('never takes over an unserved village in which families are recorded', async () => {
		const [village] = importAreas([newVillage(117.5)], context);
		await db.query(
			`insert into jangkau.area (id, parent_id, kind, name) values ($1, $2, 'village', 'Desa')`,
			[village!.id, place.district]
		);
		await db.query(
			`insert into jangkau.household (id, area_id, code, head_name, location_source, registered_on)
			 values ($1, $2, 'X-1', 'Kepala', 'none', '2026-01-01')`,
			[newId(), village!.id]
		);
		const join = joinCatchment(village!.id, place.puskesmas, newId);
		expect(await verdicts(db, user.planner, ...mutations([join]))).toEqual(['rejected forbidden']);
	});

	it('is not given to another puskesmas', async () => {
		const village = importAreas([newVillage(117.6)], context);
		const join = joinCatchment(village[0]!.id, place.foreignPuskesmas, newId);
		expect(await verdicts(db, user.planner, ...mutations([...village, join]))).toEqual([
			'applied',
			'rejected forbidden'
		]);
	});

	it('adds no village to a district where she does not work, and no district at all', async () => {
		const [district, regency] = [newId(), newId()];
		await db.query(
			`insert into jangkau.area (id, parent_id, kind, name) values
			 ($1, null, 'regency', 'Kabupaten'), ($2, $1, 'district', 'Kecamatan lain')`,
			[regency, district]
		);
		const far = importAreas([newVillage(119, district)], context);
		const inside = importAreas([{ ...newVillage(119), kind: 'rw' }], context);
		expect(await verdicts(db, user.planner, ...mutations([...far, ...inside]))).toEqual([
			'rejected forbidden',
			'rejected forbidden'
		]);
	});

	const folder = path.resolve(process.env.JANGKAU_TEST_DATA ?? '../shared/data');
	describe.skipIf(!existsSync(folder))('real files (skipped where the test data is absent)', () => {
		const taken = <T>(file: string, kind: 'area' | 'household' | 'road') => {
			const read = readFile(readFileSync(path.join(folder, file), 'utf8'), kind);
			if (!read.ok) throw new Error(read.error);
			return read.value.taken as unknown as T[];
		};

		it('are stored whole: desa, houses and roads of Tegalmulyo', async () => {
			const [outline] = taken<TakenArea>('tegalmulyo/batas_desa.geojson', 'area');
			const village = importAreas(
				[
					{
						name: 'Tegalmulyo',
						kind: 'village',
						parentId: place.district,
						boundary: outline!.boundary
					}
				],
				context
			);
			const id = village[0]!.id;
			const area = { id, parentId: place.district, boundary: outline!.boundary } as unknown as Area;
			const { placed, outside } = placePoints(
				taken<TakenHousehold>('tegalmulyo/bangunan.geojson', 'household'),
				[area]
			);
			const all = mutations([
				...village,
				joinCatchment(id, place.puskesmas, newId),
				...importRoads(taken<TakenRoad>('tegalmulyo/jalan.geojson', 'road'), id, context),
				...importHouseholds(placed, 'TEG', 1, context)
			]);
			const answers: string[] = [];
			for (let at = 0; at < all.length; at += maxMutationsPerPush)
				answers.push(
					...(await verdicts(db, user.planner, ...all.slice(at, at + maxMutationsPerPush)))
				);
			expect(new Set(answers)).toEqual(new Set(['applied']));
			const [stored] = await db.query(
				`select count(*)::int as houses from jangkau.household where area_id = $1`,
				[id]
			);
			expect(Number(stored!.houses) + outside.length).toBe(1385);
		}, 120_000);
	});
});
