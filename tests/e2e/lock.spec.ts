// The lock of a phone: nothing of a family is shown or sent before the PIN, and nothing that was typed
// is lost when it falls.
import { expect } from '@playwright/test';
import {
	chooseOutcome,
	recordNotHome,
	saveVisit,
	startVisit,
	todaysHouseholds,
	unsentOf
} from '../support/e2e-kader.ts';
import { accessibilityViolations, overflowPx } from '../support/e2e-page-check.ts';
import { demoPassword, openKaderPhone, signIn } from '../support/e2e-people.ts';
import { desktopSize, phoneSize, type Phone } from '../support/e2e-phone.ts';
import type { TestServer } from '../support/e2e-server.ts';
import { dumpStorage, filesHolding } from '../support/e2e-storage.ts';
import { countStored } from '../support/e2e-stored.ts';
import { foundIn, personalWords } from '../support/e2e-personal.ts';
import { test } from '../support/e2e-test.ts';

const pin = '270890';

let server: TestServer;
test.beforeAll(({ server: shared }) => {
	server = shared;
});

async function setPin(phone: Phone): Promise<void> {
	const { page } = phone;
	await phone.goto('/kunci');
	await page.getByLabel('PIN baru', { exact: true }).fill(pin);
	await page.getByLabel('Ulangi PIN baru').fill(pin);
	await page.getByRole('button', { name: 'Pasang PIN' }).click();
	await expect(page.getByText('PIN terpasang.')).toBeVisible();
}

async function open(phone: Phone, typed: string): Promise<void> {
	await phone.page.getByLabel('PIN', { exact: true }).fill(typed);
	await phone.page.getByRole('button', { name: 'Buka', exact: true }).click();
}

const closed = (phone: Phone) => phone.page.getByRole('heading', { name: 'Terkunci' });

test('a restart asks for the PIN, shows no family before it, and brings the half-filled visit back', async () => {
	const phone = await openKaderPhone(server);
	const [household = '', other = ''] = await todaysHouseholds(phone);
	await phone.cutNetwork();
	await recordNotHome(phone, other);
	await startVisit(phone, household);
	const family = await phone.page.getByRole('heading', { level: 1 }).innerText();
	await chooseOutcome(phone, 'Menolak');
	await setPin(phone);
	await phone.restart();

	await phone.goto(`/kunjungan/${household}`);
	await expect(closed(phone)).toBeVisible();
	await expect(phone.page.getByText('1 catatan belum terkirim')).toBeVisible();
	expect(await phone.page.locator('body').innerText()).not.toContain(family);
	for (const size of [desktopSize, phoneSize]) {
		await phone.page.setViewportSize(size);
		expect(await overflowPx(phone.page)).toBe(0);
		expect(await accessibilityViolations(phone.page)).toEqual([]);
	}

	await open(phone, '111222');
	await expect(phone.page.getByText('PIN salah. Sisa 9 kali coba.')).toBeVisible();
	await open(phone, pin);
	await expect(phone.page.getByRole('radio', { name: 'Menolak' })).toBeChecked();
	await phone.restoreNetwork();
	await phone.discard();
});

test('ten wrong PINs seal the phone; her password opens it, with the visit that was not sent', async () => {
	const phone = await openKaderPhone(server);
	const [household = ''] = await todaysHouseholds(phone);
	await phone.cutNetwork();
	await recordNotHome(phone, household);
	const unsent = (await unsentOf(phone)).map(({ id }) => id);
	await setPin(phone);
	await phone.restart();
	await phone.goto('/hari-ini');
	for (let tries = 9; tries > 0; tries--) {
		await open(phone, '111222');
		await expect(phone.page.getByText(`Sisa ${String(tries)} kali`)).toBeVisible();
	}
	await open(phone, '111222');
	await expect(
		phone.page.getByRole('heading', { name: 'Perlu masuk lagi dengan internet' })
	).toBeVisible();

	await phone.restoreNetwork();
	await signIn(phone, 'kader@demo.jangkau.id', demoPassword);
	await expect(phone.page.getByRole('navigation', { name: 'Menu utama' })).toBeVisible();
	await expect.poll(() => countStored(server, unsent)).toEqual(unsent.map(() => 1));
	await phone.discard();
});

test('what she wrote stands nowhere on a locked phone, and nothing of anybody on a wiped one', async () => {
	const canaries = ['Kanari Zubaidah', 'Patokan Pohon Kanari', 'Catatan Burung Kanari'];
	const phone = await openKaderPhone(server);
	const { page } = phone;
	const [household = ''] = await todaysHouseholds(phone);
	await phone.cutNetwork();
	await startVisit(phone, household);
	await chooseOutcome(phone, 'Menolak');
	await page.getByLabel('Catatan').fill(canaries[2] ?? '');
	await saveVisit(phone);
	await phone.goto('/rumah/baru');
	await page.getByLabel('Nama kepala keluarga').fill(canaries[0] ?? '');
	await page.getByLabel('Patokan').fill(canaries[1] ?? '');
	await page.getByRole('radio', { name: 'Perempuan' }).check();
	await page.getByRole('button', { name: 'Simpan rumah' }).click();
	await expect(page.getByRole('heading', { level: 1, name: canaries[0] ?? '' })).toBeVisible();
	await setPin(phone);

	await phone.restart();
	await phone.goto('/hari-ini');
	await expect(closed(phone)).toBeVisible();
	const words = [...canaries, ...(await personalWords(server))];
	expect(foundIn(new Set(words), await dumpStorage(phone.page))).toEqual([]);
	await phone.close();
	expect(filesHolding(phone.profile, words)).toEqual([]);

	await server.sql(`update jangkau.device d set wipe_at = now() from jangkau.membership m
		where m.id = d.membership_id and m.role = 'kader'`);
	await phone.reopen();
	await phone.goto('/hari-ini');
	await open(phone, pin);
	await phone.restoreNetwork();
	const emptied = phone.page.getByText('HP ini dikosongkan');
	await expect(emptied).toBeVisible({ timeout: 180_000 });
	const { arrived } = await server.row<{ arrived: number }>(
		`select count(*)::int as arrived from jangkau.household where head_name = $1`,
		[canaries[0]]
	);
	expect(arrived).toBe(1);
	const left = await dumpStorage(phone.page);
	expect(left).not.toContain(household);
	await phone.close();
	expect(filesHolding(phone.profile, words)).toEqual([]);
	await phone.discard();
});
