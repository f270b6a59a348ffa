// Two puskesmas with everything in them, small enough to know by heart.
import type { Query } from '../support/database.ts';
import type { Actor } from './access-expectations.ts';
import {
	areaOf,
	districtOf,
	idOf,
	kaderOf,
	membershipOf,
	placesOfRows,
	puskesmasOf,
	rowOf,
	userOf
} from './access-rows.ts';
import type { RowValues } from './access-rows.ts';

export async function insertRow(sql: Query, table: string, row: RowValues): Promise<void> {
	const columns = Object.keys(row);
	const marks = columns.map((_, index) => `$${index + 1}`);
	await sql(
		`insert into jangkau.${table} (${columns.join(', ')}) values (${marks.join(', ')})`,
		Object.values(row)
	);
}

/** In the order of their references. */
const seededTables = [
	...['facility', 'facility_area', 'road', 'kader', 'setting', 'checklist_form', 'target'],
	...['coverage_cell', 'action_item', 'territory_plan', 'territory', 'household'],
	...['household_assignment', 'member', 'visit_plan'],
	'memberships',
	...['visit', 'finding', 'follow_up', 'posyandu_session', 'attendance', 'consent', 'photo'],
	...[
		'tombstone',
		'area_comment',
		'area_mark',
		'device',
		'applied_mutation',
		'rejected_mutation',
		'audit_log'
	]
];

export async function buildWorld(sql: Query): Promise<void> {
	await buildAreas(sql);
	for (const table of seededTables) {
		if (table === 'memberships') {
			await buildMemberships(sql);
			continue;
		}
		for (const place of placesOfRows) {
			const row = rowOf(table, place, 0, 'kader');
			if (row) await insertRow(sql, table, row);
			if (row && table === 'member') {
				await insertRow(sql, table, { ...row, id: idOf('member', place, 'second') });
			}
		}
	}
	for (const table of ['device', 'applied_mutation', 'rejected_mutation', 'audit_log']) {
		for (const actor of [
			'kader',
			'health_worker',
			'planner',
			'viewer',
			'health_office',
			'inactive'
		] as const) {
			const row = rowOf(table, 'self', 0, actor);
			if (row) await insertRow(sql, table, row);
		}
	}
}

async function buildAreas(sql: Query): Promise<void> {
	const tree: [name: string, kind: string, parent: string | null][] = [
		['regency 1', 'regency', null],
		['regency 2', 'regency', null],
		['district 1', 'district', 'regency 1'],
		['district 2', 'district', 'regency 2'],
		['village 1', 'village', 'district 1'],
		['village 2', 'village', 'district 1'],
		['village 3', 'village', 'district 2'],
		['hamlet 1', 'hamlet', 'village 1'],
		['hamlet 2', 'hamlet', 'village 2'],
		['hamlet 3', 'hamlet', 'village 3']
	];
	for (const [name, kind, parent] of tree) {
		const parent_id = parent === null ? null : idOf('area', parent);
		await insertRow(sql, 'area', { id: idOf('area', name), kind, name, parent_id });
	}
	for (const place of placesOfRows) {
		const id = idOf('area', place, 'spare');
		await insertRow(sql, 'area', { id, kind: 'rt', name: 'RT', parent_id: areaOf(place) });
	}
	for (const place of ['own', 'foreign'] as const) {
		const id = puskesmasOf(place);
		const area_id = districtOf(place);
		const time_zone = place === 'own' ? 'Asia/Makassar' : 'Asia/Jayapura';
		await insertRow(sql, 'facility', {
			id,
			kind: 'puskesmas',
			name: 'Puskesmas',
			area_id,
			time_zone
		});
		await insertRow(sql, 'facility_area', { id: idOf('serves', place), facility_id: id, area_id });
	}
}

async function buildMemberships(sql: Query): Promise<void> {
	for (const place of placesOfRows) {
		await insertRow(sql, 'membership', {
			id: idOf('membership', `kader ${place}`),
			user_id: place === 'own' ? userOf('kader') : idOf('user', 'kader', place),
			role: 'kader',
			puskesmas_id: puskesmasOf(place),
			kader_id: kaderOf(place),
			display_name: `Kader ${place}`
		});
	}
	const others: [Actor, RowValues][] = [
		['health_worker', { area_id: idOf('area', 'village 1') }],
		['planner', { puskesmas_id: puskesmasOf('own') }],
		['viewer', { area_id: idOf('area', 'village 1') }],
		['health_office', { area_id: idOf('area', 'regency 1') }],
		// Would be a planner, and sees nothing.
		['inactive', { role: 'planner', puskesmas_id: puskesmasOf('own'), active: false }]
	];
	for (const [actor, values] of others) {
		await insertRow(sql, 'membership', {
			id: membershipOf(actor),
			user_id: userOf(actor),
			role: actor,
			display_name: actor,
			...values
		});
	}
}
