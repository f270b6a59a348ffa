// Single stories of the engine, each of which once went wrong here or elsewhere.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Remote } from '#lib/data/contracts.ts';
import { remoteTransport } from '#lib/data/sync/ports.ts';
import { err, ok } from '#lib/domain/result.ts';
import { Device } from '../support/device.ts';
import { inHand, rounds, stateNow } from '../support/engine-in-hand.ts';
import { FakeServer } from '../support/fake-server.ts';
import {
	household as newHousehold,
	stateOf as stateOfRow,
	visit as visitTo
} from '../support/kader-work.ts';

let server: FakeServer;
let phone: Device;

beforeEach(async () => {
	server = new FakeServer({ t1: 'ani' });
	server.seedHousehold('house-1', 't1');
	phone = new Device('phone', 'ani', server);
	await phone.start();
	await phone.sync();
});

const visit = (householdId: string) => visitTo(phone, householdId);
const household = (headName: string) => newHousehold(phone, headName);
const stateOf = (entityId: string) => stateOfRow(phone, entityId);

describe('a change', () => {
	it.each(['portal', 'partial', 'cut', 'lost_answer', 'hang'] as const)(
		'stays queued after %s and arrives once afterwards',
		async (fault) => {
			const id = await visit('house-1');
			await phone.sync([fault]);
			expect(await stateOf(id)).toBe('waiting');
			await phone.sync();
			expect(await stateOf(id)).toBe('sent');
			expect(server.rows('visit').map((row) => row.id)).toEqual([id]);
		}
	);

	it('that is refused waits for a person, with what needs it; all else goes', async () => {
		const poison = await household('');
		const dependant = await visit(poison);
		const other = await visit('house-1');
		await phone.sync();
		expect(await stateOf(poison)).toBe('needs_mending');
		expect(await stateOf(dependant)).toBe('blocked');
		expect(await stateOf(other)).toBe('sent');
		const items = await phone.open.sync.outbox(new Set());
		const [item] = items;
		const held = items.find(({ entityId }) => entityId === dependant);
		expect([item!.waitsFor, held!.waitsFor]).toEqual([null, item!.mid]);
		await phone.open.sync.resend(item!.mid, { headName: 'Keluarga Baru' });
		await phone.sync();
		expect(await stateOf(dependant)).toBe('sent');
		expect(server.row('household', poison)).toMatchObject({ head_name: 'Keluarga Baru' });
	});
});

describe('what is no longer hers', () => {
	it('leaves the phone even if she made it there and no pull had shown it', async () => {
		const id = await household('Keluarga Baru');
		await phone.sync(['lost_answer']);
		server.transfer('t1', 'budi');
		await phone.sync();
		expect(server.row('household', id)).toBeDefined();
		expect(await phone.open.records.all('household')).toEqual([]);
	});

	it('leaves the phone even if it was still queued when the territory went', async () => {
		await household('Keluarga Baru');
		await phone.sync(['lost_answer']);
		server.transfer('t1', 'budi');
		server.busy = new Set([0]);
		await phone.sync();
		expect(await phone.open.records.count('household')).toBe(1);
		await phone.sync();
		expect(await phone.open.records.count('household')).toBe(0);
	});

	it('leaves the phone even if the territory was hers only while no page arrived', async () => {
		server.state.holders.t0 = 'budi';
		const id = await household('Keluarga Baru');
		server.transfer('t0', 'ani');
		const cut = inHand(phone, server, {
			sees: (request) => ('mutations' in request ? undefined : 'offline')
		});
		await rounds(cut.engine, 1);
		expect(server.row('household', id)).toMatchObject({ territory_id: 't0' });
		server.transfer('t0', 'budi');
		// Its transaction might still be open: it stays until that is certain not to be.
		server.horizonLagMs = 120_000;
		server.now += 90_000;
		await phone.sync();
		expect(await phone.open.records.get('household', id)).toBeDefined();
		server.horizonLagMs = 0;
		await phone.sync();
		expect(await phone.open.records.get('household', id)).toBeUndefined();
	});

	it('takes no unsent visit with it', async () => {
		const id = await visit('house-1');
		server.transfer('t1', 'budi');
		await phone.sync(['lost_request']);
		await phone.sync();
		expect(await stateOf(id)).toBe('sent');
		expect(server.row('visit', id)).toBeDefined();
		expect(await phone.open.records.all('visit')).toEqual([]);
	});

	it('takes no unsent visit with it, also where the server fails on every push', async () => {
		const id = await visit('house-1');
		server.transfer('t1', 'budi');
		const failing = inHand(phone, server, {
			sees: (request) => ('mutations' in request ? 'server' : undefined)
		});
		await rounds(failing.engine, 2);
		expect(await phone.open.records.all('household')).toEqual([]);
		expect(await stateNow(failing.engine)).toMatchObject({ phase: 'failed', unsent: 1 });
		await phone.sync();
		expect(await stateOf(id)).toBe('sent');
		expect(server.row('visit', id)).toBeDefined();
	});
});

describe('a server restored from a dump', () => {
	it('gets back what it had confirmed, and rows it forgot leave the phone', async () => {
		const dump = server.dump();
		const id = await visit('house-1');
		server.state.xid += 1;
		server.seedHousehold('house-2', 't1');
		await phone.sync();
		server.restore(dump);
		await phone.sync();
		expect(server.row('visit', id)).toBeDefined();
		expect(await stateOf(id)).toBe('sent');
		const households = await phone.open.records.all('household');
		expect(households.map((row) => row.id)).toEqual(['house-1']);
	});

	it('takes rows with it that it forgot, though it knows all that she sent', async () => {
		await visit('house-1');
		await phone.sync();
		const dump = server.dump();
		server.state.xid += 1;
		server.seedHousehold('house-2', 't1');
		await phone.sync();
		server.restore(dump);
		await phone.sync();
		const households = await phone.open.records.all('household');
		expect(households.map((row) => row.id)).toEqual(['house-1']);
	});
});

