// What the puskesmas sees of refused changes and clashes, page by page, and what it says about them.
import { beforeEach, describe, expect, it } from 'vitest';
import { describeOnPostgres } from '../support/database.ts';
import {
	clearAndArrange,
	edit,
	membership,
	place,
	push,
	user,
	verdicts,
	visitAt
} from './sync-place.ts';

interface Refused extends Record<string, unknown> {
	readonly membership_id: string;
	readonly mid: string;
	readonly code: string;
}
interface Answer {
	readonly ok: boolean;
	readonly code?: string;
	readonly rejected: Refused[];
	readonly entries: { readonly id: number; readonly action: string }[];
	readonly more: boolean;
	readonly next: string | number | null;
}

describeOnPostgres('a refused change', (db) => {
	beforeEach(async () => {
		await clearAndArrange(db);
		await db.query('delete from jangkau.audit_log');
	});

	const list = (p: unknown = {}, who: string = user.planner) =>
		db.rpc<Answer>(who, 'list_rejected', p);
	const resolve = (p: unknown, who: string = user.planner) =>
		db.rpc<Answer>(who, 'resolve_rejected', p);
	const bad = (household: string) => visitAt(household, { outcome: 'hilang' });
	async function refusedOne(): Promise<Pick<Refused, 'membership_id' | 'mid'>> {
		await push(db, user.kader1, bad(place.house1));
		const [{ membership_id, mid }] = (await list()).rejected as [Refused];
		return { membership_id, mid };
	}

	it('comes once on some page, also where a whole call was refused at one instant', async () => {
		const sent = Array.from({ length: 7 }, () => bad(place.house1));
		await push(db, user.kader1, ...sent);
		const seen: string[] = [];
		for (let before: unknown = undefined; before !== null;) {
			const answer: Answer = await list({ limit: 3, before });
			expect(answer.rejected.length).toBeLessThanOrEqual(3);
			expect(answer.more).toBe(answer.next !== null);
			seen.push(...answer.rejected.map(({ mid }) => mid));
			before = answer.next;
		}
		expect(seen.sort()).toEqual(sent.map(({ mid }) => mid).sort());
	});

	it('goes on after the last one of a page although somebody has dealt with that one meanwhile', async () => {
		await push(db, user.kader1, ...[1, 2, 3].map(() => bad(place.house1)));
		const first = await list({ limit: 1 });
		await resolve(first.rejected[0]);
		expect((await list({ limit: 9, before: first.next })).rejected).toHaveLength(2);
	});

	it('stands apart from the clashes', async () => {
		await push(db, user.kader1, bad(place.house1));
		await push(db, user.kader1, edit('household', place.house1, 1, { phone: '1' }));
		await push(db, user.midwife, edit('household', place.house1, 1, { phone: '2' }));
		const codes = async (p: unknown) => (await list(p)).rejected.map(({ code }) => code);
		expect(await codes({ clashes: true })).toEqual(['conflict']);
		expect(await codes({ clashes: false })).toEqual(['invalid_value']);
		expect(await codes({})).toHaveLength(2);
	});

	it('keeps who dealt with it and what she wrote, among those that are done', async () => {
		const one = await refusedOne();
		expect(await resolve({ ...one, note: ' Sudah ditelepon. ' })).toEqual({ ok: true });
		expect((await list()).rejected).toEqual([]);
		expect((await list({ resolved: true })).rejected).toMatchObject([
			{ mid: one.mid, note: 'Sudah ditelepon.', resolved_by: 'Perencana' }
		]);
		const log = await db.query(
			`select action, detail from jangkau.audit_log where action = 'rejected_resolved'`
		);
		expect(log).toEqual([{ action: 'rejected_resolved', detail: {} }]);
	});

	it('is not done with a note that is too long, nor by who is not its planner', async () => {
		const one = await refusedOne();
		expect(await resolve({ ...one, note: 'x'.repeat(501) })).toMatchObject({ code: 'bad_request' });
		expect(await resolve(one, user.foreignPlanner)).toMatchObject({ code: 'not_found' });
		for (const who of [user.kader1, user.midwife, user.viewer]) {
			expect(await resolve(one, who)).toMatchObject({ code: 'forbidden' });
		}
		expect((await list()).rejected).toHaveLength(1);
	});

	it('is done by itself when it was put right and sent again, and back when it is refused again', async () => {
		const sent = bad(place.house1);
		await push(db, user.kader1, sent);
		await resolve({ membership_id: membership.kader1, mid: sent.mid, note: 'a' });
		await push(db, user.kader1, sent);
		expect((await list()).rejected).toHaveLength(1);
		const mended = { ...sent, patch: { ...sent.patch, outcome: 'completed' } };
		expect(await verdicts(db, user.kader1, mended)).toEqual(['applied']);
		expect((await list()).rejected).toEqual([]);
	});

	describe('the log', () => {
		it('comes in pages without a gap, and tells that it was read', async () => {
			for (let n = 0; n < 5; n++) await list();
			const first = await db.rpc<Answer>(user.planner, 'read_audit', { limit: 2 });
			expect(first.entries.map(({ action }) => action)).toEqual(['rejected_read', 'rejected_read']);
			const rest = await db.rpc<Answer>(user.planner, 'read_audit', {
				limit: 9,
				before: first.next
			});
			expect(rest.entries).toHaveLength(3);
			expect(rest).toMatchObject({ more: false, next: null });
			const [latest] = (await db.rpc<Answer>(user.planner, 'read_audit', {})).entries;
			expect(latest).toMatchObject({ action: 'audit_read', detail: { count: 3 } });
		});
	});
});
