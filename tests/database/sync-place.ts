// A small puskesmas for the sync tests: one village of two RW, a kader in each, staff, a viewer,
// and a neighbouring village that belongs to somebody else.
import { uuidv7 } from 'uuidv7';
import type { Mutation, MutationResult, PullResponse } from '../../src/lib/domain/sync/change.ts';
import type { TestDatabase } from '../support/database.ts';

export const newId = (): string => uuidv7();

const one = (n: number): string => `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`;

export const place = {
	district: one(1),
	village: one(2),
	rw1: one(3),
	rw2: one(4),
	foreignVillage: one(5),
	puskesmas: one(10),
	foreignPuskesmas: one(11),
	kader1: one(20),
	kader2: one(21),
	plan: one(30),
	territory1: one(31),
	territory2: one(32),
	house1: one(40),
	house2: one(41),
	foreignHouse: one(42)
} as const;

export const user = {
	kader1: one(100),
	kader2: one(101),
	planner: one(102),
	midwife: one(103),
	viewer: one(104),
	foreignPlanner: one(105),
	nobody: one(199)
} as const;

export const membership = {
	kader1: one(200),
	kader2: one(201),
	planner: one(202),
	midwife: one(203),
	viewer: one(204),
	foreignPlanner: one(205)
} as const;

/** Squares side by side at the equator: RW 1 from 117.00, RW 2 from 117.01, the neighbour from 118. */
export const square = (west: number, width = 0.01) => ({
	type: 'MultiPolygon',
	coordinates: [
		[
			[
				[west, 0],
				[west + width, 0],
				[west + width, 0.01],
				[west, 0.01],
				[west, 0]
			]
		]
	]
});
export const point = (lng: number, lat = 0.005) => ({ type: 'Point', coordinates: [lng, lat] });

const shape = (value: unknown): string =>
	`extensions.st_geomfromgeojson('${JSON.stringify(value)}')`;

export async function arrange(db: TestDatabase): Promise<void> {
	const p = place;
	await db.query(`
		insert into jangkau.area (id, parent_id, kind, name, boundary, boundary_status) values
		('${p.district}', null, 'district', 'Kecamatan', null, 'none'),
		('${p.village}', '${p.district}', 'village', 'Desa', ${shape(square(117, 0.02))}, 'drawn'),
		('${p.rw1}', '${p.village}', 'rw', 'RW 1', ${shape(square(117))}, 'drawn'),
		('${p.rw2}', '${p.village}', 'rw', 'RW 2', ${shape(square(117.01))}, 'drawn'),
		('${p.foreignVillage}', '${p.district}', 'village', 'Desa lain', ${shape(square(118))}, 'drawn');
		insert into jangkau.facility (id, kind, name, area_id, time_zone) values
		('${p.puskesmas}', 'puskesmas', 'Puskesmas', '${p.village}', 'Asia/Makassar'),
		('${p.foreignPuskesmas}', 'puskesmas', 'Puskesmas lain', '${p.foreignVillage}', 'Asia/Makassar');
		insert into jangkau.facility_area (id, facility_id, area_id) values
		('${newId()}', '${p.puskesmas}', '${p.village}'),
		('${newId()}', '${p.foreignPuskesmas}', '${p.foreignVillage}');
		insert into jangkau.kader (id, puskesmas_id, area_id, name) values
		('${p.kader1}', '${p.puskesmas}', '${p.village}', 'Kader satu'),
		('${p.kader2}', '${p.puskesmas}', '${p.village}', 'Kader dua');
		insert into jangkau.membership (id, user_id, role, puskesmas_id, area_id, kader_id, display_name) values
		('${membership.kader1}', '${user.kader1}', 'kader', '${p.puskesmas}', null, '${p.kader1}', 'Kader satu'),
		('${membership.kader2}', '${user.kader2}', 'kader', '${p.puskesmas}', null, '${p.kader2}', 'Kader dua'),
		('${membership.planner}', '${user.planner}', 'planner', '${p.puskesmas}', null, null, 'Perencana'),
		('${membership.midwife}', '${user.midwife}', 'health_worker', '${p.puskesmas}', '${p.village}', null, 'Bidan'),
		('${membership.viewer}', '${user.viewer}', 'viewer', null, '${p.district}', null, 'Camat'),
		('${membership.foreignPlanner}', '${user.foreignPlanner}', 'planner', '${p.foreignPuskesmas}', null, null, 'Lain');
		insert into jangkau.territory_plan (id, area_id, version, status, valid_from) values
		('${p.plan}', '${p.village}', 1, 'published', '2026-01-01');
		insert into jangkau.territory (id, plan_id, area_id, number, kader_id, boundary) values
		('${p.territory1}', '${p.plan}', '${p.village}', 1, '${p.kader1}', ${shape(square(117))}),
		('${p.territory2}', '${p.plan}', '${p.village}', 2, '${p.kader2}', ${shape(square(117.01))});
		insert into jangkau.household
			(id, area_id, territory_id, code, head_name, location, location_source, registered_on) values
		('${p.house1}', '${p.rw1}', '${p.territory1}', 'A-1', 'Kepala satu', ${shape(point(117.005))}, 'gps', '2026-01-01'),
		('${p.house2}', '${p.rw2}', '${p.territory2}', 'A-2', 'Kepala dua', ${shape(point(117.015))}, 'gps', '2026-01-01'),
		('${p.foreignHouse}', '${p.foreignVillage}', null, 'B-1', 'Kepala lain', ${shape(point(118.005))}, 'gps', '2026-01-01');
	`);
}