describe('the engine', () => {
	it('waits longer after each failure and says that it is offline', async () => {
		const { engine, delays } = inHand(phone, server, { failure: 'offline' });
		engine.start();
		for (let round = 0; round < 3; round++) {
			await engine.settled();
			engine.request();
		}
		await engine.settled();
		const waits = delays.filter((ms) => ms !== 160_000);
		expect(waits).toEqual([2_000, 4_000, 8_000, 16_000]);
		expect(await stateNow(engine)).toMatchObject({ phase: 'offline', failure: 'offline' });
		engine.stop();
	});

	it('leaves a phone that starts without a network to its first page, and tries soon after', async () => {
		const { engine, calls, delays, save } = inHand(phone, server, { seemsOffline: true });
		engine.start();
		await engine.settled();
		expect(calls()).toBe(0);
		expect(delays).toEqual([5_000]);
		expect(await stateNow(engine)).toMatchObject({ phase: 'offline' });
		save();
		await engine.settled();
		expect(calls()).toBeGreaterThan(0);
	});

	it('is not hurried by a save while it waits, but by a person', async () => {
		const { engine, calls, save } = inHand(phone, server, { failure: 'offline' });
		engine.start();
		await engine.settled();
		const before = calls();
		save();
		await engine.settled();
		expect(calls()).toBe(before);
		engine.request();
		await engine.settled();
		expect(calls()).toBe(before + 1);
		engine.stop();
	});

	it('keeps records and queue when the server no longer knows her', async () => {
		const id = await visit('house-1');
		const { engine } = inHand(phone, server, { failure: 'signed_out' });
		engine.start();
		await engine.settled();
		expect(await stateNow(engine)).toMatchObject({ phase: 'signed_out', unsent: 1 });
		expect(await stateOf(id)).toBe('waiting');
		expect(await phone.open.records.get('visit', id)).toBeDefined();
		expect(phone.wiped).toBe(false);
		engine.stop();
	});

	it('gets all else through when one change breaks every call it is in', async () => {
		const ids: string[] = [];
		for (let count = 0; count < 6; count++) ids.push(await visit('house-1'));
		const { engine } = inHand(phone, server, { breaker: ids[2]! });
		engine.start();
		for (let round = 0; round < 14; round++) {
			await engine.settled();
			engine.request();
		}
		await engine.settled();
		engine.stop();
		const states = await Promise.all(ids.map(stateOf));
		expect(states).toEqual(ids.map((id) => (id === ids[2] ? 'waiting' : 'sent')));
	});

	it('asks the running tab, and looks again soon, when another tab holds the lock', async () => {
		const { engine, delays, posted, calls } = inHand(phone, server, { locked: true });
		engine.start();
		await engine.settled();
		expect(calls()).toBe(0);
		expect(posted).toContain('request');
		expect(delays).toEqual([5_000]);
		engine.stop();
	});

	it('says "complete" only after a pull that ran to its end', async () => {
		const fresh = new Device('fresh', 'ani', server);
		await fresh.start();
		for (let index = 2; index < 9; index++) server.seedHousehold(`house-${index}`, 't1');
		await fresh.sync([], 9);
		expect(await fresh.open.sync.progress()).toMatchObject({ complete: false });
		await fresh.sync();
		expect(await fresh.open.sync.progress()).toMatchObject({ complete: true });
		expect(await fresh.open.records.count('household')).toBe(8);
	});
});

describe('the way to the server', () => {
	it('is closed to one person’s records while another’s session is open', async () => {
		const calls: string[] = [];
		const remote = {
			hasSession: (membershipId?: string) => Promise.resolve(membershipId === 'budi'),
			call: (name: string) => {
				calls.push(name);
				return Promise.resolve(ok({}));
			}
		} as unknown as Remote;
		const request = { device: 'd', cursor: null, scope_hash: null, limit: 1 };
		expect(await remoteTransport(remote, 'ani').pull(request)).toEqual(err('signed_out'));
		expect(calls).toEqual([]);
		expect((await remoteTransport(remote, 'budi').pull(request)).ok).toBe(true);
	});

	it('tells a hotspot that wants a sign-in from no network at all', async () => {
		let portal = true;
		const remote = {
			hasSession: () => Promise.resolve(true),
			call: () => Promise.resolve(err('offline')),
			metPortal: () => portal
		} as unknown as Remote;
		const request = { device: 'd', cursor: null, scope_hash: null, limit: 1 };
		expect(await remoteTransport(remote, 'ani').pull(request)).toEqual(err('portal'));
		portal = false;
		expect(await remoteTransport(remote, 'ani').pull(request)).toEqual(err('offline'));
	});

	it('that ends at a hotspot’s page is tried again later, with calls as long as before', async () => {
		const ids = [await visit('house-1'), await visit('house-1')];
		const { engine, requests } = inHand(phone, server, { failure: 'portal' });
		await rounds(engine, 8);
		expect(await stateNow(engine)).toMatchObject({ phase: 'offline', failure: 'portal' });
		const sizes = requests.map((one) => ('mutations' in one ? one.mutations.length : 'a pull'));
		expect(sizes).toEqual(Array.from({ length: 8 }, () => 2));
		await phone.sync();
		expect(await Promise.all(ids.map(stateOf))).toEqual(['sent', 'sent']);
	});
});
