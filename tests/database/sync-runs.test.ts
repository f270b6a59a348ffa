// Visits that are stored together, against the same visits one call each: the answers, the rows and the
// ledger must not know the difference, whatever lies between them.
import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import type { Mutation } from '../../src/lib/domain/sync/change.ts';
import { describeOnDatabase, describeOnPostgres, type TestDatabase } from '../support/database.ts';
import {
	arrange,
	clearAndArrange,
	edit,
	makeSlowVisitsSlow,
	mutation,
	newHouse,
	newId,
	place,
	point,
	type PushAnswer,
	user,
	verdicts,
	visitAt
} from './sync-place.ts';

const bad = [
	{ outcome: 'abducted' },
	{ captured_at: 'kemarin' },
	{ accuracy_m: 'dekat' },
	{ position: { type: 'Point', coordinates: [500, 0] } },
	{ outcome: null },
	{ form_id: newId() },
	{ mood: 'good' },
	{ captured_at: '2035-01-01T00:00:00Z' },
	{ household_id: newId() },
	{ household_id: place.house2 },
	{ household_id: place.foreignHouse },
	{ household_id: null }
] as const;
const malformed = [
	{ mid: 'x' },
	{ id: 'x' },
	{ patch: null },
	{ patch: [] },
	{ schema_v: 0 },
	{ schema_v: 2 },
	{ entity: 'vaccination' },
	{ op: 'delete' },
	{ deps: ['x'] },
	{ deps: 'x' },
	{ seq: null },
	{ captured_at: null }
] as const;

const other = fc.nat(60);
const step = fc.oneof(
	{ weight: 10, arbitrary: fc.record({ do: fc.constant('good' as const), long: fc.boolean() }) },
	{
		weight: 1,
		arbitrary: fc.record({ do: fc.constant('bad' as const), patch: fc.constantFrom(...bad) })
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('malformed' as const),
			as: fc.constantFrom(...malformed)
		})
	},
	{
		weight: 3,
		arbitrary: fc.record({
			do: fc.constantFrom(
				...(['again', 'otherwise', 'same row', 'after', 'corrects', 'plan', 'found'] as const)
			),
			other
		})
	},
	{
		weight: 2,
		arbitrary: fc.record({ do: fc.constant('after' as const), other })
	},
	{
		weight: 1,
		arbitrary: fc.record({ do: fc.constantFrom(...(['house', 'edit', 'itself'] as const)) })
	}
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
const repeated = fc.record({ one: step, times: fc.integer({ min: 1, max: 6 }) });
interface Repeated {
	readonly one: Step;
	readonly times: number;
}

const plan = newId();

/** What a step sends, given what those before it sent and the one that comes last. */
function sentBy(one: Step, before: readonly Mutation[], later: Mutation): unknown {
	const visit = visitAt(place.house1);
	if ('other' in one) {
		// One of the last few: it is stored together with them or not at all.
		const known = before.at(-1 - (one.other % Math.min(Math.max(before.length, 1), 8)));
		return known ? about(one.do, visit, known, later) : visit;
	}
	switch (one.do) {
		case 'good':
			return one.long
				? visitAt(place.house1, { position: point(117.0051), accuracy_m: 5, note: 'catatan' })
				: visit;
		case 'bad':
			return visitAt(place.house1, one.patch);
		case 'malformed':
			return { ...visit, ...one.as };
		case 'house':
			return newHouse();
		case 'edit':
			return edit('household', place.house1, 1, { landmark: newId() });
		case 'itself':
			return { ...visit, deps: [visit.mid] };
	}
}

function about(what: string, visit: Mutation, known: Mutation, later: Mutation): unknown {
	switch (what) {
		case 'again':
			return known;
		case 'otherwise':
			return { ...visit, mid: known.mid };
		case 'same row':
			return { ...visit, id: known.id };
		case 'after':
			return { ...visit, deps: [known.mid, ...(visit.seq % 3 === 0 ? [later.mid] : [])] };
		case 'corrects':
			return visitAt(place.house1, { corrects_id: known.id, outcome: 'refused' });
		case 'plan':
			return visitAt(place.house1, { visit_plan_id: plan });
		default:
			return mutation({
				entity: 'finding',
				patch: {
					household_id: place.house1,
					visit_id: known.id,
					kind: 'danger_sign',
					urgency: 'red',
					problem: 'fever',
					text: 'Demam',
					found_at: '2026-11-01T01:00:00Z'
				}
			});
	}
}

/** What is alike comes in a row, as far as it may be stored together. */
function workOf(steps: readonly Repeated[]): unknown[] {
	const later = visitAt(place.house1);
	const work: Mutation[] = [];
	for (const { one, times } of steps) {
		for (let time = 0; time < times; time++) work.push(sentBy(one, work, later) as Mutation);
	}
	return [...work, later];
}

/** Without a time of sending: the offset of a clock is not what this is about. */
const send = async (db: TestDatabase, who: string, mutations: readonly unknown[]) =>
	(await db.rpc<PushAnswer>(who, 'sync_push', { app_version: '1', mutations })).results;