/** The same place again, without anything that a test did to it. */
export async function clearAndArrange(db: TestDatabase): Promise<void> {
	await db.query(
		`truncate jangkau.area, jangkau.facility, jangkau.membership, jangkau.tombstone,
			jangkau.rejected_mutation, jangkau.applied_mutation cascade`
	);
	await arrange(db);
}

let seq = 0;

/** A mutation with everything that the wire wants, and what the test says about it. */
export function mutation(given: Partial<Mutation> & Pick<Mutation, 'entity' | 'patch'>): Mutation {
	return {
		mid: newId(),
		seq: ++seq,
		op: 'create',
		id: newId(),
		base_rev: null,
		captured_at: new Date().toISOString(),
		schema_v: 1,
		deps: [],
		...given
	};
}

export const visitAt = (household: string, patch: Record<string, unknown> = {}): Mutation =>
	mutation({
		entity: 'visit',
		patch: {
			household_id: household,
			visitor_role: 'kader',
			outcome: 'completed',
			captured_at: new Date().toISOString(),
			...patch
		}
	});

export const newHouse = (patch: Record<string, unknown> = {}): Mutation =>
	mutation({
		entity: 'household',
		patch: {
			code: 'A-9',
			head_name: 'Kepala baru',
			location: point(117.004),
			location_source: 'gps',
			facts: {},
			status: 'active',
			registered_on: '2026-11-01',
			...patch
		}
	});

/** One territory over the whole village, in the hands of the first kader. */
export const publishedPlan = (patch: Record<string, unknown> = {}): Mutation =>
	mutation({
		entity: 'territory_plan',
		op: 'publish',
		patch: {
			area_id: place.village,
			valid_from: '2026-11-01',
			decree_no: null,
			parameters: {},
			metrics: {},
			territories: [
				{
					id: newId(),
					number: 1,
					kader_id: place.kader1,
					boundary: square(117, 0.02),
					workload: 10,
					households: [place.house1, place.house2]
				}
			],
			...patch
		}
	});

export const edit = (
	entity: Mutation['entity'],
	id: string,
	base_rev: number | null,
	patch: Record<string, unknown>
): Mutation => mutation({ entity, op: 'update', id, base_rev, patch });

