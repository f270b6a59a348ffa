// The status of areas: a planner sets a target, typed and from a table, and sees its line; the camat sees the same
// page without a household; files carry what the figures mean.
import { expect } from '@playwright/test';
import type { Download } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { readXlsx } from 'hucre/xlsx';
import type { ExportedMap } from '../../src/lib/domain/coverage-export.ts';
import { accessibilityViolations, overflowPx, showWhole } from '../support/e2e-page-check.ts';
import { everyPersonalText, foundIn } from '../support/e2e-personal.ts';
import { signInAs, waitForAllRecords, waitForRecords } from '../support/e2e-people.ts';
import { Phone, desktopSize, phoneSize } from '../support/e2e-phone.ts';
import { test } from '../support/e2e-test.ts';

test.describe.configure({ mode: 'serial', timeout: 540_000 });

const chart = /^Grafik peringkat/;
/** The month at the puskesmas: its year is the one that targets are set for. */
const month = () =>
	new Date().toLocaleDateString('en-CA', { timeZone: 'Asia/Makassar' }).slice(0, 7);
/** In January there is nothing to compare with. */
const aStatus = /^(Baik|Kurang|Cukup|Jelek|Tetap|Januari: .*)$/;
const aboveTarget = /^(Baik|Kurang|Tetap|Januari: .*)$/;

async function bytesOf(download: Download): Promise<Buffer> {
	return readFileSync(await download.path());
}

/** Nothing out of the screen and nothing unreadable, on a phone and on a desk. */
async function expectSound(phone: Phone): Promise<void> {
	for (const size of [phoneSize, desktopSize]) {
		await phone.page.setViewportSize(size);
		expect(await overflowPx(phone.page)).toBe(0);
	}
	await showWhole(phone.page);
	expect(await accessibilityViolations(phone.page)).toEqual([]);
	await phone.page.setViewportSize(desktopSize);
}

test('a planner sets targets, typed and from a table, and the chart has its line and status', async ({
	server
}) => {
	const planner = await Phone.open(server, desktopSize);
	const { page } = planner;
	await signInAs(planner, 'perencana');
	await waitForAllRecords(planner);
	await planner.goto('/pengaturan/sasaran');
	const table = page.getByRole('table', { name: 'Sasaran dan target' });
	// The kecamatan above is not hers to set.
	await expect(table.getByRole('button', { name: /^Ubah sasaran/ }).first()).toBeVisible();
	await expect(table.getByRole('row').nth(1).getByRole('button', { name: /^Ubah/ })).toHaveCount(0);
	const [first, second] = [table.getByRole('row').nth(2), table.getByRole('row').nth(3)];
	const typed = (await first.getByRole('rowheader').innerText()).trim();
	const imported = (await second.getByRole('rowheader').innerText()).trim();

	await first.getByRole('button', { name: `Ubah sasaran ${typed}`, exact: true }).click();
	const form = page.getByRole('dialog');
	await form.getByLabel('Target setahun').fill('abc');
	await form.getByRole('button', { name: 'Simpan' }).click();
	await expect(form.getByText('Tulis angka 0 sampai 100.')).toBeVisible();
	await form.getByLabel('Target setahun').fill('12');
	await form.getByLabel('Sasaran resmi setahun').fill('700');
	await form.getByLabel('Sumber sasaran resmi').fill('SK Dinkes 4');
	await form.getByRole('button', { name: 'Simpan' }).click();
	await expect(form).toBeHidden();
	await expect(first).toContainText('12 %');
	await expect(first).toContainText('SK Dinkes 4');

	const lines = [
		'wilayah;indikator;tahun;persen;penyebut;sumber',
		`${imported};Rumah dikunjungi;${month().slice(0, 4)};0,5;300;resmi`,
		`Desa Antah Berantah;Rumah dikunjungi;${month().slice(0, 4)};80;;`,
		`${imported};Rumah dikunjungi;${month().slice(0, 4)};90;;`,
		`${imported};Rumah dikunjungi;${month().slice(0, 4)};-4;;`
	];
	await page.getByLabel('Pilih berkas').setInputFiles({
		name: 'sasaran.csv',
		mimeType: 'text/csv',
		buffer: Buffer.from(lines.join('\n'))
	});
	await expect(
		page.getByText('sasaran.csv: 1 baris akan disimpan, 0 sudah sama, 3 ditolak.')
	).toBeVisible();
	await expect(page.getByText(/“Desa Antah Berantah” tidak ada/)).toBeVisible();
	await expect(page.getByText(/Sama dengan baris 2/)).toBeVisible();
	await expect(page.getByText(/Persen “-4” bukan angka/)).toBeVisible();
	await expect(second).toContainText('100 %');
	await page.getByRole('button', { name: 'Simpan 1 sasaran' }).click();
	await expect(second).toContainText('50 %');
	await expect(second).toContainText('300');
	await expectSound(planner);

	await page.getByRole('link', { name: 'Grafik dan tabel PWS' }).click();
	await page.getByLabel('Bulan', { exact: true }).selectOption(month());
	const bar = page
		.getByRole('region', { name: chart })
		.getByRole('listitem')
		.filter({ hasText: imported });
	await expect(bar.getByText(/^Target s.d. bulan ini: /)).toBeAttached();
	// Far above half of the target, whatever the month.
	await expect(bar.getByText(aboveTarget)).toBeVisible();
	await page.getByRole('button', { name: new RegExp(`^${typed}, Sasaran resmi: `) }).click();
	const origin = page.getByRole('dialog');
	await expect(origin.getByText('700', { exact: true })).toBeVisible();
	await expect(origin.getByText('SK Dinkes 4')).toBeVisible();
	await expect(origin.getByText(`12,0 %, ditetapkan untuk ${typed}`)).toBeVisible();
	await origin.getByRole('button', { name: 'Tutup' }).click();
	await expectSound(planner);
	expect(planner.problems).toEqual([]);
	await expect
		.poll(() => server.sql('select percent from jangkau.target where denominator = 300', []))
		.toHaveLength(1);
	await planner.discard();
});

