// The review meeting: what a camat reads without a tap, an action agreed with no network, and the paper.
import { expect } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { everyPersonalText, foundIn } from '../support/e2e-personal.ts';
import { accessibilityViolations, overflowPx, showWhole } from '../support/e2e-page-check.ts';
import { signInAs, waitForAllRecords, waitForRecords } from '../support/e2e-people.ts';
import { Phone, desktopSize } from '../support/e2e-phone.ts';
import type { TestServer } from '../support/e2e-server.ts';
import { test } from '../support/e2e-test.ts';

test.describe.configure({ mode: 'serial', timeout: 540_000 });

const agreed = 'Antar petugas dengan perahu desa dua kali sebulan';

/** The villages of the demo by what is missed this month, as the cube has it. */
async function worstVillages(server: TestServer): Promise<{ name: string; missed: number }[]> {
	return server.sql<{ name: string; missed: number }>(
		`select a.name, c.denominator - c.numerator as missed
		from jangkau.coverage_cell c join jangkau.area a on a.id = c.area_id
		where c.indicator = 'household_visited.month' and a.kind = 'village' and not c.suppressed
			and c.target_group = 'all'
			and c.month = to_char(current_timestamp at time zone 'Asia/Makassar', 'YYYY-MM')
		order by missed desc, a.name limit 3`
	);
}

async function hasNobody(phone: Phone, server: TestServer): Promise<void> {
	const text = await phone.page.content();
	expect(foundIn(await everyPersonalText(server), text)).toEqual([]);
}

test('a camat reads the three worst areas and what is overdue, agrees with no network, and the planner has it', async ({
	server
}) => {
	const camat = await Phone.open(server);
	const { page } = camat;
	await signInAs(camat, 'camat');
	await waitForRecords(camat);
	await camat.waitForWorker();

	const first = page.getByRole('region', { name: 'Yang perlu dilihat dulu' });
	await expect(first.getByText('Kesepakatan lewat waktu: 1', { exact: true })).toBeVisible();
	await expect(first.getByText(/^Perbaiki perahu puskesmas/)).toBeVisible();
	for (const { name, missed } of await worstVillages(server)) {
		const line = first.getByRole('listitem').filter({ hasText: name });
		await expect(line).toContainText(`${missed} rumah`);
		await expect(line).toContainText('% sudah dikunjungi; ');
	}
	await hasNobody(camat, server);

	await camat.goto('/lokmin');
	await expect(page.getByRole('heading', { name: 'Lewat waktu (1)' })).toBeVisible();
	await camat.cutNetwork();
	await page.getByRole('button', { name: 'Tambah kesepakatan' }).click();
	const form = page.getByRole('dialog', { name: 'Kesepakatan baru' });
	await expect(form.getByText(/Jangan tulis nama pasien/)).toBeVisible();
	await form.getByRole('button', { name: 'Simpan' }).click();
	await expect(form.getByText('Tulis siapa penanggung jawabnya.')).toBeVisible();
	await form.getByLabel('Apa yang dikerjakan').fill(agreed);
	await form.getByLabel('Penanggung jawab').fill('Kepala Desa Long Sebatu');
	await form.getByLabel('Paling lambat').fill('2020-01-01');
	await expect(form.getByText('Tanggal itu sudah lewat.')).toBeVisible();
	await form.getByLabel('Paling lambat').fill('2099-12-31');
	await form.getByLabel('Wilayah').selectOption({ label: 'Long Sebatu' });
	await form.getByRole('button', { name: 'Simpan' }).click();
	await expect(page.getByText('Kesepakatan tersimpan')).toBeVisible();

	await page.reload();
	const line = page.getByRole('listitem').filter({ hasText: agreed });
	await expect(line).toContainText('Kepala Desa Long Sebatu · Long Sebatu');
	await expect(line).toContainText('belum terkirim');
	expect(await overflowPx(page)).toBeLessThanOrEqual(0);
	await showWhole(page);
	expect(await accessibilityViolations(page)).toEqual([]);

	await camat.restoreNetwork();
	await expect
		.poll(
			() =>
				server.sql(
					`select i.owner, i.status, i.due_on::text as due, a.name
					from jangkau.action_item i join jangkau.area a on a.id = i.area_id where i.title = $1`,
					[agreed]
				),
			{ timeout: 180_000 }
		)
		.toEqual([
			{ owner: 'Kepala Desa Long Sebatu', status: 'open', due: '2099-12-31', name: 'Long Sebatu' }
		]);
	await expect(line.getByText('belum terkirim')).toHaveCount(0);
	await hasNobody(camat, server);
	expect(camat.problems).toEqual([]);
	await camat.discard();

	const planner = await Phone.open(server, desktopSize);
	await signInAs(planner, 'perencana');
	await waitForAllRecords(planner);
	await planner.goto('/lokmin');
	const theirs = planner.page.getByRole('listitem').filter({ hasText: agreed });
	await theirs.getByRole('button', { name: `Tandai selesai: ${agreed}` }).click();
	await expect(theirs).toContainText(/^.*Selesai \d/);
	await expect
		.poll(
			() =>
				server.sql(
					`select status, closed_on = (current_timestamp at time zone 'Asia/Makassar')::date as today
					from jangkau.action_item where title = $1`,
					[agreed]
				),
			{ timeout: 180_000 }
		)
		.toEqual([{ status: 'done', today: true }]);
	await planner.discard();
});

