// A visit as a kader records it: few taps, no typing, no network.
import { expect } from '@playwright/test';
import { chooseOutcome, saveVisit, startVisit, todaysHouseholds } from '../support/e2e-kader.ts';
import { accessibilityViolations, overflowPx, showWhole } from '../support/e2e-page-check.ts';
import { openKaderPhone } from '../support/e2e-people.ts';
import type { Phone } from '../support/e2e-phone.ts';
import { readStore } from '../support/e2e-storage.ts';
import { test } from '../support/e2e-test.ts';

/** What a kader asks everyone, and what a family without problems answers. */
const problemFree: Readonly<Record<string, string>> = {
	'Ada buku KIA (minta ditunjukkan)': 'Ya',
	'Makan sesuai Isi Piringku': 'Ya',
	'Pernah didiagnosis hipertensi': 'Tidak',
	'Pernah didiagnosis diabetes': 'Tidak',
	Merokok: 'Tidak'
};
const mostTaps = 30;

/** A household of hers with so many people living there. */
async function householdOf(phone: Phone, people: number): Promise<string> {
	const counts = new Map<string, number>();
	for (const { householdId, status } of await readStore(phone.page, 'member'))
		if (status === 'active')
			counts.set(String(householdId), (counts.get(String(householdId)) ?? 0) + 1);
	const found = [...counts].find(([, count]) => count === people)?.[0];
	if (!found) throw new Error(`no household of ${String(people)}`);
	return found;
}

test('a family of four without problems takes at most 30 taps and no typing, with the network cut', async ({
	server
}) => {
	const phone = await openKaderPhone(server);
	const { page } = phone;
	await phone.goto('/hari-ini');
	await phone.goto(`/kunjungan/${await householdOf(phone, 4)}`);
	await phone.cutNetwork();
	const again = page.getByRole('button', { name: 'Catat kunjungan lain' });
	const outcome = page.getByRole('group', { name: 'Apa hasil kunjungan ini?' });
	await expect(again.or(outcome)).toBeVisible();
	if (await again.isVisible()) await again.click();
	let taps = 1;
	await chooseOutcome(phone, 'Bertemu keluarga');
	await expect(page.getByRole('heading', { name: 'Anggota keluarga (4)' })).toBeVisible();
	for (let person = 0; person < 4; person++) {
		const fold = page.locator('main details:has(> summary h3)').nth(person);
		await fold.locator('h3').click();
		taps++;
		await expect(fold.getByRole('region', { name: /^Yang perlu untuk/ })).toBeVisible();
		for (const none of await fold.getByRole('button', { name: 'Tidak ada tanda bahaya' }).all()) {
			await none.click();
			taps++;
		}
		for (const [question, answer] of Object.entries(problemFree)) {
			const asked = fold.getByRole('group', { name: question, exact: true });
			if (!(await asked.isVisible())) continue;
			await asked.getByRole('radio', { name: answer, exact: true }).check();
			taps++;
		}
		expect(await overflowPx(page)).toBe(0);
	}
	await showWhole(page);
	expect(await accessibilityViolations(page)).toEqual([]);
	await page.getByRole('button', { name: 'Simpan kunjungan' }).click();
	taps++;
	await expect(page.getByRole('heading', { name: 'Tersimpan di HP ini' })).toBeVisible();
	console.log(`a family of four without problems: ${String(taps)} taps, nothing typed`);
	expect(taps).toBeLessThanOrEqual(mostTaps);
	expect(taps).toBeGreaterThan(12);
	await phone.close();
});

test('where nobody is home a day is agreed with one tap, and until then the house waits', async ({
	server
}) => {
	const phone = await openKaderPhone(server);
	const { page } = phone;
	const [house = ''] = await todaysHouseholds(phone);
	await phone.cutNetwork();
	await startVisit(phone, house);
	await chooseOutcome(phone, 'Tidak di rumah');
	const again = page.getByRole('group', { name: 'Kapan datang lagi?' });
	await again.getByRole('button', { name: 'Besok', exact: true }).click();
	await expect(again.getByRole('button', { name: 'Besok', pressed: true })).toBeVisible();
	expect(await overflowPx(page)).toBe(0);
	await saveVisit(phone);
	await phone.goto(`/rumah/${house}`);
	await expect(page.getByText(/^Datang lagi: /)).toBeVisible();
	await phone.goto('/hari-ini');
	const row = page.locator('li').filter({ has: page.locator(`a[href="/kunjungan/${house}"]`) });
	await expect(row.getByText('Jadwal besok', { exact: true })).toBeVisible();
	await phone.close();
});
