// The picture of a house: taken with no network, kept through a kill, sent after the records, shown where the
// house is looked for, and never on the phone of another kader.
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { ApiCaller } from '../support/e2e-api.ts';
import { recordNotHome, todaysHouseholds } from '../support/e2e-kader.ts';
import {
	accessibilityViolations,
	overflowPx,
	showWhole,
	waitUntilShown
} from '../support/e2e-page-check.ts';
import { joinWith, openKaderPhone, waitForRecords } from '../support/e2e-people.ts';
import { Phone, phoneSize } from '../support/e2e-phone.ts';
import type { TestServer } from '../support/e2e-server.ts';
import { readStore } from '../support/e2e-storage.ts';
import { test } from '../support/e2e-test.ts';
import { asFromCamera } from '../support/jpeg.ts';

/** As a camera writes it: 12 megapixels of a house that never repeats, and where it was taken. */
async function fromCamera(page: Page) {
	const base64 = await page.evaluate(async () => {
		const canvas = document.createElement('canvas');
		canvas.width = 2400;
		canvas.height = 1800;
		const pen = canvas.getContext('2d')!;
		for (let at = 0; at < 4_000; at++) {
			pen.fillStyle = `hsl(${String((at * 47) % 360)} 60% ${String(30 + (at % 50))}%)`;
			pen.fillRect((at * 977) % 2400, (at * 613) % 1800, 20 + (at % 90), 15 + (at % 70));
		}
		const url = canvas.toDataURL('image/jpeg', 0.95);
		return url.slice(url.indexOf(',') + 1);
	});
	const buffer = Buffer.from(asFromCamera(new Uint8Array(Buffer.from(base64, 'base64'))));
	return { name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer };
}

const housePicture = (page: Page) => page.getByRole('img', { name: /^Foto rumah .+ dari luar$/ });

const storedPhotos = (server: TestServer, household: string) =>
	server.sql<{ id: string; bytes: number; starts: string; exif: boolean }>(
		`select id::text as id, octet_length(jpeg) as bytes, encode(substr(jpeg, 1, 3), 'hex') as starts,
			position('Exif'::bytea in jpeg) > 0 as exif
		from jangkau.photo where household_id = '${household}'`
	);

async function kaderWithoutAccount(server: TestServer): Promise<string> {
	const { id } = await server.row<{ id: string }>(
		`select k.id::text as id from jangkau.kader k
		join jangkau.membership m on m.kader_id = k.id and m.active and m.user_id is null
		join jangkau.territory t on t.kader_id = k.id and t.active where k.active order by k.id desc`
	);
	const planner = await ApiCaller.signIn(server.url, 'perencana@demo.jangkau.id');
	const answer = await planner.call('create_invitation', { kader_id: id });
	return (JSON.parse(answer) as { code: string }).code;
}

/** All that is hers to hold has been asked for. */
async function picturesFetched(phone: Phone): Promise<string[]> {
	await phone.goto('/hari-ini');
	await expect
		.poll(async () => (await readStore(phone.page, 'meta')).some(isFetched), { timeout: 120_000 })
		.toBe(true);
	return (await readStore(phone.page, 'photo')).map(({ householdId }) => String(householdId));
}
const isFetched = ({ key }: Record<string, unknown>) => key === 'photosPulledAt';

