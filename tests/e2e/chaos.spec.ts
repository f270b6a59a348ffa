// Bad networks between a kader's phone and the server. Whatever the wire does, every visit arrives, each
// exactly once, by itself, and the phone does not hammer a server that it cannot reach. Slow lines and
// broken answers: long/weather.spec.ts.
import { expect } from '@playwright/test';
import { firstCalls, isCall, lossy } from '../support/chaos-weather.ts';
import { Crossing } from '../support/e2e-crossing.ts';
import { countStored } from '../support/e2e-stored.ts';
import { test } from '../support/e2e-test.ts';

test.describe.configure({ mode: 'serial', timeout: 270_000 });

let crossing: Crossing;

test.beforeAll(async ({ server }) => {
	crossing = await Crossing.begin(server);
});
test.afterAll(() => crossing?.phone.discard());

test('with 30 % of all calls or answers lost, visits arrive once', async () => {
	const calls = await crossing.sendThrough(lossy(0.3, 7), await crossing.visitTwoOffline());
	expect(calls).toBeLessThanOrEqual(20);
});

test('on a network that comes and goes, too short for an answer, visits arrive once and no storm of calls', async ({
	server: { network }
}) => {
	const ids = await crossing.visitTwoOffline();
	const before = network.requests.length;
	for (let flap = 1; flap <= 5; flap++) {
		const left = new Promise<void>((resolve) =>
			network.weather({
				at: (moment, request) => {
					if (moment === 'forwarded' && isCall(request)) resolve();
					return undefined;
				}
			})
		);
		await crossing.phone.restoreNetwork();
		await left;
		await crossing.phone.cutNetwork();
	}
	expect(network.requests.slice(before).filter(isCall).length).toBeLessThanOrEqual(10);
	await crossing.sendThrough({}, ids);
});

test('a call that arrives twice at the same time is stored once', async () => {
	const ids = await crossing.visitTwoOffline();
	await crossing.sendThrough({ fate: firstCalls('sync_push', ['twice', 'twice']) }, ids);
});

test('behind a hotspot that wants a sign-in nothing is called stored, and afterwards all arrives', async ({
	server
}) => {
	const ids = await crossing.visitTwoOffline();
	const { phone } = crossing;
	server.network.weather({ fate: (request) => (isCall(request) ? 'portal' : 'pass') });
	await phone.restoreNetwork();
	await expect(phone.page.getByText(/^Tersambung ke Wi-Fi, tetapi belum masuk/)).toBeVisible();
	await expect(phone.page.getByRole('link', { name: /^Wi-Fi belum masuk/ })).toBeVisible();
	await expect(phone.page.getByRole('heading', { name: /hanya ada di HP ini$/ })).toBeVisible();
	expect(await countStored(server, ids)).toEqual(ids.map(() => 0));
	await crossing.sendThrough({}, ids);
});
