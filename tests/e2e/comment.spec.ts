// A remark on the figures of an area: the camat writes it, the planner reads it first, the lurah sees it
// then, and nothing that leaves the app with the figures holds it.
import { expect } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { accessibilityViolations, overflowPx, showWhole } from '../support/e2e-page-check.ts';
import { joinWith, signInAs, waitForAllRecords, waitForRecords } from '../support/e2e-people.ts';
import { Phone, desktopSize } from '../support/e2e-phone.ts';
import type { TestServer } from '../support/e2e-server.ts';
import { test } from '../support/e2e-test.ts';

test.describe.configure({ mode: 'serial', timeout: 540_000 });

const remark = 'Jalan ke dusun hulu putus sejak banjir, perahu hanya hari pasar.';
const village = 'Long Sebatu';
const code = 'KMNTR-23456';

/** A lurah of one village, who joins with a code as the dinas would hand it to him. */
async function inviteLurah(server: TestServer): Promise<void> {
	await server.sql(
		`with area as (select id from jangkau.area where name = $1 and kind = 'village'),
		who as (insert into jangkau.membership (id, role, area_id, display_name)
			select gen_random_uuid(), 'viewer', id, 'Lurah ' || $1 from area returning id)
		insert into jangkau.invitation (membership_id, code_hash, expires_at)
		select id, private.invitation_hash($2), now() + interval '1 day' from who`,
		[village, code]
	);
}

test('a camat remarks, the planner approves, the lurah of the area reads it, and no file holds it', async ({
	server
}) => {
	const camat = await Phone.open(server);
	const { page } = camat;
	await signInAs(camat, 'camat');
	await waitForRecords(camat);
	await camat.waitForWorker();
	await camat.goto('/cakupan');
	const gaps = page.getByRole('region', { name: 'Urutan kekurangan' });
	await gaps.getByRole('button', { name: village, exact: true }).click();
	const comments = page.getByRole('region', { name: `Komentar tentang ${village}`, exact: true });
	await expect(comments.getByText(/Belum ada komentar/)).toBeVisible();
	const field = comments.getByLabel('Komentar Anda');
	const send = comments.getByRole('button', { name: 'Kirim komentar', exact: true });

	await field.fill('Tanya ke 0812 3456 7890');
	await expect(comments.getByText(/deretan angka panjang/)).toBeVisible();
	await field.fill('Rumah Bu Siti belum dikunjungi');
	await send.click();
	await expect(comments.getByText(/^Bu Siti\. Kalau benar nama orang/)).toBeVisible();

	await field.fill(remark);
	await camat.cutNetwork();
	await send.click();
	await expect(comments.getByText(/Komentar perlu jaringan/)).toBeVisible();
	await camat.restoreNetwork();
	await page.reload();
	await gaps.getByRole('button', { name: village, exact: true }).click();
	await expect(field).toHaveValue(remark);
	await send.click();
	const line = comments.getByRole('listitem').filter({ hasText: remark });
	await expect(line.getByText('menunggu diperiksa', { exact: true })).toBeVisible();
	await expect(field).toHaveValue('');
	expect(await overflowPx(page)).toBeLessThanOrEqual(0);
	await showWhole(page);
	expect(await accessibilityViolations(page)).toEqual([]);
	expect(camat.problems).toEqual([]);

	await inviteLurah(server);
	const lurah = await Phone.open(server);
	await joinWith(lurah, code, 'kata sandi lurah 1');
	await waitForRecords(lurah);
	await lurah.goto('/cakupan');
	const theirs = lurah.page.getByRole('region', { name: `Komentar tentang ${village}` });
	await expect(theirs.getByText(/Belum ada komentar/)).toBeVisible();

	const planner = await Phone.open(server, desktopSize);
	await signInAs(planner, 'perencana');
	await waitForAllRecords(planner);
	await planner.goto('/cakupan');
	const approve = planner.page.getByRole('button', {
		name: new RegExp(`^Setujui komentar .* tentang ${village}$`)
	});
	await expect(planner.page.getByText('Komentar menunggu diperiksa (1)')).toBeVisible();
	await expect(planner.page.getByText(remark, { exact: true })).toBeVisible();
	expect(await overflowPx(planner.page)).toBeLessThanOrEqual(0);
	await showWhole(planner.page);
	expect(await accessibilityViolations(planner.page)).toEqual([]);
	await approve.click();
	await expect(planner.page.getByText('Komentar disetujui.')).toBeVisible();
	await expect(approve).toHaveCount(0);

	await lurah.page.reload();
	await expect(theirs.getByText(remark, { exact: true })).toBeVisible();
	await lurah.page.emulateMedia({ media: 'print' });
	await expect(theirs).toBeHidden();
	await lurah.discard();
	await camat.discard();

	await planner.goto('/lokmin');
	await planner.page.getByRole('tab', { name: 'Bahan rapat' }).click();
	await expect(
		planner.page.getByRole('heading', { name: 'Bahan lokakarya mini bulanan' })
	).toBeVisible();
	await expect(planner.page.getByText(remark)).toHaveCount(0);
	const [file] = await Promise.all([
		planner.page.waitForEvent('download'),
		planner.page.getByRole('button', { name: 'Unduh PDF' }).click()
	]);
	expect((await readFile(await file.path())).toString('latin1')).not.toContain('hari pasar');
	expect(planner.problems).toEqual([]);
	await planner.discard();
});
