// Whatever dies, whenever it dies, a visit that was called stored on the phone reaches the server, once.
// A part of the matrix here; JANGKAU_LONG=1 runs all of it, and on PostgreSQL, which dies too.
import { expect, test } from '@playwright/test';
import { countStored } from '../support/e2e-stored.ts';
import {
	crashAt,
	crashes,
	expectSameHouseholds,
	pointName,
	type Crash,
	type CrashPoint
} from '../support/e2e-crash.ts';
import {
	chooseOutcome,
	expectAllStored,
	ownHouseholds,
	saveVisit,
	visitNotHome
} from '../support/e2e-kader.ts';
import { signInAs, waitForRecords } from '../support/e2e-people.ts';
import { MortalPostgres } from '../support/e2e-mortal-postgres.ts';
import { Phone } from '../support/e2e-phone.ts';
import { startTestServer } from '../support/e2e-server.ts';
import type { TestServer } from '../support/e2e-server.ts';
import { readStore } from '../support/e2e-storage.ts';

test.describe.configure({ mode: 'serial', timeout: 120_000 });

const long = process.env['JANGKAU_LONG'] === '1';
const kills = long ? 200 : 10;

let server: TestServer;
let postgres: MortalPostgres | null = null;
let phone: Phone;
let households: string[];

test.beforeAll(async () => {
	test.setTimeout(600_000);
	if (long) postgres = await MortalPostgres.start();
	server = await startTestServer({ databaseUrl: postgres?.url ?? null });
	phone = await Phone.open(server);
	await signInAs(phone, 'kader');
	await waitForRecords(phone);
	await phone.waitForWorker();
	households = await ownHouseholds(phone);
});
test.afterAll(async () => {
	await phone?.discard();
	await server?.close();
	await postgres?.close();
});

const queued = async () => (await readStore(phone.page, 'outbox')).map(({ id }) => String(id));
/** The next one in turn; a household may be visited again. */
function nextHousehold(): string {
	const [next = '', ...rest] = households;
	households = [...rest, next];
	return next;
}

test(`a browser killed as soon as it says "Tersimpan" has the visit on its disk, ${String(kills)} times`, async () => {
	test.setTimeout(120_000 + kills * 8_000);
	await phone.cutNetwork();
	for (let count = 1; count <= kills; count++) {
		await visitNotHome(phone, nextHousehold());
		await phone.kill();
		await phone.goto('/kirim');
		expect((await readStore(phone.page, 'outbox')).filter(isVisit)).toHaveLength(count);
	}
	const ids = await queued();
	await phone.restoreNetwork();
	await expectAllStored(phone);
	expect(await countStored(server, ids)).toEqual(ids.map(() => 1));
});

test('a browser killed at the tap on "Simpan" has the visit or the half-filled form, never neither', async () => {
	await phone.cutNetwork();
	const household = nextHousehold();
	await phone.goto(`/kunjungan/${household}`);
	await chooseOutcome(phone, 'Tidak di rumah');
	const save = phone.page.getByRole('button', { name: 'Simpan kunjungan' });
	await save.evaluate((button: HTMLButtonElement) => setTimeout(() => button.click()));
	await phone.kill();
	await phone.goto('/kirim');
	if ((await queued()).length === 0) {
		await phone.goto(`/kunjungan/${household}`);
		await expect(phone.page.getByRole('radio', { name: 'Tidak di rumah' })).toBeChecked();
		await saveVisit(phone);
		await phone.goto('/kirim');
	}
	const ids = await queued();
	await phone.restoreNetwork();
	await expectAllStored(phone);
	expect(await countStored(server, ids)).toEqual(ids.map(() => 1));
});

const moments = ['asked', 'forwarded', 'answering', 'answered'] as const;
const everyPoint: CrashPoint[] = [
	...moments.map((moment) => ({ call: 'sync_push' as const, moment, nth: 1 })),
	...moments.map((moment) => ({ call: 'sync_pull' as const, moment, nth: 1 })),
	...moments.map((moment) => ({ call: 'sync_pull' as const, moment, nth: 2 }))
];
const few: readonly [CrashPoint, Crash][] = [
	[{ call: 'sync_push', moment: 'forwarded', nth: 1 }, 'server'],
	[{ call: 'sync_push', moment: 'answering', nth: 1 }, 'browser'],
	[{ call: 'sync_push', moment: 'answered', nth: 1 }, 'network'],
	[{ call: 'sync_pull', moment: 'answered', nth: 2 }, 'browser']
];
const matrix = long
	? everyPoint.flatMap((point) => crashes.map((crash): [CrashPoint, Crash] => [point, crash]))
	: few;

for (const [point, crash] of matrix) {
	test(`${crash} dies at ${pointName(point)}: nothing lost, nothing twice`, async () => {
		await phone.cutNetwork();
		await visitNotHome(phone, nextHousehold());
		await phone.goto('/kirim');
		const ids = await queued();
		// More than one page to pull, so that there is a second one to die in.
		await touchRows();
		const dying = crashAt(point, crash, { phone, server, postgres });
		await phone.restoreNetwork();
		await dying.recover();
		await expectAllStored(phone);
		expect(await countStored(server, ids)).toEqual(ids.map(() => 1));
		expect(await queued()).toEqual([]);
		await expectSameHouseholds(server, () => ownHouseholds(phone));
	});
}

/** Changes everything in the kader's territories, so that a phone has to fetch it again. */
async function touchRows(): Promise<void> {
	for (const table of ['household', 'member', 'visit', 'visit_plan'])
		await server.sql(`update jangkau.${table} set xid = pg_current_xact_id()
			where territory_id in (select t.id from jangkau.territory t
				join jangkau.membership m on m.kader_id = t.kader_id
				join auth.users u on u.id = m.user_id where u.email = 'kader@demo.jangkau.id')`);
}

function isVisit({ entity }: Record<string, unknown>): boolean {
	return entity === 'visit';
}
