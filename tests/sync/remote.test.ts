// The real supabase-js against a server that is played here call by call.
import { beforeEach, describe, expect, it } from 'vitest';
import type { AppConfig, Remote } from '#lib/data/contracts.ts';
import { addressOf, codeHash, newAccount } from '#lib/data/remote/account.ts';
import { createRemote } from '#lib/data/remote/remote.ts';
import { sessionKey, type SessionStorage } from '#lib/data/remote/session-store.ts';

const config: AppConfig = {
	supabaseUrl: 'http://server.test',
	publishableKey: 'sb_publishable_test',
	demo: false,
	accountDomain: 'akun.test',
	basemap: {
		kind: 'none',
		url: null,
		minZoom: 0,
		maxZoom: 0,
		attribution: '',
		schema: 'jangkau',
		bulkDownload: false
	}
};

const membership = { id: 'm1', role: 'kader', display_name: 'Ani', time_zone: 'Asia/Makassar' };

/** Accounts, one invitation, and what happens to each path's next answer. */
class PlayedServer {
	readonly accounts = new Map<string, string>();
	readonly code = 'ABCDE-FGHJK';
	usedBy: string | null = null;
	/** Path ends → what happens to the next answer. */
	readonly faults = new Map<string, 'lost_request' | 'lost_answer' | 'portal' | number>();
	readonly seen: string[] = [];

	readonly fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
		const url = new URL(input instanceof Request ? input.url : input);
		const path = url.pathname.split('/').at(-1) ?? '';
		this.seen.push(url.href);
		const fault = this.faults.get(path);
		this.faults.delete(path);
		if (fault === 'lost_request') throw new TypeError('fetch failed');
		if (fault === 'portal') return new Response('<html></html>', { status: 200 });
		if (typeof fault === 'number') return json({ code: 'x', message: 'x' }, fault);
		const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as object) : {};
		const token = new Headers(init?.headers).get('authorization') ?? '';
		const answer = this.#answer(path, body as Record<string, string>, token);
		if (fault === 'lost_answer') throw new TypeError('fetch failed');
		return answer;
	};

	#answer(path: string, body: Record<string, string>, authorization: string): Response {
		const email = body.email ?? '';
		switch (path) {
			case 'signup':
				if (this.accounts.has(email)) return json({ error_code: 'user_already_exists' }, 422);
				this.accounts.set(email, body.password ?? '');
				return json(session(email));
			case 'token':
				if (body.refresh_token) return json({ error_code: 'refresh_token_not_found' }, 400);
				if (this.accounts.get(email) === body.password) return json(session(email));
				return json({ error_code: 'invalid_credentials', code: 400 }, 400);
			case 'check_invitation':
				return json(this.usedBy ? { ok: false, code: 'invitation_used' } : { ok: true });
			case 'redeem_invitation': {
				const user = authorization.replace('Bearer ', '');
				if (this.usedBy !== null && this.usedBy !== user) {
					return json({ ok: false, code: 'invitation_used' });
				}
				this.usedBy = user;
				return json({ ok: true, membership });
			}
			case 'my_membership':
				return json(
					this.usedBy === null ? { ok: false, code: 'no_membership' } : { ok: true, membership }
				);
			default:
				return json({ ok: true, path });
		}
	}
}

function json(body: unknown, status = 200): Response {
	return new Response(JSON.stringify(body), {
		status,
		headers: { 'content-type': 'application/json' }
	});
}

function session(email: string, expiresIn = 3600) {
	return {
		access_token: `token-of-${email}`,
		refresh_token: 'refresh',
		token_type: 'bearer',
		expires_in: expiresIn,
		expires_at: Math.floor(Date.now() / 1000) + expiresIn,
		user: { id: email, email, app_metadata: {}, user_metadata: {}, aud: '', created_at: '' }
	};
}

class MemoryStorage implements SessionStorage {
	readonly kept = new Map<string, string>();
	getItem = (key: string) => Promise.resolve(this.kept.get(key) ?? null);
	setItem = (key: string, value: string) => Promise.resolve(void this.kept.set(key, value));
	removeItem = (key: string) => Promise.resolve(void this.kept.delete(key));
}

let server: PlayedServer;
let storage: MemoryStorage;
let remote: Remote;

beforeEach(() => {
	// supabase-js on Node 20 wants one to exist; nothing here opens it.
	Object.assign(globalThis, { WebSocket: globalThis.WebSocket ?? class {} });
	server = new PlayedServer();
	storage = new MemoryStorage();
	remote = createRemote(() => config, storage, server.fetch);
});

