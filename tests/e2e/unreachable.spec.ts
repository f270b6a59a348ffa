// Where nobody can get to: a kader proposes it with no network, the planner confirms it, and the families there are
// missed for that reason; what the planner draws herself counts at once.
import { expect } from '@playwright/test';
import { accessibilityViolations, overflowPx, showWhole } from '../support/e2e-page-check.ts';
import { openKaderPhone, signInAs, waitForAllRecords } from '../support/e2e-people.ts';
import { Phone, desktopSize } from '../support/e2e-phone.ts';
import { settled } from '../support/e2e-settled.ts';
import { test } from '../support/e2e-test.ts';

test.describe.configure({ timeout: 540_000 });

test('a flooded place is proposed by a kader, confirmed by the planner, and is a reason from then on', async ({
	server
}) => {
	const kader = await openKaderPhone(server);
	await kader.goto('/cakupan/terhalang');
	await expect(kader.page.getByText('Belum ada daerah yang dicatat')).toBeVisible();
	await kader.cutNetwork();
	await kader.page.getByRole('button', { name: 'Usulkan daerah' }).click();
	await kader.page.getByRole('button', { name: 'Kirim usulan' }).click();
	await expect(kader.page.getByText('Gambar daerahnya di peta, atau pilih wilayah.')).toBeVisible();
	await expect(kader.page.getByText('Isi nama tempat.')).toBeVisible();
	const areas = kader.page.getByLabel('Wilayah', { exact: true });
	const value = await areas.locator('option').nth(1).getAttribute('value');
	await areas.selectOption(value);
	await kader.page.getByLabel('Nama tempat').fill('Gang Uji');
	await kader.page.getByLabel('Sebab').selectOption('tide');
	expect(await overflowPx(kader.page)).toBe(0);
	await showWhole(kader.page);
	expect(await accessibilityViolations(kader.page)).toEqual([]);
	await kader.page.getByRole('button', { name: 'Kirim usulan' }).click();
	const proposal = kader.page.getByRole('listitem').filter({ hasText: 'Gang Uji' });
	await expect(proposal.getByText('Belum terkirim: masih di perangkat ini saja.')).toBeVisible();
	await expect(proposal.getByRole('button', { name: 'Sahkan' })).toHaveCount(0);
	await kader.restoreNetwork();
	await expect(proposal.getByText('Belum terkirim')).toHaveCount(0, { timeout: 120_000 });

	const planner = await Phone.open(server, desktopSize);
	const { page } = planner;
	await signInAs(planner, 'perencana');
	await waitForAllRecords(planner);
	await planner.goto('/cakupan');
	const why = page.getByText(/di daerah yang tidak dapat didatangi/);
	await expect(page.locator('#gaps')).toBeVisible();
	await expect(why).toHaveCount(0);
	await page.getByRole('link', { name: /1 usulan menunggu keputusan/ }).click();
	const item = page.getByRole('listitem').filter({ hasText: 'Gang Uji' });
	await expect(item.getByText('Usulan', { exact: true })).toBeVisible();
	await page.getByRole('button', { name: 'Catat daerah' }).click();
	await page.getByLabel('Nama tempat').fill('Muara Uji');
	await page.getByRole('button', { name: 'Gambar di peta' }).click();
	const map = page.getByRole('region', { name: 'Peta daerah tidak terjangkau' }).first();
	const marks = page.locator('.sheet circle');
	await page.getByRole('button', { name: 'Tambah sudut' }).click();
	await settled(() => marks.first().getAttribute('cx'));
	await planner.cutNetwork();
	const box = (await map.boundingBox())!;
	for (const [x, y] of [
		[0.75, 0.3],
		[0.75, 0.7]
	] as const) {
		const before = await marks.count();
		await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
		await expect(marks).toHaveCount(before + 1);
	}
	await expect(page.getByText(/Bentuk siap/)).toBeVisible();
	await page.getByRole('button', { name: 'Selesai' }).click();
	await page.getByRole('button', { name: 'Simpan' }).click();
	const own = page.getByRole('listitem').filter({ hasText: 'Muara Uji' });
	await expect(own.getByText('Disahkan', { exact: true })).toBeVisible();
	await item.getByRole('button', { name: 'Sahkan' }).click();
	await expect(item.getByText('Disahkan', { exact: true })).toBeVisible();
	expect(await accessibilityViolations(page)).toEqual([]);
	await item.getByRole('button', { name: 'Ubah hari terakhir' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel('Sampai (hari terakhir)').fill('2020-01-01');
	await dialog.getByRole('button', { name: 'Simpan' }).click();
	await expect(dialog.getByText(/Hari terakhir harus/)).toBeVisible();
	await dialog.getByRole('button', { name: 'Batal' }).click();

	await page.getByRole('link', { name: 'Ke cakupan' }).click();
	await expect(why.first()).toBeVisible();
	await expect(page.getByText('Tidak terjangkau', { exact: true })).toBeVisible();
	await planner.restoreNetwork();
	await expect
		.poll(
			async () =>
				(
					await server.sql<{ count: number }>(
						`select count(*)::int as count from jangkau.setting
						where key like 'unreachable.%' and value ->> 'state' = 'confirmed'`
					)
				)[0]!.count,
			{ timeout: 120_000 }
		)
		.toBe(2);
});

test('who has the figures only is told nothing of it', async ({ server }) => {
	const camat = await Phone.open(server, desktopSize);
	await signInAs(camat, 'camat');
	await camat.goto('/cakupan/terhalang');
	await expect(camat.page.getByText(/Daftar ini milik puskesmas/)).toBeVisible();
	await camat.goto('/cakupan');
	await expect(camat.page.getByRole('link', { name: /Daerah tidak terjangkau/ })).toHaveCount(0);
});
