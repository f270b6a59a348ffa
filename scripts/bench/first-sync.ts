// How long a planner's first sync of 5,000 households with 20,000 visits takes on a village's line, in
// a real Chromium against the embedded server, beside fetching all of it in one answer.
import type { Page } from 'playwright';
import { gzipSync } from 'node:zlib';
import { signInAs } from '../../tests/support/e2e-people.ts';
import { desktopSize, Phone } from '../../tests/support/e2e-phone.ts';
import { startTestServer, type TestServer } from '../../tests/support/e2e-server.ts';
import { readStore } from '../../tests/support/e2e-storage.ts';
import { makeTemplate } from '../../tests/support/e2e-template.ts';
import type { BenchRow } from './bench-row.ts';

const households = 5_000;
const visits = 20_000;
const bitsPerSecond = 1_600_000;
const latencyMs = 150;

/** More of the demo's own households and visits, as an import leaves them: without triggers. */
async function enlarge(server: TestServer): Promise<void> {
	await server.sql('set session_replication_role = replica');
	await server.sql(
		`insert into jangkau.household (id, area_id, territory_id, posyandu_id, code, head_name, address,
			rt, rw, location, location_source, registered_on)
		select gen_random_uuid(), h.area_id, h.territory_id, h.posyandu_id, h.code || '-2', h.head_name,
			h.address, h.rt, h.rw, h.location, h.location_source, h.registered_on
		from jangkau.household h order by h.id
		limit greatest(0, $1 - (select count(*) from jangkau.household))`,
		[households]
	);
	await server.sql(
		`insert into jangkau.visit (id, household_id, area_id, territory_id, membership_id, visitor_role,
			outcome, captured_at, visited_on, answers)
		select gen_random_uuid(), v.household_id, v.area_id, v.territory_id, v.membership_id, v.visitor_role,
			v.outcome, v.captured_at, v.visited_on, v.answers
		from jangkau.visit v, generate_series(1, 10) n order by n, v.id
		limit greatest(0, $1 - (select count(*) from jangkau.visit))`,
		[visits]
	);
	await server.sql('set session_replication_role = origin');
}

interface Watched {
	calls: number;
	bytes: number;
}

/** Bytes of `sync_pull` as they come over the wire, headers included. */
async function watch(page: Page): Promise<Watched> {
	const seen: Watched = { calls: 0, bytes: 0 };
	const session = await page.context().newCDPSession(page);
	const pulls = new Set<string>();
	session.on('Network.requestWillBeSent', ({ requestId, request }) => {
		if (request.method === 'POST' && request.url.endsWith('/sync_pull')) pulls.add(requestId);
	});
	session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
		if (!pulls.has(requestId)) return;
		seen.calls += 1;
		seen.bytes += encodedDataLength;
	});
	await session.send('Network.enable');
	return seen;
}

async function untilComplete(page: Page): Promise<void> {
	for (;;) {
		const meta = await readStore(page, 'meta');
		if (meta.find(({ key }) => key === 'complete')?.['value'] === true) return;
		await new Promise((resolve) => setTimeout(resolve, 500));
	}
}

export async function benchFirstSync(): Promise<BenchRow[]> {
	await makeTemplate({ embedded: true });
	const server = await startTestServer();
	const phone = await Phone.open(server, desktopSize);
	try {
		await enlarge(server);
		server.network.weather({ bitsPerSecond, latencyMs });
		// What tsx calls in the functions that are sent to the page.
		await phone.page.addInitScript('globalThis.__name = (named) => named;');
		const seen = await watch(phone.page);
		await signInAs(phone, 'perencana');
		const startedAt = performance.now();
		await phone.goto('/kirim');
		await untilComplete(phone.page);
		const seconds = (performance.now() - startedAt) / 1000;
		const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
		const { all } = await server.row<{ all: string }>(
			`select jsonb_build_object('household', (select jsonb_agg(to_jsonb(h)) from jangkau.household h),
				'member', (select jsonb_agg(to_jsonb(m)) from jangkau.member m),
				'visit', (select jsonb_agg(to_jsonb(v)) from jangkau.visit v))::text as all`
		);
		const whole = gzipSync(all).length;
		return [
			{
				what: `first sync of ${String(households)} households, ${String(visits)} visits at 1.6 Mbit/s, ${String(latencyMs)} ms`,
				goal: '≤ 6 MB, ≤ 90 s',
				ours: `${megabytes(seen.bytes)} in ${String(seen.calls)} calls, ${String(Math.round(seconds))} s`,
				instead: `${megabytes(whole)} in one answer, ${String(Math.round((whole * 8) / bitsPerSecond))} s on the line, all again when it breaks`
			}
		];
	} finally {
		await phone.discard();
		await server.close();
	}
}
