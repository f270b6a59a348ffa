// Maps for days without a signal: a territory is downloaded through a broken line and a killed browser,
// draws with no network at all, and goes when it is deleted; a file that is no good changes nothing.
import { expect } from '@playwright/test';
import { accessibilityViolations, overflowPx, showWhole } from '../support/e2e-page-check.ts';
import { openKaderPhone } from '../support/e2e-people.ts';
import type { Phone } from '../support/e2e-phone.ts';
import { coloursOf, mapCanvas } from '../support/e2e-picture.ts';
import { storedTiles } from '../support/e2e-storage.ts';
import { test } from '../support/e2e-test.ts';
import type { TestServer } from '../support/e2e-server.ts';
import { pmtilesFile, type ArchiveTile } from '../support/pmtiles-file.ts';

test.describe.configure({ mode: 'serial', timeout: 720_000 });

let server: TestServer;
let phone: Phone;
test.beforeAll(async ({ server: shared }) => {
	server = shared;
	phone = await openKaderPhone(server);
});
test.afterAll(() => phone?.discard());

const isTile = (path: string) => path.startsWith('/basemap/');
/** Rows of packs in this list say what state they are in. */
const packs = () => phone.page.getByRole('listitem').filter({ has: phone.page.locator('h3') });
const download = () => phone.page.getByRole('button', { name: 'Unduh', exact: true });

async function openPage(): Promise<void> {
	await phone.goto('/pengaturan/peta');
	await expect(
		phone.page.getByRole('heading', { level: 1, name: 'Peta tanpa sinyal', exact: true })
	).toBeVisible();
	await expect(
		phone.page.getByRole('heading', { level: 2, name: 'Peta di HP ini', exact: true })
	).toBeVisible();
}

/** Tiles that belong to a pack: what was only seen is not among them. */
function pinnedTiles(): Promise<string[]> {
	return phone.page.evaluate(
		() =>
			new Promise<string[]>((resolve, reject) => {
				const opening = indexedDB.open('jangkau-tiles');
				opening.onerror = () => reject(new Error('tiles do not open'));
				opening.onsuccess = () => {
					const rows = opening.result.transaction('tile').objectStore('tile');
					const keys = rows.index('[pinned+source+z+x+y+size]').getAllKeys();
					keys.onsuccess = () => {
						opening.result.close();
						resolve((keys.result as unknown[][]).map(([, ...place]) => place.join('/')));
					};
				};
			})
	);
}

test('her territory and her desa are offered with their size, and the page is sound', async () => {
	const { page } = phone;
	await phone.goto('/pengaturan');
	await page.getByRole('link', { name: 'Atur peta tanpa sinyal', exact: true }).click();
	await expect(page.getByText('Belum ada peta yang disimpan')).toBeVisible();
	const chosen = page.getByRole('group', { name: 'Wilayah yang diunduh' }).getByRole('checkbox');
	await expect(chosen.first()).toBeChecked();
	expect(await chosen.count()).toBeGreaterThan(1);
	await expect(page.getByText(/^Akan diunduh ± \d/)).toBeVisible();
	await expect(page.getByText('Memuat peta…')).toHaveCount(0);
	expect(await overflowPx(page)).toBeLessThanOrEqual(0);
	await showWhole(page);
	expect(await accessibilityViolations(page)).toEqual([]);
	await page.setViewportSize({ width: 360, height: 740 });
});

function packStates(): Promise<unknown[]> {
	return phone.page.evaluate(
		() =>
			new Promise<unknown[]>((resolve, reject) => {
				const opening = indexedDB.open('jangkau-tiles');
				opening.onerror = () => reject(new Error('tiles do not open'));
				opening.onsuccess = () => {
					const reading = opening.result.transaction('pack').objectStore('pack').getAll();
					reading.onsuccess = () => {
						opening.result.close();
						resolve((reading.result as { state: unknown }[]).map(({ state }) => state));
					};
				};
			})
	);
}

