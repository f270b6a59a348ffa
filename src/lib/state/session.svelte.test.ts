import { describe, expect, it } from 'vitest';
import { err } from '#lib/domain/result.ts';
import { aPhone } from '../../../tests/support/session-phone.ts';
import { idleSync, pillOf } from './sync-pill.ts';

describe('a start', () => {
	it('ends signed out on a phone that nobody uses', async () => {
		const { session } = aPhone();
		expect(session.phase).toBe('unknown');
		await session.boot();
		expect(session.phase).toBe('signed_out');
	});
	it('is ready before the server has said anything', async () => {
		const phone = aPhone({ current: 'siti', session: 'hangs' });
		void phone.session.boot();
		await expect.poll(() => phone.session.phase).toBe('ready');
		expect(phone.session.serverSession).toBe('unknown');
	});
	it('is ready with an expired sign-in too: only sending waits for the password', async () => {
		const phone = aPhone({ current: 'siti', session: false });
		await phone.session.boot();
		expect(phone.session.phase).toBe('ready');
		expect(phone.session.serverSession).toBe('expired');
	});
	it('says so when her records cannot be opened, and deletes nothing', async () => {
		const phone = aPhone({ current: 'siti', broken: 'siti' });
		await phone.session.boot();
		expect(phone.session.phase).toBe('failed');
		expect(phone.known.has('siti')).toBe(true);
	});
});

describe('signing in', () => {
	it('opens her database and starts sending', async () => {
		const phone = aPhone();
		await phone.session.boot();
		expect((await phone.session.signIn('siti', 'right')).ok).toBe(true);
		expect(phone.session.identity?.membership.id).toBe('siti');
		expect(phone.log).toEqual([
			'ask siti',
			'recover siti 32',
			'open siti',
			'start siti',
			'request siti'
		]);
	});
	it('holds the sending of the one before, whose work must not go out under another name', async () => {
		const phone = aPhone({ current: 'siti' });
		await phone.session.boot();
		phone.log.length = 0;
		await phone.session.signIn('ani', 'right');
		expect(phone.log.filter((line) => !line.startsWith('recover')).slice(0, 4)).toEqual([
			'stop siti',
			'ask ani',
			'close siti',
			'open ani'
		]);
		expect(phone.session.identities.map((identity) => identity.account).sort()).toEqual([
			'ani',
			'siti'
		]);
	});
	it('with a wrong password changes nothing here, and sending goes on', async () => {
		const phone = aPhone({ current: 'siti' });
		await phone.session.boot();
		expect(await phone.session.signIn('ani', 'wrong')).toEqual(err('wrong_password'));
		expect(phone.session.identity?.membership.id).toBe('siti');
		expect(phone.log.at(-1)).toBe('start siti');
	});
	it('without a network says so', async () => {
		const phone = aPhone();
		await phone.session.boot();
		phone.goOffline();
		expect(await phone.session.signIn('siti', 'right')).toEqual(err('offline'));
		expect(phone.session.phase).toBe('signed_out');
	});
	it('ends the sign-in again when the phone cannot open a database for her', async () => {
		const phone = aPhone({ broken: 'siti' });
		await phone.session.boot();
		expect(await phone.session.signIn('siti', 'right')).toEqual(err('storage'));
		expect(phone.log).toContain('server sign-out');
	});
});

describe('signing out', () => {
	it('closes and keeps: the phone still knows her', async () => {
		const phone = aPhone({ current: 'siti' });
		await phone.session.boot();
		expect(await phone.session.countUnsent()).toBe(2);
		await phone.session.signOut();
		expect(phone.session.phase).toBe('signed_out');
		expect(phone.session.workspace).toBeNull();
		expect(phone.log).toContain('close siti');
		expect(phone.known.has('siti')).toBe(true);
	});
});

it('asks for the password again when the engine finds the sign-in refused', async () => {
	const phone = aPhone({ current: 'siti' });
	await phone.session.boot();
	phone.engineSays({ ...idleSync, phase: 'signed_out', unsent: 3 });
	expect(phone.session.serverSession).toBe('expired');
	expect(phone.session.phase).toBe('ready');
	expect(pillOf(phone.session.syncState, phone.session.serverSession)).toEqual({
		state: 'signed_out',
		count: 3
	});
});
