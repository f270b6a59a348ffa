// A lost password, a lent phone, a wrong code: nobody is locked out for good, nothing unsent is lost,
// and nobody sees what belongs to another.
import { expect } from '@playwright/test';
import { ApiCaller } from '../support/e2e-api.ts';
import {
	expectAllStored,
	expectOnlyHere,
	recordNotHome,
	todaysHouseholds,
	unsentOf
} from '../support/e2e-kader.ts';
import { fillCode, joinWith, signIn, waitForRecords } from '../support/e2e-people.ts';
import { Phone } from '../support/e2e-phone.ts';
import type { Row } from '../../supabase/local/database.ts';
import type { TestServer } from '../support/e2e-server.ts';
import { test } from '../support/e2e-test.ts';

let server: TestServer;
let planner: ApiCaller;
test.beforeAll(async ({ server: shared }) => {
	server = shared;
	planner = await ApiCaller.signIn(server.url, 'perencana@demo.jangkau.id');
});

async function codeFor(kaderId: string): Promise<string> {
	const answer = await planner.call('create_invitation', { kader_id: kaderId });
	const { code } = JSON.parse(answer) as { code?: string };
	if (!code) throw new Error('no code was made');
	return code;
}

interface Kader {
	readonly id: string;
	readonly membership: string;
	readonly territory: string;
}

/** Two kader with a territory each, whose codes nobody has used. */
async function kaderWithoutAccount(): Promise<[Kader, Kader]> {
	const [first, second] = await server.sql<Kader & Row>(
		`select k.id::text as id, m.id::text as membership, t.id::text as territory from jangkau.kader k
		join jangkau.membership m on m.kader_id = k.id and m.active and m.user_id is null
		join jangkau.territory t on t.kader_id = k.id and t.active where k.active order by k.id limit 2`
	);
	if (!first || !second) throw new Error('every kader has joined');
	return [first, second];
}

async function signOut(phone: Phone): Promise<void> {
	await phone.goto('/pengaturan');
	await phone.page.getByRole('button', { name: 'Keluar' }).click();
	const dialog = phone.page.getByRole('dialog', { name: 'Keluar dari HP ini?' });
	await dialog.getByRole('button', { name: 'Keluar' }).click();
	await expect(phone.page).toHaveURL(/\/masuk$/);
}

test('a code that is wrong, used or too old, and a wrong password, say what to do', async () => {
	const phone = await Phone.open(server);
	const { page } = phone;
	await signIn(phone, 'kader@demo.jangkau.id', 'bukan kata sandinya');
	await expect(page.getByText(/^Akun atau kata sandi tidak cocok\./)).toBeVisible();

	const kader = await server.row<{ id: string }>(
		`select k.id::text as id from jangkau.kader k join jangkau.membership m on m.kader_id = k.id
		where m.user_id is null and k.active limit 1`
	);
	const tried: readonly (readonly [string, string, RegExp])[] = [
		['', 'AAAAA-AAAAA', /^Kode ini tidak dikenal\./],
		[
			`update jangkau.invitation set expires_at = now() - interval '1 minute' where used_at is null`,
			await codeFor(kader.id),
			/^Kode ini sudah kedaluwarsa\./
		],
		[
			'update jangkau.invitation set used_at = now() where used_at is null',
			await codeFor(kader.id),
			/^Kode ini (sudah dipakai|tidak dikenal)\./
		]
	];
	for (const [sql, code, words] of tried) {
		if (sql) await server.sql(sql);
		await phone.goto('/gabung');
		await fillCode(phone, code, 'sandi yang panjang');
		await expect(page.getByText(words)).toBeVisible();
	}
	await phone.goto('/gabung');
	await fillCode(phone, 'AB2', 'pendek');
	await expect(page.getByText(/^Kode terdiri dari sepuluh huruf/)).toBeVisible();
	await expect(page.getByText(/^Kata sandi terlalu pendek\./)).toBeVisible();
	await phone.discard();
});

