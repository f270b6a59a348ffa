// A phone through hard times: a month without network and with a dead sign-in, and a browser that threw
// everything away or keeps nothing at all.
import { expect } from '@playwright/test';
import {
	expectAllStored,
	expectOnlyHere,
	ownHouseholds,
	recordNotHome,
	todaysHouseholds,
	unsentOf,
	visitNotHome
} from '../support/e2e-kader.ts';
import {
	demoPassword,
	openKaderPhone,
	signIn,
	signInAs,
	waitForRecords
} from '../support/e2e-people.ts';
import { Phone } from '../support/e2e-phone.ts';
import { startTestServer } from '../support/e2e-server.ts';
import type { TestServer } from '../support/e2e-server.ts';
import { readStore } from '../support/e2e-storage.ts';
import { countStored } from '../support/e2e-stored.ts';
import { test } from '../support/e2e-test.ts';

const visitsIn = (unsent: readonly { entity: string; id: string }[]) =>
	unsent.filter(({ entity }) => entity === 'visit').map(({ id }) => id);

async function kaderDevices(server: TestServer): Promise<number> {
	const { devices } = await server.row<{ devices: number }>(
		`select count(distinct d.id)::int as devices from jangkau.device d
		join jangkau.membership m on m.id = d.membership_id
		join auth.users u on u.id = m.user_id where u.email = 'kader@demo.jangkau.id'`
	);
	return devices;
}

test('where the browser keeps nothing, the app says so instead of pretending to save', async ({
	server
}) => {
	const phone = await Phone.open(server);
	await phone.context.addInitScript(() => {
		Object.defineProperty(IDBFactory.prototype, 'open', {
			value: () => {
				throw new DOMException('private', 'SecurityError');
			}
		});
	});
	await phone.goto('/');
	await expect(phone.page.getByText(/^Penyimpanan di HP ini tidak bisa dibuka/)).toBeVisible();
	await expect(phone.page.getByRole('button', { name: 'Coba lagi' })).toBeVisible();
	await phone.discard();
});

test('when the browser threw everything away, what had been stored comes back, on a new device', async ({
	server
}) => {
	const before = await kaderDevices(server);
	const phone = await openKaderPhone(server);
	const [first = '', second = ''] = await ownHouseholds(phone);
	await visitNotHome(phone, first);
	const stored = visitsIn(await unsentOf(phone));
	await phone.goto('/kirim');
	await expectAllStored(phone);
	const sent = await readStore(phone.page, 'journal');
	const ids = [...stored, ...sent.filter((row) => row['entity'] === 'visit').map(({ id }) => id)];
	await phone.cutNetwork();
	await visitNotHome(phone, second);
	const devtools = await phone.context.newCDPSession(phone.page);
	await devtools.send('Storage.clearDataForOrigin', { origin: server.url, storageTypes: 'all' });
	await phone.restoreNetwork();
	await phone.restart();
	await phone.goto('/');
	await expect(phone.page).toHaveURL(/\/masuk$/);
	await signInAs(phone, 'kader');
	await waitForRecords(phone);
	expect((await readStore(phone.page, 'visit')).map(({ id }) => id)).toEqual(
		expect.arrayContaining([...new Set(ids)])
	);
	expect(await kaderDevices(server)).toBe(before + 2);
	await phone.discard();
});

test('after thirty days with no network and a dead sign-in she starts at once, works, signs in, and all is there', async () => {
	const server = await startTestServer();
	const phone = await openKaderPhone(server);
	const listed = await todaysHouseholds(phone);
	await phone.cutNetwork();
	await recordNotHome(phone, listed[0] ?? '');
	await phone.close();
	await server.crash();
	await server.revive({ daysLater: 30 });
	await server.sql('delete from auth.refresh_tokens');

	await phone.reopen();
	await phone.context.clock.install({ time: Date.now() + 30 * 86_400_000 });
	const from = performance.now();
	await phone.goto('/hari-ini');
	await expect(phone.page.getByRole('heading', { name: 'Kunjungan hari ini' })).toBeVisible();
	await expect(phone.page.locator('ol a[href^="/kunjungan/"]').first()).toBeVisible();
	const startMs = Math.round(performance.now() - from);
	console.log(`after 30 days without network: today's list after ${String(startMs)} ms`);
	expect(startMs).toBeLessThan(5000);
	await visitNotHome(phone, listed[1] ?? '');
	const unsent = await unsentOf(phone);
	expect(visitsIn(unsent)).toHaveLength(2);
	await phone.restoreNetwork();
	await expectOnlyHere(phone, unsent.length);
	await expect(phone.page.getByRole('link', { name: 'Masuk lagi' }).first()).toBeVisible();
	await signIn(phone, 'kader@demo.jangkau.id', demoPassword);
	await expect(phone.page).toHaveURL(/\/hari-ini$/);
	await phone.goto('/kirim');
	await expectAllStored(phone);
	const ids = visitsIn(unsent);
	expect(await countStored(server, ids)).toEqual([1, 1]);
	expect(
		await server.sql(
			`select (visited_on - (now() at time zone 'Asia/Makassar')::date)::int as days
			from jangkau.visit where id = any($1::uuid[]) order by 1`,
			[ids]
		)
	).toEqual([{ days: -30 }, { days: 0 }]);
	await phone.discard();
	await server.close();
});
