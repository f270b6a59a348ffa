// Records that no network carries: out of the kader's phone as a file, in at the puskesmas, and nothing
// twice when her own phone syncs later.
import { expect, test } from '@playwright/test';
import { recordNotHome, todaysHouseholds } from '../support/e2e-kader.ts';
import { signInAs, waitForRecords } from '../support/e2e-people.ts';
import { Phone, desktopSize } from '../support/e2e-phone.ts';
import { startTestServer } from '../support/e2e-server.ts';
import type { TestServer } from '../support/e2e-server.ts';
import { readStore } from '../support/e2e-storage.ts';

let server: TestServer;
test.beforeAll(async () => {
	server = await startTestServer();
});
test.afterAll(() => server.close());

async function storedVisits(household: string): Promise<number> {
	const row = await server.row<{ count: number }>(
		`select count(*)::int as count from jangkau.visit
		where household_id = $1 and outcome = 'not_home' and received_at > now() - interval '10 minutes'`,
		[household]
	);
	return row.count;
}

test('a visit carried as a file is stored under the kader’s name, and once', async () => {
	const kader = await Phone.open(server);
	await signInAs(kader, 'kader');
	await waitForRecords(kader);
	await kader.waitForWorker();
	const [household = ''] = await todaysHouseholds(kader);
	await kader.goto('/pengaturan/bawa');
	await expect(kader.page.getByText('Semua catatan sudah terkirim')).toBeVisible();
	await expect
		.poll(async () => {
			const row = await server.row<{ count: number }>(
				`select count(*)::int as count from jangkau.device
				where public_key is not null and last_seen_at > now() - interval '10 minutes'`
			);
			return row.count;
		})
		.toBe(1);
	await kader.page.waitForLoadState('networkidle');

	await kader.cutNetwork();
	await recordNotHome(kader, household);
	await kader.goto('/pengaturan/bawa');
	const downloading = kader.page.waitForEvent('download');
	await kader.page.getByRole('button', { name: 'Simpan berkas' }).click();
	const file = await (await downloading).path();
	await kader.page.getByRole('button', { name: 'Tunjukkan kode' }).click();
	await expect(kader.page.getByRole('img', { name: /^Kode 1 dari/ })).toBeVisible();
	// Her phone is switched off before there is a network again.
	await kader.page.goto('about:blank');
	await kader.restoreNetwork();
	expect(await storedVisits(household)).toBe(0);

	const planner = await Phone.open(server, desktopSize);
	await signInAs(planner, 'perencana');
	await planner.goto('/pengaturan/impor');
	const choosing = planner.page.waitForEvent('filechooser');
	await planner.page.getByText('Berkas dari kader').click();
	await (await choosing).setFiles(file);
	await expect(planner.page.getByText('1 tersimpan.')).toBeVisible();
	expect(await storedVisits(household)).toBe(1);
	expect([...kader.problems, ...planner.problems]).toEqual([]);
	await planner.discard();

	await kader.goto('/hari-ini');
	await expect.poll(() => readStore(kader.page, 'outbox')).toEqual([]);
	expect(await storedVisits(household)).toBe(1);
	await kader.discard();
});
