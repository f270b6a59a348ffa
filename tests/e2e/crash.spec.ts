// Whatever dies, a visit that was called stored on the phone reaches the server, once. One death of each
// kind here; every point of a call, PostgreSQL and 200 kills: long/crash.spec.ts.
import { expect, test } from '@playwright/test';
import { pointName, type Crash, type CrashPoint } from '../support/e2e-crash.ts';
import { chooseOutcome, saveVisit } from '../support/e2e-kader.ts';
import { MortalKader } from '../support/e2e-mortal-kader.ts';

test.describe.configure({ mode: 'serial', timeout: 360_000 });

let kader: MortalKader;
test.beforeAll(async () => {
	kader = await MortalKader.begin('embedded');
});
test.afterAll(() => kader?.end());

test('a browser killed as soon as it says "Tersimpan" has the visit on its disk, 3 times', async () => {
	await kader.outliveKills(3);
});

test('a browser killed at the tap on "Simpan" has the visit or the half-filled form, never neither', async () => {
	const { phone } = kader.mortals;
	await phone.cutNetwork();
	const household = kader.nextHousehold();
	await phone.goto(`/kunjungan/${household}`);
	await chooseOutcome(phone, 'Tidak di rumah');
	const save = phone.page.getByRole('button', { name: 'Simpan kunjungan' });
	await save.evaluate((button: HTMLButtonElement) => setTimeout(() => button.click()));
	await phone.kill();
	await phone.goto('/kirim');
	if ((await kader.queued()).length === 0) {
		await phone.goto(`/kunjungan/${household}`);
		await expect(phone.page.getByRole('radio', { name: 'Tidak di rumah' })).toBeChecked();
		await saveVisit(phone);
		await phone.goto('/kirim');
	}
	const ids = await kader.queued();
	await phone.restoreNetwork();
	await kader.expectArrival(ids);
});

const deaths: readonly [CrashPoint, Crash][] = [
	[{ call: 'sync_push', moment: 'forwarded', nth: 1 }, 'server'],
	[{ call: 'sync_push', moment: 'answering', nth: 1 }, 'browser'],
	[{ call: 'sync_push', moment: 'answered', nth: 1 }, 'network']
];
for (const [point, crash] of deaths) {
	test(`${crash} dies at ${pointName(point)}: nothing lost, nothing twice`, () =>
		kader.outlive(point, crash));
}
