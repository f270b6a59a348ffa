// How long the two sync functions take on a puskesmas of 400 areas, 3,000 households and 200,000 visits, beside
// what a user would do otherwise. Needs PostgreSQL with PostGIS; prints nothing but its rows.
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import {
	arrange,
	Device,
	newId,
	place,
	pull,
	push,
	user,
	visitAt
} from '../../tests/database/sync-place.ts';
import type { BenchRow } from './bench-row.ts';
import { openPostgres, type TestDatabase } from '../../tests/support/database.ts';

const households = 3_000;
const visits = 200_000;
const hamlets = 400;

/** Rows as an import leaves them: without triggers, then with fresh statistics. */
async function fill(db: TestDatabase): Promise<void> {
	await arrange(db);
	await db.query(`
		set session_replication_role = replica;
		insert into jangkau.area (id, parent_id, kind, name)
		select gen_random_uuid(), '${place.village}', 'rw', 'RW ' || n from generate_series(3, ${hamlets}) n;
		insert into jangkau.area_ancestor
		select a.id, up.ancestor_id, up.depth + 1 from jangkau.area a
		join jangkau.area_ancestor up on up.area_id = a.parent_id
		where a.kind = 'rw' and not exists (select from jangkau.area_ancestor o where o.area_id = a.id);
		insert into jangkau.area_ancestor select id, id, 0 from jangkau.area on conflict do nothing;
		insert into jangkau.territory (id, plan_id, area_id, number)
		select gen_random_uuid(), '${place.plan}', '${place.village}', n from generate_series(3, 60) n;
		with rw as (select array_agg(id) as ids from jangkau.area where kind = 'rw'),
			held as (select array_agg(id order by number) as ids from jangkau.territory)
		insert into jangkau.household (id, area_id, territory_id, code, head_name, address, location, location_source, registered_on)
		select gen_random_uuid(), rw.ids[n % ${hamlets} + 1], held.ids[n % 60 + 1], 'C-' || n, 'Kepala ' || n,
			'Jalan Mawar ' || n, extensions.st_setsrid(extensions.st_makepoint(117 + n * 1e-6, 0.005), 4326), 'gps', '2025-01-01'
		from rw, held, generate_series(1, ${households}) n;
		insert into jangkau.member (id, household_id, area_id, territory_id, name, sex, birth_date)
		select gen_random_uuid(), h.id, h.area_id, h.territory_id, 'Anggota ' || n, 'female', '1990-01-01'
		from jangkau.household h, generate_series(1, 4) n;
		with house as (select row_number() over () as place, * from jangkau.household)
		insert into jangkau.visit (id, household_id, area_id, territory_id, membership_id, visitor_role, outcome, captured_at, visited_on, answers)
		select gen_random_uuid(), h.id, h.area_id, h.territory_id, m.id, 'kader', 'completed', now() - n / 110 * interval '1 day',
			current_date - n / 110, '{"household":{"water":true},"cards":[]}'
		from generate_series(1, ${visits}) n
		join house h on h.place = n % ${households} + 1,
			(select id from jangkau.membership where role = 'kader' limit 1) m;
		set session_replication_role = origin;
		analyze;
	`);
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
	const start = performance.now();
	const value = await work();
	return { ms: performance.now() - start, value };
}

const ms = (n: number): string => `${n < 10 ? n.toFixed(1) : Math.round(n)} ms`;

/** 1,000 visits in five calls, and the same calls again; beside one call a visit. */
export async function benchPush(db: TestDatabase): Promise<BenchRow[]> {
	const batches = Array.from({ length: 5 }, () =>
		Array.from({ length: 200 }, () => visitAt(place.house1))
	);
	const send = async () => {
		for (const batch of batches) await push(db, user.kader1, ...batch);
	};
	const first = await timed(send);
	const replay = await timed(send);
	const single = await timed(async () => {
		for (let n = 0; n < 200; n++) await push(db, user.kader1, visitAt(place.house1));
	});
	return [
		{
			what: 'push of 1,000 visits, 5 calls',
			goal: '≤ 500 ms',
			ours: ms(first.ms),
			instead: `${ms(single.ms * 5)} one call a visit`
		},
		{
			what: 'the same push again',
			goal: '≤ 50 ms',
			ours: ms(replay.ms),
			instead: '1,000 visits twice in the table'
		}
	];
}

/** How many visits are hers, as the row-level security of a kader and of a planner counts them. */
export async function benchCount(db: TestDatabase): Promise<BenchRow[]> {
	const count = (who: string, table: string) =>
		timed(() => db.as(who, (sql) => sql(`select count(*)::int as n from jangkau.${table}`)));
	await count(user.kader1, 'visit');
	const own = await count(user.kader1, 'visit');
	const all = await count(user.planner, 'visit');
	return [
		{
			what: `count of a kader's own visits (${String(own.value[0]?.n)})`,
			goal: '≤ 5 ms',
			ours: ms(own.ms),
			instead: `${ms(all.ms)} all ${String(all.value[0]?.n)} of the planner`
		}
	];
}

/** Everything of 3,000 households for a planner, one page of it, and a pull with nothing new. */
export async function benchPull(db: TestDatabase): Promise<BenchRow[]> {
	const pages: number[] = [];
	let cursor: string | null = null;
	let rows = 0;
	for (let more = true; more;) {
		const page = await timed(() => pull(db, user.planner, cursor, 500));
		pages.push(page.ms);
		rows += Object.values(page.value.rows).reduce((sum, some) => sum + some.length, 0);
		({ cursor, more } = page.value);
	}
	const total = pages.reduce((sum, one) => sum + one, 0);
	pages.sort((a, b) => a - b);
	const idle = await timed(() => pull(db, user.planner, cursor, 500));
	const kader = await timed(() => new Device().sync(db, user.kader1));
	const whole = await timed(() =>
		db.query(`select jsonb_build_object('household', (select jsonb_agg(to_jsonb(h)) from jangkau.household h),
			'member', (select jsonb_agg(to_jsonb(m)) from jangkau.member m),
			'visit', (select jsonb_agg(to_jsonb(v)) from jangkau.visit v)) as everything`)
	);
	return [
		{
			what: `pull of 3,000 households (${rows} rows, ${pages.length} pages)`,
			goal: '–',
			ours: ms(total),
			instead: `${ms(whole.ms)} all visits as one JSON`
		},
		{
			what: 'a page of 500: median, slowest',
			goal: '≤ 100 ms',
			ours: `${ms(pages[pages.length >> 1] ?? 0)}, ${ms(pages.at(-1) ?? 0)}`,
			instead: `${ms(whole.ms)} all of it, and again when the network breaks`
		},
		{
			what: 'pull with nothing new',
			goal: '–',
			ours: ms(idle.ms),
			instead: `${ms(whole.ms)} all of it again`
		},
		{
			what: 'first pull of a kader',
			goal: '–',
			ours: ms(kader.ms),
			instead: `${ms(total)} everybody's households`
		}
	];
}

/** All rows, on a database of its own. */
export async function benchSync(): Promise<BenchRow[]> {
	const db = await openPostgres();
	try {
		await fill(db);
		return [...(await benchPull(db)), ...(await benchCount(db)), ...(await benchPush(db))];
	} finally {
		await db.close();
	}
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? newId()).href) {
	console.table(await benchSync());
	process.exit(0);
}
