import { beforeAll, describe, expect, it } from 'vitest';
import { describeOnDatabase } from '../support/database.ts';
import {
	areaOf,
	idOf,
	kaderOf,
	membershipOf,
	puskesmasOf,
	userOf,
	villageOf
} from './access-rows.ts';
import type { Actor } from './access-expectations.ts';
import { buildWorld, insertRow } from './access-world.ts';

interface Answer {
	readonly ok: boolean;
	readonly code?: string;
	readonly expires_at?: string;
	readonly membership_id?: string;
	readonly membership?: Record<string, unknown>;
}

describeOnDatabase('an invitation', (db) => {
	beforeAll(() => buildWorld(db.query));

	let people = 0;
	const newUser = (): string => idOf('new user', ++people);
	const invite = (payload: unknown): Promise<Answer> =>
		db.rpc(userOf('planner'), 'create_invitation', payload);
	const redeem = (user: string | null, code: unknown): Promise<Answer> =>
		db.rpc(user, 'redeem_invitation', { code });
	const check = (code: unknown): Promise<Answer> => db.rpc(null, 'check_invitation', { code });
	const newKader = async (words: string): Promise<string> => {
		const id = idOf('new kader', words);
		await insertRow(db.query, 'kader', {
			id,
			puskesmas_id: puskesmasOf('own'),
			area_id: villageOf('own'),
			name: words
		});
		return id;
	};

	it('opens the door to one kader, once', async () => {
		const kaderId = await newKader('Kader baru');
		const invitation = await invite({ kader_id: kaderId });
		expect(invitation).toMatchObject({ ok: true });
		expect(invitation.code).toMatch(/^[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}$/);
		expect(await check(invitation.code)).toEqual({ ok: true });

		const user = newUser();
		expect(await db.rpc(user, 'my_membership', {})).toEqual({ ok: false, code: 'no_membership' });
		const joined = await redeem(user, invitation.code);
		expect(joined).toEqual({
			ok: true,
			membership: {
				id: invitation.membership_id,
				role: 'kader',
				display_name: 'Kader baru',
				puskesmas_id: puskesmasOf('own'),
				facility_id: null,
				area_id: villageOf('own'),
				kader_id: kaderId,
				active: true,
				time_zone: 'Asia/Makassar'
			}
		});
		expect(await db.rpc(user, 'my_membership', {})).toEqual(joined);
		expect(await check(invitation.code)).toEqual({ ok: false, code: 'invitation_used' });
		expect(await redeem(newUser(), invitation.code)).toEqual({
			ok: false,
			code: 'invitation_used'
		});
	});

	it('gives the same answer again when the first one was lost on the way', async () => {
		const { code } = await invite({ kader_id: await newKader('Kader sinyal hilang') });
		const user = newUser();
		const first = await redeem(user, code);
		expect(first.ok).toBe(true);
		expect(await redeem(user, code)).toEqual(first);
	});

	it('is read as people type it', async () => {
		const { code } = await invite({ kader_id: await newKader('Kader mengetik') });
		const typed = ` ${code?.toLowerCase().replace('-', ' ')} `;
		expect(await check(typed)).toEqual({ ok: true });
		expect((await redeem(newUser(), typed)).ok).toBe(true);
	});

	it('answers also when a driver has encoded the argument twice', async () => {
		const { code } = await invite({ kader_id: await newKader('Kader dua kali') });
		expect(await db.rpc(null, 'check_invitation', JSON.stringify({ code }))).toEqual({ ok: true });
	});

	it.each([null, '', 'XXXXX-XXXXX', 42, { a: 1 }])(
		'is unknown when the code is %j',
		async (code) => {
			expect(await check(code)).toEqual({ ok: false, code: 'invitation_unknown' });
			expect(await redeem(newUser(), code)).toEqual({ ok: false, code: 'invitation_unknown' });
		}
	);

	it.each(['not json', '', '[]', 'null'])('answers calmly to the argument %j', async (argument) => {
		const [row] = await db.as(null, (sql) =>
			sql('select public.check_invitation($1) as answer', [argument])
		);
		expect(row?.answer).toEqual({ ok: false, code: 'invitation_unknown' });
	});

	it('ends after its days', async () => {
		const invitation = await invite({ kader_id: await newKader('Kader terlambat'), days: 2 });
		const hours = (Date.parse(invitation.expires_at ?? '') - Date.now()) / 3_600_000;
		expect(hours).toBeGreaterThan(47);
		expect(hours).toBeLessThan(49);
		await db.query(
			`update jangkau.invitation set expires_at = now() - interval '1 second' where membership_id = $1`,
			[invitation.membership_id]
		);
		const expired = { ok: false, code: 'invitation_expired' };
		expect(await check(invitation.code)).toEqual(expired);
		expect(await redeem(newUser(), invitation.code)).toEqual(expired);
	});

	it('is not open to people who have not signed in', async () => {
		await expect(redeem(null, 'XXXXX-XXXXX')).rejects.toMatchObject({ code: '42501' });
		await expect(db.rpc(null, 'create_invitation', {})).rejects.toMatchObject({ code: '42501' });
	});

	describe('issued again', () => {
		it('ends the earlier unused code', async () => {
			const kaderId = await newKader('Kader lupa');
			const first = await invite({ kader_id: kaderId });
			const second = await invite({ kader_id: kaderId });
			expect(second.membership_id).toBe(first.membership_id);
			expect(await check(first.code)).toEqual({ ok: false, code: 'invitation_expired' });
			expect(await check(second.code)).toEqual({ ok: true });
		});

		it('moves the membership to the new sign-in, and the old one sees nothing', async () => {
			const membershipId = idOf('membership', 'kader own');
			const [oldUser, user] = [userOf('kader') ?? '', newUser()];
			const households = (who: string): Promise<unknown[]> =>
				db.as(who, (sql) => sql('select id from jangkau.household'));
			expect(await households(oldUser)).toHaveLength(1);
			const { code } = await invite({ membership_id: membershipId });
			// Until the code is used, the old phone goes on working.
			expect(await households(oldUser)).toHaveLength(1);
			expect((await redeem(user, code)).membership).toMatchObject({ id: membershipId });
			expect(await households(user)).toHaveLength(1);
			expect(await households(oldUser)).toEqual([]);
			expect(await db.rpc(oldUser, 'my_membership', {})).toMatchObject({ code: 'no_membership' });
		});
	});

	it('does not let one sign-in speak for two', async () => {
		const { code } = await invite({ kader_id: await newKader('Kader kedua') });
		expect(await redeem(userOf('viewer'), code)).toEqual({ ok: false, code: 'already_member' });
		expect(await check(code)).toEqual({ ok: true });
	});

	describe('from a planner', () => {
		it('makes staff and viewers of her own areas', async () => {
			const camat = { role: 'viewer', area_id: areaOf('own'), display_name: 'Camat' };
			const { code } = await invite(camat);
			const user = newUser();
			expect((await redeem(user, code)).membership).toMatchObject({
				role: 'viewer',
				area_id: areaOf('own'),
				time_zone: 'Asia/Makassar'
			});
			const seen = await db.as(user, (sql) => sql('select id from jangkau.household'));
			expect(seen).toEqual([]);
		});

		it.each([
			['a kader of another puskesmas', { kader_id: kaderOf('foreign') }],
			['a member of another puskesmas', { membership_id: idOf('membership', 'kader foreign') }],
			[
				'the health office, which is not of her team',
				{ membership_id: membershipOf('health_office') }
			],
			[
				'an area that is not hers',
				{ role: 'viewer', area_id: areaOf('foreign'), display_name: 'x' }
			],
			[
				'a role that only the server gives',
				{ role: 'health_office', area_id: areaOf('own'), display_name: 'x' }
			],
			['somebody without a name', { role: 'viewer', area_id: areaOf('own'), display_name: ' ' }],
			['an id that is none', { kader_id: "' or true" }],
			['nobody', {}]
		])('is refused for %s', async (_, payload) => {
			expect(await invite(payload)).toEqual({ ok: false, code: 'invitation_refused' });
		});

		it('is hers alone to give', async () => {
			for (const actor of [
				'kader',
				'health_worker',
				'viewer',
				'health_office',
				'inactive'
			] as const) {
				const answer = await db.rpc(userOf(actor), 'create_invitation', {
					kader_id: kaderOf('neighbour')
				});
				expect(answer).toEqual({ ok: false, code: 'forbidden' });
			}
		});
	});

	describe('goes to someone on the list of the team', () => {
		interface Team extends Answer {
			readonly memberships: readonly Record<string, unknown>[];
		}
		const list = (actor: Actor): Promise<Team> => db.rpc(userOf(actor), 'list_memberships', {});

		it('which names staff and kader, and says no more of them than is needed', async () => {
			const camat = { role: 'viewer', area_id: areaOf('own'), display_name: 'Camat di daftar' };
			const { membership_id } = await invite(camat);
			const team = await list('planner');
			expect(team.ok).toBe(true);
			expect(team.memberships).toContainEqual({
				id: membership_id,
				role: 'viewer',
				display_name: 'Camat di daftar',
				area_name: expect.any(String) as string,
				kader_id: null,
				active: true,
				joined: false
			});
			expect(team.memberships).toContainEqual(
				expect.objectContaining({ kader_id: kaderOf('neighbour'), role: 'kader', joined: true })
			);
			expect(team.memberships).toContainEqual(
				expect.objectContaining({ id: membershipOf('inactive'), active: false })
			);
		});

		it('which holds exactly those who belong to the puskesmas', async () => {
			const expected = await db.query(
				'select id from jangkau.membership where puskesmas_id = $1 order by display_name, id',
				[puskesmasOf('own')]
			);
			const { memberships } = await list('planner');
			expect(memberships.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
			expect(memberships.length).toBeGreaterThan(2);
			const ids = memberships.map(({ id }) => id);
			expect(ids).not.toContain(idOf('membership', 'kader foreign'));
			expect(ids).not.toContain(membershipOf('health_office'));
		});

		it('and takes a code for each of them who is active', async () => {
			const { memberships } = await list('planner');
			for (const { id, active } of memberships) {
				expect((await invite({ membership_id: id })).ok).toBe(active);
			}
		});

		it.each(['kader', 'health_worker', 'viewer', 'health_office', 'inactive', 'stranger'] as const)(
			'which a %s never sees',
			async (actor) => {
				expect(await list(actor)).toEqual({ ok: false, code: 'forbidden' });
			}
		);

		it('which nobody sees without signing in', async () => {
			await expect(list('anon')).rejects.toMatchObject({ code: '42501' });
		});
	});

	it('is worth nothing for a member who has been let go', async () => {
		const { code, membership_id } = await invite({ kader_id: await newKader('Kader berhenti') });
		await db.query('update jangkau.membership set active = false where id = $1', [membership_id]);
		expect(await check(code)).toEqual({ ok: false, code: 'invitation_unknown' });
	});

	it('leaves a trace without the code, which is stored nowhere', async () => {
		const { code, membership_id } = await invite({ kader_id: await newKader('Kader tercatat') });
		await redeem(newUser(), code);
		const trail = await db.query(
			`select action, membership_id, detail from jangkau.audit_log where row_id = $1 order by id`,
			[membership_id]
		);
		expect(trail).toEqual([
			{ action: 'invitation_created', membership_id: membershipOf('planner'), detail: {} },
			{ action: 'invitation_redeemed', membership_id, detail: {} }
		]);
		const [stored] = await db.query(
			`select count(*) filter (where position($1 in to_jsonb(i)::text) > 0) as clear,
				count(*) filter (where i.code_hash = sha256(convert_to($1, 'UTF8'))) as hashed
			 from jangkau.invitation i where i.membership_id = $2`,
			[code?.replace('-', ''), membership_id]
		);
		expect(stored).toEqual({ clear: 0, hashed: 1 });
	});

	it('is what the sign-up hook asks for', async () => {
		const { code } = await invite({ kader_id: await newKader('Kader awan') });
		const hook = async (metadata: unknown): Promise<unknown> =>
			(
				await db.query('select public.hook_before_user_created($1::jsonb) as answer', [
					JSON.stringify({ user: { user_metadata: metadata } })
				])
			)[0]?.answer;
		expect(await hook({ invitation: code })).toEqual({});
		expect(await hook({ invitation: 'XXXXX-XXXXX' })).toMatchObject({ error: { http_code: 403 } });
		expect(await hook(null)).toMatchObject({ error: { http_code: 403 } });
		const direct = db.as(userOf('kader'), (sql) =>
			sql(`select public.hook_before_user_created('{}')`)
		);
		await expect(direct).rejects.toMatchObject({ code: '42501' });
	});
});

describeOnDatabase('codes', (db) => {
	it('never repeat, and use all of the alphabet', async () => {
		const rows = await db.query(
			'select private.new_invitation_code() as code from generate_series(1, 2000)'
		);
		const codes = rows.map((row) => String(row.code));
		expect(new Set(codes).size).toBe(2000);
		expect(new Set(codes.join('').replaceAll('-', '')).size).toBe(32);
	});
});
