// Renewing a session that has run out, when the answer is lost and when two tabs do it at once.
import { beforeEach, describe, expect, it } from 'vitest';
import { createRemote } from '#lib/data/remote/remote.ts';
import { sessionKey } from '#lib/data/remote/session-store.ts';
import { MemoryStorage, PlayedServer, playedConfig, reuseMs } from '../support/played-server.ts';

let server: PlayedServer;
let storage: MemoryStorage;

const tab = (alone?: Parameters<typeof createRemote>[3]) =>
	createRemote(() => playedConfig, storage, server.fetch, alone);

beforeEach(async () => {
	server = new PlayedServer();
	storage = new MemoryStorage();
	await tab().join(server.code, 'sandi-panjang');
	storage.kept.set('jangkau-other', 'stays');
	runOut();
});

/** As after a night: the access token is old, the refresh token still good. */
function runOut(): void {
	const kept = JSON.parse(storage.kept.get(sessionKey)!) as Record<string, unknown>;
	const expiresAt = Math.floor(Date.now() / 1000) - 3600;
	storage.kept.set(sessionKey, JSON.stringify({ ...kept, expires_at: expiresAt }));
}

/** The app dies after the server has renewed the session and before it hears of it. */
async function renewWithoutHearing(): Promise<void> {
	const { refresh_token } = JSON.parse(storage.kept.get(sessionKey)!) as Record<string, unknown>;
	const body = JSON.stringify({ refresh_token });
	await server.fetch(`${playedConfig.supabaseUrl}/auth/v1/token`, { method: 'POST', body });
}

describe('a session that has run out', () => {
	it('is renewed by the next call', async () => {
		expect((await tab().call('sync_pull', {})).ok).toBe(true);
		expect(server.refreshes).toBe(1);
	});

	it('lives on when the answer of the renewal was lost and the next call comes soon', async () => {
		await renewWithoutHearing();
		server.now += reuseMs / 2;
		expect((await tab().call('sync_pull', {})).ok).toBe(true);
	});

	it('asks for the password when the next call comes too late, and nothing else is lost', async () => {
		await renewWithoutHearing();
		server.now += reuseMs * 100;
		const remote = tab();
		expect(await remote.call('sync_pull', {})).toEqual({ ok: false, error: 'signed_out' });
		expect(await remote.hasSession()).toBe(false);
		expect(storage.kept.get('jangkau-other')).toBe('stays');
	});

	it('is renewed once by two tabs that need it at the same moment, and both go on', async () => {
		const alone = oneAtATime();
		// The first answer takes so long that the second would come too late.
		server.refreshing = () => {
			server.now += reuseMs * 2;
			return new Promise((resolve) => setImmediate(resolve));
		};
		const answers = await Promise.all(
			[tab(alone), tab(alone)].map((remote) => remote.call('sync_pull', {}))
		);
		expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
		expect(server.refreshes).toBe(1);
		expect(await tab().hasSession()).toBe(true);
	});
});

/** What the browser's locks do for all tabs. */
function oneAtATime() {
	let last: Promise<unknown> = Promise.resolve();
	return <T>(work: () => Promise<T>): Promise<T> => {
		const mine = last.then(work);
		last = mine.catch(() => undefined);
		return mine;
	};
}
