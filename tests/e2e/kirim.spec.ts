// What a kader reads and can do about her records: put right what the server refused, decide a clash
// with both values before her, and know before a trip that her phone is ready.
import { expect } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { ApiCaller } from '../support/e2e-api.ts';
import { addHousehold, expectAllStored, ownHouseholds } from '../support/e2e-kader.ts';
import { accessibilityViolations, overflowPx } from '../support/e2e-page-check.ts';
import { openKaderPhone } from '../support/e2e-people.ts';
import type { Phone } from '../support/e2e-phone.ts';
import type { TestServer } from '../support/e2e-server.ts';
import { readStore } from '../support/e2e-storage.ts';
import { test } from '../support/e2e-test.ts';

test.describe.configure({ mode: 'serial', timeout: 360_000 });

let server: TestServer;
let phone: Phone;
test.beforeAll(async ({ server: shared }) => {
	server = shared;
	phone = await openKaderPhone(server);
});
test.afterAll(() => phone?.discard());

interface Pushed {
	readonly mutations: { entity: string; op: string; patch: Record<string, unknown> }[];
}

/** As a phone with a mistake in its app would send it: the first call says what `spoil` makes of it. */
async function spoilFirstCall(spoil: (pushed: Pushed) => void): Promise<void> {
	let spoilt = false;
	await phone.context.route('**/rest/v1/rpc/sync_push', (route) => {
		// A call that the cut network swallows anyway is seen here too.
		if (spoilt || phone.isOffline) return route.continue();
		spoilt = true;
		const { 'content-encoding': encoding, ...headers } = route.request().headers();
		const body = route.request().postDataBuffer() ?? Buffer.alloc(0);
		const text = String(encoding === 'gzip' ? gunzipSync(body) : body);
		const { p } = JSON.parse(text) as { p: string };
		const pushed = JSON.parse(p) as Pushed;
		spoil(pushed);
		return route.continue({ headers, postData: JSON.stringify({ p: JSON.stringify(pushed) }) });
	});
}

async function placeOf(household: string): Promise<[number, number]> {
	const { lng, lat } = await server.row<{ lng: number; lat: number }>(
		`select extensions.ST_X(location) as lng, extensions.ST_Y(location) as lat
		from jangkau.household where id = $1`,
		[household]
	);
	return [lng, lat];
}

test('a refused house says why, holds only what needs it, and is stored once it is put right', async () => {
	const { page } = phone;
	const [near = ''] = await ownHouseholds(phone);
	const at = await placeOf(near);
	await phone.cutNetwork();
	await addHousehold(phone, 'Rumah Perbaikan', at);
	await spoilFirstCall(({ mutations }) => {
		for (const { entity, patch } of mutations)
			if (entity === 'household') patch['registered_on'] = '2026-02-30';
	});
	await phone.goto('/kirim');
	await phone.restoreNetwork();
	await expect(page.getByRole('heading', { name: 'Perlu dibetulkan' })).toBeVisible();
	await expect(page.getByText('Ada tanggal yang salah.')).toBeVisible();
	await expect(page.getByText(/^Menunggu catatan yang perlu dibetulkan: Rumah/)).toBeVisible();
	expect(await accessibilityViolations(page)).toEqual([]);
	expect(await overflowPx(page)).toBeLessThanOrEqual(0);
	await page.getByRole('button', { name: /^Betulkan isian: Rumah/ }).click();
	const form = page.getByRole('form', { name: /Rumah Perbaikan/ });
	await form.getByLabel('Tanggal didata').fill('2026-11-02');
	await form.getByLabel('Patokan').fill('sebelah surau');
	expect(await accessibilityViolations(page)).toEqual([]);
	await form.getByRole('button', { name: 'Simpan dan kirim ulang' }).click();
	await expectAllStored(phone);
	expect(
		await server.sql(
			`select h.registered_on::text as day, h.landmark, count(m.id)::int as members
			from jangkau.household h left join jangkau.member m on m.household_id = h.id
			where h.head_name = 'Rumah Perbaikan' group by h.id`
		)
	).toEqual([{ day: '2026-11-02', landmark: 'sebelah surau', members: 1 }]);
	await phone.context.unroute('**/rest/v1/rpc/sync_push');
});

