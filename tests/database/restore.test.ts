// A server that is restored from yesterday's dump, with the real stores and the real engine of three
// phones: what they saw confirmed since comes back by itself, also when nobody says that it happened.
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import {
	describeOnPostgres,
	dumpPostgres,
	openPostgres,
	restorePostgres,
	type TestDatabase
} from '../support/database.ts';
import { ServerPhone } from '../support/server-phone.ts';
import { arrange, Device, membership, place, pull, user } from './sync-place.ts';

/** A phone whose network leads to one server today and to another tomorrow. */
class Phone {
	readonly visits: string[] = [];
	readonly #household: string;
	readonly #phone: ServerPhone;

	private constructor(phone: ServerPhone, household: string) {
		this.#phone = phone;
		this.#household = household;
	}

	static async start(
		server: TestDatabase,
		name: 'kader1' | 'kader2' | 'midwife',
		household: string
	): Promise<Phone> {
		const role = name === 'midwife' ? 'health_worker' : 'kader';
		const owner = { userId: user[name], membershipId: membership[name], role } as const;
		return new Phone(await ServerPhone.start(server, owner), household);
	}

	set server(server: TestDatabase) {
		this.#phone.server = server;
	}

	async visit(): Promise<void> {
		this.visits.push(await this.#phone.visit(this.#household));
	}

	sync(): Promise<void> {
		return this.#phone.sync();
	}

	/** Visits that are here and not yet said to be stored. */
	unsent(): Promise<string[]> {
		return this.#phone.unsent();
	}

	visitsHere(): Promise<string[]> {
		return this.#phone.ids('visit');
	}

	close(): void {
		this.#phone.close();
	}
}

describeOnPostgres('a server restored from a dump', (suite) => {
	const file = join(tmpdir(), `jangkau-dump-${process.pid}`);
	let before: TestDatabase;
	let restored: TestDatabase;
	let phones: Phone[];

	/** As a server that has been in use for a while. */
	const age = (db: TestDatabase, transactions: number) =>
		db.query(`do $$ begin
			for n in 1..${transactions} loop
				perform pg_current_xact_id();
				commit;
			end loop;
		end $$`);

	beforeAll(() => {
		expect(suite.kind).toBe('postgres');
	});
	beforeEach(async () => {
		before = await openPostgres();
		await age(before, 6_000);
		await arrange(before);
		phones = [
			await Phone.start(before, 'kader1', place.house1),
			await Phone.start(before, 'kader2', place.house2),
			await Phone.start(before, 'midwife', place.house1)
		];
		const everyPhone = async (visits: number) => {
			for (const phone of phones) {
				for (let n = 0; n < visits; n++) await phone.visit();
				await phone.sync();
				expect(await phone.unsent()).toEqual([]);
			}
		};
		await everyPhone(2);
		dumpPostgres(before.url!, file);
		// The 24 hours between the dump and the disaster, all of it confirmed.
		await everyPhone(3);
		restored = await restorePostgres(file);
		for (const phone of phones) phone.server = restored;
	});
	afterEach(async () => {
		for (const phone of phones) phone.close();
		await before.close();
		await restored.close();
	});
	afterAll(() => rmSync(file, { force: true }));

	const stored = async () =>
		(await restored.query('select id from jangkau.visit order by id')).map(({ id }) => id);
	const recorded = () => phones.flatMap(({ visits }) => visits).sort();
	const everyPhoneHasItsOwn = async () => {
		for (const phone of phones) {
			expect(await phone.visitsHere()).toEqual(expect.arrayContaining(phone.visits));
			expect(await phone.unsent()).toEqual([]);
		}
	};
	const syncAll = async () => {
		for (let round = 0; round < 3; round++) for (const phone of phones) await phone.sync();
	};

	it('gets every confirmed visit back from the phones, once, after after_restore()', async () => {
		expect(await stored()).toHaveLength(6);
		await restored.query('select public.after_restore()');
		await syncAll();
		expect(await stored()).toEqual(recorded());
		await everyPhoneHasItsOwn();
		// Nothing is unpullable: the midwife has both kaders' visits of her village.
		expect(await phones[2]!.visitsHere()).toEqual(recorded());
	});

	/** Counts on until no row of the dump lies above the server's own count. */
	const overtakeTheDump = async () => {
		const [missing] = await restored.query<{ transactions: number }>(
			`select greatest(max(xid)::text::bigint - pg_current_xact_id()::text::bigint, 0) + 10 as transactions
			from jangkau.device`
		);
		await age(restored, missing!.transactions);
	};

	/** As where the server cannot tell: its files were copied back, or its host hides what it is. */
	const unnoticed = () =>
		restored.query('update jangkau.server_state set identity = private.server_identity()');

	const takesNothingUntilTold = async () => {
		await phones[0]!.visit();
		await syncAll();
		expect(await stored()).toHaveLength(6);
		for (const phone of phones) {
			expect(await phone.visitsHere()).toEqual(expect.arrayContaining(phone.visits));
		}
		expect(await phones[0]!.unsent()).toEqual(phones[0]!.visits.slice(-1));
		await restored.query('select public.after_restore()');
		await syncAll();
		expect(await stored()).toEqual(recorded());
		await everyPhoneHasItsOwn();
	};

	it('takes and gives nothing while after_restore() is forgotten, and the phones keep all', async () => {
		await unnoticed();
		await takesNothingUntilTold();
	});

	it('takes and gives nothing either when its count has passed the dump’s, so that no row is passed over', async () => {
		// A desk that only reads: it has nothing confirmed whose absence would tell it anything.
		const desk = await new Device().sync(before, user.planner);
		await overtakeTheDump();
		expect(await pull(restored, user.planner, desk.cursor)).toMatchObject({
			ok: false,
			code: 'restoring'
		});
		await takesNothingUntilTold();
		desk.rows.clear();
		await desk.sync(restored, user.planner);
		expect(desk.ids('visit')).toEqual(recorded());
	});

	it('is noticed by the phones themselves where it cannot tell and its count has passed the dump’s', async () => {
		await unnoticed();
		await overtakeTheDump();
		await syncAll();
		expect(await stored()).toEqual(recorded());
		await everyPhoneHasItsOwn();
	});
});
