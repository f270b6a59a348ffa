// The real sign-in library against a server that is played here call by call.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Remote } from '#lib/data/contracts.ts';
import { addressOf, codeHash, newAccount } from '#lib/data/remote/account.ts';
import { isPortal } from '#lib/data/remote/failure.ts';
import { createRemote } from '#lib/data/remote/remote.ts';
import { sessionKey } from '#lib/data/remote/session-store.ts';
import {
	MemoryStorage,
	PlayedServer,
	playedConfig as config,
	session
} from '../support/played-server.ts';

let server: PlayedServer;
let storage: MemoryStorage;
let remote: Remote;

beforeEach(() => {
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
		[413, 'too_large'],
		[429, 'busy'],
		[500, 'unknown'],
		[502, 'unknown'],
		[503, 'busy'],
		[504, 'unknown']
	] as const)('that meets %s is %s', async (fault, error) => {
		server.faults.set('sync_pull', fault);
		expect(await remote.call('sync_pull', {})).toEqual({ ok: false, error });
	});

	it('knows a hotspot’s page for what it is, until the next answer', async () => {
		server.faults.set('sync_pull', 'portal');
		await remote.call('sync_pull', {});
		expect(remote.metPortal()).toBe(true);
		server.faults.set('sync_pull', 'lost_request');
		await remote.call('sync_pull', {});
		expect(remote.metPortal()).toBe(false);
		server.faults.set('sync_pull', 'portal');
		await remote.call('sync_pull', {});
		expect((await remote.call('sync_pull', {})).ok).toBe(true);
		expect(remote.metPortal()).toBe(false);
	});

	it.each([
		[200, 'application/json; charset=utf-8', false],
		[200, 'text/html', true],
		[200, null, true],
		[204, null, false],
		[502, 'text/html', false],
		[511, 'text/html', true]
	])('that is answered with %i and %s met a portal: %s', (status, type, met) => {
		expect(isPortal(status, type)).toBe(met);
	});

	it.each([
		['120', 120_000],
		['99999', 900_000],
		[null, 0],
		['besok', 0]
	])('that is put off with Retry-After %s says how long', async (retryAfter, ms) => {
		server.faults.set('sync_push', 503);
		server.retryAfter = retryAfter;
		expect(await remote.call('sync_push', {})).toEqual({ ok: false, error: 'busy' });
		expect(remote.retryAfterMs()).toBe(ms);
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
		storage.kept.set(sessionKey, JSON.stringify(session('ani@akun.test', 'unknown', -10)));
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
