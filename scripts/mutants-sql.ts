// `npx tsx scripts/mutants-sql.ts [name …]`: plants one bug at a time in the functions and policies of
// the database and runs the test that is there for it. A bug that its test does not notice fails.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Mutant {
	readonly name: string;
	/** File in supabase/migrations, without its number. */
	readonly migration: string;
	/** The statement that is planted again: it starts with this, at the beginning of a line. */
	readonly statement: string;
	readonly from: string;
	readonly to: string;
	/** File in tests/database, and the beginning of the test's name. */
	readonly file: string;
	readonly test: string;
}

const pull = '20261101000500_sync_pull.sql';
const push = '20261101000400_sync_push.sql';
const access = '20261101000200_access.sql';
const placement = '20261101000300_placement.sql';

const mutants: readonly Mutant[] = [
	{
		name: 'the horizon is above every open transaction',
		migration: pull,
		statement: 'create function private.pull_page(',
		from: 'pg_snapshot_xmin(pg_current_snapshot())',
		to: 'pg_snapshot_xmax(pg_current_snapshot())',
		file: 'sync-concurrent',
		test: 'delivers a row whose transaction was open'
	},
	{
		name: 'a drained scope is marked above every open transaction',
		migration: pull,
		statement: 'create function private.pull_page(',
		from: 'drained constant jsonb := jsonb_build_array(horizon::text, -1',
		to: 'drained constant jsonb := jsonb_build_array(pg_snapshot_xmax(pg_current_snapshot())::text, -1',
		file: 'sync-histories',
		test: 'skip, lose and double nothing'
	},
	{
		name: 'a page goes on after the transaction, not after the row',
		migration: pull,
		statement: 'create function private.page_query(',
		from: '(t.xid, t.id) > (s.xid, %5$s)',
		to: 't.xid > s.xid',
		file: 'sync-pull',
		test: 'pages through thousands of rows of one transaction'
	},
	{
		name: 'pages are ordered by id alone',
		migration: pull,
		statement: 'create function private.page_query(',
		from: 'order by t.xid, t.id limit',
		to: 'order by t.id limit',
		file: 'sync-histories',
		test: 'skip, lose and double nothing'
	},
	{
		name: 'tombstones are not sent',
		migration: pull,
		statement: 'create function private.wire_tombstones(',
		from: 'and not (t.reason',
		to: "and t.reason = 'moved' and not (t.reason",
		file: 'sync-pull',
		test: 'takes away what was erased'
	},
	{
		name: 'nothing is said to be revoked',
		migration: pull,
		statement: 'create function private.pull_page(',
		from: "where left(k, 1) in ('a', 't', 'v') and k <> all (scopes)",
		to: 'where false',
		file: 'sync-pull',
		test: 'fills in a territory that became hers'
	},
	{
		name: 'a mark stays after its scope was taken away',
		migration: pull,
		statement: 'create function private.pull_page(',
		from: 'into marks from unnest(scopes) s;',
		to: "into marks from unnest(scopes) s; marks := coalesce(known, '{}') || marks;",
		file: 'failures',
		test: 'comes back whole when a territory is taken away'
	},
	{
		name: 'a restore keeps the epoch',
		migration: pull,
		statement: 'create function public.after_restore()',
		from: 'epoch = gen_random_uuid(), ',
		to: '',
		file: 'sync-pull',
		test: 'starts again when the cursor is from another history'
	},
	{
		name: 'nobody looks whether the last confirmed change is known',
		migration: pull,
		statement: 'create function private.is_forgotten(',
		from: 'return last_mid is not null and',
		to: 'return false and',
		file: 'restore',
		test: 'is noticed by the phones themselves'
	},
	{
		name: 'a half restored server answers',
		migration: push,
		statement: 'create function private.is_half_restored(',
		from: 'from jangkau.device d) >',
		to: 'from jangkau.device d where false) >',
		file: 'restore',
		test: 'takes and gives nothing while after_restore() is forgotten'
	},
	{
		name: 'the ledger knows a change by its id alone, whoever sent it',
		migration: push,
		statement: 'create function private.deps_are_stored(',
		from: 'l.membership_id = (private.author()).id and l.mid',
		to: 'l.mid',
		file: 'failures',
		test: 'takes nobody’s stored change for her own'
	},
	{
		name: 'the ledger forgets at once',
		migration: push,
		statement: 'create function private.claim_mutation(',
		from: 'on conflict do nothing;',
		to: 'on conflict (membership_id, mid) do update set applied_at = now();',
		file: 'sync-push',
		test: 'stores a visit exactly once'
	},
	{
		name: 'what the ledger knows is told by its id alone',
		migration: push,
		statement: 'create function private.known_results(',
		from: 'and l.payload_hash = private.payload_hash(m) and',
		to: 'and',
		file: 'sync-push',
		test: 'keeps the first of two payloads under one mid'
	},
	{
		name: 'another’s ledger answers',
		migration: push,
		statement: 'create function private.known_results(',
		from: 'where l.membership_id = me and l.mid',
		to: 'where l.mid',
		file: 'sync-push',
		test: 'is not moved by somebody else replaying a mid'
	},
	{
		name: 'a run does not wait for what comes later',
		migration: push,
		statement: 'create function private.claim_run(',
		from: 'if not (select bool_and',
		to: 'if false and not (select bool_and',
		file: 'sync-runs',
		test: 'answer and leave what the same visits do one by one'
	},
	{
		name: 'a run takes one id twice',
		migration: push,
		statement: 'create function private.claim_run(',
		from: 'return claimed = cardinality(run);',
		to: 'return true;',
		file: 'sync-runs',
		test: 'answer and leave what the same visits do one by one'
	},
	{
		name: 'a run forgets what no column knows',
		migration: push,
		statement: 'create function private.push_run(',
		from: "if made.unknown <> '{}' then",
		to: 'if false then',
		file: 'sync-runs',
		test: 'answer and leave what the same visits do one by one'
	},
	{
		name: 'runs are as long as they can be from the first',
		migration: push,
		statement: 'create function private.push_all(',
		from: 'most integer := 1;',
		to: 'most integer := 200;',
		file: 'sync-runs',
		test: 'stores all the others within a few calls'
	},
	{
		name: 'what was too slow together is tried alone, without a time limit',
		migration: push,
		statement: 'create function private.push_run(',
		from: 'return array(select private.come_again(sent)',
		to: 'return null; perform array(select private.come_again(sent)',
		file: 'sync-runs',
		test: 'stores all the others within a few calls'
	},
	{
		name: 'the scope in which a page ends is marked as drained',
		migration: pull,
		statement: 'create function private.pull_page(',
		from: 'case when read = room then last - 1 else last end',
		to: 'last',
		file: 'sync-pull',
		test: 'pages through thousands of rows of one transaction'
	},
	{
		name: 'a restored server takes itself for the one before',
		migration: push,
		statement: 'create function private.is_half_restored(',
		from: 'return (select s.identity from jangkau.server_state s) <> private.server_identity()',
		to: 'return false',
		file: 'restore',
		test: 'takes and gives nothing either when its count has passed'
	},
	{
		name: 'one bad change takes the call along',
		migration: push,
		statement: 'create function private.push_one(',
		from: 'exception when query_canceled or others then',
		to: "exception when sqlstate 'JK002' then",
		file: 'sync-push',
		test: 'lets the others through around a poisoned one'
	},
	{
		name: 'what ran out of time takes the call along',
		migration: push,
		statement: 'create function private.push_one(',
		from: 'exception when query_canceled or others then',
		to: 'exception when others then',
		file: 'failures',
		test: 'answers retry for the change that was too slow'
	},
	{
		name: 'what was refused is said to be stored',
		migration: push,
		statement: 'create function private.push_one(',
		from: "'verdict', 'rejected', 'code', why)",
		to: "'verdict', 'applied', 'code', why)",
		file: 'sync-push',
		test: 'lets the others through around a poisoned one'
	},
	{
		name: 'what was refused is not kept',
		migration: push,
		statement: 'create function private.keep_rejected(',
		from: 'insert into jangkau.rejected_mutation as r (membership_id, mid, code, payload, app_version)\n\tvalues ((private.author()).id, sent_mid, why, m, version)',
		to: 'insert into jangkau.rejected_mutation as r (membership_id, mid, code, payload, app_version)\n\tselect (private.author()).id, sent_mid, why, m, version where false',
		file: 'failures',
		test: 'keeps an edit, a visit and a member of an erased household'
	},
	{
		name: 'dependants do not wait',
		migration: push,
		statement: 'create function private.deps_are_stored(',
		from: "select jsonb_typeof(m -> 'deps') is distinct from 'array' or",
		to: 'select true or',
		file: 'sync-push',
		test: 'lets only the dependants of a poisoned one wait'
	},
	{
		name: 'the author is who the patch says',
		migration: push,
		statement: 'create function private.completed_visit(',
		from: "'membership_id', me.id, 'kader_id', me.kader_id",
		to: "'membership_id', me.id, 'kader_id', null",
		file: 'sync-push',
		test: 'stores a visit exactly once'
	},
	{
		name: 'the offset of the sending dates what was recorded before',
		migration: push,
		statement: 'create function private.offset_of(',
		from: "jsonb_typeof(m -> 'clock_offset_ms') = 'number'",
		to: 'false',
		file: 'sync-push',
		test: 'dates what was recorded by the offset known then'
	},
	{
		name: 'the position of every visit goes to staff',
		migration: push,
		statement: 'create function private.mends_location(',
		from: 'return exists (',
		to: 'return true or exists (',
		file: 'sync-pull',
		test: 'shows the position of another’s visit only'
	},
	{
		name: 'a case is ordered by the phone’s own clock',
		migration: placement,
		statement: 'create function private.happened_at(',
		from: "select least(device_time + coalesce(offset_ms, 0) * interval '1 millisecond', received)",
		to: 'select device_time',
		file: 'sync-push',
		test: 'closes no case for a year'
	},
	{
		name: 'who left reads on',
		migration: access,
		statement: 'create function private.is_active(',
		from: 'return coalesce(',
		to: 'return true or coalesce(',
		file: 'departed',
		test: 'is told so with everything that goes'
	},
	{
		name: 'a late visit is taken for ever',
		migration: access,
		statement: 'create function private.held_households(',
		from: 'or h.valid_to >= current_date - 91',
		to: 'or true',
		file: 'sync-pull',
		test: 'takes a late visit from who held the household'
	},
	{
		name: 'a role does not matter for the areas of staff',
		migration: access,
		statement: 'create function private.scope_ids(',
		from: "when 'person_area' then '{staff,planner}'",
		to: "when 'person_area' then '{staff,planner,office}'",
		file: 'access-matrix',
		test: 'household is seen and written by exactly'
	},
	{
		name: 'anybody may say that she imports for another',
		migration: access,
		statement: 'create function private.author()',
		from: 'select m.* into me from jangkau.import_session s join jangkau.membership m on m.id = s.membership_id\n\t\twhere s.xid = pg_current_xact_id_if_assigned();',
		to: "select m.* into me from jangkau.membership m where m.role = 'planner' limit 1;",
		file: 'import-queue',
		test: 'makes nobody the author who only says so'
	},
	{
		name: 'a carried queue is taken whoever signed it',
		migration: '20261101000650_import_queue.sql',
		statement: 'create function private.begin_import(',
		from: "return 'bad_signature';",
		to: 'null;',
		file: 'import-queue',
		test: 'a change of a letter'
	}
];

