// What a planner does at her desk, by the words on the screen.
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { signInAs, waitForAllRecords } from './e2e-people.ts';
import { Phone, desktopSize } from './e2e-phone.ts';
import type { TestServer } from './e2e-server.ts';

/** Households of each territory, as the table has them. */
export async function householdsByTerritory(page: Page): Promise<number[]> {
	const cells = page.getByRole('table', { name: 'Beban setiap wilayah' }).locator('tbody td');
	const words = await cells.and(page.locator('[data-label="Rumah"]')).allInnerTexts();
	return words.map((text) => Number(text.replaceAll('.', '')));
}

/** The RW or hamlet with the most households whose RT are known. */
async function largestPart(server: TestServer): Promise<string> {
	const { id } = await server.row<{ id: string }>(
		`select a.id from jangkau.area a join jangkau.household h on h.area_id = a.id
		where a.kind in ('rw', 'hamlet') and a.boundary is not null and a.valid_to is null
			and h.status = 'active' and h.rt is not null
		group by a.id order by count(*) desc limit 1`
	);
	return id;
}

/** Divides the area into `k` territories and waits for the plan. */
export async function divide(planner: Phone, areaId: string, k: number): Promise<void> {
	const { page } = planner;
	await planner.goto(`/pembagian?wilayah=${areaId}`);
	await page.getByLabel('Jumlah bagian').fill(String(k));
	await page.getByRole('button', { name: 'Bagi', exact: true }).click();
	await expect(page.getByRole('heading', { name: 'Rencana baru' })).toBeVisible({
		timeout: 270_000
	});
	const table = page.getByRole('table', { name: 'Beban setiap wilayah' });
	await expect(table.locator('tbody tr')).toHaveCount(k);
}

/** A planner at her desk with the largest part of the demo divided among `k`. */
export async function openDivided(server: TestServer, k: number): Promise<Phone> {
	const planner = await Phone.open(server, desktopSize);
	await signInAs(planner, 'perencana');
	await waitForAllRecords(planner);
	await divide(planner, await largestPart(server), k);
	return planner;
}

/** Gives every territory a kader who is near. Taken back once, as a planner tries things out. */
export async function assignKader(planner: Phone): Promise<void> {
	const { page } = planner;
	const warning = page.getByText(/wilayah belum punya kader/);
	// Where kader have unlike hours, each territory was made for one of them.
	const first = page.getByLabel('Kader wilayah 1', { exact: true });
	if (!(await warning.isVisible())) await first.selectOption('');
	await expect(warning).toBeVisible();
	await page.getByRole('button', { name: 'Isi kader otomatis' }).click();
	await expect(warning).toBeHidden();
	await page.getByRole('button', { name: 'Urungkan' }).click();
	await expect(warning).toBeVisible();
	await page.getByRole('button', { name: 'Ulangi' }).click();
	await expect(warning).toBeHidden();
}

export async function publish(planner: Phone): Promise<void> {
	const { page } = planner;
	await page.getByRole('button', { name: 'Terbitkan…' }).click();
	const dialog = page.getByRole('dialog', { name: /^Terbitkan pembagian/ });
	await dialog.getByRole('button', { name: 'Terbitkan', exact: true }).click();
	await expect(dialog).toBeHidden();
}

export interface MapFile {
	readonly path: string;
	/** What the page calls the content of the file. */
	readonly kind: 'Batas wilayah' | 'Rumah' | 'Jalan';
	readonly level?: 'Desa' | 'Kelurahan' | 'Dusun' | 'RW' | 'RT';
}

/** Imports one file of a village, after its preview. @returns what the preview promised to take */
export async function importFile(planner: Phone, file: MapFile): Promise<number> {
	const { page } = planner;
	await planner.goto('/wilayah/impor');
	await page.locator('input[type=file]').setInputFiles(file.path);
	await page.getByRole('radio', { name: file.kind }).check({ timeout: 180_000 });
	if (file.level) await page.getByLabel('Tingkat wilayah').selectOption(file.level);
	await expect(page.getByRole('heading', { name: '3. Periksa sebelum disimpan' })).toBeVisible();
	const save = page.getByRole('button', { name: /^Simpan [\d.]+ / });
	const taken = Number(/[\d.]+/.exec(await save.innerText())?.[0].replaceAll('.', ''));
	await save.click();
	await expect(page.getByText('Tersimpan di perangkat ini')).toBeVisible({ timeout: 270_000 });
	return taken;
}

export async function addKader(planner: Phone, name: string, village: string): Promise<void> {
	const { page } = planner;
	await planner.goto('/pengaturan');
	await page.getByRole('button', { name: 'Tambah kader' }).click();
	const dialog = page.getByRole('dialog', { name: 'Tambah kader' });
	await dialog.getByLabel('Nama', { exact: true }).fill(name);
	await dialog.getByLabel('Desa atau kelurahan').selectOption(village);
	await dialog.getByRole('button', { name: 'Simpan' }).click();
	await expect(dialog).toBeHidden();
}
