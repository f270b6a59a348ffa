// Poor families without JKN: the planner's list, always written down, and the coarse counts of everybody else.
import { beforeEach, describe, expect, it } from 'vitest';
import { describeOnDatabase } from '../support/database.ts';
import { clearAndArrange, membership, newId, place, user } from './sync-place.ts';

interface Answer {
	readonly ok: boolean;
	readonly code?: string;
	readonly families?: Record<string, unknown>[];
	readonly villages?: Record<string, unknown>[];
	readonly known?: number;
	readonly unclear?: number;
	readonly changed?: number;
	readonly same?: number;
	readonly unknown?: string[];
}

describeOnDatabase('poor families without JKN', (db) => {
	const call = (who: string, name: string, p: unknown = {}) => db.rpc<Answer>(who, name, p);
	const mark = (codes: string[], low_income = true, who: string = user.planner) =>
		call(who, 'low_income_mark', { codes, low_income });
	const log = async () =>
		db.query(`select action, detail ->> 'count' as count, membership_id
			from jangkau.audit_log where action like 'low_income%' order by id`);
	const people = async (house: string, ...jkn: string[]) => {
		for (const status of jkn)
			await db.query(`insert into jangkau.member (id, household_id, area_id, name, sex, jkn_status)
				values ('${newId()}', '${house}', '${place.rw1}', 'Orang', 'female', '${status}')`);
	};
	/** Families of RW 1 with codes `<prefix>-1` and on, each of one person with the status. */
	const families = async (prefix: string, count: number, jkn: string) => {
		const codes: string[] = [];
		for (let n = 1; n <= count; n += 1) {
			const house = newId();
			codes.push(`${prefix}-${n}`);
			await db.query(`insert into jangkau.household (id, area_id, territory_id, code, head_name, registered_on)
				values ('${house}', '${place.rw1}', '${place.territory1}', '${prefix}-${n}', 'Kepala', '2026-01-01')`);
			await people(house, jkn);
		}
		return codes;
	};

	beforeEach(async () => {
		await clearAndArrange(db);
		await db.query('delete from jangkau.audit_log');
	});

	describe('the list', () => {
		it('holds marked families in which somebody is without JKN, with what the dinas asks for', async () => {
			await people(place.house1, 'active', 'none', 'inactive', 'unknown');
			await people(place.house2, 'active', 'unknown');
			expect(await mark([' a-1 ', 'A-2', 'B-1', 'X-9'])).toMatchObject({
				ok: true,
				changed: 2,
				same: 0,
				unknown: ['B-1', 'X-9']
			});
			const list = await call(user.planner, 'low_income_list');
			expect(list).toMatchObject({ ok: true, known: 2, unclear: 1 });
			expect(list.families).toMatchObject([
				{
					code: 'A-1',
					head_name: 'Kepala satu',
					village: 'Desa',
					people: 4,
					uninsured: 2,
					unknown: 1
				}
			]);
		});

		it('is never opened, and nobody marked, without an entry in the log', async () => {
			await people(place.house1, 'none');
			await mark(['A-1']);
			await call(user.planner, 'low_income_list');
			await mark(['A-1'], false);
			const by = membership.planner;
			expect(await log()).toEqual([
				{ action: 'low_income_marked', count: '1', membership_id: by },
				{ action: 'low_income_read', count: '1', membership_id: by },
				{ action: 'low_income_unmarked', count: '1', membership_id: by }
			]);
			expect((await call(user.planner, 'low_income_list')).families).toEqual([]);
		});

		it('is the planner’s alone, and each planner has her own families', async () => {
			await people(place.house1, 'none');
			await mark(['A-1']);
			for (const who of [user.kader1, user.midwife, user.viewer, user.nobody]) {
				expect(await call(who, 'low_income_list')).toEqual({ ok: false, code: 'forbidden' });
				expect(await mark(['A-1'], false, who)).toEqual({ ok: false, code: 'forbidden' });
			}
			expect((await call(user.foreignPlanner, 'low_income_list')).families).toEqual([]);
			expect(await mark(['A-1'], false, user.foreignPlanner)).toMatchObject({
				changed: 0,
				unknown: ['A-1']
			});
			expect((await call(user.planner, 'low_income_list')).families).toHaveLength(1);
		});

		it('leaves out who moved away or died, and families that are gone', async () => {
			await people(place.house1, 'none');
			await people(place.house2, 'none');
			await mark(['A-1', 'A-2']);
			await db.query(
				`update jangkau.member set status = 'died' where household_id = '${place.house1}'`
			);
			await db.query(`update jangkau.household set status = 'moved' where id = '${place.house2}'`);
			expect(await call(user.planner, 'low_income_list')).toMatchObject({ families: [], known: 1 });
		});

		it('refuses what is no question', async () => {
			for (const p of [{}, { codes: [] }, { codes: ['A-1'] }, { codes: 'A-1', low_income: true }])
				expect(await call(user.planner, 'low_income_mark', p)).toMatchObject({
					code: 'bad_request'
				});
		});
	});

	describe('the counts', () => {
		const seen = async (who: string) => (await call(who, 'low_income_counts')).villages;

		it('come in steps of five, hide what is below, and are the same for all who see them', async () => {
			await mark(await families('P', 9, 'none'));
			await mark(await families('Q', 4, 'active'));
			const villages = [{ area_id: place.village, families: 10, uninsured: 5 }];
			expect(await seen(user.viewer)).toEqual(villages);
			expect(await seen(user.midwife)).toEqual(villages);
			expect(await seen(user.planner)).toEqual(villages);
			expect(await seen(user.foreignPlanner)).toEqual([]);
			expect(await call(user.kader1, 'low_income_counts')).toMatchObject({ code: 'forbidden' });
		});

		it('say nothing of a village with fewer than five, and do not tell none from four', async () => {
			const four = await families('P', 4, 'none');
			await mark(four);
			expect(await seen(user.viewer)).toEqual([]);
			await mark(await families('Q', 3, 'active'));
			expect(await seen(user.viewer)).toMatchObject([{ families: 5, uninsured: null }]);
			await mark(four, false);
			await mark(await families('R', 4, 'active'));
			expect(await seen(user.viewer)).toMatchObject([{ families: 5, uninsured: null }]);
		});
	});

	it('stay marked when two records of one family become one', async () => {
		await people(place.house1, 'none');
		await people(place.house2, 'none');
		await mark(['A-2']);
		const merged = await call(user.planner, 'merge_duplicate', {
			entity: 'household',
			keep: place.house1,
			gone: place.house2
		});
		expect(merged.ok).toBe(true);
		expect((await call(user.planner, 'low_income_list')).families).toMatchObject([{ code: 'A-1' }]);
	});
});