/** Each in a call of its own, in the order in which one call applies them; answers by place. */
async function sendAlone(db: TestDatabase, who: string, work: readonly unknown[]) {
	const seqOf = (at: number) => (work[at] as Mutation).seq ?? Number.MAX_SAFE_INTEGER;
	const order = work.map((_, at) => at).sort((a, b) => seqOf(a) - seqOf(b) || a - b);
	const answers: unknown[] = [];
	for (const at of order) [answers[at]] = await send(db, who, [work[at]]);
	return answers;
}

async function startOver(db: TestDatabase): Promise<void> {
	await clearAndArrange(db);
	await db.query(
		`insert into jangkau.visit_plan (id, household_id, area_id, period, kind, due_on)
		values ($1, $2, $3, to_char(now() at time zone 'Asia/Makassar', 'YYYY-MM'), 'routine', current_date)`,
		[plan, place.house1, place.rw1]
	);
}

/** All that a push may write, without what is another one in each transaction. */
const stored = (db: TestDatabase) =>
	db.query(`
		select 'visit' as what, to_jsonb(v) - '{xid,received_at,clock_offset_ms}'::text[] as row
		from jangkau.visit v
		union all select 'household', to_jsonb(h) - '{xid}'::text[] from jangkau.household h
		union all select 'finding', to_jsonb(f) - '{xid,received_at}'::text[] from jangkau.finding f
		union all select 'visit_plan', to_jsonb(p) - '{xid}'::text[] from jangkau.visit_plan p
		union all select 'ledger', to_jsonb(l) - '{applied_at}'::text[] from jangkau.applied_mutation l
		union all select 'rejected', to_jsonb(r) - '{rejected_at,resolved_at}'::text[]
			|| jsonb_build_object('resolved', r.resolved_at is not null) from jangkau.rejected_mutation r
		order by 1, 2`);

/** Answers carry the row that was met; when it was received is another time in each run. */
function withoutTimes(answers: unknown): unknown {
	const text = JSON.stringify(answers, (key, value: unknown) =>
		key === 'received_at' ? undefined : value
	);
	return JSON.parse(text);
}

/** Each fault several times in a row, so that some of them are certain to be stored together. */
const everyFault = {
	who: user.kader1,
	steps: bad.flatMap((patch): Repeated[] => [
		{ one: { do: 'bad', patch }, times: 6 },
		{ one: { do: 'good', long: false }, times: 2 }
	]),
	first: 0
};

describeOnDatabase('visits stored together', (db) => {
	it('answer and leave what the same visits do one by one, whatever lies between them', async () => {
		await arrange(db);
		const batch = fc.record({
			who: fc.constantFrom(user.kader1, user.kader1, user.kader1, user.midwife, user.viewer),
			steps: fc.array(repeated, { minLength: 2, maxLength: 10 }),
			first: fc.nat(40)
		});
		await fc.assert(
			fc.asyncProperty(batch, async ({ who, steps, first }) => {
				const work = workOf(steps);
				// A part arrived before, and comes again with the rest.
				const calls = [work.slice(0, first % work.length), work];
				await startOver(db);
				const together: unknown[] = [];
				for (const call of calls) together.push(await send(db, who, call));
				const leftTogether = await stored(db);
				await startOver(db);
				const alone: unknown[] = [];
				for (const call of calls) alone.push(await sendAlone(db, who, call));
				expect(withoutTimes(together)).toEqual(withoutTimes(alone));
				expect(leftTogether).toEqual(await stored(db));
			}),
			{ numRuns: db.kind === 'postgres' ? 40 : 12, seed: 1848, examples: [[everyFault]] }
		);
	});

	it('are written in a few statements, whoever comes first', async () => {
		await startOver(db);
		const visits = Array.from({ length: 100 }, () => visitAt(place.house1));
		expect(new Set(await verdicts(db, user.kader1, ...visits))).toEqual(new Set(['applied']));
		// Rows of one statement carry one command number.
		const [written] = await db.query(
			'select count(distinct cmin::text)::int as statements, count(*)::int as rows from jangkau.visit'
		);
		expect(written).toEqual({ statements: 5, rows: 100 });
	});
});

describeOnPostgres('a run of visits in which one is too slow', (db) => {
	beforeEach(() => startOver(db));

	it('stores all the others within a few calls, and nothing twice', async () => {
		await makeSlowVisitsSlow(db);
		const queue = Array.from({ length: 31 }, (_, at) =>
			visitAt(place.house1, { note: at === 17 ? 'lambat' : 'cepat' })
		);
		const slow = queue[17]!;
		const others = queue.filter((one) => one !== slow);
		const connection = await db.connect();
		await connection.query(`set statement_timeout = '700ms'`);
		for (let call = 0; call < 5; call++) {
			const answers = await verdicts(connection, user.kader1, ...queue);
			expect(new Set(answers)).not.toContain('rejected');
			expect(answers[17]).toBe('retry busy');
		}
		const rows = await db.query('select id from jangkau.visit order by id');
		expect(rows.map(({ id }) => id)).toEqual(others.map(({ id }) => id).sort());
		await db.query('drop trigger dawdle on jangkau.visit; drop function private.dawdle()');
		expect(await verdicts(connection, user.kader1, slow)).toEqual(['applied']);
		await connection.close();
	});
});
