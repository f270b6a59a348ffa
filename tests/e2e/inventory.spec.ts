// Poor families without JKN and the inventory of facilities: the planner's list is written down, the dinas has
// counts and no name; a condition that the planner notes is there for others.
import { expect } from '@playwright/test';
import { accessibilityViolations, overflowPx, showWhole } from '../support/e2e-page-check.ts';
import { signInAs, waitForAllRecords, waitForRecords } from '../support/e2e-people.ts';
import { Phone, desktopSize, phoneSize } from '../support/e2e-phone.ts';
import type { TestServer } from '../support/e2e-server.ts';
import { test } from '../support/e2e-test.ts';

test.describe.configure({ timeout: 540_000 });

async function expectSound({ page }: Phone, name: string): Promise<void> {
	for (const size of [phoneSize, desktopSize]) {
		await page.setViewportSize(size);
		expect(await overflowPx(page)).toBe(0);
		if (process.env.SHOTS)
			await page.screenshot({
				path: `${process.env.SHOTS}/${name}-${size.width}.png`,
				fullPage: true
			});
	}
	await showWhole(page);
	expect(await accessibilityViolations(page)).toEqual([]);
}

async function open(server: TestServer, who: Parameters<typeof signInAs>[1]): Promise<Phone> {
	const phone = await Phone.open(server, desktopSize);
	await signInAs(phone, who);
	await (who === 'perencana' ? waitForAllRecords(phone) : waitForRecords(phone));
	return phone;
}

test('the list of poor families opens for the planner alone, and the log says so', async ({
	server
}) => {
	const planner = await open(server, 'perencana');
	await planner.goto('/cakupan/prasejahtera');
	await planner.page.getByRole('button', { name: 'Buka daftar', exact: true }).click();
	await expect(planner.page.getByRole('table', { name: 'Daftar keluarga' })).toBeVisible();
	await expectSound(planner, 'poor-planner');
	await planner.goto('/perbaikan');
	await planner.page.getByRole('tab', { name: 'Catatan akses' }).click();
	await expect(
		planner.page.getByText(/^Membuka daftar prasejahtera tanpa JKN/).first()
	).toBeVisible();

	const office = await open(server, 'dinas');
	await office.goto('/cakupan/prasejahtera');
	await expect(office.page.getByRole('table', { name: 'Jumlah per desa' })).toBeVisible();
	await expect(office.page.getByRole('button', { name: 'Buka daftar' })).toHaveCount(0);
	await expectSound(office, 'poor-dinas');
});

test('a planner notes the condition of a facility, and the inventory shows it', async ({
	server
}) => {
	const { page } = await open(server, 'perencana').then(async (planner) => {
		await planner.goto('/cakupan/fasilitas');
		await expect(planner.page.getByRole('table', { name: 'Fasilitas kesehatan' })).toBeVisible();
		await expectSound(planner, 'facilities-planner');
		return planner;
	});
	await page.getByRole('button', { name: 'Ubah kondisi Pustu Karya Mekar' }).click();
	await page.getByLabel('Kondisi').last().selectOption('heavy');
	await page.getByRole('button', { name: 'Simpan', exact: true }).click();
	const row = page.getByRole('row', { name: /Pustu Karya Mekar/ });
	await expect(row.getByText('Rusak berat')).toBeVisible();
});
