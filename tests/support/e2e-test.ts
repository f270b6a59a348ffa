// `test` with a server that all specs of one worker share, for specs that leave alone what others look
// at: each test has a phone of its own and counts its own records. Who kills the server, or changes
// people and territories, starts one (`startTestServer`).
import { test as base } from '@playwright/test';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { productionBuild, startTestServer } from './e2e-server.ts';
import type { TestServer } from './e2e-server.ts';

interface OfEachTest {
	/** Leaves the network as the next test expects it. */
	readonly calm: undefined;
}

interface OfEachWorker {
	/** Folder of a build of its own, so that a new version can come out while a phone is open. */
	readonly buildDir: string;
	readonly server: TestServer;
}

export const test = base.extend<OfEachTest, OfEachWorker>({
	buildDir: [
		async ({ browserName }, use) => {
			const folder = mkdtempSync(join(tmpdir(), `jangkau-build-${browserName}-`));
			cpSync(productionBuild, folder, { recursive: true });
			await use(folder);
			rmSync(folder, { recursive: true });
		},
		{ scope: 'worker' }
	],
	server: [
		async ({ buildDir }, use) => {
			const server = await startTestServer({ buildDir, postgres: true });
			await use(server);
			await server.close();
		},
		{ scope: 'worker', timeout: 540_000 }
	],
	calm: [
		async ({ server }, use) => {
			await use(undefined);
			server.network.weather({});
			server.network.restore();
		},
		{ auto: true }
	]
});