test('after a lost password a new code brings unsent visits home, once, under the same name', async () => {
	const [kader] = await kaderWithoutAccount();
	const phone = await Phone.open(server);
	const account = await joinWith(phone, await codeFor(kader.id), 'sandi yang hilang');
	await waitForRecords(phone);
	await phone.waitForWorker();
	const listed = await todaysHouseholds(phone);
	await phone.cutNetwork();
	await recordNotHome(phone, listed[0] ?? '');
	await recordNotHome(phone, listed[1] ?? '');
	const unsent = await unsentOf(phone);
	await signOut(phone);
	await phone.restoreNetwork();

	await phone.goto('/gabung');
	await fillCode(phone, await codeFor(kader.id), 'sandi yang baru');
	const { page } = phone;
	await expect(
		page.getByText(`${String(unsent.length)} catatan yang belum terkirim`)
	).toBeVisible();
	await page.getByRole('button', { name: 'Sudah saya catat, mulai' }).click();
	await phone.goto('/kirim');
	await expectAllStored(phone);
	const visits = unsent.filter(({ entity }) => entity === 'visit').map(({ id }) => id);
	expect(visits).toHaveLength(2);
	expect(
		await server.sql(
			`select id::text as id, membership_id::text as membership from jangkau.visit
			where id = any($1::uuid[]) order by id`,
			[visits]
		)
	).toEqual(visits.sort().map((id) => ({ id, membership: kader.membership })));
	await signOut(phone);
	await signIn(phone, account, 'sandi yang hilang');
	await expect(page.getByText(/^Akun ini belum terdaftar/)).toBeVisible();
	await phone.discard();
});

test('a second kader on the same phone sees nothing of the first, whose work waits for her', async () => {
	const [first, second] = await kaderWithoutAccount();
	const phone = await Phone.open(server);
	const account = await joinWith(phone, await codeFor(first.id), 'milik yang pertama');
	await waitForRecords(phone);
	await phone.waitForWorker();
	const listed = await todaysHouseholds(phone);
	await phone.cutNetwork();
	await recordNotHome(phone, listed[0] ?? '');
	const unsent = await unsentOf(phone);
	await signOut(phone);
	await phone.restoreNetwork();

	await joinWith(phone, await codeFor(second.id), 'milik yang kedua');
	await phone.goto('/kirim');
	await expect(phone.page.getByText('ya, semua data wilayah Anda')).toBeVisible({
		timeout: 180_000
	});
	await expect(
		phone.page.getByText('Tidak ada catatan yang menunggu', { exact: true })
	).toBeVisible();
	await phone.goto('/rumah');
	const links = phone.page.locator('li a[href^="/rumah/"]');
	await expect(links.first()).toBeVisible();
	const hrefs = await links.evaluateAll((all) =>
		all.map((link) => link.getAttribute('href') ?? '')
	);
	const own = await server.sql<{ id: string }>(
		'select id::text as id from jangkau.household where territory_id = $1',
		[second.territory]
	);
	expect(own.map(({ id }) => `/rumah/${id}`)).toEqual(expect.arrayContaining(hrefs));
	await phone.goto(`/kunjungan/${listed[0] ?? ''}`);
	await expect(phone.page.getByText('Rumah ini tidak ada di HP ini')).toBeVisible();

	await phone.cutNetwork();
	await phone.restoreNetwork();
	await signOut(phone);
	await signIn(phone, account, 'milik yang pertama');
	await expect(phone.page).toHaveURL(/\/hari-ini$/);
	await phone.goto('/kirim');
	await expectAllStored(phone);
	const visit = unsent.find(({ entity }) => entity === 'visit');
	expect(
		await server.row('select count(*)::int as count from jangkau.visit where id = $1', [visit?.id])
	).toEqual({ count: 1 });
	await phone.discard();
});

test('a kader whose session ended keeps working and is asked to sign in to send', async () => {
	const [kader] = await kaderWithoutAccount();
	const phone = await Phone.open(server);
	await joinWith(phone, await codeFor(kader.id), 'sesi yang habis');
	await waitForRecords(phone);
	const [first] = await todaysHouseholds(phone);
	await phone.context.route('**/rest/v1/rpc/sync_push', (route) =>
		route.fulfill({ status: 401, contentType: 'application/json', body: '{"code":"PGRST301"}' })
	);
	await phone.context.route('**/auth/v1/token**', (route) =>
		route.fulfill({
			status: 400,
			contentType: 'application/json',
			body: '{"error_code":"refresh_token_not_found","msg":"x"}'
		})
	);
	await recordNotHome(phone, first ?? '');
	await expectOnlyHere(phone, (await unsentOf(phone)).length);
	await expect(phone.page.getByRole('link', { name: 'Masuk lagi' }).first()).toBeVisible();
	await phone.goto('/hari-ini');
	await expect(phone.page.getByRole('heading', { name: 'Kunjungan hari ini' })).toBeVisible();
	await phone.discard();
});