const migrations = new URL('../supabase/migrations/', import.meta.url);

/** The statement with the bug in it, to run after the migrations. Throws when its text has changed. */
function planted({ name, migration, statement, from, to }: Mutant): string {
	const text = readFileSync(new URL(migration, migrations), 'utf8');
	const start = text.indexOf(`\n${statement}`) + 1;
	const rest = text.slice(start);
	// A function ends where its body does.
	const [end = ''] = /^(end )?\$\$;?$/m.exec(rest) ?? [];
	const sql = rest.slice(0, rest.search(/^(end )?\$\$;?$/m) + end.length);
	if (start === 0 || !sql.includes(from))
		throw new Error(`${name}: the text is not there any more`);
	return sql.replace('create function', 'create or replace function').replaceAll(from, () => to);
}

function run(file: string, test: string, patch?: string): boolean {
	const pattern = `PostgreSQL.*${test.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`;
	const { status } = spawnSync(
		process.execPath,
		[
			'node_modules/vitest/vitest.mjs',
			...['run', '--project', 'database', `tests/database/${file}.test.ts`],
			...['-t', pattern, '--testTimeout', '60000', '--passWithNoTests=false']
		],
		{
			cwd: fileURLToPath(new URL('..', import.meta.url)),
			env: { ...process.env, JANGKAU_HISTORIES: '60', ...(patch && { JANGKAU_SQL_PATCH: patch }) },
			stdio: 'ignore'
		}
	);
	return status === 0;
}

const asked = process.argv.slice(2);
const chosen = mutants.filter(({ name }) => asked.length === 0 || asked.includes(name));
const folder = mkdtempSync(join(tmpdir(), 'jangkau-mutants-'));
const patch = join(folder, 'patch.sql');
const failures: string[] = [];
// What fails without a bug would notice any.
for (const title of new Set(chosen.map(({ file, test }) => `${file}\n${test}`))) {
	const [file = '', test = ''] = title.split('\n');
	if (!run(file, test)) failures.push(`${file} › ${test}: fails without a bug`);
}
for (const mutant of chosen) {
	writeFileSync(patch, planted(mutant));
	const noticed = !run(mutant.file, mutant.test, patch);
	console.log(`${noticed ? 'caught  ' : 'SURVIVED'} ${mutant.name}`);
	if (!noticed) failures.push(mutant.name);
}
rmSync(folder, { recursive: true });
console.log(`${chosen.length - failures.length} of ${chosen.length} planted bugs caught`);
for (const failure of failures) console.log(`FAILED ${failure}`);
process.exit(failures.length > 0 ? 1 : 0);
