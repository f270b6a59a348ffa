// Marks on desa: set by dinas and planner within their areas, read by everybody there.
import { beforeEach, describe, expect, it } from 'vitest';
import { diseases } from '../../src/lib/domain/area-mark.ts';
import { describeOnBoth } from '../support/database.ts';
import { clearAndArrange, newId, place, user } from './sync-place.ts';

interface Answer {
	readonly ok: boolean;
	readonly code?: string;
	readonly marks?: readonly { readonly id: string; readonly to: string | null }[];
}

const dinas = newId();

describeOnBoth('marks on a desa', (db) => {
	beforeEach(async () => {
		await clearAndArrange(db);
		await db.query(
			`insert into jangkau.membership (id, user_id, role, area_id, display_name)
			values ($1, $2, 'health_office', $3, 'Dinas')`,
			[newId(), dinas, place.district]
		);
	});

	const set = async (who: string, patch: Record<string, unknown> = {}) => {
		const id = newId();
		const sent = { id, area_id: place.village, kind: 'ilp', from: '2026-03-01', ...patch };
		return { id, answer: await db.rpc<Answer>(who, 'set_mark', sent) };
	};
	const end = (who: string, p: Record<string, unknown>) => db.rpc<Answer>(who, 'end_mark', p);
	const seen = async (who: string) => {
		const answer = await db.rpc<Answer>(who, 'list_marks', {});
		return answer.marks?.map(({ id }) => id) ?? answer.code;
	};

	it('are set by dinas in its kabupaten and by the planner in her desa, and by nobody else', async () => {
		expect((await set(user.planner)).answer).toEqual({ ok: true });
		const away = { area_id: place.foreignVillage };
		expect((await set(dinas, away)).answer).toEqual({ ok: true });
		expect((await set(user.planner, away)).answer.code).toBe('forbidden');
		for (const who of [user.viewer, user.midwife, user.kader1, user.foreignPlanner])
			expect((await set(who)).answer.code).toBe('forbidden');
		expect((await set(user.nobody)).answer.code).toBe('no_membership');
		await expect(db.rpc(null, 'set_mark', {})).rejects.toThrow();
	});

	it('are read by everybody of the desa, and ended by who may set them', async () => {
		const { id } = await set(dinas);
		for (const who of [dinas, user.planner, user.viewer, user.midwife, user.kader1])
			expect(await seen(who)).toEqual([id]);
		expect(await seen(user.foreignPlanner)).toEqual([]);
		expect(await seen(user.nobody)).toBe('no_membership');
		for (const who of [user.viewer, user.kader1, user.foreignPlanner])
			expect((await end(who, { id, to: '2026-04-01' })).code).toBe('not_found');
		expect((await end(user.planner, { id, to: '2026-02-01' })).code).toBe('bad_request');
		expect(await end(user.planner, { id, to: '2026-04-01' })).toEqual({ ok: true });
		expect(await seen(user.kader1)).toEqual([id]);
		expect(await end(user.planner, { id, remove: true })).toEqual({ ok: true });
		expect(await seen(user.kader1)).toEqual([]);
	});

	it('are noted once for the same days, and again after they ended', async () => {
		const { id } = await set(dinas, { to: '2026-03-31' });
		expect((await set(user.planner)).answer.code).toBe('exists');
		expect((await set(user.planner, { id })).answer).toMatchObject({ ok: true, duplicate: true });
		expect((await set(user.planner, { from: '2026-04-01' })).answer).toEqual({ ok: true });
	});

	it('are of a desa, with a disease for an outbreak and a name for another programme', async () => {
		expect((await set(dinas, { area_id: place.rw1 })).answer.code).toBe('not_a_village');
		for (const wrong of [
			{ kind: 'outbreak' },
			{ kind: 'outbreak', disease: 'tuberculosis' },
			{ kind: 'ilp', disease: 'dengue' },
			{ kind: 'programme' },
			{ kind: 'programme', label: 'x'.repeat(61) },
			{ kind: 'lain' },
			{ from: 'kemarin' },
			{ to: '2026-02-30' },
			{ to: '2026-01-01' }
		])
			expect((await set(dinas, wrong)).answer.code).toBe('bad_request');
		expect((await set(dinas, { kind: 'programme', label: '0812 3456 7890' })).answer.code).toBe(
			'number'
		);
		expect((await set(dinas, { kind: 'programme', label: 'Desa UCI' })).answer.ok).toBe(true);
	});

	describe('diseases', () => {
		it.each(diseases)('that the device offers are taken: %s', async (disease) => {
			expect((await set(dinas, { kind: 'outbreak', disease })).answer.ok).toBe(true);
		});
	});
});