describe('joining', () => {
	it('needs a code and a password only, and ends with a session of that membership', async () => {
		const joined = await remote.join(server.code, 'sandi-panjang');
		expect(joined).toMatchObject({ ok: true, value: { membership: { displayName: 'Ani' } } });
		expect(await remote.hasSession('m1')).toBe(true);
		expect(await remote.hasSession('m2')).toBe(false);
		expect([...server.accounts.keys()][0]).toMatch(/^[a-z0-9]{8}@akun\.test$/);
	});

	it.each([
		['signup', 'lost_request'],
		['signup', 'lost_answer'],
		['redeem_invitation', 'lost_request'],
		['redeem_invitation', 'lost_answer'],
		['check_invitation', 'lost_request'],
		['redeem_invitation', 'portal']
	] as const)('can be done again after %s failed with %s', async (path, fault) => {
		server.faults.set(path, fault);
		expect(await remote.join(server.code, 'sandi-panjang')).toEqual({
			ok: false,
			error: 'offline'
		});
		// As after a restart of the app.
		remote = createRemote(() => config, storage, server.fetch);
		expect((await remote.join('abcde fghjk', 'sandi-panjang')).ok).toBe(true);
		expect(server.accounts.size).toBe(1);
	});

	it('says what is wrong with a used code and with a short password', async () => {
		server.usedBy = 'somebody';
		expect(await remote.join(server.code, 'sandi-panjang')).toEqual({
			ok: false,
			error: 'invitation_used'
		});
		expect(await remote.join(server.code, 'pendek')).toEqual({ ok: false, error: 'weak_password' });
		expect(server.accounts.size).toBe(0);
	});

	it('keeps neither code nor password on the device, and neither in an address', async () => {
		server.faults.set('redeem_invitation', 'lost_answer');
		await remote.join(server.code, 'sandi-panjang');
		const kept = JSON.stringify([...storage.kept]) + server.seen.join();
		expect(kept).not.toContain('sandi-panjang');
		expect(kept).not.toContain(server.code);
	});
});

describe('signing in', () => {
	beforeEach(async () => {
		server.accounts.set('ani@akun.test', 'sandi-panjang');
		server.usedBy = 'token-of-ani@akun.test';
		await remote.signOut();
	});

	it('takes the short account name or an address', async () => {
		expect((await remote.signIn(' Ani ', 'sandi-panjang')).ok).toBe(true);
		expect((await remote.signIn('ani@akun.test', 'sandi-panjang')).ok).toBe(true);
	});

	it('tells a wrong password from no network, too many tries and no membership', async () => {
		expect(await remote.signIn('ani', 'salah')).toEqual({ ok: false, error: 'wrong_password' });
		server.faults.set('token', 'lost_request');
		expect(await remote.signIn('ani', 'sandi-panjang')).toEqual({ ok: false, error: 'offline' });
		server.faults.set('token', 429);
		expect(await remote.signIn('ani', 'sandi-panjang')).toEqual({
			ok: false,
			error: 'rate_limited'
		});
		server.usedBy = null;
		expect(await remote.signIn('ani', 'sandi-panjang')).toEqual({
			ok: false,
			error: 'no_membership'
		});
		expect(await remote.hasSession()).toBe(false);
	});
});

describe('a call', () => {
	beforeEach(async () => {
		await remote.join(server.code, 'sandi-panjang');
	});

	it('carries its argument as text and gives the answer', async () => {
		expect(await remote.call('sync_pull', { cursor: null })).toEqual({
			ok: true,
			value: { ok: true, path: 'sync_pull' }
		});
	});

	it.each([
		['lost_request', 'offline'],
		['portal', 'offline'],
		[401, 'signed_out'],
		[403, 'forbidden'],
		[500, 'unknown']
	] as const)('that meets %s is %s', async (fault, error) => {
		server.faults.set('sync_pull', fault);
		expect(await remote.call('sync_pull', {})).toEqual({ ok: false, error });
	});

	it('is signed out after signing out, which works without network and clears only the session', async () => {
		storage.kept.set('other', 'stays');
		server.faults.set('logout', 'lost_request');
		await remote.signOut();
		expect(await remote.hasSession()).toBe(false);
		expect(await remote.call('sync_pull', {})).toEqual({ ok: false, error: 'signed_out' });
		expect(storage.kept.get('other')).toBe('stays');
	});

	it('with an expired session that the server will not renew is signed out', async () => {
		storage.kept.set(sessionKey, JSON.stringify(session('ani@akun.test', -10)));
		remote = createRemote(() => config, storage, server.fetch);
		expect(await remote.call('sync_pull', {})).toEqual({ ok: false, error: 'signed_out' });
	});
});

describe('an account name', () => {
	it('has eight letters that are not taken for one another', () => {
		const bytes = (count: number) => new Uint8Array(count).map((_, index) => (index * 97) % 256);
		expect(newAccount(bytes)).toMatch(/^[a-hjkmnp-z2-9]{8}$/);
	});

	it('becomes an address on the configured domain; a typed code is read without its form', async () => {
		expect(addressOf('Ani7', 'akun.test')).toBe('ani7@akun.test');
		expect(await codeHash('abcde fghjk')).toBe(await codeHash('ABCDE-FGHJK'));
	});
});
