// A phone through hard times: a browser that threw everything away, or that keeps nothing at all.
import { expect } from '@playwright/test';
import { expectAllStored, ownHouseholds, unsentOf, visitNotHome } from '../../support/e2e-kader.ts';
import { openKaderPhone, signInAs, waitForRecords } from '../../support/e2e-people.ts';
import { Phone } from '../../support/e2e-phone.ts';
import type { TestServer } from '../../support/e2e-server.ts';
import { readStore } from '../../support/e2e-storage.ts';
import { test } from '../../support/e2e-test.ts';

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
