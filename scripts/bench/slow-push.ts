// How long 500 visits of a kader take to the server on a village's line that loses calls, beside one
// request a visit. The phone is the app's own records, engine and client in this process; the server is
// the real one on PostgreSQL.
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { AppConfig, Identity, Remote } from '../../src/lib/data/contracts.ts';
import { openRecords, type OpenRecords } from '../../src/lib/data/local/open-records.ts';
import { deviceMaking } from '../../src/lib/data/local/making.ts';
import { createRemote } from '../../src/lib/data/remote/remote.ts';
import { Engine } from '../../src/lib/data/sync/engine.ts';
import { browserClock, remoteTransport } from '../../src/lib/data/sync/ports.ts';
import { seededRandom } from '../../src/lib/domain/division/random.ts';
import type { Visit } from '../../src/lib/domain/visit.ts';
import { lossy } from '../../tests/support/chaos-weather.ts';
import { MortalPostgres } from '../../tests/support/e2e-mortal-postgres.ts';
import { demoPassword } from '../../tests/support/e2e-people.ts';
import { startTestServer, type TestServer } from '../../tests/support/e2e-server.ts';
import { MemoryStorage } from '../../tests/support/played-server.ts';
import type { BenchRow } from './bench-row.ts';

const visits = 500;
/** Of one request each: the rest of the 500 would take as long. */
const oneByOne = 50;
const seeds = Array.from({ length: 12 }, (_, seed) => seed + 1);
const lossOfCalls = 0.05;
/** A round trip of 400 ms; a new connection costs two of them before it carries anything. */
const line = { bitsPerSecond: 400_000, latencyMs: 200, setupRoundTrips: 2 };

interface Phone {
	readonly identity: Identity;
	readonly open: OpenRecords;
	readonly remote: Remote;
}

async function openPhone(server: TestServer): Promise<Phone> {
	const config = (await (await fetch(`${server.url}/config.json`)).json()) as AppConfig;
	// supabase-js on Node 20 wants one to exist; nothing here opens it.
	Object.assign(globalThis, { WebSocket: globalThis.WebSocket ?? class {} });
	const here = () => ({ ...config, supabaseUrl: server.url });
	const remote = createRemote(here, new MemoryStorage());
	const account = 'kader@demo.jangkau.id';
	const signedIn = await remote.signIn(account, demoPassword);
	if (!signedIn.ok) throw new Error(signedIn.error);
	const identity = { membership: signedIn.value, account, deviceId: crypto.randomUUID() };
	const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
		'encrypt',
		'decrypt'
	]);
	const keys = { key: () => Promise.resolve(key), forget() {} };
	const database = { indexedDB: new IDBFactory(), IDBKeyRange };
	return { identity, remote, open: await openRecords(identity, keys, { database }) };
}

/** Lets the engine live until the queue is empty and the pull after it has ended. */
async function synced({ identity, open, remote }: Phone, seed: number): Promise<Emptied> {
	const startedAt = performance.now();
	const engine = new Engine({
		store: open.sync,
		transport: remoteTransport(remote, identity.membership.id),
		clock: browserClock,
		random: seededRandom(seed),
		connectivity: { onChance: () => () => {}, seemsOffline: () => false },
		lock: { tryRun: (work) => work().then(() => true) },
		channel: { post() {}, listen: () => () => {} },
		orders: { membership: () => Promise.resolve(), wipe: () => Promise.resolve() },
		deviceId: identity.deviceId,
		appVersion: 'bench'
	});
	let emptyAfterMs = 0;
	await new Promise<void>((resolve, reject) => {
		engine.state.subscribe(({ unsent, needsMending, phase, complete }) => {
			if (needsMending > 0) reject(new Error('the server refused a visit'));
			if (unsent > 0) return;
			emptyAfterMs ||= performance.now() - startedAt;
			if (phase === 'idle' && complete) resolve();
		}, reject);
		engine.start();
	});
	engine.stop();
	await engine.settled();
	return { pushMs: emptyAfterMs, roundMs: performance.now() - startedAt };
}

interface Emptied {
	readonly pushMs: number;
	readonly roundMs: number;
}

/** As a kader fills it in: the fullest visits that the demo knows, each with the sheet of its house. */
async function fullVisits({ open }: Phone): Promise<Visit[]> {
	const known = (await open.records.all('visit')).filter(({ answers }) => answers !== null);
	const length = (visit: Visit) => JSON.stringify(visit.answers).length;
	const sheets = new Map(
		known
			.toSorted((a, b) => length(a) - length(b))
			.map(({ householdId, answers }) => [householdId, answers?.household])
	);
	return known
		.filter(({ answers }) => (answers?.cards.length ?? 0) > 0)
		.map((visit) => ({
			...visit,
			answers: { household: sheets.get(visit.householdId) ?? {}, cards: visit.answers?.cards ?? [] }
		}));
}

/** @returns ids of the visits */
async function record(phone: Phone, patterns: readonly Visit[], count: number): Promise<string[]> {
	const ids: string[] = [];
	for (let n = 0; n < count; n++) {
		const { id: _id, rev: _rev, membershipId: _by, ...entry } = patterns[n % patterns.length]!;
		const id = deviceMaking.id();
		const capturedAt = new Date(deviceMaking.now()).toISOString();
		const patch = { ...entry, capturedAt, visitPlanId: null, correctsId: null };
		const after = [entry.householdId];
		await phone.open.records.commit([{ entity: 'visit', op: 'create', id, patch, after }]);
		ids.push(id);
	}
	return ids;
}

