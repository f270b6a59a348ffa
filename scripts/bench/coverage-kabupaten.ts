// Figures at the size of one puskesmas on the embedded database and of a kabupaten on PostgreSQL, of records
// made up in SQL: the cube brought up to date, any report of a planner, a camat's first pull.
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { openPglite } from '../../tests/support/pglite.ts';
import { openPostgres } from '../../tests/support/postgres.ts';
import { findPostgres } from '../../tests/support/postgres-cluster.ts';
import type { TestDatabase } from '../../tests/support/test-database.ts';
import type { BenchRow } from './bench-row.ts';

interface Size {
	readonly districts: number;
	readonly villages: number;
	readonly kader: number;
	readonly households: number;
	readonly visits: number;
}
const onePuskesmas: Size = {
	districts: 1,
	villages: 8,
	kader: 110,
	households: 8_000,
	visits: 100_000
};
const kabupaten: Size = {
	districts: 18,
	villages: 141,
	kader: 1_700,
	households: 130_000,
	visits: 1_800_000
};
/** A refresh that takes longer than the server allows is as good as none. */
const longestS = 120;

const idOf = (kind: number, n: number) =>
	`${kind.toString(16).padStart(8, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const words = ({ households, visits }: Size) =>
	`${String(households / 1000)} thousand households, ${String(visits / 1000)} thousand visits`;

async function fill(db: TestDatabase, size: Size): Promise<void> {
	for (const [name, value] of Object.entries(size))
		await db.query(`select set_config('bench.' || $1, $2, false)`, [name, String(value)]);
	const script = readFileSync(new URL('kabupaten.sql', import.meta.url), 'utf8');
	// PGlite has no prepared statement of several commands.
	for (const command of script.split(/;\n/)) if (command.trim()) await db.query(command);
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
	const began = performance.now();
	await work();
	return performance.now() - began;
}

/** How long it took; that it took too long, where it did. */
async function seconds(db: TestDatabase, statement: string): Promise<string> {
	await db.query(`set statement_timeout = '${String(longestS)}s'`);
	try {
		return `${((await milliseconds(() => db.query(statement))) / 1000).toFixed(1)} s`;
	} catch (error) {
		if (!(error instanceof Error && error.message.includes('statement timeout'))) throw error;
		return `not within ${String(longestS)} s`;
	} finally {
		await db.query('set statement_timeout = 0');
	}
}

const thisMonth = `date_part('year', current_date)::integer, date_part('month', current_date)::integer`;
/** What a page that keeps no cube would ask, for one of the indicators. */
const raw = `select area_ancestor.ancestor_id, span.name,
		count(distinct household.id) filter (where visit.outcome = 'completed'), count(distinct household.id)
	from jangkau.household
	join jangkau.area_ancestor on area_ancestor.area_id = household.area_id
	cross join unnest(array['month', 'quarter', 'year']) as span (name)
	left join jangkau.visit on visit.household_id = household.id
		and visit.visited_on >= date_trunc(span.name, current_date)`;

/** A call takes as many months as there is time for; who asks next goes on. */
async function allMonths(db: TestDatabase): Promise<string> {
	for (let took = 0, calls = 1; ; calls++) {
		took += await milliseconds(() => db.query('select private.refresh_coverage()'));
		const [state] = await db.query(
			'select cardinality(pending) as pending from jangkau.coverage_state'
		);
		if (state!.pending === 0) return `${(took / 1000).toFixed(1)} s in ${String(calls)} calls`;
	}
}

async function refreshes(db: TestDatabase, size: Size, goal: string): Promise<BenchRow[]> {
	const what = `figures, ${words(size)}`;
	const all = await allMonths(db);
	await db.query(
		`delete from jangkau.coverage_count where month = to_char(current_date, 'YYYY-MM')`
	);
	const counting = await seconds(
		db,
		`select private.count_months(${thisMonth}, date_part('month', current_date)::integer)`
	);
	const inOneQuery = await seconds(db, `${raw} group by 1, 2`);
	await db.query(`update jangkau.visit set outcome = case outcome when 'completed' then 'not_home'
		else 'completed' end where id = (
			select id from jangkau.visit where visited_on = (select max(visited_on) from jangkau.visit) limit 1)`);
	await db.query('update jangkau.coverage_state set took = null');
	const again = await seconds(db, 'select private.refresh_coverage()');
	return [
		{ what: `${what}: all months anew`, goal: '–', ours: all, instead: '–' },
		{
			what: `${what}: the month and its spans counted`,
			goal,
			ours: counting,
			instead: `${inOneQuery} one indicator, raw`
		},
		{ what: `${what}: after one visit, made safe to show too`, goal, ours: again, instead: '–' }
	];
}

async function report(db: TestDatabase, size: Size): Promise<BenchRow> {
	const ours: number[] = [];
	const instead: number[] = [];
	for (let n = 0; n < 60; n++) {
		const district = n % size.districts;
		const village = district + size.districts * (n % Math.floor(size.villages / size.districts));
		const area_id = n % 3 === 0 ? idOf(3, village) : idOf(2, district);
		const month = new Date(Date.now() - (n % 4) * 30 * 86_400_000).toISOString().slice(0, 7);
		const span = ['month', 'quarter', 'year'][n % 3];
		ours.push(
			await milliseconds(async () => {
				const asked = { area_id, months: [month], span };
				const answer = await db.rpc<{ ok: boolean }>(idOf(13, district), 'coverage_report', asked);
				if (!answer.ok) throw new Error('the report was refused');
			})
		);
		if (n % 6 === 0)
			instead.push(
				await milliseconds(() =>
					db.query(`${raw} where area_ancestor.ancestor_id = $1 group by 1, 2`, [area_id])
				)
			);
	}
	const p95 = (times: number[]) =>
		`${times.sort((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1]!.toFixed(0)} ms`;
	return {
		what: `any report of a planner, ${words(size)}, p95`,
		goal: '≤ 300 ms',
		ours: p95(ours),
		instead: `${p95(instead)} one indicator, raw`
	};
}

async function firstPull(db: TestDatabase, size: Size): Promise<BenchRow> {
	let cursor = '';
	let rows = 0;
	const took = await milliseconds(async () => {
		for (;;) {
			const page = await db.rpc<{ cursor: string; more: boolean; rows: Record<string, unknown[]> }>(
				idOf(11, 1),
				'sync_pull',
				{ cursor, limit: 1000 }
			);
			for (const some of Object.values(page.rows)) rows += some.length;
			cursor = page.cursor;
			if (!page.more) break;
		}
	});
	return {
		what: `first pull of a camat, ${words(size)}: ${String(rows)} rows`,
		goal: '–',
		ours: `${(took / 1000).toFixed(1)} s`,
		instead: '–'
	};
}

export async function benchCoverageKabupaten(): Promise<BenchRow[]> {
	const rows: BenchRow[] = [];
	const embedded = await openPglite();
	await fill(embedded, onePuskesmas);
	rows.push(...(await refreshes(embedded, onePuskesmas, '≤ 1 s')));
	rows.push(await firstPull(embedded, onePuskesmas));
	await embedded.close();
	const found = findPostgres();
	if ('reason' in found)
		return [...rows, { what: 'kabupaten', goal: '–', ours: found.reason, instead: '–' }];
	const db = await openPostgres();
	await fill(db, kabupaten);
	rows.push(...(await refreshes(db, kabupaten, '≤ 5 s')));
	rows.push(await report(db, kabupaten));
	rows.push(await firstPull(db, kabupaten));
	await db.close();
	return rows;
}
