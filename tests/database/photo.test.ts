// The picture of a house on the server: who stores, sees and erases it, what it may be, and that it moves
// with its house.
import { beforeEach, describe, expect, it } from 'vitest';
import { maxPhotoBytes } from '../../src/lib/domain/house-photo.ts';
import { describeOnBoth } from '../support/database.ts';
import { asFromCamera, frameOfJpeg } from '../support/jpeg.ts';
import {
	clearAndArrange,
	Device,
	edit,
	newHouse,
	newId,
	place,
	point,
	push,
	user
} from './sync-place.ts';

interface Answer {
	readonly ok: boolean;
	readonly code?: string;
	readonly duplicate?: boolean;
	readonly more?: boolean;
	readonly photos?: { readonly id: string; readonly household_id: string; readonly jpeg: string }[];
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const picture = frameOfJpeg();

describeOnBoth('the picture of a house', (db) => {
	beforeEach(async () => {
		await clearAndArrange(db);
		await db.query('delete from jangkau.audit_log');
	});

	const send = (who: string, patch: Record<string, unknown> = {}) =>
		db.rpc<Answer>(who, 'photo_push', {
			id: newId(),
			household_id: place.house1,
			taken_at: new Date().toISOString(),
			clock_offset_ms: 0,
			consent: true,
			jpeg: base64(picture),
			...patch
		});
	const fetched = async (who: string, request: Record<string, unknown> = {}) => {
		const answer = await db.rpc<Answer>(who, 'photo_pull', { held: [], ...request });
		return answer.photos?.map(({ id }) => id) ?? answer.code;
	};
	const erase = (who: string, id: string) => db.rpc<Answer>(who, 'photo_delete', { id });
	const stored = async () =>
		(await db.query<{ id: string }>('select id::text from jangkau.photo order by taken_at')).map(
			({ id }) => id
		);
	const consents = () =>
		db.query(
			'select purpose, given_by, withdrawn_on is not null as withdrawn from jangkau.consent'
		);
	const audited = async () =>
		(await db.query<{ action: string }>('select action from jangkau.audit_log order by id')).map(
			({ action }) => action
		);

	it('is stored and seen by who sees the family, and by nobody else', async () => {
		const id = newId();
		expect(await send(user.kader1, { id })).toEqual({ ok: true });
		expect(await fetched(user.kader1)).toEqual([id]);
		for (const who of [user.kader1, user.planner, user.midwife]) {
			expect(await fetched(who, { household_id: place.house1 })).toEqual([id]);
		}
		for (const who of [user.kader2, user.foreignPlanner]) {
			expect(await fetched(who, { household_id: place.house1 })).toEqual([]);
		}
		expect(await fetched(user.kader2)).toEqual([]);
		expect(await fetched(user.viewer, { household_id: place.house1 })).toBe('forbidden');
		expect(await fetched(user.nobody, { household_id: place.house1 })).toBe('no_membership');
		const { photos } = await db.rpc<Answer>(user.kader1, 'photo_pull', { held: [] });
		expect(photos).toMatchObject([{ household_id: place.house1, jpeg: base64(picture) }]);
	});

	it('is taken by kader of the house, midwife and planner, and refused to all others', async () => {
		for (const who of [user.midwife, user.planner]) {
			expect(await send(who, { household_id: place.house2 })).toEqual({ ok: true });
		}
		for (const who of [user.kader2, user.viewer, user.foreignPlanner]) {
			expect(await send(who)).toEqual({ ok: false, code: 'forbidden' });
		}
		expect(await send(user.nobody)).toEqual({ ok: false, code: 'no_membership' });
		expect(await stored()).toHaveLength(1);
		await expect(db.rpc(null, 'photo_push', {})).rejects.toThrow();
	});

	it('is not read by staff in bulk, and each reading of theirs is noted', async () => {
		await send(user.kader1);
		expect(await fetched(user.planner)).toBe('bad_request');
		expect(await fetched(user.midwife)).toBe('bad_request');
		await fetched(user.kader1);
		await fetched(user.midwife, { household_id: place.house1 });
		await fetched(user.planner, { household_id: place.house2 });
		expect(await audited()).toEqual(['photo_stored', 'photo_read']);
	});

	it('comes once, and only to a phone that does not hold it', async () => {
		const many = [newId(), newId(), newId(), newId()];
		for (const [n, household] of [place.house1, newId(), newId(), newId()].entries()) {
			if (n > 0)
				await push(db, user.kader1, {
					...newHouse({ code: `A-${String(n + 10)}` }),
					id: household
				});
			await send(user.kader1, { id: many[n], household_id: household });
		}
		const first = await db.rpc<Answer>(user.kader1, 'photo_pull', { held: [], limit: 3 });
		expect(first).toMatchObject({ more: true });
		const held = first.photos!.map(({ id }) => id);
		const second = await db.rpc<Answer>(user.kader1, 'photo_pull', { held, limit: 3 });
		expect(second).toMatchObject({ more: false });
		expect([...held, ...second.photos!.map(({ id }) => id)].sort()).toEqual([...many].sort());
		expect(await fetched(user.kader1, { held: many })).toEqual([]);
	});

	it('that is sent again is known, also after it was erased', async () => {
		const id = newId();
		await send(user.kader1, { id });
		expect(await send(user.kader1, { id })).toEqual({ ok: true, duplicate: true });
		expect(await erase(user.planner, id)).toEqual({ ok: true });
		expect(await send(user.kader1, { id })).toEqual({ ok: true, duplicate: true });
		expect(await stored()).toEqual([]);
		const taken = await send(user.planner, { id: newId(), household_id: place.house2 });
		expect(taken.ok).toBe(true);
	});

	it('under an id of somebody else’s is refused', async () => {
		const id = newId();
		await send(user.kader1, { id });
		const twice = await send(user.kader2, { id, household_id: place.house2 });
		expect(twice).toEqual({ ok: false, code: 'id_taken' });
	});

	it('is the newest alone, whichever arrives first', async () => {
		const at = (hour: number) => new Date(Date.now() - hour * 3_600_000).toISOString();
		const ids = [newId(), newId(), newId()] as const;
		await send(user.kader1, { id: ids[0], taken_at: at(3) });
		await send(user.midwife, { id: ids[1], taken_at: at(1) });
		await send(user.kader1, { id: ids[2], taken_at: at(2) });
		expect(await stored()).toEqual([ids[1]]);
		const device = new Device();
		await device.sync(db, user.kader1);
		const gone = await db.query(
			`select distinct row_id::text as id from jangkau.tombstone where entity = 'photo'`
		);
		expect(gone.map(({ id }) => id).sort()).toEqual([ids[0], ids[2]].sort());
	});

	it('counts from when it was taken by the server’s clock, and never from tomorrow', async () => {
		const hourMs = 3_600_000;
		const ahead = new Date(Date.now() + 50 * hourMs).toISOString();
		await send(user.kader1, { taken_at: ahead, clock_offset_ms: -51 * hourMs });
		await send(user.planner, { household_id: place.house2, taken_at: ahead });
		const ages = await db.query<{ hours: number }>(
			'select round(extract(epoch from now() - taken_at) / 3600)::integer as hours from jangkau.photo order by taken_at'
		);
		expect(ages.map(({ hours }) => hours)).toEqual([1, 0]);
		for (const taken_at of ['kemarin', '2026-02-31T00:00:00Z', null, 7]) {
			expect(await send(user.kader1, { taken_at })).toMatchObject({ code: 'invalid_date' });
		}
	});

	describe('is looked at', () => {
		const cases: [string, Record<string, unknown>, string][] = [
			['too large', { jpeg: base64(frameOfJpeg(maxPhotoBytes)) }, 'too_large'],
			['beyond all measure', { jpeg: 'A'.repeat(140_000) }, 'too_large'],
			[
				'a PNG',
				{ jpeg: base64(new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10])) },
				'not_an_image'
			],
			['a text', { jpeg: base64(Buffer.from('<svg onload="alert(1)"></svg>')) }, 'not_an_image'],
			['not base64', { jpeg: 'foto!' }, 'not_an_image'],
			['empty', { jpeg: '' }, 'not_an_image'],
			['cut', { jpeg: base64(picture.subarray(0, -3)) }, 'not_an_image'],
			['without a picture', { jpeg: base64(new Uint8Array([255, 216, 255, 217])) }, 'not_an_image'],
			['with EXIF', { jpeg: base64(asFromCamera(picture)) }, 'metadata'],
			[
				'with EXIF behind its scan',
				{
					jpeg: base64(
						new Uint8Array([...picture.subarray(0, -2), 255, 225, 0, 4, 69, 120, 255, 217])
					)
				},
				'metadata'
			],
			[
				'with something behind its end',
				{ jpeg: base64(new Uint8Array([...picture, 71, 80, 83, 255, 217])) },
				'not_an_image'
			],
			['without the family’s word', { consent: false }, 'consent_missing'],
			['without a word about the family', { consent: undefined }, 'consent_missing'],
			['of no house', { household_id: newId() }, 'missing_reference'],
			['of nothing', { household_id: null }, 'bad_request'],
			['without an id', { id: 'x' }, 'bad_request'],
			['a number', { jpeg: 7 }, 'bad_request']
		];
		it.each(cases)('and refused when it is %s', async (_, patch, code) => {
			expect(await send(user.kader1, patch)).toEqual({ ok: false, code });
			expect(await stored()).toEqual([]);
			expect(await consents()).toEqual([]);
		});

		it('and taken up to its last byte', async () => {
			const most = frameOfJpeg(20 + maxPhotoBytes - frameOfJpeg(20).length);
			expect(most).toHaveLength(maxPhotoBytes);
			expect(await send(user.kader1, { jpeg: base64(most) })).toEqual({ ok: true });
		});

		it.each(['', '[]', 'null', '{"held":7}', '{"held":[null,{}],"household_id":"x"}', '{'])(
			'and a request for one that says %s is refused',
			async (p) => {
				const [row] = await db.as(user.kader1, (sql) =>
					sql<{ answer: Answer }>('select public.photo_pull($1) as answer', [p])
				);
				expect(row?.answer).toMatchObject({ ok: false, code: 'bad_request' });
			}
		);
	});

