// How long a kader waits for her first household when she opens the app where there is no network: the
// production build in Chromium, thousands of sealed rows, at full speed and at a quarter of it.
import type { Page } from 'playwright';
import {
	keptDays,
	startSeen,
	watchStart,
	type SeenAtStart
} from '../../tests/support/e2e-first-sight.ts';
import { demoPassword, signIn, waitForAllRecords } from '../../tests/support/e2e-people.ts';
import { Phone } from '../../tests/support/e2e-phone.ts';
import { startTestServer, type TestServer } from '../../tests/support/e2e-server.ts';
import { makeTemplate } from '../../tests/support/e2e-template.ts';
import type { BenchRow } from './bench-row.ts';

/** Of her own territory: households, members, visits. With areas and the rest about 4,000 rows. */
const ownRows = 4_000;
const starts = 5;
const slowdowns = [1, 4];

/** More visits to her households, until her territory holds so many rows. */
async function enlarge(server: TestServer): Promise<void> {
	await server.sql('set session_replication_role = replica');
	await server.sql(
		`with own as (
			select t.id from jangkau.territory t
			join jangkau.membership m on m.kader_id = t.kader_id
			join auth.users u on u.id = m.user_id
			where t.active and u.email = 'kader@demo.jangkau.id'),
		there as (
			select (select count(*) from jangkau.household where territory_id in (select id from own))
				+ (select count(*) from jangkau.member where territory_id in (select id from own))
				+ (select count(*) from jangkau.visit where territory_id in (select id from own)) as rows)
		insert into jangkau.visit (id, household_id, area_id, territory_id, membership_id, visitor_role,
			outcome, captured_at, visited_on, answers)
		select gen_random_uuid(), v.household_id, v.area_id, v.territory_id, v.membership_id,
			v.visitor_role, v.outcome, v.captured_at - n * interval '28 days', v.visited_on - n * 28, v.answers
		from jangkau.visit v, generate_series(1, 60) n
		where v.territory_id in (select id from own)
		order by n, v.id
		limit greatest(0, $1 - (select rows from there))`,
		[ownRows]
	);
	await server.sql('set session_replication_role = origin');
}

async function startOnce(phone: Phone, slowdown: number): Promise<SeenAtStart> {
	await phone.restart();
	const devtools = await phone.context.newCDPSession(phone.page);
	await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
	await phone.page.addInitScript(watchStart);
	await phone.goto('/hari-ini');
	return startSeen(phone.page);
}

/** Her day is kept for the next start once the page rests. */
async function waitForKeptDay(phone: Phone): Promise<void> {
	await phone.goto('/hari-ini');
	await phone.page.locator('ol a[href^="/kunjungan/"]').first().waitFor();
	for (let tries = 0; (await keptDays(phone.page)) === 0; tries += 1) {
		if (tries > 300) throw new Error('the day is not kept');
		await phone.page.waitForTimeout(100);
	}
}

async function rowsOf(page: Page): Promise<number> {
	return page.evaluate(async () => {
		const found = (await indexedDB.databases()).find(({ name }) =>
			name?.startsWith('jangkau-records-')
		);
		const database = await new Promise<IDBDatabase>((resolve, reject) => {
			const opening = indexedDB.open(found?.name ?? '');
			opening.onsuccess = () => resolve(opening.result);
			opening.onerror = () => reject(new Error('IndexedDB'));
		});
		let rows = 0;
		for (const store of database.objectStoreNames) {
			rows += await new Promise<number>((resolve) => {
				const counting = database.transaction(store).objectStore(store).count();
				counting.onsuccess = () => resolve(counting.result);
			});
		}
		database.close();
		return rows;
	});
}

const median = (values: readonly number[]) =>
	values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;

const spread = (ms: readonly number[]) =>
	`${seconds(median(ms))} (${seconds(Math.min(...ms))}–${seconds(Math.max(...ms))})`;

export async function benchColdStart(): Promise<BenchRow[]> {
	await makeTemplate({ embedded: true });
	const server = await startTestServer();
	const phone = await Phone.open(server);
	try {
		await enlarge(server);
		// What tsx calls in the functions that are sent to the page.
		await phone.page.addInitScript('globalThis.__name = (named) => named;');
		await signIn(phone, 'kader@demo.jangkau.id', demoPassword);
		await phone.page.getByRole('navigation', { name: 'Menu utama' }).waitFor();
		await waitForAllRecords(phone);
		await phone.waitForWorker();
		const rows = await rowsOf(phone.page);
		await waitForKeptDay(phone);
		await phone.cutNetwork();
		const table: BenchRow[] = [];
		for (const slowdown of slowdowns) {
			const seen: SeenAtStart[] = [];
			for (let start = 0; start < starts; start += 1) seen.push(await startOnce(phone, slowdown));
			const household = spread(seen.map((one) => one.household!));
			const list = spread(seen.map((one) => one.list!));
			table.push({
				what: `offline start of /hari-ini to the first household, ${String(rows)} rows, processor at 1/${String(slowdown)}`,
				goal: '≤ 1.5 s',
				ours: `${household}; the app's own list after ${list}`,
				instead: `without what is kept for the start (after something was saved elsewhere, or behind a PIN): ${list}`
			});
		}
		return table;
	} finally {
		await phone.discard();
		await server.close();
	}
}
