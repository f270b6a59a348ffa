// How work is counted, and the hours of a kader: changed with no network, and at the server once there
// is one again.
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { accessibilityViolations, overflowPx, showWhole } from '../../support/e2e-page-check.ts';
import { signInAs, waitForAllRecords } from '../../support/e2e-people.ts';
import { Phone, desktopSize, phoneSize } from '../../support/e2e-phone.ts';
import { test } from '../../support/e2e-test.ts';

let planner: Phone;
let page: Page;

test.beforeAll(async ({ server }) => {
	planner = await Phone.open(server, desktopSize);
	({ page } = planner);
	await signInAs(planner, 'perencana');
	await waitForAllRecords(planner);
	await planner.goto('/pengaturan');
});
test.beforeEach(() => planner.cutNetwork());
test.afterAll(() => planner.discard());

/** Both sizes: nothing wider than the screen, nothing that axe finds. */
async function checkPage(): Promise<void> {
	for (const size of [phoneSize, desktopSize]) {
		await page.setViewportSize(size);
		expect(await overflowPx(page)).toBe(0);
		await showWhole(page);
		expect(await accessibilityViolations(page)).toEqual([]);
	}
}

test('a planner sees what other minutes come to before she keeps them', async ({ server }) => {
	const boat = page.getByLabel('Kecepatan perahu di sungai');
	const household = page.getByLabel('Setiap rumah');
	const preview = page.getByText(/^Seluruh puskesmas, [\d.]+ rumah: [\d.]+ jam sebulan\./);
	const save = page.getByRole('button', { name: 'Simpan hitungan' });

	await page.getByRole('button', { name: 'Ubah hitungan' }).click();
	await expect(preview).toBeVisible({ timeout: 180_000 });
	const usual = await preview.innerText();
	await checkPage();

	await household.fill('15');
	await expect(preview).not.toHaveText(usual);
	await boat.fill('cepat');
	await expect(page.getByText('Isi dengan angka, misalnya 5 atau 4,5.')).toBeVisible();
	await save.click();
	await expect(page.getByText(/^Belum bisa disimpan/)).toBeVisible();
	await boat.fill('90');
	await expect(page.getByText('Isi antara 2 dan 40.')).toBeVisible();

	await page.getByRole('button', { name: 'Kembalikan ke bawaan' }).click();
	await expect(household).toHaveValue('5');
	await expect(preview).toHaveText(usual);

	await boat.fill('12,5');
	await save.click();
	const waiting = page.getByText(/^Perubahan tersimpan di perangkat ini/);
	await expect(waiting).toBeVisible();
	await page.getByRole('button', { name: 'Ubah hitungan' }).click();
	await expect(boat).toHaveValue('12,5');

	await planner.restoreNetwork();
	await expect(waiting).toBeHidden({ timeout: 180_000 });
	const kept = await server.row<{ mps: number; foot: string }>(
		`select (value #>> '{travel,boatMps}')::float8 as mps, value #>> '{travel,usualMode}' as foot
		from jangkau.setting where key = 'workload_rules'`
	);
	expect(kept.mps).toBeCloseTo(12.5 / 3.6, 9);
	expect(kept.foot).toBe('foot');
});

test('the hours of a kader are asked for, and can be put right', async ({ server }) => {
	const change = page.getByRole('button', { name: /^Ubah: / }).first();
	const name = (await change.getAttribute('aria-label'))!.replace('Ubah: ', '');
	await change.click();
	const dialog = page.getByRole('dialog', { name: 'Ubah data kader' });
	const hours = dialog.getByLabel('Waktu untuk kunjungan, jam sebulan');
	await hours.fill('300');
	await dialog.getByRole('button', { name: 'Simpan' }).click();
	await expect(dialog.getByText(/^Isi antara 0,5 dan 200 jam/)).toBeVisible();
	await hours.fill('17,5');
	await dialog.getByLabel('Pergi dengan').selectOption('Sepeda motor');
	await checkPage();
	await dialog.getByRole('button', { name: 'Simpan' }).click();
	await expect(dialog).toBeHidden();
	const row = page.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) });
	await expect(row.getByText(/· 17,5 jam sebulan/)).toBeVisible();

	await planner.restoreNetwork();
	await expect
		.poll(
			() =>
				server.row('select capacity_minutes, travel_mode from jangkau.kader where name = $1', [
					name
				]),
			{ timeout: 180_000 }
		)
		.toEqual({ capacity_minutes: 1050, travel_mode: 'motorbike' });
});