	it('is kept with the family’s word, which ends when it is erased', async () => {
		const id = newId();
		await send(user.kader1, { id });
		const given = { purpose: 'house_photo', given_by: 'person' };
		expect(await consents()).toEqual([{ ...given, withdrawn: false }]);
		await erase(user.kader1, id);
		expect(await consents()).toEqual([{ ...given, withdrawn: true }]);
		expect(await audited()).toEqual(['photo_stored', 'photo_deleted']);
	});

	it('is erased by who sees the family, everywhere, and by nobody else', async () => {
		const id = newId();
		await send(user.kader1, { id });
		for (const who of [user.kader2, user.viewer, user.foreignPlanner]) {
			expect(await erase(who, id)).toMatchObject({ code: 'not_found' });
		}
		expect(await erase(user.nobody, id)).toMatchObject({ code: 'no_membership' });
		expect(await stored()).toEqual([id]);
		expect(await erase(user.kader1, id)).toEqual({ ok: true });
		expect(await stored()).toEqual([]);
		for (const who of [user.kader1, user.planner, user.midwife]) {
			const { tombstones } = await db.rpc<{ tombstones: unknown[] }>(who, 'sync_pull', {
				device: newId(),
				cursor: null
			});
			expect(tombstones).toContainEqual({ entity: 'photo', id });
		}
		expect(await erase(user.kader1, id)).toMatchObject({ code: 'not_found' });
	});

