// A queue that was carried to the puskesmas by hand: the author is who the phone's key says, and
// nothing is stored twice when the phone later sends for itself.
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ImportAnswer, SignedWork } from '../../src/lib/domain/transfer/queue-file.ts';
import { describeOnDatabase } from '../support/database.ts';
import {
	arrange,
	membership,
	newHouse,
	newId,
	place,
	push,
	user,
	verdicts,
	visitAt
} from './sync-place.ts';

interface Phone {
	readonly device: string;
	readonly privateKey: KeyObject;
	readonly publicKey: string;
}

function newPhone(): Phone {
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
	const hex = (part: string) => Buffer.from(part, 'base64url').toString('hex').padStart(64, '0');
	return { device: newId(), privateKey, publicKey: `04${hex(x)}${hex(y)}` };
}

const signed = ({ privateKey }: Phone, text: string): string =>
	sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('hex');

describeOnDatabase('import_queue', (db) => {
	beforeAll(() => arrange(db));
	let phone: Phone;
	beforeEach(async () => {
		phone = newPhone();
		expect(await register(user.kader1, phone)).toEqual({ ok: true });
	});

	const register = (who: string, { device, publicKey }: Phone) =>
		db.rpc(who, 'register_device_key', { device, public_key: publicKey });
	const workOf = (mutations: unknown[], patch: Record<string, unknown> = {}): string =>
		JSON.stringify({
			format: 'jangkau-work',
			version: 1,
			membership: membership.kader1,
			device: phone.device,
			app_version: '1',
			exported_at: new Date().toISOString(),
			mutations,
			...patch
		} as unknown as SignedWork);
	const bring = (who: string, payload: string, signature = signed(phone, payload)) =>
		db.rpc<ImportAnswer>(who, 'import_queue', { payload, signature });
	const code = async (answer: Promise<ImportAnswer>) => {
		const given = await answer;
		return given.ok ? given.results.map(({ verdict }) => verdict).join(' ') : given.code;
	};

	it('stores what the phone recorded under its author, once, whoever sends it later', async () => {
		const house = newHouse();
		const visits = [visitAt(place.house1), { ...visitAt(house.id), deps: [house.mid] }];
		const payload = workOf([house, ...visits]);
		expect(await code(bring(user.midwife, payload))).toBe('applied applied applied');
		const stored = await db.query(
			`select distinct membership_id, kader_id from jangkau.visit where id = any ($1)`,
			[visits.map(({ id }) => id)]
		);
		expect(stored).toEqual([{ membership_id: membership.kader1, kader_id: place.kader1 }]);
		const [home] = await db.query('select territory_id from jangkau.household where id = $1', [
			house.id
		]);
		expect(home).toEqual({ territory_id: place.territory1 });
		expect(await verdicts(db, user.kader1, house, ...visits)).toEqual([
			'duplicate',
			'duplicate',
			'duplicate'
		]);
		expect(await code(bring(user.planner, payload))).toBe('duplicate duplicate duplicate');
	});

	it('takes what the phone has sent itself in the meantime for stored', async () => {
		const visit = visitAt(place.house1);
		await push(db, user.kader1, visit);
		expect(await code(bring(user.planner, workOf([visit])))).toBe('duplicate');
	});

	it('opens nothing that is not the author’s, though a planner brings it', async () => {
		const payload = workOf([visitAt(place.house2), visitAt(place.house1)]);
		expect(await code(bring(user.planner, payload))).toBe('rejected applied');
		const kept = await db.query(
			`select membership_id, code from jangkau.rejected_mutation where resolved_at is null`
		);
		expect(kept).toEqual([{ membership_id: membership.kader1, code: 'forbidden' }]);
		const [left] = await db.query('select count(*)::int as n from jangkau.import_session');
		expect(left).toEqual({ n: 0 });
	});

	describe('refuses', () => {
		const visit = () => visitAt(place.house1);

		it('a queue in the name of somebody else', async () => {
			const forged = workOf([visitAt(place.house2)], { membership: membership.kader2 });
			expect(await code(bring(user.planner, forged))).toBe('unknown_device');
		});

		it('a change of a letter, a signature of another phone, and none', async () => {
			const payload = workOf([visit()]);
			const changed = payload.replace('completed', 'postponed');
			expect(await code(bring(user.planner, changed, signed(phone, payload)))).toBe(
				'bad_signature'
			);
			expect(await code(bring(user.planner, payload, signed(newPhone(), payload)))).toBe(
				'bad_signature'
			);
			for (const signature of ['', '00'.repeat(64), 'ff'.repeat(64), 'x'.repeat(128)]) {
				expect(await code(bring(user.planner, payload, signature))).toBe('bad_signature');
			}
		});

		it('a device that has no key, and one of another puskesmas', async () => {
			const payload = workOf([visit()], { device: newId() });
			expect(await code(bring(user.planner, payload))).toBe('unknown_device');
			expect(await code(bring(user.foreignPlanner, workOf([visit()])))).toBe('unknown_device');
		});

		it('who may not bring one', async () => {
			const payload = workOf([visit()]);
			for (const who of [user.kader1, user.kader2, user.viewer]) {
				expect(await code(bring(who, payload))).toBe('forbidden');
			}
			expect(await code(bring(user.nobody, payload))).toBe('no_membership');
		});

		it('what is no queue, or too much of one', async () => {
			expect(await code(bring(user.planner, '[]'))).toBe('bad_request');
			expect(await code(bring(user.planner, workOf([], { version: 2 })))).toBe('bad_request');
			const many = Array.from({ length: 201 }, visit);
			expect(await code(bring(user.planner, workOf(many)))).toBe('too_large');
			const heavy = workOf([visitAt(place.house1, { note: 'x'.repeat(530_000) })]);
			expect(await code(bring(user.planner, heavy))).toBe('too_large');
		});
	});

	it('keeps the first key of a device, and only one that lies on the curve', async () => {
		expect(await register(user.kader1, phone)).toEqual({ ok: true });
		const other = { ...newPhone(), device: phone.device };
		expect(await register(user.kader1, other)).toEqual({ ok: false, code: 'forbidden' });
		expect(await register(user.kader2, phone)).toEqual({ ok: false, code: 'forbidden' });
		const last = phone.publicKey.at(-1) === '0' ? '1' : '0';
		const off = { ...newPhone(), publicKey: phone.publicKey.slice(0, -1) + last };
		expect(await register(user.kader1, off)).toEqual({ ok: false, code: 'bad_request' });
	});

	it('makes nobody the author who only says so', async () => {
		const seen = await db.as(user.planner, async (sql) => {
			await sql(`select set_config('jangkau.importing', 'on', true)`);
			return sql('select (private.author()).id as id, (private.caller()).id as caller');
		});
		expect(seen).toEqual([{ id: null, caller: null }]);
		await expect(
			db.as(user.planner, (sql) =>
				sql('insert into jangkau.import_session (membership_id) values ($1)', [membership.kader1])
			)
		).rejects.toThrow(/permission denied/);
	});

	it('agrees with another implementation about every signature', async () => {
		const check = async (message: string, signature: string, publicKey: string) => {
			const [row] = await db.query<{ valid: boolean }>(
				`select private.is_signed($1, decode($2, 'hex'), decode($3, 'hex')) as valid`,
				[message, signature, publicKey]
			);
			return row?.valid;
		};
		await fc.assert(
			fc.asyncProperty(
				fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
				fc.nat(127),
				async (message, at) => {
					const one = newPhone();
					const signature = signed(one, message);
					expect(await check(message, signature, one.publicKey)).toBe(true);
					const digit = signature[at] === '7' ? '8' : '7';
					const broken = signature.slice(0, at) + digit + signature.slice(at + 1);
					expect(await check(message, broken, one.publicKey)).toBe(false);
					expect(await check(`${message} `, signature, one.publicKey)).toBe(false);
				}
			),
			{ numRuns: db.kind === 'postgres' ? 40 : 8, seed: 256 }
		);
		// RFC 6979, A.2.5: the key and the signature of "sample" with SHA-256.
		const key =
			'0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb67903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299';
		const known =
			'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8';
		expect(await check('sample', known, key)).toBe(true);
	});
});
