// The keys that the server keeps: to whom they are given, when, and that nothing changes them.
import { beforeAll, expect, it } from 'vitest';
import { describeOnDatabase } from '../support/database.ts';
import { idOf, membershipOf, userOf } from './access-rows.ts';
import type { Actor } from './access-expectations.ts';
import { buildWorld } from './access-world.ts';

interface Answer {
	readonly ok: boolean;
	readonly code?: string;
	readonly key?: string;
	readonly membership?: string;
}

const minuteMs = 60_000;

describeOnDatabase('a key that the server keeps', (db) => {
	beforeAll(() => buildWorld(db.query));

	/** As the API would call it with a token whose password was given so long ago. */
	const recovery = (user: string | null, agoMs: number | null): Promise<Answer> =>
		db.as(user, async (sql) => {
			const amr =
				agoMs === null
					? []
					: [{ method: 'password', timestamp: Math.floor((Date.now() - agoMs) / 1000) }];
			await sql(`select set_config('request.jwt.claims', $1, true)`, [
				JSON.stringify({ role: 'authenticated', sub: user, amr })
			]);
			const [row] = await sql(`select public.recovery_key('{}') as answer`);
			return row?.answer as Answer;
		});
	const transfer = (actor: Actor, p: unknown): Promise<Answer> =>
		db.rpc(userOf(actor), 'transfer_key', p);
	const device = idOf('device', 'a phone');
	const kader = membershipOf('kader');

	it('for recovery is hers within minutes of her password, the same each time, and nobody else’s', async () => {
		const first = await recovery(userOf('kader'), 0);
		expect(first.ok).toBe(true);
		expect(Buffer.from(first.key ?? '', 'base64')).toHaveLength(32);
		expect(await recovery(userOf('kader'), 9 * minuteMs)).toEqual(first);
		expect((await recovery(userOf('planner'), 0)).key).not.toBe(first.key);
	});

	it('for recovery is not given to a token found on a phone', async () => {
		const refused = { ok: false, code: 'sign_in_again' };
		expect(await recovery(userOf('kader'), 11 * minuteMs)).toEqual(refused);
		expect(await recovery(userOf('kader'), null)).toEqual(refused);
		expect(await db.rpc(userOf('kader'), 'recovery_key', {})).toEqual(refused);
	});

	it('for recovery is given to one who is no longer active, and to no stranger', async () => {
		expect((await recovery(userOf('inactive'), 0)).ok).toBe(true);
		expect(await recovery(userOf('stranger'), 0)).toEqual({ ok: false, code: 'no_membership' });
	});

	it('for an exported queue is the phone’s and the planner’s, who is written down', async () => {
		const own = await transfer('kader', { device });
		expect(own).toMatchObject({ ok: true, membership: kader });
		const opened = await transfer('planner', { device, membership: kader });
		expect(opened.key).toBe(own.key);
		const [row] = await db.query(
			`select count(*)::int as count from jangkau.audit_log
			where action = 'queue_file_opened' and row_id = $1 and membership_id = $2`,
			[kader, membershipOf('planner')]
		);
		expect(row?.count).toBe(1);
	});

	it('for an exported queue is another one for every device and every person', async () => {
		const keys = [
			await transfer('kader', { device }),
			await transfer('kader', { device: idOf('device', 'another phone') }),
			await transfer('planner', { device })
		];
		expect(new Set(keys.map(({ key }) => key)).size).toBe(3);
	});

	it.each(['viewer', 'health_office', 'inactive', 'stranger'] as const)(
		'for an exported queue is not for a %s who names somebody else',
		async (actor) => {
			const answer = await transfer(actor, { device, membership: kader });
			expect(answer).toMatchObject({ ok: false });
			expect(answer.key).toBeUndefined();
		}
	);

	it('for an exported queue is not for a kader who names somebody else', async () => {
		const answer = await transfer('kader', { device, membership: membershipOf('planner') });
		expect(answer).toEqual({ ok: false, code: 'forbidden' });
	});

	it.each([null, 'x', {}, { device: 7 }, { device, membership: 'x' }, [[[]]]])(
		'is not given for %j',
		async (p) => {
			expect(await transfer('planner', p)).toMatchObject({ ok: false });
		}
	);

	it('lies where nobody can read it', async () => {
		for (const actor of ['kader', 'planner'] as const) {
			const read = db.as(userOf(actor), (sql) => sql('select secret from private.server_secret'));
			await expect(read).rejects.toMatchObject({ code: '42501' });
			const derive = db.as(userOf(actor), (sql) =>
				sql(`select private.derived_key('recovery', 'x')`)
			);
			await expect(derive).rejects.toMatchObject({ code: '42501' });
		}
	});
});
