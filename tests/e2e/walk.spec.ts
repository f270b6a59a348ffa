// A kader's walk through her day with the network cut: the order of the houses, her own wishes for it,
// and the way to one house, with and without a position.
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { recordNotHome } from '../support/e2e-kader.ts';
import { accessibilityViolations, overflowPx, showWhole } from '../support/e2e-page-check.ts';
import { desktopSize, phoneSize, type Phone } from '../support/e2e-phone.ts';
import { openKaderPhone } from '../support/e2e-people.ts';
import type { TestServer } from '../support/e2e-server.ts';
import { test } from '../support/e2e-test.ts';

type Place = { readonly id: string; readonly lng: number; readonly lat: number };

/** Where the demo's kader's houses stand, as only the server may say. */
async function placesOf(server: TestServer): Promise<Map<string, Place>> {
	const rows = await server.sql<Place>(
		`select h.id::text as id, extensions.st_x(h.location) as lng, extensions.st_y(h.location) as lat
		from jangkau.household h
		join jangkau.territory t on t.id = h.territory_id and t.active
		join jangkau.membership m on m.kader_id = t.kader_id
		join auth.users u on u.id = m.user_id
		where u.email = 'kader@demo.jangkau.id' and h.location is not null`
	);
	return new Map(rows.map((row) => [row.id, row]));
}

const stand = (phone: Phone, { lng, lat }: Omit<Place, 'id'>, accuracy = 8) =>
	phone.context.setGeolocation({ longitude: lng, latitude: lat, accuracy });

const walkHeading = (page: Page) =>
	page.getByRole('heading', { name: /^Jalan hari ini \(\d+ rumah\)$/ });
const ways = (page: Page) => page.locator('ol[aria-busy="false"]').first().locator('li');

/** Ids of the houses of the walk, in its order. */
async function shownWalk(page: Page): Promise<string[]> {
	await expect(walkHeading(page)).toBeVisible();
	await expect(page.getByText(/^± .+ jalan kaki$/)).toBeVisible();
	await expect(page.locator('ol[aria-busy="true"]')).toHaveCount(0);
	const links = ways(page).locator('a[href^="/kunjungan/"]');
	const targets = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
	return targets.map((target) => target?.split('/').at(-1) ?? '');
}

async function opened(server: TestServer): Promise<Phone> {
	const phone = await openKaderPhone(server);
	// Once with a network: the files of the page and of its worker are kept.
	await phone.goto('/hari-ini');
	await expect(walkHeading(phone.page)).toBeVisible();
	return phone;
}

