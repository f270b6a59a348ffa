// End-to-end proofs on the production build. `npm test` runs tests/e2e; what takes long and finds rare
// faults lies in tests/e2e/long and runs by `npm run test:long` (JANGKAU_LONG=1), and only that then.
import { defineConfig } from '@playwright/test';
import { chromium, chromiumArguments } from './tests/support/e2e-chromium.ts';

const long = process.env['JANGKAU_LONG'] === '1';
const journeys = '**/journey-*.spec.ts';
const elsewhere = long ? [] : ['**/long/**'];

export default defineConfig({
	testDir: long ? 'tests/e2e/long' : 'tests/e2e',
	// The longest go first, so that no worker waits for them at the end.
	projects: [
		{ name: 'journeys', testMatch: journeys, testIgnore: elsewhere },
		{ name: 'others', testIgnore: [journeys, ...elsewhere] }
	],
	globalSetup: './tests/support/e2e-setup.ts',
	// A server holds more than a gigabyte and a phone half of one: two specs at a time.
	workers: 2,
	// None by hand. Where a change waits to land, one more try tells a fault from a machine that faltered;
	// `npm test` names what needed it.
	retries: Number(process.env['JANGKAU_RETRIES'] ?? 0),
	forbidOnly: true,
	// How fast it is the benches say. Here a wait ends only where nothing will come any more: the same
	// tests run on machines that are several times slower, beside others.
	timeout: 720_000,
	expect: { timeout: 60_000 },
	reporter: 'list',
	use: {
		locale: 'id-ID',
		timezoneId: 'Asia/Makassar',
		launchOptions: { executablePath: chromium, args: chromiumArguments },
		trace: 'off'
	}
});
