// A small random district for coverage tests: a tree of areas, households, visits with outcomes and
// corrections, plans, territories with and without kader. Also stores itself in a test database.
import fc from 'fast-check';
import { addDays } from '../../src/lib/domain/day.ts';
import type { CoverageInput } from '../../src/lib/domain/area-coverage.ts';
import { visitOutcomes, type Visit } from '../../src/lib/domain/visit.ts';
import type { TestDatabase } from './database.ts';

export type District = Omit<CoverageInput, 'from' | 'to'>;

/** Deterministic ids that are valid UUIDs and sort by kind and number. */
export function idOf(kind: number, n: number): string {
	return `0193${kind.toString(16).padStart(4, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

const firstDay = '2026-08-20';
const rootId = idOf(1, 0);

const household = fc.record({
	village: fc.nat(2),
	part: fc.nat(4),
	territory: fc.option(fc.nat(3), { freq: 8 }),
	status: fc.constantFrom(
		'active' as const,
		'active' as const,
		'active' as const,
		'moved' as const
	),
	registered: fc.integer({ min: -300, max: 100 }),
	visits: fc.array(
		fc.record({
			day: fc.nat(95),
			outcome: fc.constantFrom('completed' as const, ...visitOutcomes),
			correctedTo: fc.option(fc.constantFrom(...visitOutcomes), { freq: 8 })
		}),
		{ maxLength: 3 }
	),
	planned: fc.option(fc.nat(95), { freq: 1 })
});

/** Households of one draw stand for `times` alike ones, so that areas hold realistic numbers. */
/** A district drawn from at least so many kinds of households. */
export function districtOf(minRows: number): fc.Arbitrary<District> {
	return fc
		.record({
			parts: fc.array(fc.nat(4), { minLength: 3, maxLength: 3 }),
			activeKader: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
			rows: fc.array(fc.tuple(household, fc.integer({ min: 1, max: 12 })), {
				minLength: minRows,
				maxLength: 40
			})
		})
		.map(({ parts, activeKader, rows }) => {
			const areas: { id: string; parentId: string | null }[] = [{ id: rootId, parentId: null }];
			parts.forEach((count, village) => {
				areas.push({ id: idOf(2, village), parentId: rootId });
				for (let part = 0; part < count; part++)
					areas.push({ id: idOf(3, village * 10 + part), parentId: idOf(2, village) });
			});
			const drawn = rows.flatMap(([row, times]) => Array.from({ length: times }, () => row));
			const households = drawn.map((row, n) => ({
				id: idOf(4, n),
				areaId:
					row.part < parts[row.village]!
						? idOf(3, row.village * 10 + row.part)
						: idOf(2, row.village),
				territoryId: row.territory === null ? null : idOf(6, row.territory),
				status: row.status,
				registeredOn: addDays(firstDay, row.registered)
			}));
			const visits: Visit[] = [];
			drawn.forEach((row, n) => {
				for (const visit of row.visits) {
					const made = aVisit(
						visits.length,
						households[n]!,
						addDays(firstDay, visit.day),
						visit.outcome
					);
					visits.push(made);
					if (visit.correctedTo)
						visits.push({
							...aVisit(visits.length, households[n]!, made.visitedOn, visit.correctedTo),
							correctsId: made.id
						});
				}
			});
			return {
				areas,
				households,
				visits,
				plans: drawn.flatMap((row, n) =>
					row.planned === null
						? []
						: [
								{
									householdId: idOf(4, n),
									dueOn: addDays(firstDay, row.planned),
									status: 'planned' as const
								}
							]
				),
				territories: [0, 1, 2, 3].map((n) => ({
					id: idOf(6, n),
					kaderId: idOf(7, n),
					active: true
				})),
				kader: activeKader.map((active, n) => ({ id: idOf(7, n), active }))
			};
		});
}

/** Any district, from empty to a few hundred households. */
export const aDistrict = districtOf(0);

function aVisit(
	n: number,
	home: District['households'][number],
	visitedOn: string,
	outcome: Visit['outcome']
): Visit {
	return {
		id: idOf(5, n),
		rev: 1,
		areaId: home.areaId,
		territoryId: home.territoryId,
		householdId: home.id,
		visitPlanId: null,
		correctsId: null,
		membershipId: idOf(9, 0),
		kaderId: null,
		visitorRole: 'kader',
		copiedFromPaper: false,
		outcome,
		capturedAt: `${visitedOn}T02:00:00Z`,
		visitedOn,
		formId: null,
		position: null,
		accuracyM: null,
		distanceM: null,
		answers: null,
		note: null
	};
}

/** Ids of the people who look at the district: their user ids and memberships. */
export const people = { viewer: idOf(10, 1), planner: idOf(10, 2) };

const inserts: [table: string, columns: string][] = [
	[
		'household',
		'id, area_id, territory_id, code, head_name, status, registered_on, location, location_source'
	],
	[
		'visit',
		'id, household_id, area_id, territory_id, corrects_id, membership_id, visitor_role, outcome, captured_at, visited_on'
	],
	['visit_plan', 'id, household_id, area_id, territory_id, period, kind, due_on']
];

/** Replaces everything in the database by this district. Triggers are off: rows go in as they are. */
export async function storeDistrict(db: TestDatabase, district: District): Promise<void> {
	await db.query(`set session_replication_role = replica`);
	await db.query(
		`truncate jangkau.visit, jangkau.visit_plan, jangkau.household, jangkau.territory, jangkau.territory_plan,
		jangkau.kader, jangkau.membership, jangkau.facility, jangkau.facility_area, jangkau.area, jangkau.area_ancestor,
		jangkau.coverage_cell cascade`
	);
	const insert = (table: string, columns: string, rows: readonly object[]) =>
		db.query(
			`insert into jangkau.${table} (${columns})
			select ${columns} from jsonb_populate_recordset(null::jangkau.${table}, $1::jsonb)`,
			[JSON.stringify(rows)]
		);
	const named = district.areas.map(({ id, parentId }) => ({
		id,
		parent_id: parentId,
		kind: parentId === null ? 'district' : parentId === rootId ? 'village' : 'rw',
		name: id
	}));
	await insert('area', 'id, parent_id, kind, name', named);
	await db.query(
		`insert into jangkau.area_ancestor with recursive up as (
			select id, id as ancestor, parent_id, 0 as depth from jangkau.area
			union all select up.id, area.id, area.parent_id, depth + 1 from up join jangkau.area on area.id = up.parent_id
		) select id, ancestor, depth from up`
	);
	const puskesmas = idOf(8, 0);
	await db.query(
		`insert into jangkau.facility (id, kind, name, area_id, time_zone) values ($1, 'puskesmas', 'P', $2, 'Asia/Makassar')`,
		[puskesmas, rootId]
	);
	await db.query(
		`insert into jangkau.facility_area (id, facility_id, area_id) values ($1, $2, $3)`,
		[idOf(8, 1), puskesmas, rootId]
	);
	await insert(
		'kader',
		'id, puskesmas_id, area_id, name, active',
		district.kader.map((kader) => ({
			...kader,
			puskesmas_id: puskesmas,
			area_id: rootId,
			name: 'K'
		}))
	);
	await db.query(
		`insert into jangkau.membership (id, user_id, role, puskesmas_id, area_id, display_name) values
		($1, $2, 'viewer', null, $3, 'V'), ($4, $5, 'planner', $6, null, 'P')`,
		[idOf(9, 0), people.viewer, rootId, idOf(9, 1), people.planner, puskesmas]
	);
	await db.query(
		`insert into jangkau.territory_plan (id, area_id, version, status) values ($1, $2, 1, 'published')`,
		[idOf(8, 2), rootId]
	);
	await insert(
		'territory',
		'id, plan_id, area_id, number, kader_id, active',
		district.territories.map((territory, n) => ({
			id: territory.id,
			plan_id: idOf(8, 2),
			area_id: rootId,
			number: n + 1,
			kader_id: territory.kaderId,
			active: territory.active
		}))
	);
	await storePersonal(insert, district);
	await db.query(`set session_replication_role = origin`);
}

async function storePersonal(
	insert: (table: string, columns: string, rows: readonly object[]) => Promise<unknown>,
	district: District
): Promise<void> {
	const home = new Map(district.households.map((row) => [row.id as string, row]));
	const rows = [
		district.households.map((row, n) => ({
			id: row.id,
			area_id: row.areaId,
			territory_id: row.territoryId,
			code: `C${n}`,
			head_name: `Canary ${n}`,
			status: row.status,
			registered_on: row.registeredOn,
			location: {
				type: 'Point',
				coordinates: [117 + (n % 23) * 0.003, 0.5 + Math.floor(n / 23) * 0.002]
			},
			location_source: 'import'
		})),
		district.visits.map((visit) => ({
			id: visit.id,
			household_id: visit.householdId,
			area_id: visit.areaId,
			territory_id: visit.territoryId,
			corrects_id: visit.correctsId,
			membership_id: visit.membershipId,
			visitor_role: 'kader',
			outcome: visit.outcome,
			captured_at: visit.capturedAt,
			visited_on: visit.visitedOn
		})),
		district.plans.map((plan, n) => ({
			id: idOf(11, n),
			household_id: plan.householdId,
			area_id: home.get(plan.householdId)!.areaId,
			territory_id: home.get(plan.householdId)!.territoryId,
			period: plan.dueOn.slice(0, 7),
			kind: 'routine',
			due_on: plan.dueOn
		}))
	];
	for (const [index, [table, columns]] of inserts.entries())
		await insert(table, columns, rows[index]!);
}
