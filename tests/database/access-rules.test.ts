// What a matrix of verbs cannot say: moves between scopes, the tree of areas, late visits.
import { beforeAll, describe, expect, it } from 'vitest';
import { describeOnBoth } from '../support/database.ts';
import type { Actor } from './access-expectations.ts';
import {
	areaOf,
	districtOf,
	idOf,
	kaderOf,
	puskesmasOf,
	rowOf,
	userOf,
	villageOf
} from './access-rows.ts';
import { buildWorld, insertRow } from './access-world.ts';
import type { RowPlace } from './access-rows.ts';

describeOnBoth('access across borders', (db) => {
	beforeAll(() => buildWorld(db.query));

	const attempt = (actor: Actor, sql: string, params: unknown[]): Promise<'refused' | number> =>
		db
			.as(userOf(actor), async (query) => (await query(`${sql} returning 1`, params)).length, {
				rollback: true
			})
			.catch((error: { code?: string }) => {
				if (error.code === '42501' || error.code === 'JK001') return 'refused' as const;
				throw error;
			});

	describe('moving a row', () => {
		const household = (place: RowPlace): string => idOf('household', place, 0);

		it('lets a planner move a household between her villages', async () => {
			const sql = 'update jangkau.household set area_id = $2 where id = $1';
			expect(await attempt('planner', sql, [household('own'), areaOf('sibling')])).toBe(1);
		});

		it.each([
			['planner', 'foreign'],
			['health_worker', 'sibling'],
			['health_worker', 'foreign']
		] as const)('stops a %s from moving a household to %s', async (actor, place) => {
			const sql = 'update jangkau.household set area_id = $2 where id = $1';
			expect(await attempt(actor, sql, [household('own'), areaOf(place)])).toBe('refused');
		});

		it.each(['sibling', 'foreign'] as const)(
			'stops a health worker from taking a household of %s into her own area',
			async (place) => {
				const sql = 'update jangkau.household set area_id = $2 where id = $1';
				expect(await attempt('health_worker', sql, [household(place), areaOf('own')])).toBe(0);
			}
		);

		it('leaves a household in its place when a kader writes another territory', async () => {
			const territory = await db.as(
				userOf('kader'),
				async (query) => {
					await query(
						'update jangkau.household set territory_id = $2, area_id = $3 where id = $1',
						[household('own'), idOf('territory', 'neighbour', 0), areaOf('sibling')]
					);
					return query('select area_id, territory_id from jangkau.household where id = $1', [
						household('own')
					]);
				},
				{ rollback: true }
			);
			expect(territory).toEqual([
				{ area_id: areaOf('own'), territory_id: idOf('territory', 'own', 0) }
			]);
		});

		it('keeps a member with the household that she was recorded in', async () => {
			const sql = 'update jangkau.member set household_id = $2 where id = $1';
			const params = [idOf('member', 'own', 0), household('foreign')];
			expect(await attempt('planner', sql, params)).toBe('refused');
		});

		it.each(['facility', 'road', 'target'])(
			'stops a planner from moving a row of %s to another puskesmas',
			async (table) => {
				const sql = `update jangkau.${table} set area_id = $2 where id = $1`;
				const params = [idOf(table, 'own', 0), areaOf('foreign')];
				expect(await attempt('planner', sql, params)).toBe('refused');
			}
		);

		it('stops a planner from handing a kader to another puskesmas', async () => {
			const sql = 'update jangkau.kader set puskesmas_id = $2 where id = $1';
			expect(await attempt('planner', sql, [kaderOf('own'), puskesmasOf('foreign')])).toBe(
				'refused'
			);
		});

		it('lets a planner rearrange and rename her areas, but not hang them elsewhere', async () => {
			const move = 'update jangkau.area set parent_id = $2 where id = $1';
			expect(await attempt('planner', move, [areaOf('own'), villageOf('sibling')])).toBe(1);
			expect(await attempt('planner', move, [villageOf('own'), districtOf('foreign')])).toBe(
				'refused'
			);
			expect(await attempt('planner', move, [districtOf('own'), idOf('area', 'regency 2')])).toBe(
				'refused'
			);
			const rename = 'update jangkau.area set name = $2 where id = $1';
			expect(await attempt('planner', rename, [districtOf('own'), 'Kecamatan'])).toBe(1);
		});

		it('stops a planner from making a puskesmas', async () => {
			const sql = `insert into jangkau.facility (id, kind, name, area_id, time_zone)
				values ($1, 'puskesmas', 'Lain', $2, 'Asia/Makassar')`;
			expect(await attempt('planner', sql, [idOf('new'), areaOf('own')])).toBe('refused');
		});
	});

	describe('the tree of areas', () => {
		const ancestors = async (id: string): Promise<unknown[]> =>
			(
				await db.query(
					'select ancestor_id from jangkau.area_ancestor where area_id = $1 order by depth',
					[id]
				)
			).map((row) => row.ancestor_id);

		it('follows a village with everything in it', async () => {
			await db.query('begin');
			await db.query('update jangkau.area set parent_id = $2 where id = $1', [
				villageOf('own'),
				districtOf('foreign')
			]);
			expect(await ancestors(idOf('area', 'own', 'spare'))).toEqual([
				idOf('area', 'own', 'spare'),
				areaOf('own'),
				villageOf('own'),
				districtOf('foreign'),
				idOf('area', 'regency 2')
			]);
			await db.query('rollback');
		});

		it('takes a child before its parent in one statement', async () => {
			const [parent, child] = [idOf('early', 'parent'), idOf('early', 'child')];
			await db.query(
				`insert into jangkau.area (id, kind, name, parent_id)
				 values ($1, 'rt', 'RT', $2), ($2, 'rw', 'RW', $3)`,
				[child, parent, villageOf('own')]
			);
			expect((await ancestors(child)).slice(0, 3)).toEqual([child, parent, villageOf('own')]);
		});

		it('refuses a circle', async () => {
			const sql = 'update jangkau.area set parent_id = $2 where id = $1';
			await expect(db.query(sql, [villageOf('own'), areaOf('own')])).rejects.toThrow('area_circle');
			await expect(db.query(sql, [villageOf('own'), villageOf('own')])).rejects.toThrow(
				'area_circle'
			);
		});
	});

	describe('a household that changed hands', () => {
		const handedOver = async (daysAgo: number): Promise<void> => {
			await db.query('delete from jangkau.household_assignment where id = $1', [idOf('held')]);
			await insertRow(db.query, 'household_assignment', {
				...rowOf('household_assignment', 'neighbour', 0, 'kader'),
				id: idOf('held'),
				kader_id: kaderOf('own')
			});
			await db.query(
				`update jangkau.household_assignment
				 set valid_from = current_date - 400, valid_to = current_date - $2::integer where id = $1`,
				[idOf('held'), daysAgo]
			);
		};
		const lateInsert = (table: string): Promise<'refused' | 'stored'> =>
			db
				.as(
					userOf('kader'),
					(sql) => insertRow(sql, table, rowOf(table, 'neighbour', 1, 'kader') ?? {}),
					{ rollback: true }
				)
				.then(
					() => 'stored' as const,
					(error: { code?: string }) => {
						if (error.code === '42501') return 'refused' as const;
						throw error;
					}
				);

		it('still takes the visits of who held it within 90 days, and nothing else', async () => {
			await handedOver(80);
			expect(await lateInsert('visit')).toBe('stored');
			expect(await lateInsert('finding')).toBe('stored');
			expect(await lateInsert('member')).toBe('refused');
			expect(await lateInsert('consent')).toBe('refused');
			const seen = await db.as(userOf('kader'), (sql) =>
				sql('select 1 from jangkau.household where id = $1', [idOf('household', 'neighbour', 0)])
			);
			expect(seen).toEqual([]);
		});

		it('takes none after that', async () => {
			await handedOver(100);
			expect(await lateInsert('visit')).toBe('refused');
		});

		it('takes no visit in the name of somebody else', async () => {
			const row = {
				...rowOf('visit', 'own', 1, 'kader'),
				membership_id: idOf('membership', 'kader neighbour')
			};
			const forged = db.as(userOf('kader'), (sql) => insertRow(sql, 'visit', row));
			await expect(forged).rejects.toMatchObject({ code: '42501' });
		});
	});

	it('counts every change of a row, and stamps it with its transaction', async () => {
		const [before] = await db.query('select rev from jangkau.road where id = $1', [
			idOf('road', 'own', 0)
		]);
		const [after] = await db.query(
			`update jangkau.road set name = 'Jalan', rev = 99 where id = $1
			 returning rev, xid = pg_current_xact_id() as stamped`,
			[idOf('road', 'own', 0)]
		);
		expect(after).toEqual({ rev: Number(before?.rev) + 1, stamped: true });
	});
});
