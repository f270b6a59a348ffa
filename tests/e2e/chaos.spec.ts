// Bad networks between a kader's phone and the server. Whatever the wire does, every visit arrives, each
// exactly once, by itself, and the phone does not hammer a server that it cannot reach.
import { expect, test } from '@playwright/test';
import type { ChaosProxy, Weather } from '../support/chaos-proxy.ts';
import { dribbling, firstCalls, isCall, lossy, twoG } from '../support/chaos-weather.ts';
import { expectAllStored, ownHouseholds, visitNotHome } from '../support/e2e-kader.ts';
import { signInAs, waitForRecords } from '../support/e2e-people.ts';
import { Phone } from '../support/e2e-phone.ts';
import { startTestServer } from '../support/e2e-server.ts';
import type { TestServer } from '../support/e2e-server.ts';
import { readStore } from '../support/e2e-storage.ts';
import { countStored } from '../support/e2e-stored.ts';

test.describe.configure({ mode: 'serial', timeout: 90_000 });

let server: TestServer;
let network: ChaosProxy;
let phone: Phone;
let households: string[];

test.beforeAll(async () => {
	server = await startTestServer();
	network = server.network;
	phone = await Phone.open(server);
	await signInAs(phone, 'kader');
	await waitForRecords(phone);
	await phone.waitForWorker();
	households = await ownHouseholds(phone);
});
test.afterAll(async () => {
	await phone?.discard();
	await server?.close();
});
test.afterEach(() => network.weather({}));

/** Two visits made with no signal. @returns their ids and those of all that hangs on them */
async function visitTwoOffline(): Promise<string[]> {
	await phone.cutNetwork();
	for (let made = 0; made < 2; made++) await visitNotHome(phone, households.pop() ?? '');
	const queued = await readStore(phone.page, 'outbox');
	await phone.goto('/kirim');
	return queued.map(({ id }) => String(id));
}

/** The network comes back as `weather` has it; nobody taps anything. @returns calls that it took */
async function sendThrough(weather: Weather, ids: readonly string[]): Promise<number> {
	const before = network.requests.length;
	network.weather(weather);
	await phone.restoreNetwork();
	await expectAllStored(phone);
	expect(await countStored(server, ids)).toEqual(ids.map(() => 1));
	expect(await readStore(phone.page, 'outbox')).toEqual([]);
	return network.requests.slice(before).filter(isCall).length;
}

test('over 2G with 50 kbit/s and a second there and back, two visits arrive once', async () => {
	const calls = await sendThrough(twoG, await visitTwoOffline());
	expect(calls).toBeLessThanOrEqual(6);
});

for (const seed of [7, 12]) {
	test(`with 30 % of all calls or answers lost, visits arrive once (seed ${String(seed)})`, async () => {
		const calls = await sendThrough(lossy(0.3, seed), await visitTwoOffline());
		expect(calls).toBeLessThanOrEqual(20);
	});
}

test('on a network that comes and goes, too short for an answer, visits arrive once and no storm of calls', async () => {
	const ids = await visitTwoOffline();
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
		await phone.restoreNetwork();
		await left;
		await phone.cutNetwork();
	}
	expect(network.requests.slice(before).filter(isCall).length).toBeLessThanOrEqual(10);
	await sendThrough({}, ids);
});

test('an answer that dribbles in, twenty bytes at a time, is waited for', async () => {
	const calls = await sendThrough(dribbling, await visitTwoOffline());
	expect(calls).toBeLessThanOrEqual(6);
});

test('a call that arrives twice at the same time is stored once', async () => {
	const ids = await visitTwoOffline();
	await sendThrough({ fate: firstCalls('sync_push', ['twice', 'twice']) }, ids);
});

test('behind a hotspot that wants a sign-in nothing is called stored, and afterwards all arrives', async () => {
	const ids = await visitTwoOffline();
	network.weather({ fate: (request) => (isCall(request) ? 'portal' : 'pass') });
	await phone.restoreNetwork();
	await expect(phone.page.getByText(/^Tersambung ke Wi-Fi, tetapi belum masuk/)).toBeVisible();
	await expect(phone.page.getByRole('link', { name: /^Wi-Fi belum masuk/ })).toBeVisible();
	await expect(phone.page.getByRole('heading', { name: /hanya ada di HP ini$/ })).toBeVisible();
	expect(await countStored(server, ids)).toEqual(ids.map(() => 0));
	await sendThrough({}, ids);
});

test('an answer cut short in the middle of its gzip costs nothing, sending or receiving', async () => {
	const ids = await visitTwoOffline();
	// Enough rows that the next pull is worth compressing.
	await server.sql(
		`update jangkau.household set landmark = 'dekat pohon ketapang' where id = any($1::uuid[])`,
		[households]
	);
	const broken = network.brokenAnswers.length;
	const push = firstCalls('sync_push', [{ cutAfter: 200 }, { shortBody: 60 }]);
	const pull = firstCalls('sync_pull', [{ shortBody: 300 }, { cutAfter: 900 }]);
	await sendThrough(
		{ fate: (request) => (request.path.endsWith('push') ? push(request) : pull(request)) },
		ids
	);
	await expect.poll(() => network.brokenAnswers.slice(broken).length, { timeout: 60_000 }).toBe(4);
	const pulls = network.brokenAnswers.slice(broken).filter(({ path }) => path.endsWith('pull'));
	expect(pulls.map(({ gzip }) => gzip)).toEqual([true, true]);
	await phone.goto(`/rumah/${households[0] ?? ''}`);
	await expect(phone.page.getByText(/dekat pohon ketapang/)).toBeVisible({ timeout: 60_000 });
});
