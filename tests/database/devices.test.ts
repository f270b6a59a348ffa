// What a planner sees and orders: phones, refused changes, and the log of who read and exported what.
import { beforeEach, describe, expect, it } from 'vitest';
import { describeOnDatabase } from '../support/database.ts';
import {
	clearAndArrange,
	edit,
	membership,
	newHouse,
	newId,
	place,
	pull,
	push,
	user,
	visitAt
} from './sync-place.ts';

interface Answer {
	readonly ok: boolean;
	readonly code?: string;
	readonly devices?: Record<string, unknown>[];
	readonly rejected?: Record<string, unknown>[];
	readonly entries?: Record<string, unknown>[];
	readonly more?: boolean;
}

describeOnDatabase('the planner’s desk', (db) => {
	const device = newId();
	const call = (who: string, name: string, p: unknown = {}) => db.rpc<Answer>(who, name, p);
	const send = (who: string, patch: Record<string, unknown> = {}) =>
		db.rpc<Answer>(who, 'sync_push', { device, app_version: '7', mutations: [], ...patch });
	const ask = (who: string, of = device) =>
		db.rpc<{ wipe?: boolean }>(who, 'sync_pull', { device: of, cursor: null, limit: 500 });

	beforeEach(async () => {
		await clearAndArrange(db);
		await db.query('delete from jangkau.audit_log');
		await send(user.kader1, { unsent: 4 });
	});

	describe('phones', () => {
		it('are seen by the planner of the puskesmas and by their owner, by nobody else', async () => {
			const seen = async (who: string) => (await call(who, 'list_devices')).devices;
			expect(await seen(user.planner)).toMatchObject([
				{
					id: device,
					membership_id: membership.kader1,
					display_name: 'Kader satu',
					active: true,
					app_version: '7',
					unsent: 4,
					has_key: false,
					wipe_at: null
				}
			]);
			expect(await seen(user.kader1)).toHaveLength(1);
			for (const who of [user.kader2, user.midwife, user.viewer, user.foreignPlanner]) {
				expect(await seen(who)).toEqual([]);
			}
		});

		it('that only read are known too', async () => {
			const reader = newId();
			await ask(user.midwife, reader);
			const { devices } = await call(user.planner, 'list_devices');
			expect(devices!.map(({ id }) => id)).toContain(reader);
		});

		it('are wiped at their next contact, on order, until they say that it is done', async () => {
			expect((await ask(user.kader1)).wipe).toBeUndefined();
			expect(await call(user.planner, 'order_wipe', { device })).toMatchObject({ ok: true });
			expect((await ask(user.kader1)).wipe).toBe(true);
			// Another phone, and another person with the id of this one, go on.
			expect((await ask(user.kader1, newId())).wipe).toBeUndefined();
			expect((await ask(user.kader2)).wipe).toBeUndefined();
			expect(await call(user.kader1, 'confirm_wipe', { device })).toEqual({ ok: true });
			expect((await ask(user.kader1)).wipe).toBeUndefined();
			const { devices } = await call(user.planner, 'list_devices');
			expect(devices![0]!.wiped_at).toMatch(/^\d{4}-/);
			expect(await call(user.planner, 'order_wipe', { device })).toMatchObject({
				code: 'already_wiped'
			});
		});

		it('of one who left are wiped as well', async () => {
			await call(user.planner, 'order_wipe', { device });
			await db.query('update jangkau.kader set active = false where id = $1', [place.kader1]);
			expect(await ask(user.kader1)).toMatchObject({ departed: true, wipe: true });
			expect(await call(user.kader1, 'confirm_wipe', { device })).toEqual({ ok: true });
		});

		it('stay when the order is taken back, and when a stranger gives it', async () => {
			for (const who of [user.kader2, user.midwife, user.viewer, user.foreignPlanner]) {
				expect(await call(who, 'order_wipe', { device })).toMatchObject({ code: 'forbidden' });
			}
			await call(user.planner, 'order_wipe', { device });
			await call(user.planner, 'order_wipe', { device, cancel: true });
			expect((await ask(user.kader1)).wipe).toBeUndefined();
			expect(await call(user.kader1, 'confirm_wipe', { device })).toMatchObject({
				code: 'forbidden'
			});
		});
	});

	describe('refused changes', () => {
		it('stand there with both sides of a clash, until somebody has looked', async () => {
			await push(db, user.kader1, edit('household', place.house1, 1, { phone: '1' }));
			await push(db, user.midwife, edit('household', place.house1, 1, { phone: '2' }));
			// A midwife belongs to the puskesmas by her membership.
			const { rejected } = await call(user.planner, 'list_rejected');
			expect(rejected).toMatchObject([
				{
					membership_id: membership.midwife,
					code: 'conflict',
					label: 'Kepala satu',
					patch: { phone: '2' },
					row: { id: place.house1, phone: '1' }
				}
			]);
			const { membership_id, mid } = rejected![0]!;
			const one = { membership_id, mid };
			expect(await call(user.foreignPlanner, 'resolve_rejected', one)).toMatchObject({
				code: 'not_found'
			});
			expect(await call(user.planner, 'resolve_rejected', one)).toEqual({ ok: true });
			expect((await call(user.planner, 'list_rejected')).rejected).toEqual([]);
		});

		it('name nobody whose household is not hers to see', async () => {
			await push(db, user.kader1, visitAt(place.foreignHouse), newHouse({ registered_on: 'x' }));
			const { rejected } = await call(user.planner, 'list_rejected');
			expect(rejected).toHaveLength(2);
			for (const one of rejected!) {
				expect(one).toMatchObject({ label: null, row: null, patch: null });
			}
			for (const who of [user.kader1, user.midwife, user.viewer]) {
				expect(await call(who, 'list_rejected')).toMatchObject({ code: 'forbidden' });
			}
			expect((await call(user.foreignPlanner, 'list_rejected')).rejected).toEqual([]);
		});

		it('come in pages', async () => {
			await push(db, user.kader1, ...[1, 2, 3].map(() => visitAt(place.house2)));
			expect(await call(user.planner, 'list_rejected', { limit: 2 })).toMatchObject({
				more: true
			});
			expect((await call(user.planner, 'list_rejected', { limit: 4 })).rejected).toHaveLength(3);
		});
	});

	describe('the log', () => {
		it('tells the planner who read, exported, imported and wiped, and no name of a family', async () => {
			await push(db, user.kader1, visitAt(place.house2, { note: 'rahasia' }));
			await call(user.planner, 'list_rejected');
			await call(user.kader1, 'record_export', { kind: 'queue', count: 3, device });
			await call(user.planner, 'order_wipe', { device });
			await call(user.kader1, 'confirm_wipe', { device });
			await call(user.foreignPlanner, 'record_export', { kind: 'report' });
			const { entries } = await call(user.planner, 'read_audit');
			expect(entries!.map(({ action, display_name }) => [action, display_name])).toEqual([
				['wiped', 'Kader satu'],
				['wipe_ordered', 'Perencana'],
				['exported', 'Kader satu'],
				['rejected_read', 'Perencana']
			]);
			expect(entries![2]).toMatchObject({ entity: 'queue', detail: { count: 3 } });
			expect(JSON.stringify(entries)).not.toMatch(/rahasia|Kepala/);
			const [last] = entries!.slice(-1);
			const older = await call(user.planner, 'read_audit', { before: last!.id });
			expect(older.entries).toEqual([]);
		});

		it('is nobody else’s, and cannot be written by hand', async () => {
			for (const who of [user.kader1, user.midwife, user.viewer]) {
				expect(await call(who, 'read_audit')).toMatchObject({ code: 'forbidden' });
			}
			expect((await call(user.foreignPlanner, 'read_audit')).entries).toEqual([]);
			const named = { kind: 'Kepala satu, Jalan Mawar' };
			expect(await call(user.kader1, 'record_export', named)).toMatchObject({
				code: 'bad_request'
			});
		});
	});

	describe('a pull', () => {
		it('says that it forgot what the phone saw confirmed', async () => {
			const visit = visitAt(place.house1);
			await push(db, user.kader1, visit);
			const asked = (last_mid: string | null) =>
				db.rpc(user.kader1, 'sync_pull', { device, cursor: null, limit: 9, last_mid });
			expect(await asked(visit.mid)).not.toHaveProperty('forgotten');
			expect(await asked(null)).not.toHaveProperty('forgotten');
			await db.query('delete from jangkau.applied_mutation where mid = $1', [visit.mid]);
			expect(await asked(visit.mid)).toMatchObject({
				ok: true,
				forgotten: true,
				rows: {},
				more: false
			});
		});

		it('starts again with a cursor from a day that this server has not had', async () => {
			const { cursor } = await pull(db, user.kader1);
			const future = cursor.replace(/"x": ?"\d+"/g, '"x":"99999999999"');
			expect(future).not.toBe(cursor);
			expect(await pull(db, user.kader1, cursor)).toMatchObject({ restarted: false });
			expect(await pull(db, user.kader1, future)).toMatchObject({ restarted: true });
		});

		it('refuses, like a push, while rows lie above the server’s own count', async () => {
			await db.query(`update jangkau.device set xid = '99999999999'`);
			expect(await pull(db, user.kader1)).toMatchObject({ ok: false, code: 'restoring' });
			expect(await push(db, user.kader1)).toMatchObject({ ok: false, code: 'restoring' });
			await db.query('select public.after_restore()');
			expect(await pull(db, user.kader1)).toMatchObject({ ok: true });
			expect(await push(db, user.kader1)).toMatchObject({ ok: true });
		});
	});
});
