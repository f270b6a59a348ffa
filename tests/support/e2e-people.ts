// Getting in, as people do it.
import { expect } from '@playwright/test';
import { Phone } from './e2e-phone.ts';
import type { TestServer } from './e2e-server.ts';
import { readStore } from './e2e-storage.ts';

export type DemoPerson = 'perencana' | 'kader' | 'bidan' | 'camat' | 'dinas';

export const demoPassword = 'jangkau-demo';

export async function signIn(phone: Phone, account: string, password: string): Promise<void> {
	const { page } = phone;
	await phone.goto('/masuk');
	await page.getByLabel('E-mail atau nama akun').fill(account);
	await page.getByLabel('Kata sandi', { exact: true }).fill(password);
	await page.getByRole('button', { name: 'Masuk', exact: true }).click();
}

export async function signInAs(phone: Phone, person: DemoPerson): Promise<void> {
	await signIn(phone, `${person}@demo.jangkau.id`, demoPassword);
	await expect(phone.page.getByRole('navigation', { name: 'Menu utama' })).toBeVisible();
}

/** @returns the account name to write down */
export async function joinWith(phone: Phone, code: string, password: string): Promise<string> {
	const { page } = phone;
	await phone.goto('/gabung');
	await fillCode(phone, code, password);
	await expect(page.getByRole('heading', { name: /^Selamat datang/ })).toBeVisible();
	const account = await page.locator('strong', { hasText: /^[a-z0-9]{8}$/ }).innerText();
	await page.getByRole('button', { name: 'Sudah saya catat, mulai' }).click();
	return account;
}

export async function fillCode(phone: Phone, code: string, password: string): Promise<void> {
	const { page } = phone;
	await page.getByLabel('Kode masuk').fill(code);
	await page.getByLabel('Kata sandi baru').fill(password);
	await page.getByLabel('Ulangi kata sandi').fill(password);
	await page.getByRole('button', { name: 'Gabung', exact: true }).click();
}

/** The planner makes a single-use code for a kader; it is shown once. */
export async function makeCodeFor(planner: Phone, kaderName: string): Promise<string> {
	const { page } = planner;
	await planner.goto('/pengaturan');
	await page.getByLabel('Cari nama').fill(kaderName);
	await page.getByRole('button', { name: `Buat kode masuk: ${kaderName}`, exact: true }).click();
	const dialog = page.getByRole('dialog', { name: `Kode masuk untuk ${kaderName}` });
	const code = await dialog.locator('strong', { hasText: /^[A-Z0-9]{5}-[A-Z0-9]{5}$/ }).innerText();
	await dialog.getByRole('button', { name: 'Tutup' }).click();
	return code;
}

/**
 * The same for a planner's or health worker's many records: watched on /kirim, for a map that is drawn
 * anew with each of them takes most of a machine that draws without a graphics card.
 */
export async function waitForAllRecords(phone: Phone): Promise<void> {
	await phone.goto('/kirim');
	await waitForRecords(phone);
}

/** A pull ran to its end: everything for an offline day is on the phone. */
export async function waitForRecords(phone: Phone): Promise<void> {
	await expect
		.poll(async () => (await readStore(phone.page, 'meta')).find(({ key }) => key === 'complete'), {
			message: 'the first pull ends',
			timeout: 450_000
		})
		.toMatchObject({ value: true });
}

/** A new phone of the demo's kader, with all that it needs to work with no network. */
export async function openKaderPhone(server: TestServer): Promise<Phone> {
	const phone = await Phone.open(server);
	await signInAs(phone, 'kader');
	await waitForRecords(phone);
	await phone.waitForWorker();
	return phone;
}