test('a house is photographed with no network, and its kader alone finds it by the picture', async ({
	server
}) => {
	const phone = await openKaderPhone(server);
	const { page } = phone;
	const [house = '', other = ''] = await todaysHouseholds(phone);
	await phone.goto(`/rumah/${house}/cari`);
	await expect(page.locator('.maplibregl-canvas')).toBeVisible();
	await phone.cutNetwork();
	await phone.goto(`/rumah/${house}`);
	await expect(page.getByText(/^Belum ada foto rumah ini\./)).toBeVisible();
	const input = page.getByLabel('Ambil foto rumah', { exact: true });

	// What is no picture is told, and nothing is kept.
	await input.setInputFiles({
		name: 'a.pdf',
		mimeType: 'application/pdf',
		buffer: Buffer.from('x')
	});
	await expect(page.getByText(/^Berkas ini bukan foto\./)).toBeVisible();
	const cut = (await fromCamera(page)).buffer.subarray(0, 40);
	await input.setInputFiles({ name: 'b.jpg', mimeType: 'image/jpeg', buffer: cut });
	await expect(page.getByText(/^Foto ini tidak bisa dibuka/)).toBeVisible();
	await input.setInputFiles({ name: 'c.heic', mimeType: '', buffer: cut });
	await expect(page.getByText(/^HP ini tidak bisa membuka foto HEIC\./)).toBeVisible();
	expect(await readStore(page, 'photo')).toEqual([]);

	// Nothing is stored without the family's word.
	const taken = await fromCamera(page);
	expect(taken.buffer.includes('Exif')).toBe(true);
	await input.setInputFiles(taken);
	const save = page.getByRole('button', { name: 'Simpan foto', exact: true });
	await expect(save).toBeDisabled();
	await showWhole(page);
	expect(await accessibilityViolations(page)).toEqual([]);
	expect(await overflowPx(page)).toBe(0);
	await page.setViewportSize(phoneSize);
	await page.getByRole('checkbox', { name: 'Keluarga setuju rumahnya difoto' }).check();
	await save.click();
	await expect(housePicture(page)).toBeVisible();
	await expect(page.getByText(/Baru ada di HP ini/)).toBeVisible();

	// Dead and alive again, with a record that goes before it.
	await phone.kill();
	await phone.goto(`/rumah/${house}`);
	await expect(housePicture(phone.page)).toBeVisible();
	await recordNotHome(phone, other);
	await phone.goto('/kirim');
	await expect(phone.page.getByText(/^1 foto rumah menunggu dikirim\./)).toBeVisible();
	await expect(
		phone.page.getByRole('heading', { name: '1 catatan hanya ada di HP ini' })
	).toBeVisible();
	const [row] = await readStore(phone.page, 'photo');
	expect(Object.keys(row ?? {}).sort()).toEqual(
		'clockOffsetMs code householdId id own sealed state takenAt'.split(' ')
	);

	await phone.goto(`/rumah/${house}/cari`);
	await expect(housePicture(phone.page)).toBeVisible();
	const size = await housePicture(phone.page).evaluate((img: HTMLImageElement) => [
		img.naturalWidth,
		img.naturalHeight
	]);
	expect(Math.max(...size)).toBeLessThanOrEqual(1024);
	expect(size[0]! / size[1]!).toBeCloseTo(4 / 3, 1);
	await expect(phone.page.locator('.maplibregl-canvas')).toBeVisible();
	await expect(phone.page.getByText(/^Letak Anda belum diketahui\./)).toBeVisible();
	await waitUntilShown(phone.page);
	await showWhole(phone.page);
	expect(await accessibilityViolations(phone.page)).toEqual([]);
	expect(await overflowPx(phone.page)).toBe(0);
	await phone.page.setViewportSize(phoneSize);

	await phone.restoreNetwork();
	await expect
		.poll(() => storedPhotos(server, house), { timeout: 180_000 })
		.toEqual([
			{ id: row?.id, bytes: expect.any(Number) as unknown as number, starts: 'ffd8ff', exif: false }
		]);
	expect((await storedPhotos(server, house))[0]!.bytes).toBeLessThanOrEqual(61_440);
	await expect
		.poll(async () => (await readStore(phone.page, 'photo')).map(({ state }) => state))
		.toEqual(['stored']);
	await phone.goto('/kirim');
	await expect(
		phone.page.getByRole('heading', { name: 'Semua sudah tersimpan di server' })
	).toBeVisible();
	await expect(phone.page.getByText(/menunggu dikirim/)).toHaveCount(0);

	// Her other phone has it before she asks, for a day without a network.
	const second = await openKaderPhone(server);
	expect(await picturesFetched(second)).toEqual([house]);
	await second.cutNetwork();
	await second.goto(`/rumah/${house}/cari`);
	await expect(housePicture(second.page)).toBeVisible();
	await second.restoreNetwork();

	const stranger = await Phone.open(server);
	await joinWith(stranger, await kaderWithoutAccount(server), 'rumah di ujung jalan');
	await waitForRecords(stranger);
	expect(await picturesFetched(stranger)).toEqual([]);

	// Taken away on one phone, it leaves the server and the other phone.
	await phone.goto(`/rumah/${house}`);
	await phone.page.getByRole('button', { name: 'Hapus foto', exact: true }).click();
	const ask = phone.page.getByRole('group', { name: /^Hapus foto rumah ini\?/ });
	await ask.getByRole('button', { name: 'Hapus foto', exact: true }).click();
	await expect(phone.page.getByText(/^Belum ada foto rumah ini\./)).toBeVisible();
	await expect.poll(() => storedPhotos(server, house), { timeout: 120_000 }).toEqual([]);
	await second.goto('/kirim');
	await second.page.getByRole('button', { name: 'Kirim sekarang' }).click();
	await expect.poll(() => readStore(second.page, 'photo'), { timeout: 120_000 }).toEqual([]);

	for (const one of [phone, second, stranger]) {
		expect(one.problems).toEqual([]);
		await one.close();
	}
});
