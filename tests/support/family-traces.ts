// Finds families in what the API answers: every free text about one is replaced by a mark that names its
// column, and the ids, positions and column names of their tables are known.
import type { TestDatabase } from './database.ts';

/** A column of a table of families: `household.head_name`. */
type ColumnName = string;

export interface FamilyTraces {
	/**
	 * What of families stands in a value, each once: `household.head_name` (what the column holds),
	 * `id of visit`, `position`, `key nik_last4` (a column that only tables of families have).
	 */
	in(value: unknown): Set<string>;
}

interface Known {
	/** Table by id, in lower case. */
	readonly ids: ReadonlyMap<string, string>;
	/** [lng, lat] of houses and visits, each rounded to 0.00001°: about a metre. */
	readonly positions: ReadonlySet<string>;
	/** The same as PostGIS writes them in hexadecimal. */
	readonly geometries: ReadonlySet<string>;
	readonly keys: ReadonlySet<string>;
}

const mark = /zq~([a-z_.]+)~/gi;
const uuid = /[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}/gi;
const numberPair = /(-?\d+\.\d{4,})[\s,]+(-?\d+\.\d{4,})/g;
const longitudes = ['lng', 'lon', 'longitude', 'x'];
const latitudes = ['lat', 'latitude', 'y'];

/** Tables of which each row is of one household; `jangkau.household` first. */
async function familyTables(db: TestDatabase): Promise<string[]> {
	const rows = await db.query<{ name: string }>(
		`select c.relname::text as name
		from pg_class c
		where c.relnamespace = 'jangkau'::regnamespace and c.relkind = 'r' and (c.relname = 'household' or exists (
			select from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
				and a.attname in ('household_id', 'member_id', 'visit_id', 'finding_id')))
		order by c.relname <> 'household', c.relname`
	);
	return rows.map(({ name }) => name);
}

/**
 * Puts marks into all free texts of the families in the database, as its owner, and learns what else
 * tells of them. Columns of fixed words (a status, a month) stay as they are.
 */
export async function markFamilies(db: TestDatabase): Promise<FamilyTraces> {
	const tables = await familyTables(db);
	await db.query('set session_replication_role = replica');
	for (const table of tables) await markTable(db, table);
	await db.query('set session_replication_role = origin');
	return new Traces(await learn(db, tables));
}

async function markTable(db: TestDatabase, table: string): Promise<void> {
	const columns = await db.query<{ name: string; type: string }>(
		`select attname::text as name, format_type(atttypid, null) as type from pg_attribute
		where attrelid = 'jangkau.${table}'::regclass and attnum > 0 and not attisdropped
			and atttypid in ('text'::regtype, 'text[]'::regtype, 'jsonb'::regtype, 'bytea'::regtype)
			and attname <> 'field_rev' order by attnum`
	);
	for (const { name, type } of columns) {
		const text = `'Zq~${table}.${name}~' || row_number`;
		const value = {
			text,
			'text[]': `array[${text}]`,
			jsonb: `jsonb_build_object('x', ${text})`,
			bytea: `convert_to(${text}, 'UTF8')`
		}[type]!;
		try {
			await db.query(
				`update jangkau.${table} as t set ${name} = ${value}
				from (select ctid as at, row_number() over () from jangkau.${table}) as n where n.at = t.ctid`
			);
		} catch (error) {
			// 23514: a check. Its words are fixed, and tell of nobody.
			if ((error as { code?: string }).code !== '23514') throw error;
		}
	}
}

async function learn(db: TestDatabase, tables: readonly string[]): Promise<Known> {
	const ids = new Map<string, string>();
	for (const table of tables) {
		const [own] = await db.query(
			`select from pg_attribute where attrelid = 'jangkau.${table}'::regclass and attname = 'id'`
		);
		if (!own) continue;
		for (const row of await db.query<{ id: string }>(`select id::text from jangkau.${table}`))
			ids.set(row.id, table);
	}
	const places = await db.query<{ lng: number; lat: number; hex: string }>(
		`select extensions.st_x(place) as lng, extensions.st_y(place) as lat, upper(place::text) as hex
		from (select location from jangkau.household union all select position from jangkau.visit) as p (place)
		where place is not null`
	);
	const keys = await db.query<{ name: string }>(
		`select distinct a.attname::text as name
		from pg_attribute a join pg_class c on c.oid = a.attrelid
		where c.relnamespace = 'jangkau'::regnamespace and c.relname = any ($1) and a.attnum > 0
			and not exists (
				select from pg_attribute b join pg_class d on d.oid = b.attrelid
				where d.relnamespace = 'jangkau'::regnamespace and d.relkind = 'r' and not d.relname = any ($1)
					and b.attname = a.attname)`,
		[tables]
	);
	return {
		ids,
		positions: new Set(places.map(({ lng, lat }) => spot(lng, lat))),
		geometries: new Set(places.map(({ hex }) => hex)),
		keys: new Set(keys.map(({ name }) => name))
	};
}

const spot = (lng: number, lat: number) =>
	`${Math.round(lng * 100_000)} ${Math.round(lat * 100_000)}`;

class Traces implements FamilyTraces {
	readonly #known: Known;
	constructor(known: Known) {
		this.#known = known;
	}

	in(value: unknown): Set<string> {
		const found = new Set<string>();
		this.#walk(value, found);
		return found;
	}

	#walk(value: unknown, found: Set<string>): void {
		if (typeof value === 'string') this.#read(value, found);
		else if (Array.isArray(value)) {
			this.#place(value[0], value[1], found);
			for (const one of value) this.#walk(one, found);
		} else if (value !== null && typeof value === 'object') {
			const fields = value as Record<string, unknown>;
			const of = (names: string[]) => fields[names.find((name) => name in fields) ?? ''];
			this.#place(of(longitudes), of(latitudes), found);
			for (const [key, one] of Object.entries(fields)) {
				if (this.#known.keys.has(key)) found.add(`key ${key}`);
				this.#read(key, found);
				this.#walk(one, found);
			}
		}
	}

	#read(text: string, found: Set<string>): void {
		for (const [, column] of text.matchAll(mark)) found.add(column as ColumnName);
		for (const [id] of text.matchAll(uuid)) {
			const bare = id.replaceAll('-', '').toLowerCase();
			const table = this.#known.ids.get(
				bare.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
			);
			if (table !== undefined) found.add(`id of ${table}`);
		}
		for (const [, lng, lat] of text.matchAll(numberPair))
			this.#place(Number(lng), Number(lat), found);
		if (this.#known.geometries.has(text.toUpperCase())) found.add('position');
		// An answer may carry JSON in a text, and PostgreSQL shows bytes in hexadecimal.
		if (/^\\x([0-9a-f]{2})+$/i.test(text)) {
			const bytes = Buffer.from(text.slice(2), 'hex').toString('latin1');
			for (const [, column] of bytes.matchAll(mark)) found.add(column as ColumnName);
		}
	}

	#place(lng: unknown, lat: unknown, found: Set<string>): void {
		if (typeof lng !== 'number' || typeof lat !== 'number') return;
		if (this.#known.positions.has(spot(lng, lat))) found.add('position');
	}
}
