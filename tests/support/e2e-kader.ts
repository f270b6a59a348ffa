// What a kader does on her phone, by the words on its screen.
import { expect } from '@playwright/test';
import type { Phone } from './e2e-phone.ts';
import { readStore } from './e2e-storage.ts';

/** Ids of the households on today's list, in its order. */
export async function todaysHouseholds(phone: Phone): Promise<string[]> {
	await phone.goto('/hari-ini');
	const links = phone.page.locator('ol[aria-busy="false"] a[href^="/kunjungan/"]');
	await expect(links.first()).toBeVisible();
	// Two lists, the walk and the others, each of which is filled for itself.
	await expect(phone.page.locator('ol[aria-busy="true"]')).toHaveCount(0);
	const targets = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
	return targets.map((target) => target?.split('/').at(-1) ?? '');
}

export async function startVisit(phone: Phone, householdId: string): Promise<void> {
	await phone.goto('/hari-ini');
	await phone.page.locator(`ol a[href="/kunjungan/${householdId}"]`).click();
	await expect(phone.page.getByRole('group', { name: 'Apa hasil kunjungan ini?' })).toBeVisible();
}

export async function chooseOutcome(phone: Phone, outcome: string): Promise<void> {
	await phone.page.getByRole('radio', { name: outcome }).check();
}

/** @returns the sign that was ticked, in the words of the form */
export async function tickDangerSign(phone: Phone, memberName: string): Promise<string> {
	const { page } = phone;
	await page.getByRole('heading', { level: 3, name: memberName, exact: true }).click();
	const signs = page.getByRole('group', { name: `Tanda bahaya pada ${memberName}` }).first();
	const sign = signs.getByRole('checkbox').first();
	await sign.check();
	const screen = page.getByRole('dialog', { name: 'Tanda bahaya' });
	await screen.getByRole('button', { name: 'Keluarga sudah diingatkan' }).click();
	await expect(screen).toBeHidden();
	await expect(page.getByRole('heading', { name: '1 tanda bahaya' })).toBeVisible();
	return signs.locator('label').first().innerText();
}

export async function saveVisit(phone: Phone): Promise<void> {
	await phone.page.getByRole('button', { name: 'Simpan kunjungan' }).click();
	await expect(phone.page.getByRole('heading', { name: 'Tersimpan di HP ini' })).toBeVisible();
}

/** The shortest visit there is. */
export async function recordNotHome(phone: Phone, householdId: string): Promise<void> {
	await startVisit(phone, householdId);
	await chooseOutcome(phone, 'Tidak di rumah');
	await saveVisit(phone);
}

/** Ids of all households in her territories, due or not. */
export async function ownHouseholds(phone: Phone): Promise<string[]> {
	return (await readStore(phone.page, 'household'))
		.filter(({ status }) => status === 'active')
		.map(({ id }) => String(id));
}

/** As `recordNotHome`, of a household that need not be on today's list. */
export async function visitNotHome(phone: Phone, householdId: string): Promise<void> {
	await phone.goto(`/kunjungan/${householdId}`);
	// Of a household that was visited today the page asks first whether it is another visit.
	const again = phone.page.getByRole('button', { name: 'Catat kunjungan lain' });
	await expect(again.or(phone.page.getByRole('radio', { name: 'Tidak di rumah' }))).toBeVisible();
	if (await again.isVisible()) await again.click();
	await chooseOutcome(phone, 'Tidak di rumah');
	await saveVisit(phone);
}

/** @param at [lng, lat] where she stands when she adds it */
export async function addHousehold(
	phone: Phone,
	headName: string,
	at: readonly [number, number]
): Promise<void> {
	const { page, context } = phone;
	await context.grantPermissions(['geolocation']);
	await context.setGeolocation({ longitude: at[0], latitude: at[1], accuracy: 8 });
	await phone.goto('/hari-ini');
	await page.getByRole('link', { name: 'Tambah rumah' }).click();
	await page.getByLabel('Nama kepala keluarga').fill(headName);
	await page.getByRole('radio', { name: 'Perempuan' }).check();
	await page.getByRole('button', { name: 'Pakai lokasi saya' }).click();
	await expect(page.getByText(/^Dari GPS/)).toBeVisible();
	await page.getByRole('button', { name: 'Simpan rumah' }).click();
	await expect(page.getByRole('heading', { level: 1, name: headName })).toBeVisible();
}

export interface Unsent {
	readonly entity: string;
	readonly id: string;
}

/** What the phone holds that the server has not confirmed, read from its disk. */
export async function unsentOf(phone: Phone): Promise<Unsent[]> {
	return (await readStore(phone.page, 'outbox')).map(({ entity, id }) => ({
		entity: String(entity),
		id: String(id)
	}));
}

/** /kirim says that exactly `count` changes are only here, and lists each of them. */
export async function expectOnlyHere(phone: Phone, count: number): Promise<void> {
	const { page } = phone;
	await phone.goto('/kirim');
	const headline = `${String(count)} catatan hanya ada di HP ini`;
	await expect(page.getByRole('heading', { name: headline })).toBeVisible();
	await expect(page.getByRole('list', { name: 'Perjalanan catatan: di HP ini' })).toHaveCount(
		count
	);
	await expect(page.getByRole('heading', { name: 'Semua sudah tersimpan di server' })).toBeHidden();
}

export async function expectAllStored(phone: Phone): Promise<void> {
	await expect(
		phone.page.getByRole('heading', { name: 'Semua sudah tersimpan di server' })
	).toBeVisible({ timeout: 180_000 });
}
