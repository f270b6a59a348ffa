// The kader's map with the demo's own basemap: every tile seen once is on the phone.
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { signInAs, waitForRecords } from '../support/e2e-people.ts';
import { Phone } from '../support/e2e-phone.ts';
import { coloursOf, mapCanvas } from '../support/e2e-picture.ts';
import { settled } from '../support/e2e-settled.ts';
import { startTestServer } from '../support/e2e-server.ts';
import type { TestServer } from '../support/e2e-server.ts';
import { countTiles } from '../support/e2e-storage.ts';

let server: TestServer;
test.beforeAll(async () => {
	server = await startTestServer();
});
test.afterAll(() => server.close());

/** Opens today's map and waits until it is drawn to the end. @returns its picture */
async function openMap(phone: Phone): Promise<Buffer> {
	await phone.goto('/hari-ini');
	await phone.page.getByRole('button', { name: 'Peta' }).click();
	await expect.poll(() => coloursOf(phone.page, mapCanvas(phone.page))).toBeGreaterThan(20);
	return settled(() => mapCanvas(phone.page).screenshot());
}

async function pan(page: Page): Promise<void> {
	const box = await mapCanvas(page).boundingBox();
	if (!box) throw new Error('no map');
	const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
	for (let times = 0; times < 6; times++) {
		await page.mouse.move(x + 130, y);
		await page.mouse.down();
		await page.mouse.move(x - 130, y, { steps: 6 });
		await page.mouse.up();
	}
}

test('tiles are counted before and after panning, and the same view draws with no network', async () => {
	const phone = await Phone.open(server);
	await signInAs(phone, 'kader');
	await waitForRecords(phone);
	await phone.waitForWorker();
	await openMap(phone);
	const before = await settled(() => countTiles(phone.page));
	expect(before).toBeGreaterThan(0);
	await pan(phone.page);
	await expect.poll(() => countTiles(phone.page)).toBeGreaterThan(before);
	const seen = await openMap(phone);
	const kept = await settled(() => countTiles(phone.page));

	await phone.cutNetwork();
	await phone.restart();
	await openMap(phone);
	await expect
		.poll(async () => (await mapCanvas(phone.page).screenshot()).equals(seen), { timeout: 30_000 })
		.toBe(true);
	expect(await countTiles(phone.page)).toBe(kept);
	expect(phone.problems).toEqual([]);
	await phone.discard();
});
