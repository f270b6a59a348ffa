// Whatever text any function of the API is given, it answers with a code: never an error without one,
// never a person's words, and quickly when the text is huge.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeOnDatabase, describeOnPostgres, type TestDatabase } from '../support/database.ts';
import { callableFunctions } from './access-expectations.ts';
import { arrange, newId, place, user } from './sync-place.ts';

/** `check_invitation` and the like are for everybody; they are asked as a planner here. */
const functions = callableFunctions.authenticated;

const ask = async (
	db: TestDatabase,
	who: string,
	name: string,
	p: string
): Promise<Record<string, unknown>> => {
	const [row] = await db.as(who, (sql) => sql(`select public.${name}($1::text) as answer`, [p]));
	return row?.answer as Record<string, unknown>;
};
const isAnswer = (answer: Record<string, unknown>): boolean =>
	answer.ok === true || (answer.ok === false && /^[a-z_]+$/.test(String(answer.code)));

describeOnDatabase('bad input', (db) => {
	beforeAll(() => arrange(db));

	it('is given to every function there is', async () => {
		const inCatalogue = await db.query<{ name: string }>(
			`select proname::text as name from pg_proc
			where pronamespace = 'public'::regnamespace
				and has_function_privilege('authenticated', oid, 'execute') order by 1`
		);
		expect(inCatalogue.map(({ name }) => name)).toEqual(functions);
	});

	const key = fc.constantFrom(
		...['device', 'cursor', 'limit', 'last_mid', 'mutations', 'membership_id', 'mid', 'before'],
		...['kind', 'count', 'area_id', 'month', 'span', 'code', 'payload', 'signature', 'public_key'],
		...['membership', 'kader_id', 'role', 'days', 'display_name', 'cancel'],
		...['entity', 'keep', 'gone', 'one', 'other', 'resolved', 'clashes', 'note']
	);
	const value = fc.oneof(
		fc.constantFrom<unknown>(newId(), place.house1, place.village, '2026-11', 'month', 'planner'),
		fc.constantFrom<unknown>(1e308, -1, 0.5, 1e18, true, null, [], {}, '', 'ff'.repeat(64)),
		fc.constantFrom<unknown>("'; drop table jangkau.visit; --", '$1', '%s', '\\', '\u{1f3e0}'),
		fc.jsonValue()
	);
	const texts = fc.oneof(
		fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')),
		fc.dictionary(key, value).map((given) => JSON.stringify(given)),
		fc
			.tuple(fc.dictionary(key, value), fc.nat(60))
			.map(([given, cut]) => JSON.stringify(given).slice(0, cut)),
		fc.constantFrom('null', '[]', '"{}"', '0', '{"a":'.repeat(20_000), '['.repeat(60_000))
	);

	describe.each(functions)('to %s', (name) => {
		it('gets a verdict or a refusal with a code', async () => {
			await fc.assert(
				fc.asyncProperty(
					fc.constantFrom(user.planner, user.kader1, user.viewer, user.nobody),
					texts,
					async (who, p) => {
						const answer = await ask(db, who, name, p);
						expect(isAnswer(answer)).toBe(true);
						// What nobody foresaw.
						expect(['internal', 'failed']).not.toContain(answer.code);
					}
				),
				{ numRuns: db.kind === 'postgres' ? 40 : 12, seed: 1 }
			);
			const [left] = await db.query('select count(*)::int as houses from jangkau.household');
			expect(left).toEqual({ houses: 3 });
		});
	});
});

describeOnPostgres('50 MB', (db) => {
	beforeAll(() => arrange(db));

	it('are refused by their size alone, by every function', async () => {
		const heavy = `{"a":"${'x'.repeat(50 * 2 ** 20)}"}`;
		for (const name of functions) {
			const [row] = await db.as(user.planner, (sql) =>
				sql(
					`select public.${name}($1::text) as answer,
						round(extract(epoch from clock_timestamp() - statement_timestamp()) * 1000)::int as ms`,
					[heavy]
				)
			);
			expect(isAnswer(row!.answer as Record<string, unknown>)).toBe(true);
			// Reading it as JSON takes longer than that.
			expect([name, Number(row!.ms) < 1_000]).toEqual([name, true]);
		}
	});
});