test('the day is a walk from where she stands, and its order hers to change, with the network cut', async ({
	server
}) => {
	const phone = await opened(server);
	const { page } = phone;
	const places = await placesOf(server);
	const someHouse = [...places.values()][0]!;
	await phone.context.grantPermissions(['geolocation']);
	await stand(phone, someHouse);
	await phone.cutNetwork();
	await phone.goto('/hari-ini');
	await expect(page.getByText('Mulai dari tempat Anda berdiri.')).toBeVisible();
	const walk = await shownWalk(page);
	expect(walk.length).toBeGreaterThan(2);
	expect(new Set(walk).size).toBe(walk.length);
	await expect(ways(page).first()).toContainText('Nomor 1');

	// A few steps, and a GPS that jumps for a moment, change nothing.
	await stand(phone, { lng: someHouse.lng + 0.0003, lat: someHouse.lat });
	await stand(phone, { lng: someHouse.lng + 0.02, lat: someHouse.lat }, 900);
	expect(await shownWalk(page)).toEqual(walk);

	await page.getByRole('button', { name: 'Lewati dulu' }).first().click();
	await expect.poll(async () => (await shownWalk(page)).at(-1)).toBe(walk[0]);
	const skipped = await shownWalk(page);
	expect([...skipped].sort()).toEqual([...walk].sort());
	await phone.goto('/hari-ini');
	await expect.poll(async () => (await shownWalk(page)).at(-1)).toBe(walk[0]);

	await page.getByRole('button', { name: 'Ubah urutan' }).click();
	await expect(page.getByRole('button', { name: /^Turunkan / }).first()).toBeVisible();
	await showWhole(page);
	expect(await accessibilityViolations(page)).toEqual([]);
	expect(await overflowPx(page)).toBe(0);
	await page.setViewportSize(phoneSize);
	const rows = page
		.getByRole('listitem')
		.filter({ has: page.getByRole('button', { name: /^Turunkan / }) });
	const names = await rows.locator('strong').allInnerTexts();
	const nameAt = (at: number) => rows.nth(at).locator('strong');
	const named = (at: number) => names[at]!.replace(/^\d+\. /, '');
	// By keys: the row takes the focus along.
	const down = page.getByRole('button', { name: `Turunkan ${named(0)}`, exact: true });
	await down.focus();
	await page.keyboard.press('Enter');
	await expect(nameAt(1)).toHaveText(`2. ${named(0)}`);
	await expect(down).toBeFocused();
	await expect(page.getByText('Ini urutan Anda sendiri.')).toBeVisible();
	// By the handle: the first goes below the third.
	await nameAt(0).scrollIntoViewIfNeeded();
	const handle = (await rows.nth(0).getByRole('presentation').boundingBox())!;
	const third = (await rows.nth(2).boundingBox())!;
	await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
	await page.mouse.down();
	await page.mouse.move(third.x + 20, third.y + third.height - 4, { steps: 5 });
	await page.mouse.up();
	await expect(nameAt(2)).toHaveText(`3. ${named(1)}`);
	await expect(nameAt(0)).toHaveText(`1. ${named(0)}`);
	await page.getByRole('button', { name: 'Selesai', exact: true }).click();
	const own = await shownWalk(page);
	expect([...own].sort()).toEqual([...walk].sort());
	await phone.goto('/hari-ini');
	await expect(page.getByText('Ini urutan Anda sendiri.')).toBeVisible();
	await expect.poll(() => shownWalk(page)).toEqual(own);

	// A saved visit leads on along it.
	await recordNotHome(phone, own[0]!);
	const onward = page.getByRole('link', { name: 'Kunjungi rumah berikutnya' });
	await expect(onward).toHaveAttribute('href', `/kunjungan/${own[1]!}`);
	await phone.goto('/hari-ini');
	await page.getByRole('button', { name: 'Urutkan lagi otomatis' }).click();
	await expect(page.getByText('Ini urutan Anda sendiri.')).toBeHidden();

	await showWhole(page);
	expect(await accessibilityViolations(page)).toEqual([]);
	expect(await overflowPx(page)).toBe(0);
	expect(phone.problems).toEqual([]);
	await phone.close();
});

test('she finds a house by its way, its direction or her mark on the map, with the network cut', async ({
	server
}) => {
	const phone = await opened(server);
	const { page } = phone;
	const places = await placesOf(server);
	const walk = await shownWalk(page);
	const house = places.get(walk[0]!)!;
	// The map's code comes with the first map.
	await phone.goto(`/rumah/${house.id}/cari`);
	await expect(page.locator('.maplibregl-canvas')).toBeVisible();
	await phone.cutNetwork();

	// Without a position: her mark on the map is enough.
	await phone.goto(`/rumah/${house.id}/cari`);
	await expect(page.getByText(/^Letak Anda belum diketahui\./)).toBeVisible();
	await expect(page.locator('.maplibregl-canvas')).toBeVisible();
	await expect(page.getByText('Memuat peta…')).toHaveCount(0);
	await page.getByRole('button', { name: 'Saya di sini' }).click();
	await expect(page.getByText('Ketuk peta di tempat Anda berdiri.', { exact: true })).toBeVisible();
	await page.locator('.maplibregl-canvas').click({ position: { x: 60, y: 60 } });
	await expect(page.getByText('Dihitung dari titik yang Anda tandai di peta.')).toBeVisible();
	await expect(page.getByText(/ke .+ \(garis lurus\)$/)).toBeVisible();
	// It is the mark of the day, on whatever page, until she takes it back.
	const menu = page.getByRole('navigation', { name: 'Menu utama' }).filter({ visible: true });
	await menu.getByRole('link', { name: 'Hari ini', exact: true }).click();
	await expect(page.getByText('Mulai dari titik yang Anda tandai di peta.')).toBeVisible();
	await phone.goto(`/rumah/${house.id}/cari`);
	await expect(page.getByText('Dihitung dari titik yang Anda tandai di peta.')).toBeVisible();
	await page.getByRole('button', { name: 'Hapus tanda' }).click();

	// With one: the way while she walks, and then that she is there.
	await phone.context.grantPermissions(['geolocation']);
	await stand(phone, { lng: house.lng + 0.004, lat: house.lat + 0.002 });
	await page.getByRole('button', { name: 'Nyalakan lokasi' }).click();
	await expect(page.getByText('Ketelitian lokasi 8 m')).toBeVisible();
	await expect(page.getByText(/^Lewat jalan .+ menit|^Belum ada jalan di peta/)).toBeVisible();
	for (const share of [0.75, 0.5, 0.25])
		await stand(phone, { lng: house.lng + 0.004 * share, lat: house.lat + 0.002 * share });
	await stand(phone, house, 3);
	await expect(page.getByText(/^Anda sudah di sekitar rumah ini\./)).toBeVisible();

	const other = await page
		.getByRole('link', { name: 'Buka di aplikasi peta lain' })
		.getAttribute('href');
	expect(other).toMatch(/^geo:-?\d+\.\d+,-?\d+\.\d+\?q=-?\d+\.\d+,-?\d+\.\d+$/);
	await showWhole(page);
	expect(await accessibilityViolations(page)).toEqual([]);
	expect(await overflowPx(page)).toBe(0);
	await page.setViewportSize(phoneSize);

	await page.getByRole('button', { name: 'Lokasi salah, perbaiki' }).click();
	await page.getByRole('button', { name: 'Pakai lokasi saya' }).click();
	await page.getByRole('button', { name: 'Simpan letak rumah' }).click();
	await expect(page.getByText('Letak rumah tersimpan di HP ini.')).toBeVisible();
	await page.getByRole('button', { name: 'Kembali ke peta' }).click();

	await page.getByRole('link', { name: 'Rumah tidak ketemu' }).click();
	await expect(page.getByRole('group', { name: 'Apa hasil kunjungan ini?' })).toBeVisible();
	expect(phone.problems).toEqual([]);
	await phone.close();
});

