// Codes on a kader's phone, read by the camera of the puskesmas: no file, no network of hers.
import { expect, test } from '@playwright/test';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	filmCodes,
	filmSwitches,
	shownCode,
	type ShownCode
} from '../../support/e2e-fake-camera.ts';
import { recordNotHome, todaysHouseholds } from '../../support/e2e-kader.ts';
import { signInAs, waitForRecords } from '../../support/e2e-people.ts';
import { desktopSize, Phone } from '../../support/e2e-phone.ts';
import { startTestServer } from '../../support/e2e-server.ts';
import type { TestServer } from '../../support/e2e-server.ts';
import { readStore } from '../../support/e2e-storage.ts';

const film = join(tmpdir(), `jangkau-codes-${String(process.pid)}.y4m`);
let server: TestServer;
test.beforeAll(async () => {
	server = await startTestServer({ postgres: true });
});
test.afterAll(async () => {
	rmSync(film, { force: true });
	await server.close();
});

async function untilKeyIsKnown(): Promise<void> {
	const known = `select id from jangkau.device
		where public_key is not null and last_seen_at > now() - interval '10 minutes'`;
	await expect.poll(() => server.sql(known)).toHaveLength(1);
}

/** Every code of the first group, in the order in which she shows them. */
async function showAll(kader: Phone): Promise<ShownCode[]> {
	const { page } = kader;
	await kader.goto('/pengaturan/bawa');
	await page.getByRole('button', { name: 'Tunjukkan kode' }).click();
	const next = page.getByRole('button', { name: 'Kode berikutnya' });
	const codes = [await shownCode(kader, /^Kode 1 dari/)];
	while (await next.isVisible()) {
		await next.click();
		codes.push(await shownCode(kader, new RegExp(`^Kode ${String(codes.length + 1)} dari`)));
	}
	return codes;
}

async function storedVisits(ids: readonly string[]): Promise<number> {
	return (await server.sql('select id from jangkau.visit where id::text = any($1)', [ids])).length;
}

test('visits shown as codes are read by the camera, stored once, and not asked for again', async () => {
	test.setTimeout(1_440_000);
	const kader = await Phone.open(server);
	await signInAs(kader, 'kader');
	await waitForRecords(kader);
	await kader.waitForWorker();
	const [first = '', second = ''] = await todaysHouseholds(kader);
	await kader.goto('/pengaturan/bawa');
	await untilKeyIsKnown();
	await kader.page.waitForLoadState('networkidle');
	await kader.cutNetwork();
	await recordNotHome(kader, first);
	await recordNotHome(kader, second);
	const ids = (await readStore(kader.page, 'outbox')).map(({ id }) => String(id));
	const codes = await showAll(kader);
	expect(codes.length).toBeGreaterThan(1);
	const seconds = filmCodes(codes, film);
	// Her phone is switched off before there is a network again.
	await kader.page.goto('about:blank');
	await kader.restoreNetwork();
	expect(await storedVisits(ids)).toBe(0);

	const planner = await Phone.open(server, desktopSize, filmSwitches(film));
	const { page } = planner;
	await signInAs(planner, 'perencana');
	await planner.goto('/pengaturan/impor');
	await page.getByRole('button', { name: 'Pindai kode QR' }).click();
	// A slow machine misses codes, which the film shows again; a fast one has read all before it is asked.
	await expect(page.getByText('2 tersimpan.')).toBeVisible({ timeout: 900_000 });
	expect(await storedVisits(ids)).toBe(2);
	// The film goes on: the same codes are before the camera again, and nothing comes of it.
	const imports = () => server.network.requests.filter(({ path }) => /import_queue$/.test(path));
	const camera = page.locator('video');
	const shownFor = () => camera.evaluate((video: HTMLVideoElement) => video.currentTime);
	const until = (await shownFor()) + 2 * seconds;
	await expect.poll(shownFor).toBeGreaterThan(until);
	expect(imports()).toHaveLength(1);
	await expect(page.getByText('2 tersimpan.')).toBeVisible();
	await expect(page.getByText(/^Belum terbaca: kode/)).toBeHidden();
	await page.getByRole('button', { name: 'Berhenti memindai' }).click();
	expect([...kader.problems, ...planner.problems]).toEqual([]);
	await planner.discard();

	await kader.goto('/hari-ini');
	await expect.poll(() => readStore(kader.page, 'outbox')).toEqual([]);
	expect(await storedVisits(ids)).toBe(2);
	await kader.discard();
});
