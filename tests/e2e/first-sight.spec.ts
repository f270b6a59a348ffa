// A kader's day stands there before the app has started, and never says what is not so any more.
import { expect } from '@playwright/test';
import { keptDays, startSeen, watchStart } from '../support/e2e-first-sight.ts';
import { recordNotHome, todaysHouseholds } from '../support/e2e-kader.ts';
import { openKaderPhone } from '../support/e2e-people.ts';
import { test } from '../support/e2e-test.ts';

test('her next house is painted before the app is there, then the app takes its place', async ({
	server
}) => {
	const phone = await openKaderPhone(server);
	const [first] = await todaysHouseholds(phone);
	// Today and a week ahead.
	await expect.poll(() => keptDays(phone.page)).toBe(8);
	const heading = phone.page.getByRole('region', { name: 'Rumah berikutnya' });
	const name = await heading.getByRole('heading').innerText();
	await phone.cutNetwork();

	await phone.restart();
	await phone.page.addInitScript(watchStart);
	await phone.goto('/');
	const seen = await startSeen(phone.page);
	expect(seen.painted).toContain(name);
	expect(seen.painted).toContain('Kunjungan hari ini');
	expect(seen.household).toBeLessThan(seen.list!);
	await expect(phone.page.locator('#sekilas')).toHaveCount(0);
	await expect(phone.page.locator(`a[href="/kunjungan/${first!}"]`).first()).toBeVisible();

	// Any other page begins as it did.
	await phone.page.addInitScript(watchStart);
	await phone.goto('/rumah');
	await expect(phone.page.getByRole('heading', { level: 1 })).toBeVisible();
	expect(await phone.page.evaluate(() => 'painted' in Reflect.get(window, 'jangkauStart'))).toBe(
		false
	);

	// What she has saved since is on no picture from before it.
	await recordNotHome(phone, first!);
	expect(await keptDays(phone.page)).toBe(0);
	await phone.goto('/hari-ini');
	await expect.poll(() => keptDays(phone.page)).toBe(8);
});
