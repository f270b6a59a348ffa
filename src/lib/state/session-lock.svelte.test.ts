import { describe, expect, it } from 'vitest';
import { err } from '#lib/domain/result.ts';
import { aPhone, day, membership } from '../../../tests/support/session-phone.ts';
import { idleSync } from './sync-pill.ts';

describe('a phone with a PIN', () => {
	it('starts closed and sends nothing before the PIN', async () => {
		const phone = aPhone({ current: 'siti', kind: 'pin' });
		await phone.session.boot();
		expect(phone.session.phase).toBe('ready');
		expect(phone.session.locked).toBe(true);
		expect(phone.log).not.toContain('start siti');
		await expect(phone.session.unlock()).rejects.toThrow();
		expect(phone.session.locked).toBe(true);
		phone.keys.add('siti');
		await phone.session.unlock();
		expect(phone.session.locked).toBe(false);
		expect(phone.log.at(-1)).toBe('start siti');
	});
	it('stays closed, and sends nothing, after a sign-in that failed', async () => {
		const phone = aPhone({ current: 'siti', kind: 'pin' });
		await phone.session.boot();
		await phone.session.signIn('siti', 'wrong');
		expect(phone.session.locked).toBe(true);
		expect(phone.log).not.toContain('start siti');
	});
	it('opens by signing in, for one who forgot it', async () => {
		const phone = aPhone({ current: 'siti', kind: 'pin' });
		await phone.session.boot();
		expect((await phone.session.signIn('siti', 'right')).ok).toBe(true);
		expect(phone.session.locked).toBe(false);
		expect(phone.log.at(-1)).toBe('request siti');
	});
	it('stops sending, keeps what was typed and only then forgets the key', async () => {
		const phone = aPhone({ current: 'siti' });
		await phone.session.boot();
		phone.log.length = 0;
		await phone.session.lock();
		expect(phone.session.locked).toBe(true);
		expect(phone.log).toEqual(['stop siti', 'lock siti', 'forget siti']);
		expect(phone.session.workspace).not.toBeNull();
		await phone.session.unlock();
		expect(phone.session.locked).toBe(false);
		expect(phone.log.at(-1)).toBe('start siti');
	});
});

describe('a phone that the server did not hear of', () => {
	it('seals itself at the start after 45 days, and opens by signing in', async () => {
		const phone = aPhone({ current: 'siti', contactAt: day * 350 });
		await phone.session.boot();
		expect(phone.log).toContain('seal siti');
		expect(phone.session.locked).toBe(true);
		expect((await phone.session.signIn('siti', 'right')).ok).toBe(true);
		expect(phone.session.locked).toBe(false);
	});
	it('is as ever after thirty days', async () => {
		const phone = aPhone({ current: 'siti', contactAt: day * 370 });
		await phone.session.boot();
		expect(phone.log).not.toContain('seal siti');
		expect(phone.session.locked).toBe(false);
	});
	it('says so when the server does not give the key to sealed records, and keeps them', async () => {
		const phone = aPhone({ current: 'siti', kind: 'sealed' });
		await phone.session.boot();
		phone.losesKeys();
		expect(await phone.session.signIn('siti', 'right')).toEqual(err('no_key'));
		expect(phone.log).toContain('server sign-out');
		expect(phone.known.has('siti')).toBe(true);
	});
	it('counts from the last answer of the server', async () => {
		const phone = aPhone({ current: 'siti' });
		await phone.session.boot();
		phone.engineSays({ ...idleSync, lastPullAt: '2026-11-01T00:00:00.000Z' });
		phone.engineSays({ ...idleSync, lastPullAt: '2026-11-01T00:00:00.000Z', unsent: 1 });
		const heard = phone.log.filter((line) => line.startsWith('heard'));
		expect(heard).toEqual([`heard siti ${String(Date.UTC(2026, 10, 1))}`]);
	});
});

describe('an order of the puskesmas', () => {
	it('changes her role and area on the phone while she works', async () => {
		const phone = aPhone({ current: 'siti' });
		await phone.session.boot();
		phone.log.length = 0;
		await phone.session.follow({ ...membership('siti'), role: 'viewer' });
		await phone.session.follow({ ...membership('ani'), role: 'planner' });
		expect(phone.session.identity?.membership).toMatchObject({ id: 'siti', role: 'viewer' });
		expect(phone.log).toEqual([]);
	});
	it('empties the phone: closed first, then deleted', async () => {
		const phone = aPhone({ current: 'siti' });
		await phone.session.boot();
		await phone.session.wipe(() => {
			phone.log.push(`empty ${phone.session.phase}`);
			return Promise.resolve();
		});
		expect(phone.log.slice(-2)).toEqual(['close siti', 'empty wiping']);
		expect(phone.session.phase).toBe('wiped');
		expect(phone.session.identity).toBeNull();
	});
	it('says that the phone was emptied only when it was', async () => {
		const phone = aPhone({ current: 'siti' });
		await phone.session.boot();
		await phone.session.wipe(() => Promise.reject(new Error('blocked')));
		expect(phone.session.phase).toBe('failed');
	});
});
