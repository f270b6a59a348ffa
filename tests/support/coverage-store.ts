// Puts a generated district into a test database, in place of everything that was there.
import { idOf, placeOf, rootId, type District } from './coverage-district.ts';
import type { TestDatabase } from './database.ts';

/** User ids of the people who look at the district. */
export const people = {
	viewer: idOf(10, 1),
	planner: idOf(10, 2),
	healthWorker: idOf(10, 3),
	kader: idOf(10, 4)
};

const puskesmas = idOf(8, 0);

type Insert = (table: string, columns: string, rows: readonly object[]) => Promise<unknown>;

/** Replaces everything in the database by this district. Triggers are off: rows go in as they are. */
export async function storeDistrict(db: TestDatabase, district: District): Promise<void> {
	await db.query(`set session_replication_role = replica`);
	await db.query(
		`truncate jangkau.visit, jangkau.visit_plan, jangkau.household, jangkau.territory, jangkau.territory_plan,
		jangkau.member, jangkau.finding, jangkau.posyandu_session, jangkau.attendance,
		jangkau.kader, jangkau.membership, jangkau.facility, jangkau.facility_area, jangkau.area, jangkau.area_ancestor,
		jangkau.setting, jangkau.coverage_cell, jangkau.coverage_count cascade`
	);
	const insert: Insert = (table, columns, rows) =>
		db.query(
			`insert into jangkau.${table} (${columns})
			select ${columns} from jsonb_populate_recordset(null::jangkau.${table}, $1::jsonb)`,
			[JSON.stringify(rows)]
		);
	await storePlace(db, insert, district);
	await storeFamilies(insert, district);
	await storeWork(insert, district);
	await db.query(`update jangkau.coverage_state set horizon = '0', day = null, took = null`);
	await db.query(`set session_replication_role = origin`);
}

async function storePlace(db: TestDatabase, insert: Insert, district: District): Promise<void> {
	const named = district.areas.map(({ id, parentId }) => ({
		id,
		parent_id: parentId,
		kind: parentId === null ? 'district' : parentId === rootId ? 'village' : 'rw',
		name: id,
		boundary_status: 'none',
		valid_from: '2020-01-01',
		rev: 1
	}));
	await insert('area', 'id, parent_id, kind, name', named);
	await db.query(
		`insert into jangkau.area_ancestor with recursive up as (
			select id, id as ancestor, parent_id, 0 as depth from jangkau.area
			union all select up.id, area.id, area.parent_id, depth + 1 from up join jangkau.area on area.id = up.parent_id
		) select id, ancestor, depth from up`
	);
	await db.query(
		`insert into jangkau.facility (id, kind, name, area_id, time_zone) values
		($1, 'puskesmas', 'P', $2, 'Asia/Makassar'), ($3, 'posyandu', 'Q', $2, null)`,
		[puskesmas, rootId, idOf(8, 3)]
	);
	await insert('facility_area', 'id, facility_id, area_id', [
		{ id: idOf(8, 1), facility_id: puskesmas, area_id: rootId }
	]);
	await insert(
		'kader',
		'id, puskesmas_id, area_id, name, active',
		district.kader.map(({ id, areaId, active }) => ({
			id,
			active,
			puskesmas_id: puskesmas,
			area_id: areaId,
			name: 'K'
		}))
	);
	const member = (n: number, role: string, rest: object) => ({
		id: idOf(9, n),
		role,
		display_name: role,
		active: true,
		...rest
	});
	await insert(
		'membership',
		'id, user_id, role, puskesmas_id, area_id, kader_id, display_name, active',
		[
			member(0, 'viewer', { user_id: people.viewer, area_id: rootId }),
			member(1, 'planner', { user_id: people.planner, puskesmas_id: puskesmas }),
			member(2, 'health_worker', { user_id: people.healthWorker, area_id: idOf(2, 0) }),
			member(3, 'kader', { user_id: people.kader, kader_id: idOf(7, 0) })
		]
	);
	await insert(
		'setting',
		'id, puskesmas_id, key, value',
		district.closures.map(({ id, rev: _, ...value }) => ({
			id,
			puskesmas_id: puskesmas,
			key: `unreachable.${id}`,
			value
		}))
	);
	await insert('territory_plan', 'id, area_id, version, status', [
		{ id: idOf(8, 2), area_id: rootId, version: 1, status: 'published' }
	]);
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
}

