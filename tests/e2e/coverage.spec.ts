// The coverage page: a planner chooses an indicator, narrows it to one kader and opens where a number comes from,
// also with no network; the camat sees the same page without filters and without anybody.
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { accessibilityViolations, overflowPx, showWhole } from '../support/e2e-page-check.ts';
import { everyPersonalText, foundIn } from '../support/e2e-personal.ts';
import { signInAs, waitForAllRecords, waitForRecords } from '../support/e2e-people.ts';
import { Phone, desktopSize, phoneSize } from '../support/e2e-phone.ts';
import { test } from '../support/e2e-test.ts';

test.describe.configure({ mode: 'serial', timeout: 540_000 });

/** What stands in the list beside the counts: `63 % 12 dari 19 rumah terdaftar`. */
const counts = (page: Page) =>
	page.getByRole('region', { name: 'Urutan kekurangan' }).getByText(/ dari .* rumah terdaftar$/);

/** Nothing out of the screen and nothing unreadable, on a phone and on a desk. */
async function expectSound({ page }: Phone): Promise<void> {
	for (const size of [phoneSize, desktopSize]) {
		await page.setViewportSize(size);
		expect(await overflowPx(page)).toBe(0);
	}
	await showWhole(page);
	expect(await accessibilityViolations(page)).toEqual([]);
	await page.setViewportSize(desktopSize);
}

test('a planner narrows the figures to one kader, and opens where they come from', async ({
	server
}) => {
	const planner = await Phone.open(server, desktopSize);
	const { page } = planner;
	await signInAs(planner, 'perencana');
	await waitForAllRecords(planner);
	await planner.waitForWorker();
	await planner.goto('/cakupan');
	const choose = (label: string) => page.getByLabel(label, { exact: true });
	await expect(counts(page).first()).toBeVisible();
	const areas = await counts(page).count();

	await choose('Kader').selectOption({ index: 1 });
	const kader = await choose('Kader').locator('option:checked').innerText();
	await expect(page.getByText(`Saringan: ${kader}.`, { exact: true })).toBeVisible();
	await expect(async () => expect(await counts(page).count()).toBeLessThan(areas)).toPass();
	await page
		.getByRole('button', { name: /Rumah dikunjungi: .* Lihat asal angka$/ })
		.first()
		.click();
	const origin = page.getByRole('dialog');
	for (const term of ['Pembilang', 'Penyebut', 'Sumber penyebut', 'Kurun', 'Kesegaran data'])
		await expect(origin.getByText(term, { exact: true })).toBeVisible();
	await expect(origin.getByText(kader, { exact: true })).toBeVisible();
	await origin.getByRole('button', { name: 'Tutup' }).click();
	await page.getByRole('button', { name: 'Hapus saringan' }).click();
	await expect(counts(page)).toHaveCount(areas);

	await choose('Kelompok sasaran').selectOption({ label: 'Lansia' });
	await expect(page.getByText(/ orang di rumah terdaftar$/).first()).toBeVisible();
	await choose('Kelompok sasaran').selectOption({ label: 'Semua rumah' });

	await choose('Indikator').selectOption({ label: 'Peserta JKN aktif' });
	await expect(page.getByRole('button', { name: /^JKN tidak aktif/ })).toBeVisible();
	await expect(page.getByText(/orang yang status JKN-nya diketahui$/).first()).toBeVisible();
	// Houses and cells know of visits only.
	await expect(choose('Lapisan peta').locator('option')).toHaveCount(1);
	await choose('Indikator').selectOption({ label: 'Rumah dikunjungi' });
	await expect(choose('Lapisan peta').locator('option')).toHaveCount(4);

	const three = page.getByRole('region', { name: /^Tiga penyebut/ });
	await expect(three.getByRole('button', { name: /Terdaftar: / })).toBeVisible();
	await expect(three.getByRole('button', { name: /Sasaran resmi: / })).toBeVisible();
	await expectSound(planner);
	expect(planner.problems).toEqual([]);
	await planner.discard();
});

test('a span that begins before what the device holds is counted by the server, or says that it may be more', async ({
	server
}) => {
	const planner = await Phone.open(server, desktopSize);
	const { page } = planner;
	await signInAs(planner, 'perencana');
	await waitForAllRecords(planner);
	await planner.waitForWorker();
	await planner.goto('/cakupan');
	await expect(counts(page).first()).toBeVisible();
	// Of the third month back a quarter or a year begins earlier, but for one that it begins with.
	await page.getByLabel('Bulan', { exact: true }).selectOption({ index: 2 });
	await page.getByLabel('Kurun waktu', { exact: true }).selectOption('year');
	const january = (await page.getByLabel('Bulan', { exact: true }).inputValue()).endsWith('-01');
	test.skip(january, 'the year begins with what the device holds');
	await expect(page.getByText(/Dihitung di server/).first()).toBeVisible();
	await expect(page.getByText('≥')).toHaveCount(0);

	await planner.cutNetwork();
	await page.reload();
	await page.getByLabel('Bulan', { exact: true }).selectOption({ index: 2 });
	await page.getByLabel('Kurun waktu', { exact: true }).selectOption('year');
	await expect(page.getByText(/Angka pasti dihitung di server begitu ada jaringan/)).toBeVisible();
	await expect(page.getByText(/≥/).first()).toBeVisible();
	await planner.restoreNetwork();
	const again = page.getByRole('button', { name: 'Minta lagi' });
	await expect(async () => {
		// The first question after a while without network may still fail: then she asks again.
		if (await again.isVisible()) await again.click();
		await expect(page.getByText(/Dihitung di server/).first()).toBeVisible({ timeout: 15_000 });
	}).toPass({ timeout: 120_000 });
	expect(planner.problems).toEqual([]);
	await planner.discard();
});

test('the camat has the figures of the cube, their origin, and nobody to filter by', async ({
	server
}) => {
	const camat = await Phone.open(server);
	const { page } = camat;
	await signInAs(camat, 'camat');
	await waitForRecords(camat);
	await camat.goto('/cakupan');
	await expect(counts(page).first()).toBeVisible();
	for (const label of ['Posyandu', 'Kader', 'Kelompok sasaran'])
		await expect(page.getByLabel(label, { exact: true })).toHaveCount(0);
	const offered = await page
		.getByLabel('Indikator', { exact: true })
		.locator('option')
		.allInnerTexts();
	expect(offered).toHaveLength(5);
	expect(offered).not.toContain('Tanda bahaya terlapor dalam 24 jam');
	await page.getByLabel('Indikator', { exact: true }).selectOption({ label: 'Kader aktif' });
	await page.getByRole('button', { name: /^Kader aktif/ }).click();
	const origin = page.getByRole('dialog');
	await expect(origin.getByText(/^Dihitung /)).toBeVisible();
	await origin.getByRole('button', { name: 'Tutup' }).click();
	// What has to be known first stays about visits.
	const first = page.getByRole('region', { name: 'Yang perlu dilihat dulu' });
	await expect(first.getByText(/% sudah dikunjungi/).first()).toBeVisible();
	await expectSound(camat);
	expect(foundIn(await everyPersonalText(server), await page.content())).toEqual([]);
	expect(camat.problems).toEqual([]);
	await camat.discard();
});
