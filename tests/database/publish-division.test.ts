import { beforeAll, expect, it } from 'vitest';
import { completeDivision } from '../../src/lib/domain/complete-division.ts';
import { divide } from '../../src/lib/domain/division/divide.ts';
import { seededRandom } from '../../src/lib/domain/division/random.ts';
import { patchToWire } from '../../src/lib/domain/sync/wire.ts';
import { draftFrom, giveTerritory, publishPlan } from '../../src/lib/domain/territory-plan.ts';
import { describeOnPostgres } from '../support/database.ts';
import { arrange, mutation, newId, place, push, user } from './sync-place.ts';

/** The village of the sync tests with a bay in it, so that borders are not straight. */
const village = {
	type: 'MultiPolygon' as const,
	coordinates: [
		[
			[
				[117, 0],
				[117.02, 0],
				[117.02, 0.01],
				[117.012, 0.01],
				[117.01, 0.003],
				[117.008, 0.01],
				[117, 0.01],
				[117, 0]
			]
		]
	]
};

/** A sixth stand in the bay, outside the area; one has no position at all. */
function houses(count: number) {
	const random = seededRandom(count);
	return Array.from({ length: count }, (_, n) => ({
		id: newId(),
		areaId: random() < 0.5 ? place.rw1 : place.rw2,
		position: n === 0 ? null : [117 + random() * 0.02, random() * 0.01]
	}));
}

describeOnPostgres('publishing a division', (db) => {
	const added = houses(600);
	const households = [
		...added,
		{ id: place.house1, areaId: place.rw1, position: [117.005, 0.005] },
		{ id: place.house2, areaId: place.rw2, position: [117.015, 0.005] }
	];

	beforeAll(async () => {
		await arrange(db);
		await db.query(
			`insert into jangkau.household
				(id, area_id, code, head_name, location, location_source, registered_on)
			select (h ->> 'id')::uuid, (h ->> 'areaId')::uuid, 'T-' || row_number() over (), 'Kepala',
				case when h -> 'position' <> 'null' then extensions.st_setsrid(extensions.st_makepoint(
					(h -> 'position' ->> 0)::float, (h -> 'position' ->> 1)::float), 4326) end,
				case when h -> 'position' <> 'null' then 'import' else 'none' end, '2026-01-01'
			from jsonb_array_elements($1::jsonb) h`,
			[JSON.stringify(added)]
		);
	});

	function publishing(known: typeof households) {
		const result = divide({
			area: village,
			households: known.map(({ id, position }) => ({ id, position: position ?? [], load: 1 })),
			k: 7,
			seed: 1
		});
		if (!result.ok) throw new Error(result.reason.text);
		const division = completeDivision(result, known, {
			unit: 'households',
			seed: 1,
			kaderIds: [place.kader1, place.kader2]
		});
		const draft = giveTerritory(
			giveTerritory(draftFrom(division), 1, place.kader1),
			2,
			place.kader2
		);
		const changes = publishPlan(draft, {
			planId: newId(),
			territoryIds: division.territories.map(() => newId()),
			areaId: place.village,
			validFrom: '2026-12-01',
			untilOn: '2027-01-31',
			today: '2026-11-22',
			decreeNo: '440/12/2026',
			minutes: new Map(known.map(({ id }) => [id, 31.25])),
			madeHere: []
		});
		if (!changes.ok) throw new Error(changes.error.code);
		const { entity, op, id, patch } = changes.value[0]!;
		return mutation({ entity, op, id, patch: patchToWire(op, patch) });
	}

	it('is refused while a household is left out, with how many, and changes nothing', async () => {
		const answer = await push(db, user.planner, publishing(households.slice(0, -3)));
		expect(answer.results[0]).toMatchObject({
			verdict: 'rejected',
			code: 'households_incomplete',
			detail: { count: 3 }
		});
		expect(await db.query('select count(*)::int as plans from jangkau.territory_plan')).toEqual([
			{ plans: 1 }
		]);
	});

	it('is stored with every household in exactly one territory', async () => {
		const published = publishing(households);
		const answer = await push(db, user.planner, published);
		expect(answer.results[0]).toMatchObject({ verdict: 'applied' });

		const [plan] = await db.query(
			`select version, status, valid_from::text, until_on::text, decree_no,
				(select sum(household_count)::int from jangkau.territory t where t.plan_id = p.id) as counted,
				(select count(*)::int from jangkau.territory t
					where t.plan_id = p.id and t.kader_id is not null) as with_kader
			from jangkau.territory_plan p where id = $1`,
			[published.id]
		);
		expect(plan).toEqual({
			version: 2,
			status: 'published',
			valid_from: '2026-12-01',
			until_on: '2027-01-31',
			decree_no: '440/12/2026',
			counted: 602,
			with_kader: 2
		});
		const [held] = await db.query(
			`select count(*)::int as households, count(distinct h.territory_id)::int as territories
			from jangkau.household h join jangkau.territory t on t.id = h.territory_id
			where t.plan_id = $1`,
			[published.id]
		);
		expect(held).toEqual({ households: 602, territories: 7 });
	});

	it('keeps borders that cover the area and do not overlap, to a square decimetre', async () => {
		const [cover] = await db.query(
			// Compared in degrees: projected, a long straight edge is not the same with a point added on it.
			`with own as (
				select boundary as shape
				from jangkau.territory t join jangkau.territory_plan p on p.id = t.plan_id
				where p.version = 2
			), whole as (
				select extensions.st_union(shape) as own,
					extensions.st_setsrid(extensions.st_geomfromgeojson($1), 4326) as area
				from own
			)
			select extensions.st_area(extensions.st_difference(area, own)::extensions.geography) as gap,
				extensions.st_area(extensions.st_difference(own, area)::extensions.geography) as spill,
				(select sum(extensions.st_area(shape::extensions.geography)) from own)
					- extensions.st_area(own::extensions.geography) as overlap,
				(select bool_and(extensions.st_isvalid(shape)) from own) as valid
			from whole`,
			[JSON.stringify(village)]
		);
		expect(cover!.valid).toBe(true);
		expect(Number(cover!.gap)).toBeLessThan(1e-2);
		expect(Math.abs(Number(cover!.overlap))).toBeLessThan(1e-2);
		// Points added on the outline's long edges are rounded: some lie a hair outside it.
		expect(Number(cover!.spill)).toBeLessThan(1);
	});
});
