// A phone whose database a newer version of the app has opened.
import { expect } from '@playwright/test';
import { ownHouseholds, unsentOf, visitNotHome } from '../../support/e2e-kader.ts';
import { openKaderPhone } from '../../support/e2e-people.ts';
import { test } from '../../support/e2e-test.ts';

test('a tab whose database a newer version takes over asks to be reloaded, and loses nothing', async ({
	server
}) => {
	const phone = await openKaderPhone(server);
	const { page } = phone;
	const [, , third = ''] = await ownHouseholds(phone);
	await phone.cutNetwork();
	await visitNotHome(phone, third);
	const unsent = await unsentOf(phone);
	await page.evaluate(async () => {
		const names = (await indexedDB.databases()).filter(({ name }) =>
			name?.startsWith('jangkau-records-')
		);
		for (const { name = '', version = 0 } of names)
			await new Promise<void>((resolve, reject) => {
				const opening = indexedDB.open(name, version + 10);
				opening.onsuccess = () => {
					opening.result.close();
					resolve();
				};
				// As the newer app would: it waits for the older one, and not for ever.
				setTimeout(() => reject(new Error('the older tab holds on to its database')), 30_000);
				opening.onerror = () => reject(new Error('IndexedDB'));
			});
	});
	await expect(page.getByText(/^Versi baru siap\./)).toBeVisible();
	await page.reload();
	await expect(page.getByText(/^Versi baru siap\./)).toBeVisible();
	// The old app has not touched what the newer one left.
	expect(await unsentOf(phone)).toEqual(unsent);
	await phone.restoreNetwork();
	await phone.discard();
});
