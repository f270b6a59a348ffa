// A month without network and with a dead sign-in. How long the start takes is measured by
// `npm run bench -- cold-start`; here it is printed.
import { expect, test } from '@playwright/test';
import {
	expectAllStored,
	expectOnlyHere,
	recordNotHome,
	todaysHouseholds,
	unsentOf,
	visitNotHome
} from '../../support/e2e-kader.ts';
import { demoPassword, openKaderPhone, signIn } from '../../support/e2e-people.ts';
import { startTestServer } from '../../support/e2e-server.ts';
import { countStored } from '../../support/e2e-stored.ts';

const visitsIn = (unsent: readonly { entity: string; id: string }[]) =>
	unsent.filter(({ entity }) => entity === 'visit').map(({ id }) => id);

test('after thirty days with no network and a dead sign-in she starts at once, works, signs in, and all is there', async () => {
	const server = await startTestServer();
	const phone = await openKaderPhone(server);
	const listed = await todaysHouseholds(phone);
	await phone.cutNetwork();
	await recordNotHome(phone, listed[0] ?? '');
	await phone.close();
	await server.crash();
	await server.revive({ daysLater: 30 });
	await server.sql('delete from auth.refresh_tokens');

	await phone.reopen();
	await phone.context.clock.install({ time: Date.now() + 30 * 86_400_000 });
	const from = performance.now();
	await phone.goto('/hari-ini');
	await expect(phone.page.getByRole('heading', { name: 'Kunjungan hari ini' })).toBeVisible();
	await expect(phone.page.locator('ol a[href^="/kunjungan/"]').first()).toBeVisible();
	const startMs = Math.round(performance.now() - from);
	console.log(`after 30 days without network: today's list after ${String(startMs)} ms`);
	await visitNotHome(phone, listed[1] ?? '');
	const unsent = await unsentOf(phone);
	expect(visitsIn(unsent)).toHaveLength(2);
	await phone.restoreNetwork();
	await expectOnlyHere(phone, unsent.length);
	await expect(phone.page.getByRole('link', { name: 'Masuk lagi' }).first()).toBeVisible();
	await signIn(phone, 'kader@demo.jangkau.id', demoPassword);
	await expect(phone.page).toHaveURL(/\/hari-ini$/);
	await phone.goto('/kirim');
	await expectAllStored(phone);
	const ids = visitsIn(unsent);
	expect(await countStored(server, ids)).toEqual([1, 1]);
	expect(
		await server.sql(
			`select (visited_on - (now() at time zone 'Asia/Makassar')::date)::int as days
			from jangkau.visit where id = any($1::uuid[]) order by 1`,
			[ids]
		)
	).toEqual([{ days: -30 }, { days: 0 }]);
	await phone.discard();
	await server.close();
});
