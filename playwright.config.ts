// End-to-end proofs on the production build, each spec against a server of its own.
import { defineConfig } from '@playwright/test';
import { chromium, chromiumArguments } from './tests/support/e2e-chromium.ts';

export default defineConfig({
	testDir: 'tests/e2e',
	globalSetup: './tests/support/e2e-setup.ts',
	// A server holds more than a gigabyte and a phone half of one: two specs at a time.
	workers: 2,
	retries: 0,
	forbidOnly: true,
	timeout: 240_000,
	expect: { timeout: 20_000 },
	reporter: 'list',
	use: {
		locale: 'id-ID',
		timezoneId: 'Asia/Makassar',
		launchOptions: { executablePath: chromium, args: chromiumArguments },
		trace: 'off'
	}
});