test('a planner prints the paper: A4 upright, with the map, and takes map and paper along as files', async ({
	server
}) => {
	const planner = await Phone.open(server, desktopSize);
	const { page } = planner;
	await signInAs(planner, 'perencana');
	await waitForAllRecords(planner);
	await planner.goto('/lokmin');
	await page.getByRole('tab', { name: 'Bahan rapat' }).click();
	await expect(page.getByRole('heading', { name: 'Bahan lokakarya mini bulanan' })).toBeVisible();
	const map = page.getByRole('img', { name: /^Peta cakupan kunjungan/ }).first();
	await expect(map).toBeVisible();
	await expect(map.locator('path')).not.toHaveCount(0);
	await expect(page.getByText(/Perbaiki perahu puskesmas/).first()).toBeVisible();
	await hasNobody(planner, server);

	await planner.cutNetwork();
	await page.getByLabel('Rapat', { exact: true }).selectOption('quarter');
	await expect(
		page.getByRole('heading', { name: 'Bahan lokakarya mini tribulanan' })
	).toBeVisible();
	const [picture] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('button', { name: 'Unduh peta (PNG)' }).click()
	]);
	expect(picture.suggestedFilename()).toMatch(/^lokmin-\d{4}-\d{2}-peta\.png$/);

	// Made on the device, with no network, by code that was loaded when it was asked for.
	const [file] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('button', { name: 'Unduh PDF' }).click()
	]);
	expect(file.suggestedFilename()).toMatch(/^lokmin-\d{4}-\d{2}\.pdf$/);
	const written = (await readFile(await file.path())).toString('latin1');
	expect(written).toMatch(/^%PDF-1\.4/);
	expect(written).toMatch(/\/Count [1-4]\b/);

	const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
	const boxes = [...paper.matchAll(/\/MediaBox \[([\d. ]+)\]/g)].map(([, box]) =>
		box!.split(' ').map((side) => Math.round(Number(side)))
	);
	expect(boxes.length).toBeGreaterThanOrEqual(1);
	expect(boxes.length).toBeLessThanOrEqual(4);
	for (const box of boxes) {
		expect(box[2]).toBeCloseTo(595, -1);
		expect(box[3]).toBeCloseTo(842, -1);
	}
	await page.emulateMedia({ media: 'print' });
	await expect(page.getByRole('navigation', { name: 'Menu utama' })).toBeHidden();
	await expect(page.getByRole('button', { name: 'Cetak atau simpan PDF' })).toBeHidden();
	await planner.restoreNetwork();
	expect(planner.problems).toEqual([]);
	await planner.discard();
});
