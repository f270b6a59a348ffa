// Records that no network carries: out of the kader's phone as a file, in at the puskesmas, and nothing
// twice when her own phone syncs later.
import { expect } from '@playwright/test';
import { recordNotHome, todaysHouseholds } from '../../support/e2e-kader.ts';
import { openKaderPhone, signInAs } from '../../support/e2e-people.ts';
import { Phone, desktopSize } from '../../support/e2e-phone.ts';
import type { TestServer } from '../../support/e2e-server.ts';
import { readStore } from '../../support/e2e-storage.ts';
import { test } from '../../support/e2e-test.ts';

let server: TestServer;
test.beforeAll(({ server: shared }) => {
	server = shared;
});

/** Devices whose public key the server knows. */
async function devicesThatSeal(): Promise<number> {
	const { count } = await server.row<{ count: number }>(
		'select count(*)::int as count from jangkau.device where public_key is not null'
	);
	return count;
}

async function storedVisits(household: string): Promise<number> {
	const { count } = await server.row<{ count: number }>(
		'select count(*)::int as count from jangkau.visit where household_id = $1',
		[household]
	);
	return count;
}

test('a visit carried as a file is stored under the kader’s name, and once', async () => {
	const devices = await devicesThatSeal();
	const kader = await openKaderPhone(server);
	const [household = ''] = await todaysHouseholds(kader);
	await kader.goto('/pengaturan/bawa');
	await expect(kader.page.getByText('Semua catatan sudah terkirim')).toBeVisible();
	await expect.poll(devicesThatSeal).toBe(devices + 1);
	await kader.page.waitForLoadState('networkidle');

	const visits = await storedVisits(household);
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
	expect(await storedVisits(household)).toBe(visits);

	const planner = await Phone.open(server, desktopSize);
	await signInAs(planner, 'perencana');
	await planner.goto('/pengaturan/impor');
	const choosing = planner.page.waitForEvent('filechooser');
	await planner.page.getByText('Berkas dari kader').click();
	await (await choosing).setFiles(file);
	await expect(planner.page.getByText('1 tersimpan.')).toBeVisible();
	expect(await storedVisits(household)).toBe(visits + 1);
	expect([...kader.problems, ...planner.problems]).toEqual([]);
	await planner.discard();

	await kader.goto('/hari-ini');
	await expect.poll(() => readStore(kader.page, 'outbox')).toEqual([]);
	expect(await storedVisits(household)).toBe(visits + 1);
	await kader.discard();
});
