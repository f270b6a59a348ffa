// A kader without a phone: the health worker copies her sheet, sees it counted, and types it into ASIK.
import { expect } from '@playwright/test';
import { chooseOutcome, expectAllStored } from '../support/e2e-kader.ts';
import { accessibilityViolations, overflowPx, showWhole } from '../support/e2e-page-check.ts';
import { signInAs, waitForAllRecords } from '../support/e2e-people.ts';
import { Phone, phoneSize } from '../support/e2e-phone.ts';
import { readStore } from '../support/e2e-storage.ts';
import { test } from '../support/e2e-test.ts';

/** A kader with houses of hers on this phone, one of them visited on no day of the last week. */
async function sheetOf(phone: Phone) {
	const [territories, households, visits] = await Promise.all(
		['territory', 'household', 'visit'].map((store) => readStore(phone.page, store))
	);
	const visited = new Set((visits ?? []).map(({ householdId }) => householdId));
	for (const { id, kaderId } of territories ?? []) {
		const house = (households ?? []).find(
			(row) => row['territoryId'] === id && row['status'] === 'active' && !visited.has(row['id'])
		);
		if (kaderId && house) return { kader: String(kaderId), house: String(house['id']) };
	}
	throw new Error('no kader with an unvisited house');
}

test('the health worker copies a paper sheet with no network; it is the kader’s, of its own day', async ({
	server
}) => {
	const phone = await Phone.open(server, phoneSize);
	const { page } = phone;
	await signInAs(phone, 'bidan');
	await waitForAllRecords(phone);
	await phone.waitForWorker();
	const { kader, house } = await sheetOf(phone);
	await phone.goto('/salin');
	await phone.cutNetwork();
	await page.getByLabel('Lembar siapa').selectOption(kader);
	await page.getByRole('button', { name: 'Kemarin' }).click();
	const yesterday = await page.getByLabel('Tanggal kunjungan').inputValue();
	await page.getByLabel('Tanggal kunjungan').fill('2099-01-01');
	await expect(page.getByText('Tanggal itu belum tiba.')).toBeVisible();
	await page.getByLabel('Tanggal kunjungan').fill(yesterday);
	await expect(page.getByText(/^0 dari \d+ rumah sudah tercatat|^\d+ dari/)).toBeVisible();
	const link = page.locator(`a[href^="/kunjungan/${house}?"]`);
	const more = page.getByRole('button', { name: /^Tampilkan \d+ rumah lagi$/ });
	while (!(await link.isVisible())) await more.click();
	expect(await overflowPx(page)).toBe(0);
	await link.click();
	await expect(page.getByText('Menyalin lembar kertas')).toBeVisible();
	await chooseOutcome(phone, 'Tidak di rumah');
	await page.getByRole('button', { name: 'Simpan kunjungan' }).click();
	await expect(page.getByRole('heading', { name: 'Tersimpan di HP ini' })).toBeVisible();
	await phone.goto(`/salin?kader=${kader}&tanggal=${yesterday}`);
	await expect(link.or(more).first()).toBeVisible();
	while (!(await link.isVisible())) await more.click();
	await expect(link.getByText('Sudah tercatat: Tidak di rumah')).toBeVisible();
	await phone.goto('/kirim');
	await phone.restoreNetwork();
	await expectAllStored(phone);
	expect(
		await server.row(
			`select kader_id::text as kader, visited_on::text as day, copied_from_paper as paper,
			visitor_role as role from jangkau.visit where household_id = $1`,
			[house]
		)
	).toEqual({ kader, day: yesterday, paper: true, role: 'kader' });
	expect(phone.problems).toEqual([]);
	await phone.discard();
});

test('the week of every kader stands there, with a message that names no family', async ({
	server
}) => {
	const phone = await Phone.open(server, phoneSize);
	const { page } = phone;
	await signInAs(phone, 'bidan');
	await waitForAllRecords(phone);
	await phone.waitForWorker();
	await phone.goto('/pekan');
	await expect(page.getByText('Keluarga ditemui pekan lalu')).toBeVisible();
	const kader = (await readStore(page, 'kader')).length;
	expect(kader).toBeGreaterThan(0);
	await page
		.getByRole('button', { name: /^Buat pesan untuk/ })
		.first()
		.click();
	const dialog = page.getByRole('dialog', { name: /^Pesan untuk/ });
	const text = await dialog.getByLabel('Isi pesan').inputValue();
	expect(text).toContain('salam dari puskesmas');
	for (const row of await readStore(page, 'household'))
		expect(text).not.toContain(String(row['code'] ?? row['id']));
	await expect(dialog.getByRole('link', { name: 'Buka WhatsApp' })).toHaveAttribute(
		'href',
		`https://wa.me/?text=${encodeURIComponent(text)}`
	);
	await page.keyboard.press('Escape');
	await showWhole(page);
	expect(await accessibilityViolations(page)).toEqual([]);
	await phone.cutNetwork();
	await phone.restart();
	await phone.goto('/pekan');
	await expect(phone.page.getByText('hanya diketahui peladen')).toBeVisible();
	await phone.discard();
});