async function storeFamilies(insert: Insert, district: District): Promise<void> {
	const home = new Map(district.households.map((row) => [row.id, row]));
	const homes = district.households.map((row, n) => ({
		id: row.id,
		area_id: row.areaId,
		territory_id: row.territoryId,
		code: `C${n}`,
		head_name: `Canary ${n}`,
		status: row.status,
		registered_on: row.registeredOn,
		location_source: row.locationSource,
		location:
			row.locationSource === 'none'
				? null
				: {
						type: 'Point',
						coordinates: placeOf(n)
					}
	}));
	await insert(
		'household',
		'id, area_id, territory_id, code, head_name, status, registered_on, location, location_source',
		homes
	);
	await insert(
		'member',
		'id, household_id, area_id, name, sex, birth_date, jkn_status, status',
		district.members.map((row) => ({
			id: row.id,
			household_id: row.householdId,
			area_id: home.get(row.householdId)!.areaId,
			name: 'Canary',
			sex: 'female',
			birth_date: row.birthDate,
			jkn_status: row.jknStatus,
			status: row.status
		}))
	);
	await insert(
		'posyandu_session',
		'id, posyandu_id, area_id, held_on, status',
		// Two sessions on one day are of two posyandu.
		district.sessions.map(({ id, heldOn, status }, n) => ({
			id,
			posyandu_id: idOf(8, 3 + n),
			area_id: rootId,
			held_on: heldOn,
			status
		}))
	);
	await insert(
		'attendance',
		'id, session_id, member_id, area_id, present',
		district.attendance.map(({ sessionId, memberId, present }, n) => ({
			id: idOf(15, n),
			session_id: sessionId,
			member_id: memberId,
			area_id: rootId,
			present
		}))
	);
}

async function storeWork(insert: Insert, district: District): Promise<void> {
	const home = new Map(district.households.map((row) => [row.id, row]));
	await insert(
		'visit',
		'id, household_id, area_id, territory_id, corrects_id, membership_id, kader_id, visitor_role, outcome, captured_at, visited_on, copied_from_paper',
		district.visits.map((visit) => ({
			id: visit.id,
			household_id: visit.householdId,
			area_id: visit.areaId,
			territory_id: visit.territoryId,
			corrects_id: visit.correctsId,
			membership_id: visit.membershipId,
			kader_id: visit.kaderId,
			visitor_role: 'kader',
			outcome: visit.outcome,
			captured_at: visit.capturedAt,
			visited_on: visit.visitedOn,
			copied_from_paper: false
		}))
	);
	await insert(
		'visit_plan',
		'id, household_id, area_id, territory_id, period, kind, from_on, due_on, status',
		district.plans.map((plan, n) => ({
			id: idOf(11, n),
			household_id: plan.householdId,
			area_id: home.get(plan.householdId)!.areaId,
			territory_id: home.get(plan.householdId)!.territoryId,
			period: plan.dueOn.slice(0, 7),
			kind: plan.kind,
			// One household may be planned twice for one day here; the key wants them apart.
			from_on: `2020-01-${String((n % 28) + 1).padStart(2, '0')}`,
			due_on: plan.dueOn,
			status: plan.status
		}))
	);
	await insert(
		'finding',
		'id, household_id, area_id, visit_id, kind, urgency, problem, text, found_at, received_at, status',
		district.findings.map((finding, n) => ({
			id: idOf(12, n),
			household_id: district.visits.find((visit) => visit.id === finding.visitId)!.householdId,
			area_id: finding.areaId,
			visit_id: finding.visitId,
			kind: 'danger_sign',
			urgency: finding.urgency,
			problem: `p${n}`,
			text: 'x',
			found_at: finding.foundAt,
			received_at: finding.receivedAt,
			status: 'new'
		}))
	);
}
