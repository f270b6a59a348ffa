// Remarks on the figures of an area: who writes, who decides, who reads, and what is never taken.
import { beforeEach, describe, expect, it } from 'vitest';
import { findsNumber } from '../../src/lib/domain/area-comment.ts';
import { numbersInWords } from '../support/comment-numbers.ts';
import { describeOnBoth } from '../support/database.ts';
import { clearAndArrange, newId, place, user } from './sync-place.ts';

interface Answer {
	readonly ok: boolean;
	readonly code?: string;
	readonly duplicate?: boolean;
	readonly comments?: readonly {
		readonly id: string;
		readonly by: string;
		readonly mine: boolean;
		readonly status: string;
		readonly reason: string | null;
	}[];
}

const lurah = newId();
const foreignLurah = newId();
const period = { month: '2026-11', span: 'month' };
const body = 'Jalan ke RW 2 putus sejak banjir.';

describeOnBoth('remarks on an area', (db) => {
	beforeEach(async () => {
		await clearAndArrange(db);
		await db.query('delete from jangkau.audit_log');
		await db.query(
			`insert into jangkau.membership (id, user_id, role, area_id, display_name)
			values ($1, $2, 'viewer', $3, 'Lurah'), ($4, $5, 'viewer', $6, 'Lurah lain')`,
			[newId(), lurah, place.village, newId(), foreignLurah, place.foreignVillage]
		);
	});

	const write = async (who: string, patch: Record<string, unknown> = {}) => {
		const id = newId();
		const sent = { id, area_id: place.village, ...period, body, ...patch };
		return { id, answer: await db.rpc<Answer>(who, 'add_comment', sent) };
	};
	const read = async (who: string, asked: Record<string, unknown> = {}) => {
		const all = { area_id: place.village, ...period, ...asked };
		const answer = await db.rpc<Answer>(who, 'list_comments', all);
		return answer.comments?.map(({ id, status }) => [id, status]) ?? answer.code;
	};
	const waiting = async (who: string) => {
		const answer = await db.rpc<Answer>(who, 'list_comments', { pending: true });
		return answer.comments?.map(({ id }) => id) ?? answer.code;
	};
	const decide = (who: string, id: string, approve: boolean, reason?: string) =>
		db.rpc<Answer>(who, 'decide_comment', { id, approve, reason });

	it('shows one that waits to its writer and the planner of the area, and to nobody else', async () => {
		const { id, answer } = await write(user.viewer);
		expect(answer).toEqual({ ok: true });
		expect(await read(user.viewer)).toEqual([[id, 'pending']]);
		expect(await waiting(user.planner)).toEqual([id]);
		for (const who of [lurah, foreignLurah, user.midwife, user.planner, user.foreignPlanner])
			expect(await read(who)).toEqual([]);
		expect(await waiting(user.foreignPlanner)).toEqual([]);
		expect(await waiting(user.viewer)).toBe('forbidden');
		expect(await read(user.kader1)).toBe('forbidden');
		expect(await read(user.nobody)).toBe('no_membership');
		// Below the functions too: row-level security, not their conditions, keeps it.
		for (const who of [lurah, foreignLurah, user.midwife, user.kader1, user.foreignPlanner]) {
			const rows = await db.as(who, (sql) => sql('select 1 from jangkau.area_comment'));
			expect(rows).toEqual([]);
		}
	});

	it('shows an approved one to whoever sits at the table of that area', async () => {
		const { id } = await write(user.viewer);
		expect(await decide(user.planner, id, true)).toEqual({ ok: true });
		for (const who of [user.viewer, lurah, user.midwife, user.planner])
			expect(await read(who)).toEqual([[id, 'approved']]);
		expect(await read(foreignLurah)).toEqual([]);
		expect(await read(user.foreignPlanner)).toEqual([]);
		expect(await read(user.kader1)).toBe('forbidden');
		expect(await read(lurah, { month: '2026-10' })).toEqual([]);
		expect(await read(lurah, { area_id: place.rw1 })).toEqual([]);
		expect(await waiting(user.planner)).toEqual([]);
		const { comments } = await db.rpc<Answer>(lurah, 'list_comments', {
			area_id: place.village,
			...period
		});
		expect(comments).toMatchObject([{ by: 'Camat', mine: false, reason: null }]);
	});

	it('gives a refused one back to its writer with the reason, and takes an approved one back', async () => {
		const { id } = await write(user.viewer);
		expect(await decide(user.planner, id, false)).toEqual({ ok: false, code: 'reason_missing' });
		await decide(user.planner, id, true);
		expect(await decide(user.planner, id, false, 'Ada nama')).toEqual({ ok: true });
		expect(await read(lurah)).toEqual([]);
		expect(await read(user.viewer)).toEqual([[id, 'rejected']]);
		expect(await decide(user.planner, id, true)).toEqual({ ok: false, code: 'not_found' });
		const log = await db.query('select action, detail from jangkau.audit_log order by id');
		expect(log.map(({ action }) => action)).toEqual([
			'comment_added',
			'comment_approved',
			'comment_rejected'
		]);
		expect(JSON.stringify(log)).not.toContain('banjir');
	});

	it('is written by viewers within their area, and decided by the planner of that area', async () => {
		for (const who of [user.kader1, user.midwife, user.planner, foreignLurah])
			expect((await write(who)).answer).toEqual({ ok: false, code: 'forbidden' });
		expect((await write(user.nobody)).answer).toEqual({ ok: false, code: 'no_membership' });
		expect((await write(lurah, { area_id: place.foreignVillage })).answer.code).toBe('forbidden');
		const { id } = await write(lurah);
		for (const who of [lurah, user.viewer, user.midwife, user.kader1])
			expect(await decide(who, id, true)).toEqual({ ok: false, code: 'forbidden' });
		expect(await decide(user.foreignPlanner, id, true)).toEqual({ ok: false, code: 'not_found' });
		const touched = await db.as(user.foreignPlanner, (sql) =>
			sql(`update jangkau.area_comment set status = 'approved', decided_at = now() returning 1`)
		);
		expect(touched).toEqual([]);
		await expect(db.rpc(null, 'add_comment', {})).rejects.toThrow();
	});

	it('cannot be rewritten by who decides', async () => {
		await write(user.viewer);
		await expect(
			db.as(user.planner, (sql) => sql(`update jangkau.area_comment set body = 'lain'`))
		).rejects.toThrow(/comment_fixed/);
	});

	it('is taken once, however often it is sent', async () => {
		const { id } = await write(user.viewer);
		expect((await write(user.viewer, { id })).answer).toEqual({ ok: true, duplicate: true });
		expect((await write(lurah, { id })).answer).toEqual({ ok: false, code: 'bad_request' });
		expect(await read(user.viewer)).toHaveLength(1);
	});

	it('is refused where nobody would read it, too long, empty, or for a period that is none', async () => {
		await db.query('delete from jangkau.facility_area where area_id = $1', [place.village]);
		expect((await write(user.viewer)).answer.code).toBe('no_planner');
		expect((await write(user.viewer, { body: 'x'.repeat(281) })).answer.code).toBe('too_long');
		expect((await write(user.viewer, { body: ' \n ' })).answer.code).toBe('bad_request');
		await clearAndArrange(db);
		for (const wrong of [{ month: '2026-13' }, { span: 'week' }, { month: null }, { id: 'x' }])
			expect((await write(user.viewer, wrong)).answer.code).toBe('bad_request');
	});

	it('stops at twenty that wait', async () => {
		for (let n = 0; n < 20; n += 1) expect((await write(user.viewer)).answer.ok).toBe(true);
		expect((await write(user.viewer)).answer.code).toBe('too_many');
	});

	describe('numbers of people', () => {
		it.each(numbersInWords)('are found as on the device in: %s', async (text) => {
			const { answer } = await write(user.viewer, { body: text });
			expect(answer.code === 'number').toBe(findsNumber(text));
		});
	});
});
