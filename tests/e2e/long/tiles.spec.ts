// The kader's map with the demo's own basemap: every tile seen once is on the phone.
import { expect } from '@playwright/test';
import { openKaderPhone } from '../../support/e2e-people.ts';
import type { Phone } from '../../support/e2e-phone.ts';
import { coloursOf, mapCanvas } from '../../support/e2e-picture.ts';
import { settled } from '../../support/e2e-settled.ts';
import { storedTiles } from '../../support/e2e-storage.ts';
import { test } from '../../support/e2e-test.ts';

const picture = (phone: Phone) => settled(() => mapCanvas(phone.page).screenshot());

/** Opens today's map and waits until it is drawn to the end. @returns its picture */
async function openMap(phone: Phone): Promise<Buffer> {
	await phone.goto('/hari-ini');
	// The way through the day is found beside the page: a picture before it is another one.
	await expect(phone.page.getByText(/^± .+ · .+ jalan kaki$/)).toBeVisible();
	await phone.page.getByRole('button', { name: 'Peta', exact: true }).click();
	await expect.poll(() => coloursOf(phone.page, mapCanvas(phone.page))).toBeGreaterThan(20);
	return picture(phone);
}

/** By the keyboard, each press by the same way, for the phone shows no motion. @returns the picture */
async function pan(phone: Phone): Promise<Buffer> {
	const before = await mapCanvas(phone.page).screenshot();
	await mapCanvas(phone.page).focus();
	for (let times = 0; times < 16; times++) await phone.page.keyboard.press('ArrowRight');
	await expect
		.poll(async () => (await mapCanvas(phone.page).screenshot()).equals(before))
		.toBe(false);
	return picture(phone);
}

test('tiles are counted before and after panning, and the same views draw with no network', async ({
	server
}) => {
	const phone = await openKaderPhone(server);
	const seenHere = await openMap(phone);
	const before = await storedTiles(phone.page);
	expect(before.length).toBeGreaterThan(0);
	const seenBeside = await pan(phone);
	const after = await settled(() => storedTiles(phone.page));
	expect(after.length).toBeGreaterThan(before.length);

	await phone.cutNetwork();
	await phone.restart();
	const asked: string[] = [];
	phone.context.on('request', (request) => {
		if (request.url().includes('/basemap/')) asked.push(request.url());
	});
	expect((await openMap(phone)).equals(seenHere)).toBe(true);
	expect((await pan(phone)).equals(seenBeside)).toBe(true);
	// A tile that only flew past while there was a network may be asked for now.
	expect(asked.filter((url) => after.some((tile) => url.includes(`/${tile}.`)))).toEqual([]);
	expect(await storedTiles(phone.page)).toEqual(after);
	expect(phone.problems).toEqual([]);
	await phone.discard();
});
