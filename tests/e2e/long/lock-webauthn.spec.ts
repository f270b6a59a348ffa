// A phone that knows her finger, and the server's session on a locked one.
import { expect, test } from '@playwright/test';
import { recordNotHome, todaysHouseholds } from '../../support/e2e-kader.ts';
import { Authenticator, named } from '../../support/e2e-authenticator.ts';
import { accessibilityViolations, overflowPx } from '../../support/e2e-page-check.ts';
import { signInAs, waitForRecords } from '../../support/e2e-people.ts';
import { Phone, desktopSize, phoneSize } from '../../support/e2e-phone.ts';
import { startTestServer } from '../../support/e2e-server.ts';
import type { TestServer } from '../../support/e2e-server.ts';
import { dumpStorage, filesHolding } from '../../support/e2e-storage.ts';

const pin = '270890';
const byFinger = 'Buka dengan sidik jari / wajah';

let server: TestServer;
test.beforeAll(async () => {
	server = named(await startTestServer({ postgres: true }));
});
test.afterAll(() => server.close());

async function setPin(phone: Phone): Promise<void> {
	const { page } = phone;
	await phone.goto('/kunci');
	await page.getByLabel('PIN baru', { exact: true }).fill(pin);
	await page.getByLabel('Ulangi PIN baru').fill(pin);
	await page.getByRole('button', { name: 'Pasang PIN' }).click();
	await expect(page.getByText('PIN terpasang.')).toBeVisible();
}

async function addFinger({ page }: Phone): Promise<void> {
	await page.getByRole('button', { name: byFinger }).click();
	await page.getByLabel('PIN sekarang').fill(pin);
	await page.getByRole('button', { name: 'Pasang sidik jari / wajah' }).click();
}

async function openWithPin({ page }: Phone, typed = pin): Promise<void> {
	await page.getByLabel('PIN', { exact: true }).fill(typed);
	await page.getByRole('button', { name: 'Buka', exact: true }).click();
}

async function looksRight({ page }: Phone): Promise<void> {
	for (const size of [desktopSize, phoneSize]) {
		// So high that the bar at the bottom covers half of no button.
		await page.setViewportSize({ ...size, height: 2400 });
		expect(await overflowPx(page)).toBe(0);
		expect(await accessibilityViolations(page)).toEqual([]);
	}
	await page.setViewportSize(phoneSize);
}

const closed = ({ page }: Phone) => page.getByRole('heading', { name: 'Terkunci' });
const opened = ({ page }: Phone) => page.getByRole('navigation', { name: 'Menu utama' });

test('her finger opens a phone that was started anew; one that is not seen to be hers does not, and costs no try', async () => {
	const phone = await Phone.open(server);
	const { page } = phone;
	const reader = await Authenticator.on(phone);
	await signInAs(phone, 'kader');
	await waitForRecords(phone);
	await phone.goto('/pengaturan');
	await expect(page.getByText('Belum ada PIN.')).toBeVisible();
	await expect(page.getByRole('button', { name: byFinger })).toBeHidden();
	await setPin(phone);
	await phone.goto('/pengaturan');
	await openWithPin(phone);
	await addFinger(phone);
	await expect(page.getByText('Sidik jari / wajah terpasang.')).toBeVisible();
	await looksRight(phone);
	expect(await reader.credentials()).toMatchObject([
		{ rpId: 'localhost', userName: 'Jangkau', userDisplayName: 'Jangkau' }
	]);

	await phone.goto('/hari-ini');
	await expect(closed(phone)).toBeVisible();
	await looksRight(phone);
	await reader.seesNobody(true);
	await page.getByRole('button', { name: byFinger }).click();
	await expect(page.getByText('Belum terbuka. Coba lagi, atau pakai PIN.')).toBeVisible();
	await openWithPin(phone, '111222');
	await expect(page.getByText('PIN salah. Sisa 9 kali coba.')).toBeVisible();
	await reader.seesNobody(false);
	await page.getByRole('button', { name: byFinger }).click();
	await expect(opened(phone)).toBeVisible();
	await expect(page.locator('ol a[href^="/kunjungan/"]').first()).toBeVisible();

	await reader.isShownAnothers();
	await phone.goto('/pengaturan');
	await page.getByRole('button', { name: byFinger }).click();
	await expect(page.getByText('Belum terbuka. Coba lagi, atau pakai PIN.')).toBeVisible();
	await openWithPin(phone);
	await page.getByRole('button', { name: 'Lepas sidik jari / wajah' }).click();
	await expect(page.getByText('HP ini terbuka dengan PIN.')).toBeVisible();
	expect(await reader.credentials()).toEqual([]);
	await phone.goto('/hari-ini');
	await expect(closed(phone)).toBeVisible();
	await expect(page.getByRole('button', { name: byFinger })).toBeHidden();
	await openWithPin(phone);
	await expect(opened(phone)).toBeVisible();
	await phone.discard();
});

