// Who and what is where in the world of the access tests, and the row of any table at any place: see
// access-expectations.ts for where `own`, `neighbour`, `sibling` and `foreign` are.
import { createHash } from 'node:crypto';
import type { Actor, Place } from './access-expectations.ts';

export type RowValues = Record<string, unknown>;

/** The same words give the same id. */
export function idOf(...words: (string | number)[]): string {
	const hex = createHash('md5').update(words.join('/')).digest('hex');
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export const placesOfRows = ['own', 'neighbour', 'sibling', 'foreign'] as const;
export type RowPlace = (typeof placesOfRows)[number];

const areaNames: Record<RowPlace, string> = {
	own: 'hamlet 1',
	neighbour: 'hamlet 1',
	sibling: 'hamlet 2',
	foreign: 'hamlet 3'
};
const villageNames: Record<RowPlace, string> = {
	own: 'village 1',
	neighbour: 'village 1',
	sibling: 'village 2',
	foreign: 'village 3'
};

export const areaOf = (place: RowPlace): string => idOf('area', areaNames[place]);
export const villageOf = (place: RowPlace): string => idOf('area', villageNames[place]);
export const puskesmasOf = (place: RowPlace): string =>
	idOf('puskesmas', place === 'foreign' ? 2 : 1);
export const districtOf = (place: RowPlace): string =>
	idOf('area', place === 'foreign' ? 'district 2' : 'district 1');
export const kaderOf = (place: RowPlace): string => idOf('kader', place, 0);

const membershipWords: Partial<Record<Actor, string>> = {
	kader: 'kader own',
	health_worker: 'health_worker',
	planner: 'planner',
	viewer: 'viewer',
	health_office: 'health_office',
	inactive: 'inactive'
};

/** Null for those who have none. */
export function membershipOf(actor: Actor): string | null {
	const words = membershipWords[actor];
	return words ? idOf('membership', words) : null;
}

export const userOf = (actor: Actor): string | null =>
	actor === 'anon' ? null : idOf('user', actor);

/**
 * Row `n` of a table at a place: 0 is in the database from the start, 1 is one that an actor may
 * try to add. Personal events name the actor as their author, as sync does.
 */
export function rowOf(table: string, place: Place, n: number, actor: Actor): RowValues | undefined {
	if (place === 'self') {
		const membership = membershipOf(actor);
		return membership === null ? undefined : ledgerRow(table, membership, idOf(table, actor, n));
	}
	const author = (n > 0 ? membershipOf(actor) : null) ?? idOf('membership', `kader ${place}`);
	return (
		ledgerRow(table, idOf('membership', `kader ${place}`), idOf(table, place, n)) ??
		landRow(table, place, n) ??
		officeRow(table, place, n, author) ??
		planRow(table, place, n) ??
		familyRow(table, place, n, author)
	);
}

function ledgerRow(table: string, membership: string, id: string): RowValues | undefined {
	switch (table) {
		case 'membership':
			return { id: membership, role: 'viewer', display_name: 'x', area_id: areaOf('own') };
		case 'device':
			return { id, membership_id: membership };
		case 'applied_mutation':
			return {
				membership_id: membership,
				mid: id,
				entity: 'visit',
				row_id: id,
				verdict: 'applied'
			};
		case 'rejected_mutation':
			return { membership_id: membership, mid: id, code: 'x', payload: '{}' };
		case 'audit_log':
			return { membership_id: membership, action: 'x', row_id: id };
		default:
			return undefined;
	}
}

function landRow(table: string, place: RowPlace, n: number): RowValues | undefined {
	const id = idOf(table, place, n);
	const area_id = areaOf(place);
	switch (table) {
		case 'area':
			return n === 0 ? { id: area_id } : { id, parent_id: area_id, kind: 'rt', name: 'RT baru' };
		case 'area_ancestor':
			return { area_id, ancestor_id: n === 0 ? area_id : idOf('area', 'regency 1'), depth: n };
		case 'road':
			return { id, area_id, class: 'path', line: 'SRID=4326;LINESTRING(117.5 0.5,117.6 0.5)' };
		case 'facility':
			return { id, kind: 'posyandu', name: 'Posyandu', area_id };
		case 'facility_area': {
			const [facility_id, area] =
				n === 0
					? [idOf('facility', place, 0), area_id]
					: [puskesmasOf(place), idOf('area', place, 'spare')];
			return { id, facility_id, area_id: area };
		}
		case 'setting':
			return { id, puskesmas_id: puskesmasOf(place), key: `${place} ${n}`, value: '1' };
		case 'checklist_form':
			return {
				id,
				code: `${place} ${n}`,
				version: 1,
				title: 'x',
				valid_from: '2026-01-01',
				definition: '{}'
			};
		case 'kader':
			return {
				id,
				puskesmas_id: puskesmasOf(place),
				posyandu_id: idOf('facility', place, 0),
				area_id: villageOf(place),
				name: 'Kader'
			};
		case 'target':
			return { id, area_id, indicator: `${place} ${n}`, year: 2026, percent: 80 };
		case 'coverage_cell':
			return { id, area_id, month: '2026-11', indicator: `${place} ${n}`, suppressed: true };
		case 'action_item':
			return { id, area_id, title: 'Kesepakatan', owner: 'Kasi Kesra', agreed_on: '2026-11-02' };
		case 'server_state':
			return place === 'own' ? { only_row: true } : undefined;
		default:
			return undefined;
	}
}

/** Of remarks the first is approved; one who adds cannot approve her own. */
function officeRow(
	table: string,
	place: RowPlace,
	n: number,
	membership_id: string
): RowValues | undefined {
	const marked = { kind: 'programme', label: `Program ${n}`, valid_from: '2026-11-02' };
	if (table === 'area_mark') {
		return { id: idOf(table, place, n), area_id: areaOf(place), membership_id, ...marked };
	}
	if (table !== 'area_comment') return undefined;
	const row = { id: idOf(table, place, n), area_id: areaOf(place), membership_id };
	const about = { month: '2026-11', span: 'month', body: 'Jalan ke RW ini putus.' };
	const decided = { status: 'approved', decided_at: '2026-11-02T03:00:00Z' };
	return { ...row, ...about, ...(n === 0 ? decided : {}) };
}

function planRow(table: string, place: RowPlace, n: number): RowValues | undefined {
	const id = idOf(table, place, n);
	const area_id = areaOf(place);
	const version = 1 + placesOfRows.indexOf(place) + 10 * n;
	switch (table) {
		case 'territory_plan':
			return { id, area_id, version, status: 'draft' };
		case 'territory':
			return {
				id,
				plan_id: idOf('territory_plan', place, 0),
				area_id,
				number: 1 + n,
				kader_id: kaderOf(place)
			};
		case 'household_assignment':
			return {
				id,
				household_id: idOf('household', place, 0),
				territory_id: idOf('territory', place, 0),
				kader_id: kaderOf(place),
				area_id,
				valid_from: '2026-01-01',
				valid_to: '2026-02-01'
			};
		case 'tombstone':
			return {
				row_id: id,
				entity: 'household',
				area_id,
				territory_id: idOf('territory', place, 0),
				reason: 'deleted'
			};
		case 'posyandu_session':
			return { id, posyandu_id: idOf('facility', place, 0), area_id, held_on: `2026-11-0${1 + n}` };
		default:
			return undefined;
	}
}

function familyRow(
	table: string,
	place: RowPlace,
	n: number,
	author: string
): RowValues | undefined {
	const id = idOf(table, place, n);
	const household_id = idOf('household', place, 0);
	const placed = { id, area_id: areaOf(place), territory_id: idOf('territory', place, 0) };
	const at = '2026-11-02T03:00:00Z';
	switch (table) {
		case 'household':
			return {
				...placed,
				code: `${place}-${n}`,
				head_name: 'Kepala keluarga',
				registered_on: '2026-01-01'
			};
		case 'member':
			return { ...placed, household_id, name: 'Anggota', sex: 'female' };
		case 'visit':
			return {
				...placed,
				household_id,
				membership_id: author,
				visitor_role: 'kader',
				outcome: 'not_home',
				captured_at: at,
				visited_on: '2026-11-02'
			};
		case 'visit_plan':
			return {
				...placed,
				household_id,
				period: `2026-0${1 + n}`,
				kind: 'routine',
				due_on: '2026-01-20'
			};
		case 'finding':
			return {
				...placed,
				household_id,
				visit_id: idOf('visit', place, 0),
				kind: 'danger_sign',
				urgency: 'red',
				problem: `problem ${n}`,
				text: 'x',
				found_at: at
			};
		case 'follow_up':
			return {
				...placed,
				finding_id: idOf('finding', place, 0),
				membership_id: author,
				// What everybody may add; the rest of the steps: cases.test.ts.
				status: 'note',
				note: 'x',
				at
			};
		case 'attendance':
			return {
				...placed,
				session_id: idOf('posyandu_session', place, 0),
				member_id: n === 0 ? idOf('member', place, 0) : idOf('member', place, 'second'),
				present: true
			};
		case 'consent':
			return {
				...placed,
				household_id,
				purpose: 'visit',
				given_by: 'person',
				given_on: '2026-01-01'
			};
		case 'photo':
			// A house keeps its newest picture only.
			return {
				...placed,
				household_id,
				taken_at: n === 0 ? at : '2026-11-02T04:00:00Z',
				jpeg: Buffer.from([255, 216])
			};
		default:
			return undefined;
	}
}
