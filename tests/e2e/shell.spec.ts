// The app as a thing on a phone: it installs, starts cold with no network, and takes a new version
// only when it is told to.
import { expect } from '@playwright/test';
import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { menuOf } from '../../src/lib/state/navigation.ts';
import {
	chooseOutcome,
	expectAllStored,
	expectOnlyHere,
	recordNotHome,
	saveVisit,
	startVisit,
	todaysHouseholds,
	unsentOf
} from '../support/e2e-kader.ts';
import { waitUntilShown } from '../support/e2e-page-check.ts';
import { openKaderPhone, signInAs, waitForRecords } from '../support/e2e-people.ts';
import { Phone } from '../support/e2e-phone.ts';
import type { TestServer } from '../support/e2e-server.ts';
import { test } from '../support/e2e-test.ts';

test.describe.configure({ mode: 'serial' });

let server: TestServer;
/** Of a kader, ready to work with no network. */
let phone: Phone;
test.beforeAll(async ({ server: shared }) => {
	server = shared;
	phone = await openKaderPhone(server);
});
test.afterAll(() => phone?.discard());

/** Visited on another phone of hers: that comes to this one when it will. */
const visitedElsewhere: string[] = [];
const listedHere = async () =>
	(await todaysHouseholds(phone)).filter((id) => !visitedElsewhere.includes(id));

function releaseNewVersion(buildDir: string): void {
	for (const compressed of ['.br', '.gz']) {
		rmSync(join(buildDir, `service-worker.js${compressed}`), { force: true });
	}
	appendFileSync(join(buildDir, 'service-worker.js'), '\n// the next version\n');
}

test('the browser finds nothing that keeps the app from being installed', async () => {
	const other = await Phone.open(server);
	await other.goto('/masuk');
	await other.waitForWorker();
	const devtools = await other.context.newCDPSession(other.page);
	const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
	expect(installabilityErrors).toEqual([]);
	const { errors } = await devtools.send('Page.getAppManifest');
	expect(errors).toEqual([]);
	await other.discard();
});

test('a phone that never had a network says that it needs one once', async () => {
	const other = await Phone.open(server);
	await other.context.route('**/config.json', (route) => route.abort());
	await other.goto('/');
	await expect(other.page.getByText('Perlu internet sekali')).toBeVisible();
	await other.discard();
});

test('a clock one day ahead still sends, and the server dates the visit right', async () => {
	const other = await Phone.open(server);
	await other.context.clock.install({ time: Date.now() + 24 * 60 * 60 * 1000 });
	await signInAs(other, 'kader');
	await waitForRecords(other);
	const listed = await todaysHouseholds(other);
	await recordNotHome(other, listed[2] ?? '');
	visitedElsewhere.push(listed[2] ?? '');
	await other.goto('/kirim');
	await expectAllStored(other);
	await expect(other.page.getByText(/^Jam HP ini terlalu cepat/)).toBeVisible();
	expect(
		await server.row(
			`select (visited_on - (now() at time zone 'Asia/Makassar')::date) as days_off
			from jangkau.visit where household_id = $1 order by received_at desc limit 1`,
			[listed[2]]
		)
	).toEqual({ days_off: 0 });
	await other.discard();
});

test('after a restart with the network cut every page of a kader opens', async () => {
	await phone.cutNetwork();
	await phone.restart();
	for (const { path } of menuOf('kader')) {
		await phone.goto(path);
		await waitUntilShown(phone.page);
		await expect(phone.page.getByRole('navigation', { name: 'Menu utama' })).toBeVisible();
	}
	await phone.goto('/');
	await expect(phone.page).toHaveURL(/\/hari-ini$/);
	expect(phone.problems).toEqual([]);
	await phone.restoreNetwork();
});

test('two tabs show one queue and send each visit once', async () => {
	const listed = await listedHere();
	const other = await phone.context.newPage();
	await phone.cutNetwork();
	await other.goto(`${server.url}/kirim`);
	await recordNotHome(phone, listed[1] ?? '');
	const unsent = await unsentOf(phone);
	await expect(
		other.getByRole('heading', { name: `${String(unsent.length)} catatan hanya ada di HP ini` })
	).toBeVisible();
	await expectOnlyHere(phone, unsent.length);
	await phone.restoreNetwork();
	await expectAllStored(phone);
	await expect(
		other.getByRole('heading', { name: 'Semua sudah tersimpan di server' })
	).toBeVisible();
	const visit = unsent.find(({ entity }) => entity === 'visit');
	expect(
		await server.row('select count(*)::int as count from jangkau.visit where id = $1', [visit?.id])
	).toEqual({ count: 1 });
	expect(phone.problems).toEqual([]);
});

test('a full phone says so, keeps what was filled in, and saves once there is room', async () => {
	const listed = await listedHere();
	// Chromium remembers for a while how much room there was: the disk is full from the start on.
	await phone.restart();
	const devtools = await phone.context.newCDPSession(phone.page);
	await devtools.send('Storage.overrideQuotaForOrigin', { origin: server.url, quotaSize: 1 });
	await startVisit(phone, listed[3] ?? '');
	await chooseOutcome(phone, 'Menolak');
	await phone.page.getByRole('button', { name: 'Simpan kunjungan' }).click();
	await expect(phone.page.getByText(/^Penyimpanan HP penuh\./)).toBeVisible();
	await expect(phone.page.getByRole('radio', { name: 'Menolak' })).toBeChecked();
	await devtools.send('Storage.overrideQuotaForOrigin', { origin: server.url });
	await saveVisit(phone);
	await phone.goto('/kirim');
	await expectAllStored(phone);
});

test('a new version asks, and waits while a visit is half filled', async ({ buildDir }) => {
	const { page } = phone;
	const [first] = await listedHere();
	releaseNewVersion(buildDir);
	await page.reload();
	await expect(page.getByText(/^Versi baru siap\./)).toBeVisible();
	await startVisit(phone, first ?? '');
	await chooseOutcome(phone, 'Tidak di rumah');
	const reload = page.getByRole('button', { name: 'Muat ulang' });
	await reload.click();
	await expect(page.getByText('Selesaikan dan simpan dulu isian')).toBeVisible();
	await expect(page.getByRole('radio', { name: 'Tidak di rumah' })).toBeChecked();
	await saveVisit(phone);
	await page.evaluate(() => document.documentElement.setAttribute('data-before-reload', ''));
	await reload.click();
	// Not the event: another of the app's own navigations may come between.
	await expect(page.locator('html[data-before-reload]')).toHaveCount(0, { timeout: 180_000 });
	await waitUntilShown(page);
	await expect
		.poll(() =>
			page.evaluate(async () => {
				const { active, waiting } = await navigator.serviceWorker.ready;
				return { active: active?.state, isOneWaiting: waiting !== null };
			})
		)
		.toEqual({ active: 'activated', isOneWaiting: false });
	await expect(page.getByText(/^Versi baru siap\./)).toBeHidden();
});
