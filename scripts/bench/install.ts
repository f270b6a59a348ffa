// How long a new phone on a village's line needs until the app starts with no network: everything that
// it is made of, fetched and kept by the service worker, in a real Chromium.
import { Phone } from '../../tests/support/e2e-phone.ts';
import { startTestServer } from '../../tests/support/e2e-server.ts';
import { makeTemplate } from '../../tests/support/e2e-template.ts';
import type { BenchRow } from './bench-row.ts';

const bitsPerSecond = 400_000;
const latencyMs = 200;

export async function benchInstall(): Promise<BenchRow[]> {
	await makeTemplate({ embedded: true });
	const server = await startTestServer();
	const phone = await Phone.open(server);
	phone.context.setDefaultTimeout(600_000);
	try {
		server.network.weather({ bitsPerSecond, latencyMs, setupRoundTrips: 2 });
		const before = server.network.requests.length;
		const started = performance.now();
		await phone.goto('/masuk');
		await phone.page.getByLabel('Kata sandi', { exact: true }).waitFor();
		const shown = performance.now() - started;
		await phone.waitForWorker();
		const kept = performance.now() - started;
		const files = server.network.requests.length - before;
		const bytes = server.network.carried.down;
		const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
		// A file takes a round trip, however small; the bytes take the line either way.
		const oneByOne = files * 2 * latencyMs + (bytes * 8000) / bitsPerSecond;
		return [
			{
				what: 'first start on 400 kbit/s and 400 ms: the sign-in page',
				goal: '–',
				ours: seconds(shown),
				instead: '–'
			},
			{
				what: `the same until all is kept, ${String(files)} files, ${String(Math.round(bytes / 1024))} KiB`,
				goal: '–',
				ours: seconds(kept),
				instead: `${seconds(oneByOne)} at least, one file after the other`
			}
		];
	} finally {
		await phone.discard();
		await server.close();
	}
}
