// Lines so slow or broken that sending takes its time: every visit still arrives, once, by itself.
import { expect } from '@playwright/test';
import { dribbling, firstCalls, lossy, twoG } from '../../support/chaos-weather.ts';
import { Crossing } from '../../support/e2e-crossing.ts';
import { test } from '../../support/e2e-test.ts';

test.describe.configure({ mode: 'serial', timeout: 270_000 });

let crossing: Crossing;

test.beforeAll(async ({ server }) => {
	crossing = await Crossing.begin(server);
});
test.afterAll(() => crossing?.phone.discard());

test('over 2G with 50 kbit/s and a second there and back, two visits arrive once', async () => {
	const calls = await crossing.sendThrough(twoG, await crossing.visitTwoOffline());
	expect(calls).toBeLessThanOrEqual(6);
});

for (const seed of [7, 12]) {
	test(`with 30 % of all calls or answers lost, visits arrive once (seed ${String(seed)})`, async () => {
		const calls = await crossing.sendThrough(lossy(0.3, seed), await crossing.visitTwoOffline());
		expect(calls).toBeLessThanOrEqual(20);
	});
}

test('an answer that dribbles in, twenty bytes at a time, is waited for', async () => {
	const calls = await crossing.sendThrough(dribbling, await crossing.visitTwoOffline());
	expect(calls).toBeLessThanOrEqual(6);
});

test('an answer cut short in the middle of its gzip costs nothing, sending or receiving', async ({
	server
}) => {
	const { network } = server;
	const { phone, households } = crossing;
	const ids = await crossing.visitTwoOffline();
	// Enough rows that the next pull is worth compressing.
	await server.sql(
		`update jangkau.household set landmark = 'dekat pohon ketapang' where id = any($1::uuid[])`,
		[households]
	);
	const broken = network.brokenAnswers.length;
	const push = firstCalls('sync_push', [{ cutAfter: 200 }, { shortBody: 60 }]);
	const pull = firstCalls('sync_pull', [{ shortBody: 300 }, { cutAfter: 900 }]);
	await crossing.sendThrough(
		{ fate: (request) => (request.path.endsWith('push') ? push(request) : pull(request)) },
		ids
	);
	await expect.poll(() => network.brokenAnswers.slice(broken).length, { timeout: 180_000 }).toBe(4);
	const pulls = network.brokenAnswers.slice(broken).filter(({ path }) => path.endsWith('pull'));
	expect(pulls.map(({ gzip }) => gzip)).toEqual([true, true]);
	await phone.goto(`/rumah/${households[0] ?? ''}`);
	await expect(phone.page.getByText(/dekat pohon ketapang/)).toBeVisible({ timeout: 180_000 });
});
