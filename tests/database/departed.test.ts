// Who left, or whose role or area changed: what she recorded before still arrives, and what is not
// hers any more leaves her phone.
import { beforeEach, describe, expect, it } from 'vitest';
import { describeOnDatabase } from '../support/database.ts';
import {
	clearAndArrange,
	Device,
	edit,
	membership,
	mutation,
	newHouse,
	newId,
	place,
	pull,
	push,
	user,
	verdicts,
	visitAt
} from './sync-place.ts';

describeOnDatabase('who left', (db) => {
	beforeEach(() => clearAndArrange(db));

	const leave = {
		membership: (id: string) =>
			db.query('update jangkau.membership set active = false where id = $1', [id]),
		kader: (id: string) => db.query('update jangkau.kader set active = false where id = $1', [id])
	};
	const found = (household: string, visit: string) =>
		mutation({
			entity: 'finding',
			patch: {
				household_id: household,
				visit_id: visit,
				kind: 'danger_sign',
				urgency: 'red',
				problem: 'fever',
				text: 'Demam',
				found_at: '2026-11-01T01:00:00Z'
			}
		});
	const followed = (finding: string) =>
		mutation({
			entity: 'follow_up',
			patch: { finding_id: finding, status: 'note', at: new Date().toISOString(), note: 'x' }
		});

	it.each(['membership', 'kader'] as const)(
		'still brings her visits, cases and follow-ups, and nothing else (%s set inactive)',
		async (how) => {
			await leave[how](how === 'kader' ? place.kader1 : membership.kader1);
			const visit = visitAt(place.house1);
			const finding = found(place.house1, visit.id);
			expect(
				await verdicts(
					db,
					user.kader1,
					visit,
					finding,
					followed(finding.id),
					visitAt(place.house2),
					newHouse(),
					edit('household', place.house1, 1, { head_name: 'X' })
				)
			).toEqual([
				'applied',
				'applied',
				'applied',
				'rejected departed',
				'rejected departed',
				'rejected departed'
			]);
			expect(await verdicts(db, user.kader1, visit)).toEqual(['duplicate']);
			const [kept] = await db.query(
				`select count(*)::int as n from jangkau.rejected_mutation where code = 'departed'`
			);
			expect(kept).toEqual({ n: 3 });
		}
	);

	it('joins a case that somebody else opened meanwhile', async () => {
		const [theirs, hers] = [visitAt(place.house1), visitAt(place.house1)];
		const open = found(place.house1, theirs.id);
		await push(db, user.midwife, theirs, open);
		await leave.kader(place.kader1);
		const again = found(place.house1, hers.id);
		expect(await verdicts(db, user.kader1, hers, again, followed(again.id))).toEqual([
			'applied',
			'merged',
			'applied'
		]);
	});

	it('brings nothing any more 91 days later', async () => {
		await leave.kader(place.kader1);
		await db.query(
			`update jangkau.membership set departed_at = now() - interval '93 days' where id = $1`,
			[membership.kader1]
		);
		expect(await verdicts(db, user.kader1, visitAt(place.house1))).toEqual(['rejected departed']);
	});

	it('is told so with everything that goes, and reads nothing', async () => {
		const device = await new Device().sync(db, user.kader1);
		await leave.kader(place.kader1);
		const answer = await pull(db, user.kader1, device.cursor);
		expect(answer).toMatchObject({
			ok: true,
			departed: true,
			rows: {},
			tombstones: [],
			more: false,
			membership: { id: membership.kader1, active: false }
		});
		expect(answer.revoked_scopes).toContain(place.territory1);
		const visible = await db.as(user.kader1, (sql) => sql('select id from jangkau.household'));
		expect(visible).toEqual([]);
	});

	it('hears the same from my_membership and from sync, whichever record says so', async () => {
		const state = async () => {
			const mine = await db.rpc<{ membership: unknown }>(user.kader1, 'my_membership', {});
			const { membership: pulled, ...answer } = (await pull(db, user.kader1)) as unknown as {
				membership: unknown;
				departed?: boolean;
			};
			expect(pulled).toEqual(mine.membership);
			return [(mine.membership as { active: boolean }).active, answer.departed ?? false];
		};
		expect(await state()).toEqual([true, false]);
		await leave.kader(place.kader1);
		expect(await state()).toEqual([false, true]);
		await db.query('update jangkau.kader set active = true where id = $1', [place.kader1]);
		expect(await state()).toEqual([true, false]);
		await leave.membership(membership.kader1);
		expect(await state()).toEqual([false, true]);
	});

	it('gets everything again when she comes back', async () => {
		const device = await new Device().sync(db, user.kader1);
		await leave.kader(place.kader1);
		await device.sync(db, user.kader1);
		device.rows.clear();
		await db.query('update jangkau.kader set active = true where id = $1', [place.kader1]);
		await device.sync(db, user.kader1);
		expect(device.ids('household')).toEqual([place.house1]);
	});

	it('may have been staff: a visit of her villages is taken, of others not', async () => {
		await leave.membership(membership.midwife);
		expect(
			await verdicts(db, user.midwife, visitAt(place.house2), visitAt(place.foreignHouse))
		).toEqual(['applied', 'rejected departed']);
	});

	describe('or whose role changed', () => {
		it('loses the families and keeps the totals, on the same cursor', async () => {
			const device = await new Device().sync(db, user.planner);
			expect(device.ids('household')).toHaveLength(2);
			await db.query(`update jangkau.membership set role = 'viewer', area_id = $2 where id = $1`, [
				membership.planner,
				place.village
			]);
			await db.query(
				`insert into jangkau.target (id, area_id, indicator, year, percent)
				values (gen_random_uuid(), $1, 'k4', 2026, 95)`,
				[place.village]
			);
			const answer = await pull(db, user.planner, device.cursor);
			expect(answer.revoked_scopes).toEqual(
				expect.arrayContaining([place.village, place.rw1, place.rw2])
			);
			expect(Object.keys(answer.rows).sort()).toEqual([
				'area',
				'facility',
				'facility_area',
				'target'
			]);
			expect(answer).toMatchObject({ membership: { role: 'viewer', area_id: place.village } });
		});
	});

	it('is named on the last page only', async () => {
		const first = await pull(db, user.planner, null, 1);
		expect(first.more).toBe(true);
		expect(first).not.toHaveProperty('membership');
	});

	it('is nobody who was never here', async () => {
		expect(await pull(db, newId())).toMatchObject({ ok: false, code: 'no_membership' });
	});
});
