// A part of a village that no file has: drawn on the map without a network, named, and divided; the
// server has it with its households once there is a network again.
import { expect, test } from '@playwright/test';
import { signInAs, waitForAllRecords } from '../support/e2e-people.ts';
import { Phone, desktopSize } from '../support/e2e-phone.ts';
import { divide } from '../support/e2e-planner.ts';
import { startTestServer } from '../support/e2e-server.ts';
import { settled } from '../support/e2e-settled.ts';

test('a planner draws a part of a village, and divides it', async () => {
	const server = await startTestServer({ postgres: true });
	const planner = await Phone.open(server, desktopSize);
	const { page } = planner;
	await signInAs(planner, 'perencana');
	await waitForAllRecords(planner);
	const [village] = await server.sql<{ id: string; name: string }>(
		`select a.id, a.name from jangkau.area a where a.kind = 'village' order by (
			select count(*) from jangkau.household h
			join jangkau.area_ancestor up on up.area_id = h.area_id and up.ancestor_id = a.id) desc limit 1`
	);
	await planner.goto('/wilayah');
	await page
		.getByRole('button', { name: new RegExp(`^${village!.name} `) })
		.first()
		.click();
	await page.getByRole('button', { name: 'Gambar bagian wilayah' }).click();
	const map = page.getByRole('region', { name: /Peta wilayah kerja/ }).first();
	const back = page.getByRole('button', { name: 'Hapus sudut terakhir' });
	const marks = page.locator('.sheet circle');
	// A corner goes with the map: while it moves on the screen, the map is still on its way there.
	await page.getByRole('button', { name: 'Tambah sudut' }).click();
	await settled(() => marks.first().getAttribute('cx'));
	await planner.cutNetwork();
	await back.click();
	await expect(marks).toHaveCount(0);

	const box = (await map.boundingBox())!;
	const draw = async (...corners: readonly (readonly [number, number])[]) => {
		for (const [x, y] of corners) {
			const before = await marks.count();
			await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
			await expect(marks).toHaveCount(before + 1);
		}
	};
	const finish = page.getByRole('button', { name: 'Selesai' });
	// Lines that cross are said, and the corners taken back.
	await draw([0.3, 0.3], [0.7, 0.6]);
	await expect(finish).toBeDisabled();
	await draw([0.7, 0.3], [0.3, 0.6]);
	await expect(page.getByText('Garisnya saling memotong.')).toBeVisible();
	await expect(finish).toBeDisabled();
	for (let left = 3; left >= 1; left--) {
		await back.click();
		await expect(marks).toHaveCount(left);
	}
	await draw([0.7, 0.3], [0.7, 0.6], [0.3, 0.6]);
	await expect(page.getByText(/[1-9]\d* rumah ada di dalamnya/)).toBeVisible();

	await finish.click();
	const dialog = page.getByRole('dialog', { name: `Bagian baru dari ${village!.name}` });
	await dialog.getByRole('button', { name: 'Simpan' }).click();
	await expect(dialog.getByRole('textbox')).toHaveAttribute('aria-invalid', 'true');
	await dialog.getByRole('textbox').fill('Blok Uji');
	const others = dialog.getByRole('checkbox');
	if (await others.isVisible()) await others.check();
	await dialog.getByRole('button', { name: 'Simpan' }).click();
	await expect(page.getByText('Blok Uji tersimpan.')).toBeVisible();

	await planner.restoreNetwork();
	await expect
		.poll(
			async () =>
				(
					await server.sql<{ count: number }>(
						`select count(h.id)::int as count from jangkau.area a
						join jangkau.household h on h.area_id = a.id
						where a.name = 'Blok Uji' and a.boundary_status = 'drawn'`
					)
				)[0]?.count ?? 0,
			{ timeout: 180_000 }
		)
		.toBeGreaterThan(10);
	const [area] = await server.sql<{ id: string }>(
		`select id from jangkau.area where name = 'Blok Uji'`
	);
	// As many as it has posyandu, at least: none crosses from one to another unasked.
	await divide(planner, area!.id, 5);
	await expect(page.getByRole('button', { name: 'Wilayah 5', exact: true })).toBeVisible();
	await planner.discard();
	await server.close();
});