export interface PushAnswer {
	readonly ok: boolean;
	readonly code?: string;
	readonly results: MutationResult[];
	readonly epoch: string;
}
export type PullAnswer = PullResponse & { readonly ok: boolean; readonly restarted: boolean };

export function push(db: TestDatabase, who: string, ...mutations: unknown[]): Promise<PushAnswer> {
	return db.rpc<PushAnswer>(who, 'sync_push', {
		device: newId(),
		app_version: '1',
		sent_at: new Date().toISOString(),
		unsent: 0,
		mutations
	});
}

/** `verdict` or `verdict code` of each, in the order of the answer. */
export async function verdicts(
	db: TestDatabase,
	who: string,
	...mutations: unknown[]
): Promise<string[]> {
	const answer = await push(db, who, ...mutations);
	return answer.results.map(({ verdict, code }) => (code ? `${verdict} ${code}` : verdict));
}

export function pull(
	db: TestDatabase,
	who: string,
	cursor: string | null = null,
	limit = 500
): Promise<PullAnswer> {
	return db.rpc<PullAnswer>(who, 'sync_pull', { device: newId(), cursor, scope_hash: null, limit });
}

/** A device: everything it was ever sent, as the protocol says to apply it. */
export class Device {
	readonly rows = new Map<string, Record<string, unknown>>();
	cursor: string | null = null;
	revoked: string[] = [];
	pages = 0;

	async sync(db: TestDatabase, who: string, limit = 500): Promise<this> {
		for (;;) {
			const answer = await pull(db, who, this.cursor, limit);
			if (!answer.ok) throw new Error('refused');
			this.pages += 1;
			this.revoked.push(...answer.revoked_scopes);
			for (const { entity, id } of answer.tombstones) this.rows.delete(`${entity}:${id}`);
			for (const [entity, rows] of Object.entries(answer.rows)) {
				for (const row of rows) this.rows.set(`${entity}:${String(row.id)}`, row);
			}
			this.cursor = answer.cursor;
			if (!answer.more) return this;
		}
	}

	ids(entity: string): string[] {
		return [...this.rows.keys()]
			.filter((key) => key.startsWith(`${entity}:`))
			.map((key) => key.slice(entity.length + 1))
			.sort();
	}

	entities(): string[] {
		return [...new Set([...this.rows.keys()].map((key) => key.split(':')[0]!))].sort();
	}
}

/** A connection that holds a push open: what a slow network or a busy server does. */
export class OpenPush {
	readonly #db: TestDatabase;

	constructor(db: TestDatabase) {
		this.#db = db;
	}

	async begin(who: string, mutations: readonly unknown[]): Promise<void> {
		await this.#db.query('begin');
		await this.#db.query(
			`select set_config('request.jwt.claim.sub', $1, true),
			set_config('request.jwt.claims', $2, true)`,
			[who, JSON.stringify({ sub: who })]
		);
		await this.#db.query('set local role authenticated');
		await this.push(mutations);
	}

	async push(mutations: readonly unknown[]): Promise<MutationResult[]> {
		const [row] = await this.#db.query<{ results: MutationResult[] }>(
			`select public.sync_push($1::text) -> 'results' as results`,
			[JSON.stringify({ mutations })]
		);
		return row?.results ?? [];
	}

	async end(how: 'commit' | 'rollback'): Promise<void> {
		await this.#db.query(how);
	}
}

/** From now on a visit with the note `lambat` takes longer than any call may. */
export async function makeSlowVisitsSlow(db: TestDatabase): Promise<void> {
	await db.query(`
		create function private.dawdle() returns trigger language plpgsql set search_path = '' as $$
		begin
			if new.note = 'lambat' then perform pg_sleep(30); end if;
			return new;
		end $$;
		create trigger dawdle before insert on jangkau.visit
			for each row execute function private.dawdle();
	`);
}