test('a clash shows both values, and hers is sent only when she says so', async () => {
	const { page } = phone;
	const household = (await ownHouseholds(phone)).at(-1) ?? '';
	const [lng, lat] = await placeOf(household);
	await phone.cutNetwork();
	await phone.context.setGeolocation({ longitude: lng + 0.0004, latitude: lat, accuracy: 3 });
	await phone.goto(`/rumah/${household}`);
	await page.getByRole('button', { name: 'Lokasi salah, perbaiki' }).click();
	await page.getByRole('button', { name: 'Pakai lokasi saya' }).click();
	await page.getByRole('button', { name: 'Simpan letak rumah' }).click();
	await expect(page.getByText('Letak rumah tersimpan di HP ini.')).toBeVisible();

	server.network.restore();
	await moveAsPlanner(household, [lng, lat + 0.0004]);
	await phone.goto('/kirim');
	await phone.restoreNetwork();
	const mine = `${lat.toFixed(5)}, ${(lng + 0.0004).toFixed(5)}`;
	const theirs = `${(lat + 0.0004).toFixed(5)}, ${lng.toFixed(5)}`;
	await expect(page.getByText('Letak di peta')).toBeVisible();
	await expect(page.getByText(mine)).toBeVisible();
	await expect(page.getByText(theirs)).toBeVisible();
	expect((await placeOf(household))[1]).toBeCloseTo(lat + 0.0004, 6);
	await page.getByRole('button', { name: /^Kirim isian saya/ }).click();
	await expectAllStored(phone);
	expect((await placeOf(household))[0]).toBeCloseTo(lng + 0.0004, 6);
});

async function moveAsPlanner(household: string, at: readonly [number, number]): Promise<void> {
	const planner = await ApiCaller.signIn(server.url, 'perencana@demo.jangkau.id');
	const { rev } = await server.row<{ rev: number }>(
		'select rev::int as rev from jangkau.household where id = $1',
		[household]
	);
	const now = new Date().toISOString();
	const answer = await planner.call('sync_push', {
		device: randomUUID(),
		app_version: 'test',
		sent_at: now,
		unsent: 1,
		mutations: [
			{
				mid: randomUUID(),
				seq: 1,
				entity: 'household',
				op: 'update',
				id: household,
				patch: { location: { type: 'Point', coordinates: at }, location_source: 'map' },
				base_rev: rev,
				captured_at: now,
				schema_v: await schemaVersion(),
				deps: []
			}
		]
	});
	expect(JSON.parse(answer)).toMatchObject({ results: [{ verdict: 'applied' }] });
}

/** As this app says it: read from what the phone has sent. */
async function schemaVersion(): Promise<unknown> {
	return (await readStore(phone.page, 'journal'))[0]?.['schemaV'];
}

test('before a trip the phone says what is missing, fetches the map, and turns green', async () => {
	const { page, context } = phone;
	await context.grantPermissions([]);
	await phone.goto('/hari-ini');
	await page.getByRole('link', { name: 'Periksa siap berangkat' }).click();
	await expect(page.getByRole('heading', { name: /^Belum siap berangkat/ })).toBeVisible();
	await expect(page.getByText(/^Peramban boleh menghapus data/)).toBeVisible();
	await expect(page.getByText(/^Sebagian peta belum tersimpan/)).toBeVisible();
	await page.getByRole('button', { name: 'Ambil peta wilayah' }).click();
	await expect(page.getByText(/^Peta wilayah: siap/)).toBeVisible({ timeout: 180_000 });
	expect(await accessibilityViolations(page)).toEqual([]);

	const devtools = await context.newCDPSession(page);
	await devtools.send('Browser.grantPermissions', {
		origin: server.url,
		permissions: ['durableStorage']
	});
	await page.getByRole('button', { name: 'Minta dijaga' }).click();
	await expect(page.getByRole('heading', { name: 'Siap berangkat' })).toBeVisible();
	expect(await overflowPx(page)).toBeLessThanOrEqual(0);
});