test('on a wide screen she marks where she stands beside the list, for every page of the day', async ({
	server
}) => {
	const phone = await opened(server);
	const { page } = phone;
	await page.setViewportSize(desktopSize);
	const [first] = await shownWalk(page);
	const canvas = page.locator('.maplibregl-canvas');
	await expect(canvas).toBeVisible();
	await expect(page.getByText('Memuat peta…')).toHaveCount(0);
	await page.getByRole('button', { name: 'Saya di sini' }).click();
	await expect(page.getByText('Ketuk peta di tempat Anda berdiri.', { exact: true })).toBeVisible();
	const { width, height } = (await canvas.boundingBox())!;
	await canvas.click({ position: { x: width / 2, y: height / 3 } });
	await expect(page.getByText('Tempat Anda ditandai di peta.')).toBeVisible();
	await expect(page.getByText('Mulai dari titik yang Anda tandai di peta.')).toBeVisible();
	expect(await accessibilityViolations(page)).toEqual([]);
	await phone.goto(`/rumah/${first!}/cari`);
	await expect(page.getByText('Dihitung dari titik yang Anda tandai di peta.')).toBeVisible();
	await phone.close();
});

/** As on the phone of a puskesmas that has imported no roads. */
function forgetRoads(page: Page): Promise<void> {
	return page.evaluate(async () => {
		const known = (await indexedDB.databases()).find(({ name }) =>
			name?.startsWith('jangkau-records-')
		);
		await new Promise<void>((resolve, reject) => {
			const opening = indexedDB.open(known?.name ?? '');
			opening.onerror = () => reject(new Error('records do not open'));
			opening.onsuccess = () => {
				const clearing = opening.result.transaction('road', 'readwrite');
				clearing.objectStore('road').clear();
				clearing.oncomplete = () => {
					opening.result.close();
					resolve();
				};
			};
		});
	});
}

test('without imported roads she goes by those of the downloaded map, with the network cut', async ({
	server
}) => {
	const phone = await opened(server);
	const { page } = phone;
	const [someHouse] = [...(await placesOf(server)).values()];
	await phone.context.grantPermissions(['geolocation']);
	await stand(phone, someHouse!);
	await phone.goto('/pengaturan/peta');
	const packs = page.getByRole('listitem').filter({ has: page.locator('h3') });
	await page.getByRole('button', { name: 'Unduh', exact: true }).click();
	await expect(packs.filter({ hasText: 'Siap dipakai' })).toHaveCount(2, { timeout: 180_000 });
	await phone.cutNetwork();
	await forgetRoads(page);

	await phone.goto('/hari-ini');
	await expect(page.getByText('Jalan dari peta yang diunduh.')).toBeVisible();
	const walk = await shownWalk(page);
	expect(walk.length).toBeGreaterThan(2);
	const guessed = await ways(page).filter({ hasText: 'belum ada jalan di peta' }).count();
	expect(guessed).toBeLessThan(walk.length / 2);
	await phone.goto(`/rumah/${walk[0]!}/cari`);
	await expect(page.getByText(/^(\d|Anda sudah di sekitar)/).first()).toBeVisible();
	expect(phone.problems).toEqual([]);
	await phone.close();
});
