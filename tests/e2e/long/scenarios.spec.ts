// Plans beside the plan, with no network: one kader more is looked at, taken and given back; a plan is
// saved under a name, compared, restored, and still there after a restart.
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { accessibilityViolations, overflowPx } from '../../support/e2e-page-check.ts';
import { signInAs, waitForAllRecords } from '../../support/e2e-people.ts';
import { Phone, desktopSize, phoneSize } from '../../support/e2e-phone.ts';
import { divide } from '../../support/e2e-planner.ts';
import { dumpStorage } from '../../support/e2e-storage.ts';
import { test } from '../../support/e2e-test.ts';

const name = 'Usulan bidan';

let planner: Phone;
let page: Page;
let areaId: string;

test.beforeAll(async ({ server }) => {
	planner = await Phone.open(server, desktopSize);
	({ page } = planner);
	await signInAs(planner, 'perencana');
	await waitForAllRecords(planner);
	({ id: areaId } = await server.row<{ id: string }>(
		`select a.id from jangkau.area a join jangkau.household h on h.area_id = a.id
		where a.kind in ('rw', 'hamlet') and a.boundary is not null and a.valid_to is null
			and h.status = 'active' and h.rt is not null
		group by a.id order by count(*) desc limit 1`
	));
});
test.afterAll(() => planner.discard());

const territories = () =>
	page.getByRole('table', { name: 'Beban setiap wilayah' }).locator('tbody tr');
const saved = () => page.getByRole('list', { name: 'Skenario tersimpan' });

/** Cells of one row of a table of plans, without the tick's words. */
async function rowOf(table: string, row: string): Promise<string[]> {
	const header = page.getByRole('table', { name: table }).getByRole('rowheader', { name: row });
	const cells = await header.locator('xpath=..').getByRole('cell').allInnerTexts();
	return cells.map((text) => text.replace('terbaik', '').trim());
}

async function headsOf(table: string): Promise<string[]> {
	const heads = page.getByRole('table', { name: table }).getByRole('columnheader');
	return (await heads.allInnerTexts()).map((text) => text.split('\n')[0]!);
}

/** They would lie over what is looked at. */
async function closeToasts(): Promise<void> {
	const close = page.getByRole('status').getByRole('button', { name: 'Tutup' });
	while ((await close.count()) > 0) await close.first().click();
}

/** Both sizes: nothing wider than the screen, nothing that axe finds. */
async function checkPage(): Promise<void> {
	for (const size of [phoneSize, desktopSize]) {
		await page.setViewportSize(size);
		expect(await overflowPx(page)).toBe(0);
		expect(await accessibilityViolations(page)).toEqual([]);
	}
}

test('one kader more is looked at, taken and given back; a plan is kept, compared and restored', async () => {
	await divide(planner, areaId, 3);
	await planner.waitForWorker();
	await planner.cutNetwork();

	const beside = 'Kurang satu, tetap, atau tambah satu kader';
	await page.getByRole('button', { name: 'Bandingkan 2, 3 dan 4 kader' }).click();
	await expect(page.getByRole('button', { name: 'Pakai ini: 4 kader' })).toBeEnabled({
		timeout: 270_000
	});
	expect(await headsOf(beside)).toEqual(['2 kader', '3 kader', '4 kader']);
	// The same number of kader by the same choices is the plan that is there.
	const changing = await rowOf(beside, 'Rumah ganti kader dari rencana di layar');
	expect(changing[1]).toBe('0');
	expect(Number(changing[2])).toBeGreaterThan(0);
	await expect(territories()).toHaveCount(3);
	await checkPage();

	await page.getByRole('button', { name: 'Pakai ini: 4 kader' }).click();
	await expect(territories()).toHaveCount(4);
	expect((await rowOf(beside, 'Rumah ganti kader dari rencana di layar'))[2]).toBe('0');
	await page.getByRole('button', { name: 'Urungkan' }).click();
	await expect(territories()).toHaveCount(3);

	await page.getByRole('button', { name: 'Simpan skenario…' }).click();
	await expect(page.getByLabel('Nama skenario')).toHaveValue(/, 3 kader$/);
	await page.getByLabel('Nama skenario').fill(name);
	await page.getByRole('button', { name: 'Simpan', exact: true }).click();
	await expect(saved().getByText(name)).toBeVisible();

	await page.getByRole('button', { name: 'Pakai ini: 2 kader' }).click();
	await expect(territories()).toHaveCount(2);
	await page.getByRole('checkbox', { name: `Bandingkan ${name}` }).check();
	expect(await headsOf('Skenario berdampingan')).toEqual(['Rencana di layar', name]);
	await closeToasts();
	await checkPage();

	await page.getByRole('button', { name: `Pulihkan ${name}` }).click();
	await expect(territories()).toHaveCount(3);
	const restored = await rowOf('Skenario berdampingan', 'Rumah ganti kader dari rencana di layar');
	expect(restored).toEqual(['0', '0']);
	await page.getByRole('button', { name: 'Urungkan' }).click();
	await expect(territories()).toHaveCount(2);
	expect(planner.problems).toEqual([]);
});

test('after a restart with no network it is still there; deleted, it comes back at a press', async () => {
	expect(planner.isOffline).toBe(true);
	await planner.restart();
	({ page } = planner);
	await planner.goto(`/pembagian?wilayah=${areaId}`);
	await expect(saved().getByText(name)).toBeVisible();
	// Sealed like every draft: its name is not to be read on the disk.
	expect(await dumpStorage(page)).not.toContain(name);
	await page.getByRole('button', { name: `Hapus ${name}` }).click();
	await expect(saved()).toBeHidden();
	await page.getByRole('status').getByRole('button', { name: 'Urungkan' }).click();
	await page.getByRole('button', { name: `Pulihkan ${name}` }).click();
	await expect(territories()).toHaveCount(3);
	expect(planner.problems).toEqual([]);
});