test('a download that is cut waits, survives a killed browser, and ends by itself', async () => {
	await openPage();
	const { page } = phone;
	let answered = 0;
	// Some tiles come; then answers break off in the middle, or a hotspot gives its own page.
	server.network.weather({
		fate: ({ path }) => {
			if (!isTile(path)) return 'pass';
			answered += 1;
			if (answered <= 12) return 'pass';
			return answered % 2 === 0 ? 'portal' : { cutAfter: 400 };
		}
	});
	await expect(page.getByText('Memuat peta…')).toHaveCount(0);
	await download().click();
	await expect(packs().first()).toBeVisible();
	await expect(page.getByText('Menunggu server peta').first()).toBeVisible();
	await phone.kill();
	server.network.weather({});
	// Not looked at: it goes on after the records have come, whichever page is open.
	await phone.goto('/');
	await expect(
		phone.page.getByRole('heading', { level: 1, name: 'Kunjungan hari ini', exact: true })
	).toBeVisible();
	await expect.poll(packStates, { timeout: 180_000 }).toEqual(['done', 'done']);
	await openPage();
	await expect(packs().filter({ hasText: 'Siap dipakai' })).toHaveCount(2, { timeout: 180_000 });
	expect((await pinnedTiles()).length).toBeGreaterThan(20);
});

test('a download can be paused and goes on where it was, also after the network was away', async () => {
	await openPage();
	const { page } = phone;
	await page.getByRole('button', { name: /^Hapus peta Wilayah/ }).click();
	await page.getByRole('button', { name: 'Hapus', exact: true }).last().click();
	await expect(packs()).toHaveCount(1);
	await page.getByRole('button', { name: /^Hapus peta/ }).click();
	await page.getByRole('button', { name: 'Hapus', exact: true }).last().click();
	await expect(packs()).toHaveCount(0);
	await phone.cutNetwork();
	await expect(page.getByText(/^Sedang tanpa jaringan/)).toBeVisible();
	const [territory, ...others] = await page.getByRole('checkbox').all();
	for (const other of others) await other.uncheck();
	await territory!.check();
	await download().click();
	await expect(page.getByText('Menunggu jaringan', { exact: true })).toBeVisible();
	await page.getByRole('button', { name: /^Jeda unduhan/ }).click();
	await expect(page.getByText('Dijeda', { exact: true })).toBeVisible();
	await phone.restoreNetwork();
	await expect(page.getByText('Dijeda', { exact: true })).toBeVisible();
	await page.getByRole('button', { name: /^Lanjutkan unduhan/ }).click();
	await expect(packs().filter({ hasText: 'Siap dipakai' })).toHaveCount(1, { timeout: 180_000 });
});

test('with no network the map of the territory draws to its last zoom and past it', async () => {
	await phone.cutNetwork();
	await phone.restart();
	await openPage();
	const { page } = phone;
	await expect(packs().filter({ hasText: 'Siap dipakai' })).toHaveCount(1);
	await mapCanvas(page).scrollIntoViewIfNeeded();
	await expect.poll(() => coloursOf(page, mapCanvas(page))).toBeGreaterThan(20);
	// Past level 15, which is the last one that there is.
	for (let times = 0; times < 3; times += 1) {
		await page.getByRole('button', { name: 'Perbesar peta', exact: true }).click();
	}
	await expect.poll(() => coloursOf(page, mapCanvas(page))).toBeGreaterThan(20);
	await phone.restoreNetwork();
});

/** The demo's own tiles of some places, as somebody packed them. */
async function tilesOf(places: readonly string[]): Promise<ArchiveTile[]> {
	return Promise.all(
		places.map(async (place) => {
			const [z = 0, x = 0, y = 0] = place.split('/').map(Number);
			const answer = await fetch(`${server.url}/basemap/${place}.mvt`);
			return { z, x, y, bytes: new Uint8Array(await answer.arrayBuffer()) };
		})
	);
}

