// A mark on a desa: the dinas sets it, the camat of that desa reads it, on the map too and with no network.
import { expect } from '@playwright/test';
import { accessibilityViolations, overflowPx, showWhole } from '../support/e2e-page-check.ts';
import { signInAs, waitForRecords } from '../support/e2e-people.ts';
import { Phone, desktopSize } from '../support/e2e-phone.ts';
import { test } from '../support/e2e-test.ts';

test.describe.configure({ mode: 'serial', timeout: 540_000 });

const village = 'Long Sebatu';
const title = 'Tanda desa: KLB, lokus, ILP, program';

test('the dinas notes an outbreak in a desa, and the camat reads it there, also with no network', async ({
	server
}) => {
	const dinas = await Phone.open(server, desktopSize);
	const { page } = dinas;
	await signInAs(dinas, 'dinas');
	await waitForRecords(dinas);
	await dinas.goto('/cakupan');
	await page.getByRole('link', { name: title }).click();
	await expect(page.getByRole('heading', { name: title })).toBeVisible();
	await expect(page.getByText('Belum ada desa yang diberi tanda.')).toBeVisible();
	await page.getByRole('button', { name: 'Beri tanda pada desa' }).click();
	const form = page.getByRole('dialog', { name: 'Beri tanda pada desa' });
	await form.getByLabel('Desa atau kelurahan').selectOption({ label: village });
	await form.getByLabel('Jenis tanda').selectOption('outbreak');
	await form.getByLabel('Penyakit').selectOption('measles');
	await form.getByRole('button', { name: 'Simpan tanda' }).click();
	const line = page.getByRole('listitem').filter({ hasText: 'KLB campak' });
	await expect(line).toContainText(new RegExp(`${village}\\s+KLB campak\\s+sejak `));
	await page.getByRole('button', { name: 'Beri tanda pada desa' }).click();
	await form.getByLabel('Desa atau kelurahan').selectOption({ label: village });
	await form.getByRole('button', { name: 'Simpan tanda' }).click();
	await expect(form.getByText(/Tanda yang sama sudah ada/)).toBeVisible();
	await form.getByRole('button', { name: 'Batal' }).click();
	expect(await overflowPx(page)).toBeLessThanOrEqual(0);
	await showWhole(page);
	expect(await accessibilityViolations(page)).toEqual([]);

	const camat = await Phone.open(server);
	await signInAs(camat, 'camat');
	await waitForRecords(camat);
	await camat.waitForWorker();
	await camat.goto('/cakupan/tanda');
	const theirs = camat.page.getByRole('listitem').filter({ hasText: 'KLB campak' });
	await expect(theirs).toContainText(village);
	await expect(camat.page.getByRole('button', { name: 'Beri tanda pada desa' })).toHaveCount(0);
	await camat.cutNetwork();
	await camat.page.reload();
	await expect(theirs).toContainText(village);
	await expect(camat.page.getByText(/^Tanpa jaringan: yang terlihat adalah tanda/)).toBeVisible();
	expect(await overflowPx(camat.page)).toBeLessThanOrEqual(0);
	await theirs.getByRole('button', { name: village }).click();
	await expect(camat.page.getByRole('region', { name: 'Peta tanda desa' }).last()).toBeVisible();
	await camat.restoreNetwork();

	await page.getByRole('button', { name: `Akhiri KLB campak di ${village} hari ini` }).click();
	await expect(page.getByText('Tanda diakhiri.')).toBeVisible();
	expect(dinas.problems).toEqual([]);
	await dinas.discard();
	await camat.discard();
});