async function stored(server: TestServer): Promise<number> {
	const { n } = await server.row<{ n: number }>('select count(*)::int as n from jangkau.visit');
	return n;
}

interface Run extends Emptied {
	readonly requests: number;
	readonly lost: number;
	readonly up: number;
	readonly down: number;
	readonly arrived: number;
	readonly surplus: number;
}

async function run(
	server: TestServer,
	phone: Phone,
	patterns: readonly Visit[],
	seed: number
): Promise<Run> {
	const ids = await record(phone, patterns, visits);
	const before = await stored(server);
	const { lost, requests } = stormy(server, seed);
	const emptied = await synced(phone, seed);
	const { up, down } = server.network.carried;
	server.network.weather({});
	const { arrived } = await server.row<{ arrived: number }>(
		'select count(*)::int as arrived from jangkau.visit where id::text = any($1)',
		[ids]
	);
	const surplus = (await stored(server)) - before - arrived;
	return { ...emptied, requests: requests(), lost: lost(), up, down, arrived, surplus };
}

/** The line from now on, and what happens to pushes on it. */
function stormy(server: TestServer, seed: number) {
	const { fate } = lossy(lossOfCalls, seed);
	const already = server.network.requests.length;
	let lost = 0;
	server.network.weather({
		...line,
		fate: (request) => {
			const drawn = fate?.(request) ?? 'pass';
			if (drawn !== 'pass') lost += 1;
			return drawn;
		}
	});
	const isPush = ({ path }: { path: string }) => path.endsWith('/sync_push');
	return {
		lost: () => lost,
		requests: () => server.network.requests.slice(already).filter(isPush).length
	};
}

/** What most programs do: a request a visit, the next when the last is answered, again when it is not. */
async function single(server: TestServer, phone: Phone, patterns: readonly Visit[]): Promise<Run> {
	const ids = await record(phone, patterns, oneByOne);
	const queue = (await phone.open.sync.queue()).map(({ mid }) => mid);
	const mutations = await phone.open.sync.mutations(queue);
	const { lost, requests } = stormy(server, seeds[0]!);
	const broken = server.network.brokenAnswers.length;
	const startedAt = performance.now();
	for (const mutation of mutations) {
		const request = { device: phone.identity.deviceId, app_version: 'bench', unsent: 1 };
		const sent_at = new Date().toISOString();
		const body = { ...request, sent_at, mutations: [mutation] };
		while (!(await phone.remote.call('sync_push', body)).ok);
	}
	const ms = performance.now() - startedAt;
	const { up, down } = server.network.carried;
	// Stored, and sent again because nobody said so.
	const surplus = server.network.brokenAnswers.length - broken;
	server.network.weather({});
	const arrived = ids.length;
	const times = { pushMs: ms, roundMs: ms };
	return { ...times, requests: requests(), lost: lost(), up, down, arrived, surplus };
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
const kilobytes = (bytes: number) => `${String(Math.round(bytes / 1000))} kB`;

/** Median and worst of a figure. */
function both(
	runs: readonly Run[],
	of: (run: Run) => number,
	words: (n: number) => string = String
): string {
	const sorted = runs.map(of).toSorted((a, b) => a - b);
	return `${words(sorted[sorted.length >> 1]!)}, worst ${words(sorted.at(-1)!)}`;
}

function rows(runs: readonly Run[], alone: Run): BenchRow[] {
	const times = visits / oneByOne;
	const what = `${String(visits)} visits at 400 kbit/s, 400 ms, 5 % of calls lost (${String(runs.length)} seeds)`;
	const arrived = Math.min(...runs.map((one) => one.arrived));
	const surplus = Math.max(...runs.map((one) => one.surplus));
	const instead = (n: number) =>
		`${String(n * times)} one request a visit (${String(oneByOne)} × ${String(times)})`;
	return [
		{
			what: `${what}: requests`,
			goal: '≤ 5',
			ours: both(runs, ({ requests }) => requests),
			instead: instead(alone.requests)
		},
		{
			what: 'until all are confirmed',
			goal: '≤ 10 s',
			ours: both(runs, ({ pushMs }) => pushMs, seconds),
			instead: seconds(alone.pushMs * times)
		},
		{
			what: 'with the pull after it',
			goal: '–',
			ours: both(runs, ({ roundMs }) => roundMs, seconds),
			instead: '–'
		},
		{
			what: 'up; down, the pull included',
			goal: '–',
			ours: `${both(runs, ({ up }) => up, kilobytes)}; ${both(runs, ({ down }) => down, kilobytes)}`,
			instead: `${kilobytes(alone.up * times)}; ${kilobytes(alone.down * times)} without a pull`
		},
		{
			what: 'calls lost in a run',
			goal: '–',
			ours: both(runs, ({ lost }) => lost),
			instead: String(alone.lost * times)
		},
		{
			what: 'arrived; stored twice',
			goal: `${String(visits)}; 0`,
			ours: `${String(arrived)}; ${String(surplus)}`,
			instead: `${String(alone.surplus * times)} twice where the server keeps no ledger`
		}
	];
}

export async function benchSlowPush(): Promise<BenchRow[]> {
	const postgres = await MortalPostgres.start();
	const server = await startTestServer({ databaseUrl: postgres.url });
	try {
		const phone = await openPhone(server);
		await synced(phone, 0);
		const patterns = await fullVisits(phone);
		const runs: Run[] = [];
		for (const seed of seeds) runs.push(await run(server, phone, patterns, seed));
		const alone = await single(server, phone, patterns);
		return rows(runs, alone);
	} finally {
		await server.close();
		await postgres.close();
	}
}
