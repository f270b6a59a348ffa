// Who lives far from a posyandu: a planner drills down, changes the limit and finds points for a new one, all
// with no network; her file has counts only; the camat is told where to look instead and holds no house.
import { expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { accessibilityViolations, overflowPx, showWhole } from '../support/e2e-page-check.ts';
import { everyPersonalText, foundIn } from '../support/e2e-personal.ts';
import { signInAs, waitForAllRecords, waitForRecords } from '../support/e2e-people.ts';
import { Phone, desktopSize, phoneSize } from '../support/e2e-phone.ts';
import { test } from '../support/e2e-test.ts';

test.describe.configure({ mode: 'serial', timeout: 540_000 });

/** A figure as it reads in Indonesian. */
const numberIn = (text: string) => Number(/[\d.]+/.exec(text)![0].replaceAll('.', ''));

test('a planner sees who lives far and where a new posyandu helps, with no network', async ({
	server
}) => {
	const planner = await Phone.open(server, desktopSize);
	const { page } = planner;
	await signInAs(planner, 'perencana');
	await waitForAllRecords(planner);
	await planner.waitForWorker();
	await planner.goto('/cakupan');
	await page.getByRole('link', { name: 'Jarak ke layanan', exact: true }).click();
	const table = page.getByRole('table', { name: 'Jarak per wilayah' });
	await expect(table).toBeVisible();
	const map = page.getByRole('region', { name: /^Peta jarak ke posyandu/ });
	await expect(map.getByText('Memuat peta…')).toHaveCount(0);
	await planner.cutNetwork();
	await expect(page.getByText(/^Angka di halaman ini garis lurus/)).toBeVisible();

	// Far ones first, and fewer of them beyond a wider limit.
	const far = table.getByRole('cell', { name: /^[\d.]+ orang/ });
	const limit = page.getByLabel('Batas jauh');
	await limit.selectOption('500');
	const farBy500 = (await far.allInnerTexts()).map(numberIn);
	expect(farBy500.length).toBeGreaterThan(2);
	expect([...farBy500].sort((a, b) => b - a)).toEqual(farBy500);
	const sum = (counts: number[]) => counts.reduce((all, one) => all + one, 0);
	await limit.selectOption('2000');
	await expect
		.poll(async () => sum((await far.allInnerTexts()).map(numberIn)))
		.toBeLessThan(sum(farBy500));
	await limit.selectOption('own');
	const own = page.getByLabel('Batas sendiri');
	await own.fill('7');
	await expect(page.getByText('Tulis angka 50 sampai 50.000.')).toBeVisible();
	await own.fill('700');
	await expect(page.getByText('Tulis angka', { exact: false })).toHaveCount(0);
	await expect(page.getByText(/Batas 700 m, garis lurus \(meter\); n = /)).toBeVisible();

	// Along the roads it is farther, and the page says which of the two it is.
	await limit.selectOption('500');
	const straight = sum((await far.allInnerTexts()).map(numberIn));
	await page.getByLabel('Cara mengukur').selectOption('road');
	await expect(page.getByText(/^Angka di halaman ini panjang jalan kaki/)).toBeVisible();
	await expect
		.poll(async () => sum((await far.allInnerTexts()).map(numberIn)))
		.toBeGreaterThan(straight);
	await page.getByLabel('Cara mengukur').selectOption('minutes');
	await expect(limit).toHaveValue('20');
	await expect(table.getByRole('cell', { name: /^\d+ menit$/ }).first()).toBeVisible();
	await page.getByLabel('Cara mengukur').selectOption('line');
	await limit.selectOption('500');

	// Down to the parts of the first village, and up again.
	const first = (await table.getByRole('rowheader').first().getByRole('button').innerText()).trim();
	await table.getByRole('button', { name: first, exact: true }).click();
	await table.getByRole('button', { name: `Buka bagian ${first}`, exact: true }).click();
	const trail = page.getByRole('navigation', { name: 'Letak wilayah' });
	await expect(trail.getByText(first, { exact: true })).toBeVisible();
	await expect.poll(async () => sum((await far.allInnerTexts()).map(numberIn))).toBe(farBy500[0]);

	// Three points: each gains somebody, none more than the one before it, together no more than live far.
	await page.getByLabel('Jumlah titik baru').selectOption('3');
	await page.getByRole('button', { name: 'Cari titik', exact: true }).click();
	const points = page
		.getByRole('region', { name: 'Usulan titik posyandu baru' })
		.getByRole('listitem');
	await expect(points).toHaveCount(3);
	const gains = (await points.getByText(/^\+[\d.]+ orang/).allInnerTexts()).map(numberIn);
	expect([...gains].sort((a, b) => b - a)).toEqual(gains);
	expect(gains.at(-1)).toBeGreaterThan(0);
	expect(sum(gains)).toBeLessThanOrEqual(farBy500[0]!);
	await expect(page.getByText('usulan titik posyandu baru', { exact: true })).toBeVisible();
	// They were of another question.
	await limit.selectOption('1000');
	await expect(points).toHaveCount(0);
	await limit.selectOption('500');
	await page.getByRole('button', { name: 'Cari titik', exact: true }).click();
	await expect(points).toHaveCount(3);

	for (const size of [phoneSize, desktopSize]) {
		await page.setViewportSize(size);
		expect(await overflowPx(page)).toBe(0);
	}
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: /^Unduh CSV/ }).click();
	const content = readFileSync(await (await download).path(), 'utf8');
	expect(content.startsWith('\uFEFFKode wilayah,Wilayah,')).toBe(true);
	expect(content).toContain('Kesegaran data');
	expect(content).toContain('Usulan titik posyandu baru');
	await showWhole(page);
	expect(await accessibilityViolations(page)).toEqual([]);
	expect(planner.problems).toEqual([]);
	await planner.restoreNetwork();
	expect(foundIn(await everyPersonalText(server), content)).toEqual([]);
	await planner.discard();
});

test('the camat is told where to look instead, and holds no house', async ({ server }) => {
	const camat = await Phone.open(server, phoneSize);
	const { page } = camat;
	await signInAs(camat, 'camat');
	await waitForRecords(camat);
	await camat.goto('/cakupan/akses');
	await expect(page.getByText('Halaman ini untuk perencana dan petugas puskesmas')).toBeVisible();
	await expect(page.getByRole('table')).toHaveCount(0);
	expect(await accessibilityViolations(page)).toEqual([]);
	await page.getByRole('link', { name: 'Buka Cakupan', exact: true }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Cakupan' })).toBeVisible();
	expect(camat.problems).toEqual([]);
	await camat.discard();
});