	it('moves with its house: the new kader gets it, the former one does not any more', async () => {
		const id = newId();
		await send(user.kader1, { id });
		const device = await new Device().sync(db, user.kader1);
		expect(device.ids('household')).toContain(place.house1);
		await db.query('update jangkau.household set territory_id = $1 where id = $2', [
			place.territory2,
			place.house1
		]);
		expect(await fetched(user.kader1, { household_id: place.house1 })).toEqual([]);
		expect(await fetched(user.kader2)).toEqual([id]);
		await device.sync(db, user.kader1);
		expect(device.ids('household')).not.toContain(place.house1);
		expect(await erase(user.kader1, id)).toMatchObject({ code: 'not_found' });
		expect(await erase(user.kader2, id)).toEqual({ ok: true });
	});

	it('that was taken before the house moved on is welcome for 90 days', async () => {
		await db.query('update jangkau.household set territory_id = $1 where id = $2', [
			place.territory2,
			place.house1
		]);
		const id = newId();
		expect(await send(user.kader1, { id })).toEqual({ ok: true });
		expect(await fetched(user.kader1)).toEqual([]);
		expect(await fetched(user.kader2)).toEqual([id]);
		await db.query(
			`update jangkau.household_assignment
			set valid_from = current_date - 200, valid_to = current_date - 100 where kader_id = $1`,
			[place.kader1]
		);
		expect(await send(user.kader1)).toMatchObject({ code: 'forbidden' });
	});

	it('of two houses that are one stays as the newer', async () => {
		const twin = newId();
		await push(db, user.planner, {
			...newHouse({ area_id: place.rw1, location: point(117.005) }),
			id: twin
		});
		const ids = [newId(), newId()] as const;
		const before = new Date(Date.now() - 60_000).toISOString();
		await send(user.planner, { id: ids[0], household_id: twin });
		await send(user.planner, { id: ids[1], taken_at: before });
		const merged = await db.rpc<Answer>(user.planner, 'merge_duplicate', {
			entity: 'household',
			keep: place.house1,
			gone: twin
		});
		expect(merged).toEqual({ ok: true });
		expect(await fetched(user.planner, { household_id: place.house1 })).toEqual([ids[0]]);
		expect(await stored()).toEqual([ids[0]]);
		// What still comes for the house that went is of the one that stayed.
		const late = newId();
		expect(await send(user.planner, { id: late, household_id: twin })).toEqual({ ok: true });
		expect(await stored()).toEqual([late]);
	});

	it('is nothing that a table gives away: rows of another kader are not there', async () => {
		await send(user.kader1);
		const seen = (who: string) => db.as(who, (sql) => sql('select id from jangkau.photo'));
		expect(await seen(user.kader1)).toHaveLength(1);
		expect(await seen(user.kader2)).toEqual([]);
		expect(await seen(user.viewer)).toEqual([]);
		await expect(db.as(user.kader1, (sql) => sql('delete from jangkau.photo'))).rejects.toThrow();
		// The picture itself never travels with the records.
		const page = await db.rpc<{ rows: Record<string, unknown> }>(user.kader1, 'sync_pull', {
			device: newId(),
			cursor: null
		});
		expect(Object.keys(page.rows)).not.toContain('photo');
	});

	it('waits while the server stands on another history', async () => {
		await push(db, user.kader1, edit('household', place.house1, 1, { phone: '1' }));
		await db.query(`update jangkau.server_state set identity = 'another'`);
		expect(await send(user.kader1)).toMatchObject({ code: 'restoring' });
		await db.query('update jangkau.server_state set identity = private.server_identity()');
		expect(await send(user.kader1)).toEqual({ ok: true });
	});
});