test('what the planner’s device does not hold is counted by the server, or says that it may be more', async ({
	server
}) => {
	const planner = await Phone.open(server, desktopSize);
	const { page } = planner;
	await signInAs(planner, 'perencana');
	await waitForAllRecords(planner);
	await planner.waitForWorker();
	await planner.goto('/cakupan/pws');
	const region = page.getByRole('region', { name: chart });
	const choose = page.getByLabel('Bulan', { exact: true });
	await expect(region).toBeVisible();
	// Of the third month back the year began earlier, but for January, February and March.
	await choose.selectOption({ index: 2 });
	test.skip((await choose.inputValue()).endsWith('-01'), 'the year begins with what is held');
	const legend = page.getByRole('region', { name: 'Keterangan' });
	await expect(legend.getByText(/dihitung di server/)).toBeVisible();
	await expect(page.getByText('≥')).toHaveCount(0);
	// The month before those that the device holds.
	const last = region.getByRole('button', { name: /Bulan lalu: .*Lihat asal angka$/ });
	await expect(last.last()).toHaveAccessibleName(/Bulan lalu: \d+,\d %/);
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Unduh CSV' }).click();
	const exact = (await bytesOf(await download)).toString('utf8');
	expect(exact).toContain('dihitung di server');
	expect(exact).not.toContain('paling sedikit');
	await expectSound(planner);

	await planner.cutNetwork();
	await page.reload();
	await choose.selectOption({ index: 2 });
	await expect(page.getByText(/Angka pasti dihitung di server begitu ada jaringan/)).toBeVisible();
	await expect(region.getByText(/≥/).first()).toBeVisible();
	await planner.restoreNetwork();
	await expect(legend.getByText(/dihitung di server/)).toBeVisible({ timeout: 120_000 });
	await expect(page.getByText('≥')).toHaveCount(0);
	expect(planner.problems).toEqual([]);
	await planner.discard();
});

test('the camat sees the same page and its files, without anybody', async ({ server }) => {
	const camat = await Phone.open(server, desktopSize);
	const { page } = camat;
	await signInAs(camat, 'camat');
	await waitForRecords(camat);
	await camat.goto('/cakupan');
	await page.getByRole('link', { name: 'Grafik dan tabel PWS' }).click();
	const region = page.getByRole('region', { name: chart });
	await expect(region).toBeVisible();
	await page.getByLabel('Bulan', { exact: true }).selectOption(month());
	const bars = region.getByRole('listitem');
	expect(await bars.count()).toBeGreaterThan(2);
	await expect(bars.first().getByText(/^Target s.d. bulan ini: /)).toBeAttached();
	const status = page.getByRole('table', { name: 'Status wilayah' });
	await expect(status.getByText(aStatus).first()).toBeVisible();
	await expectSound(camat);
	const names = await everyPersonalText(server);
	expect(foundIn(names, await page.content())).toEqual([]);

	const saved = async (name: string) => {
		const download = page.waitForEvent('download');
		await page.getByRole('button', { name }).click();
		return bytesOf(await download);
	};
	const workbook = await saved('Unduh Excel');
	const { sheets } = await readXlsx(new Uint8Array(workbook));
	expect(sheets.map((sheet) => sheet.name)).toEqual([
		'PWS',
		'Dua belas bulan',
		'Perkiraan',
		'Arti angka'
	]);
	expect(JSON.stringify(sheets)).toContain('Kesegaran data');
	const csv = (await saved('Unduh CSV')).toString('utf8');
	expect(csv.startsWith('\uFEFFKode wilayah,Wilayah,')).toBe(true);
	expect(csv).toContain('Kesegaran data');
	const map = JSON.parse((await saved('Unduh peta (GeoJSON)')).toString('utf8')) as ExportedMap;
	expect(map.features.length).toBeGreaterThan(1);
	expect(Object.keys(map.definitions).length).toBeGreaterThan(5);
	for (const { properties } of map.features)
		if (properties.state === 'suppressed') expect(properties.percent).toBeNull();
	const files = [JSON.stringify(sheets), csv, JSON.stringify(map)].join('\n');
	expect(foundIn(names, files)).toEqual([]);

	await page.getByRole('link', { name: 'Lihat sasaran dan target' }).click();
	await expect(page.getByText('Hanya perencana puskesmas yang bisa mengubahnya.')).toBeVisible();
	await expect(page.getByRole('button', { name: /^Ubah sasaran/ })).toHaveCount(0);
	expect(camat.problems).toEqual([]);
	await camat.discard();
});