test('a finger that the phone has forgotten leaves the PIN; on an emptied phone it opens nothing', async () => {
	const phone = await Phone.open(server);
	await Authenticator.on(phone);
	await signInAs(phone, 'kader');
	await waitForRecords(phone);
	await setPin(phone);
	await phone.goto('/pengaturan');
	await openWithPin(phone);
	await addFinger(phone);
	await expect(phone.page.getByText('Sidik jari / wajah terpasang.')).toBeVisible();
	await phone.restart();

	const { page } = phone;
	const another = await Authenticator.on(phone);
	await phone.goto('/hari-ini');
	await page.getByRole('button', { name: byFinger }).click();
	await expect(page.getByText('Belum terbuka. Coba lagi, atau pakai PIN.')).toBeVisible();
	await openWithPin(phone);
	await expect(opened(phone)).toBeVisible();
	await phone.goto('/pengaturan');
	await openWithPin(phone);
	await page.getByRole('button', { name: 'Lepas sidik jari / wajah' }).click();
	await addFinger(phone);
	await expect(page.getByText('Sidik jari / wajah terpasang.')).toBeVisible();

	await server.sql(`update jangkau.device d set wipe_at = now() from jangkau.membership m
		where m.id = d.membership_id and m.role = 'kader'`);
	await phone.goto('/hari-ini');
	await page.getByRole('button', { name: byFinger }).click();
	await expect(page.getByText('HP ini dikosongkan')).toBeVisible({ timeout: 180_000 });
	expect(await another.credentials()).toHaveLength(1);
	await phone.goto('/hari-ini');
	await expect(page.getByLabel('Kata sandi', { exact: true })).toBeVisible();
	await expect(page.getByRole('button', { name: byFinger })).toBeHidden();
	await phone.discard();
});

test('a phone whose reader gives no secret says so, and keeps the PIN alone', async () => {
	const phone = await Phone.open(server);
	await Authenticator.on(phone, false);
	await signInAs(phone, 'camat');
	await setPin(phone);
	await phone.goto('/pengaturan');
	await openWithPin(phone);
	await addFinger(phone);
	await expect(phone.page.getByText('HP ini belum bisa membuka Jangkau')).toBeVisible();
	await phone.goto('/pengaturan');
	await expect(closed(phone)).toBeVisible();
	await expect(phone.page.getByRole('button', { name: byFinger })).toBeHidden();
	await openWithPin(phone);
	await expect(opened(phone)).toBeVisible();
	await phone.discard();
});

test('no token of the server stands on the disk in the clear, and a locked phone sends again once it is open', async () => {
	const tokens: string[] = [];
	const phone = await Phone.open(server);
	phone.page.on('response', (response) => {
		if (!response.url().includes('/auth/v1/token')) return;
		void response.json().then((session: Record<string, string>) => {
			tokens.push(session['refresh_token'] ?? '', session['access_token'] ?? '');
		});
	});
	await signInAs(phone, 'kader');
	await waitForRecords(phone);
	await phone.waitForWorker();
	expect(tokens.length).toBeGreaterThanOrEqual(2);
	expect(tokens.every((token) => token.length > 10)).toBe(true);
	const [household = ''] = await todaysHouseholds(phone);
	await phone.cutNetwork();
	await recordNotHome(phone, household);
	const open = await dumpStorage(phone.page);
	expect(tokens.filter((token) => open.includes(token))).toEqual([]);
	await setPin(phone);
	await phone.restart();
	await phone.goto('/hari-ini');
	await expect(closed(phone)).toBeVisible();
	await phone.close();
	expect(filesHolding(phone.profile, tokens)).toEqual([]);

	await phone.reopen();
	await phone.goto('/hari-ini');
	await phone.restoreNetwork();
	await openWithPin(phone);
	await expect
		.poll(async () => {
			const row = await server.row<{ count: number }>(
				`select count(*)::int as count from jangkau.visit
				where household_id = $1 and outcome = 'not_home' and received_at > now() - interval '10 minutes'`,
				[household]
			);
			return row.count;
		})
		.toBe(1);
	await phone.discard();
});