test('a map file is unpacked; one that is cut off or of somewhere else changes nothing', async () => {
	await openPage();
	const { page } = phone;
	const places = await pinnedTiles();
	const tiles = (await tilesOf(places)).filter(({ bytes }) => bytes.length > 0);
	await page.getByRole('button', { name: /^Hapus peta/ }).click();
	await page.getByRole('button', { name: 'Hapus', exact: true }).last().click();
	await expect(packs()).toHaveCount(0);
	await expect.poll(pinnedTiles).toEqual([]);
	const before = await storedTiles(page);
	const bounds = [95, -11, 141, 6] as const;
	const layers = ['water', 'road'];
	const give = (name: string, bytes: Uint8Array) =>
		page
			.locator('input[type=file]')
			.setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
	const whole = pmtilesFile(tiles, { bounds, layers });

	await give('putus.pmtiles', whole.slice(0, whole.length - 40));
	await expect(page.getByText(/^Berkas ini rusak atau terpotong/)).toBeVisible();
	await give('jakarta.pmtiles', pmtilesFile(tiles, { bounds: [106, -7, 107, -6], layers }));
	await expect(page.getByText(/^Berkas ini peta daerah lain/)).toBeVisible();
	await give('lain.pmtiles', pmtilesFile(tiles, { bounds, layers: ['transportation'] }));
	await expect(page.getByText(/^Isi berkas ini bukan jenis peta/)).toBeVisible();
	expect(await pinnedTiles()).toEqual([]);
	expect(await storedTiles(page)).toEqual(before);

	await give('kecamatan.pmtiles', whole);
	await expect(packs().filter({ hasText: 'Siap dipakai' })).toHaveCount(1, { timeout: 180_000 });
	await expect(page.getByRole('heading', { level: 3, name: 'kecamatan' })).toBeVisible();
	expect((await pinnedTiles()).length).toBeGreaterThan(5);
	expect(phone.problems).toEqual([]);
});

/** As where the basemap is pictures, of which the phone has those down to a level. */
function keepPictures(places: readonly string[], deepest: number): Promise<void> {
	return phone.page.evaluate(
		async ({ places, deepest }) => {
			const url = '/pictures/{z}/{x}/{y}.png';
			const finished = <T>(request: IDBRequest<T>) =>
				new Promise<T>((resolve, reject) => {
					request.onsuccess = () => resolve(request.result);
					request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
				});
			const canvas = new OffscreenCanvas(256, 256);
			// No two neighbours alike, so that it shows colours however much larger it is drawn.
			const pixels = new ImageData(256, 256);
			for (let at = 0; at < pixels.data.length; at++)
				pixels.data[at] = at % 4 === 3 ? 255 : (at * 2_654_435_761) % 251;
			canvas.getContext('2d')!.putImageData(pixels, 0, 0);
			const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
			const tiles = await finished(indexedDB.open('jangkau-tiles'));
			const rows = tiles.transaction('tile', 'readwrite').objectStore('tile');
			for (const place of places) {
				const [z = 0, x = 0, y = 0] = place.split('/').map(Number);
				if (z > deepest) continue;
				const row = {
					source: `xyz:${url}`,
					z,
					x,
					y,
					bytes,
					storedAt: Date.now(),
					size: 1,
					pinned: 1
				};
				await finished(rows.put(row));
			}
			tiles.close();
			const device = await finished(indexedDB.open('jangkau-device'));
			const settings = device.transaction('setting', 'readwrite').objectStore('setting');
			const kept = await finished<{ value: { basemap: object } }>(settings.get('config'));
			const basemap = { ...kept.value.basemap, kind: 'xyz', url, schema: 'raster', maxZoom: 19 };
			await finished(settings.put({ ...kept, value: { ...kept.value, basemap } }));
			device.close();
		},
		{ places, deepest }
	);
}

/** What lies on the map, houses and their numbers, has some hundred; a picture beneath has thousands. */
const drawnColours = 3_000;

test('a map of pictures is drawn larger past the last that is kept, never blank, with no network', async () => {
	await openPage();
	const { page } = phone;
	const places = await pinnedTiles();
	await phone.cutNetwork();
	await keepPictures(places, 13);
	await phone.goto('/hari-ini');
	await page.getByRole('button', { name: 'Peta', exact: true }).click();
	await expect.poll(() => coloursOf(page, mapCanvas(page))).toBeGreaterThan(drawnColours);
	// To the source's own last level and past it, six levels below the last picture.
	for (let times = 0; times < 8; times += 1) {
		const larger = page.getByRole('button', { name: 'Perbesar peta', exact: true });
		if (await larger.isEnabled()) await larger.click();
	}
	await expect.poll(() => coloursOf(page, mapCanvas(page))).toBeGreaterThan(drawnColours);
	await phone.restoreNetwork();
});
