// What the server says beside the rows: who she is now, that her access has ended, that the phone is
// lost, that it has forgotten. And what leaves the phone with that, and what never does.
import { beforeEach, describe, expect, it } from 'vitest';
import { Device } from '../support/device.ts';
import { inHand, rounds } from '../support/engine-in-hand.ts';
import { FakeServer } from '../support/fake-server.ts';
import { edit, household, linesOf, stateOf, visit } from '../support/kader-work.ts';

const dayMs = 86_400_000;
let server: FakeServer;
let phone: Device;

beforeEach(async () => {
	server = new FakeServer({ t1: 'ani' });
	server.seedHousehold('house-1', 't1');
	phone = new Device('phone', 'ani', server, { disk: 'memory' });
	await phone.start();
	await phone.sync();
});

describe('who she is', () => {
	it('reaches the app with the last page, and not what is no membership', async () => {
		const viewer = { id: 'ani-phone', role: 'viewer', display_name: 'Ani', area_id: 'desa' };
		server.memberships.set('ani', { id: 'ani-phone', role: 'raja' });
		await phone.sync();
		expect(phone.told).toEqual([]);
		server.memberships.set('ani', viewer);
		await phone.sync();
		expect(phone.told).toEqual([
			{ id: 'ani-phone', role: 'viewer', displayName: 'Ani', areaId: 'desa' }
		]);
	});
});

describe('the end of her access', () => {
	it('takes every record from the phone once the visit that was unsent has arrived', async () => {
		const id = await visit(phone, 'house-1');
		await phone.open.drafts.save('visit/house-1', { note: 'setengah' });
		server.departed.add('ani');
		await phone.sync();
		expect(server.row('visit', id)).toBeDefined();
		expect(await phone.open.sync.progress()).toMatchObject({ departed: true, unsent: 0 });
		expect(await phone.open.records.count('household')).toBe(0);
		expect(await phone.open.records.count('visit')).toBe(0);
		expect(await phone.open.drafts.load('visit/house-1')).toBeUndefined();
	});

	it('leaves only what the server does not take any more, to be shown and carried off', async () => {
		const id = await household(phone, 'Keluarga Baru');
		const later = await visit(phone, id);
		server.departed.add('ani');
		await phone.sync();
		expect((await linesOf(phone, id))[0]).toMatchObject({
			state: 'needs_mending',
			code: 'departed',
			label: 'Keluarga Baru'
		});
		expect(await stateOf(phone, later)).toBe('blocked');
		const left = await phone.open.records.all('household');
		expect(left.map((row) => row.id)).toEqual([id]);
	});

	it('keeps everything while nothing could be sent', async () => {
		const id = await visit(phone, 'house-1');
		server.departed.add('ani');
		await phone.sync(['lost_request']);
		expect(await phone.open.records.count('household')).toBe(1);
		expect(await stateOf(phone, id)).toBe('waiting');
	});

	it('is undone when access is given back: everything comes again', async () => {
		server.departed.add('ani');
		await phone.sync();
		server.departed.delete('ani');
		await phone.sync();
		expect(await phone.open.records.count('household')).toBe(1);
		expect(await phone.open.sync.progress()).toMatchObject({ departed: false, complete: true });
	});
});

describe('a phone that is reported lost', () => {
	it('sends what it has first, and then tells the app to delete everything', async () => {
		const id = await visit(phone, 'house-1');
		server.wiping.add('phone');
		await phone.sync();
		expect(server.row('visit', id)).toBeDefined();
		expect(phone.wiped).toBe(true);
	});

	it('waits with deleting for what the server asked to send again', async () => {
		const id = await visit(phone, 'house-1');
		server.wiping.add('phone');
		server.busy = new Set([0]);
		const { engine, delays } = inHand(phone, server);
		engine.start();
		await engine.settled();
		expect(phone.wiped).toBe(false);
		expect(delays.at(-1)).toBe(2_000);
		await rounds(engine, 1);
		engine.stop();
		expect(server.row('visit', id)).toBeDefined();
		expect(phone.wiped).toBe(true);
	});

	it('waits no longer than a day of the server’s clock, whatever the phone’s date', async () => {
		await visit(phone, 'house-1');
		server.wiping.add('phone');
		const busy = inHand(phone, server, {
			sees: (request) => void ('mutations' in request && (server.busy = new Set([0])))
		});
		await rounds(busy.engine, 3);
		phone.now += 40 * dayMs;
		server.now += dayMs - 60_000;
		await rounds(busy.engine, 1);
		expect(phone.wiped).toBe(false);
		server.now += 60_000;
		await rounds(busy.engine, 1);
		expect(phone.wiped).toBe(true);
	});

	it('counts the day anew when the order was taken back and given again', async () => {
		await visit(phone, 'house-1');
		const busy = inHand(phone, server, {
			sees: (request) => void ('mutations' in request && (server.busy = new Set([0])))
		});
		server.wiping.add('phone');
		await rounds(busy.engine, 1);
		server.wiping.delete('phone');
		server.now += 2 * dayMs;
		await rounds(busy.engine, 1);
		server.wiping.add('phone');
		await rounds(busy.engine, 1);
		expect(phone.wiped).toBe(false);
	});

	it('does not wait for what only a person can decide, nor for what hangs on it', async () => {
		const id = await household(phone, '');
		await visit(phone, id);
		server.wiping.add('phone');
		await phone.sync();
		expect(phone.wiped).toBe(true);
	});

	it('takes in no more families while it waits', async () => {
		await visit(phone, 'house-1');
		server.seedHousehold('house-2', 't1');
		server.wiping.add('phone');
		server.busy = new Set([0]);
		await phone.sync();
		expect(await phone.open.records.count('household')).toBe(1);
	});

	it('first gives a server that was restored what it had confirmed', async () => {
		const dump = server.dump();
		const id = await visit(phone, 'house-1');
		await phone.sync();
		server.restore(dump);
		server.wiping.add('phone');
		await phone.sync();
		expect(server.row('visit', id)).toBeDefined();
		expect(phone.wiped).toBe(true);
	});

	it.each(['server', 'forbidden'] as const)(
		'hears of it after a day also when every push ends with %s',
		async (failure) => {
			await visit(phone, 'house-1');
			await visit(phone, 'house-1');
			server.wiping.add('phone');
			const { engine } = inHand(phone, server, {
				sees: (request) => ('mutations' in request ? failure : undefined)
			});
			await rounds(engine, 1);
			expect(phone.wiped).toBe(false);
			server.now += dayMs;
			await rounds(engine, 1);
			expect(phone.wiped).toBe(true);
		}
	);

	it('is not emptied by another phone’s order', async () => {
		server.wiping.add('other');
		await phone.sync();
		expect(phone.wiped).toBe(false);
	});
});

describe('a restore that nobody announced', () => {
	it('is noticed by the first phone whose confirmed visit is missing, which brings it back', async () => {
		const dump = server.dump();
		const id = await visit(phone, 'house-1');
		await phone.sync();
		server.restoreQuietly(dump);
		expect(server.row('visit', id)).toBeUndefined();
		await phone.sync();
		expect(server.row('visit', id)).toBeDefined();
		expect(await stateOf(phone, id)).toBe('sent');
		expect(await phone.open.records.count('visit')).toBe(1);
	});

	it('is not believed by a phone that never saw anything confirmed', async () => {
		const fresh = new Device('fresh', 'ani', server, { disk: 'memory' });
		await fresh.start();
		const forgetful = new FakeServer({ t1: 'ani' });
		forgetful.pull = (membership, request) => ({
			...server.pull(membership, request),
			forgotten: true
		});
		const { engine, requests } = inHand(fresh, forgetful);
		await rounds(engine, 1);
		expect(requests).toHaveLength(2);
		expect(await fresh.open.records.count('household')).toBe(1);
	});
});

describe('a full pull', () => {
	it('leaves her own household that could not be sent yet in the list', async () => {
		const id = await household(phone, '');
		await phone.sync();
		server.restore(server.dump());
		await phone.sync();
		expect(await stateOf(phone, id)).toBe('needs_mending');
		expect((await phone.open.records.all('household')).map((row) => row.id)).toContain(id);
	});
});

describe('the clock', () => {
	async function offsetOf(id: string): Promise<number | null | undefined> {
		const item = (await phone.tables.outbox.toArray()).find((one) => one.id === id);
		const [mutation] = await phone.open.sync.mutations([item!.mid]);
		return mutation?.clock_offset_ms;
	}

	it('is noted with each change as it was known when the change was made', async () => {
		const fresh = new Device('fresh', 'ani', server, { disk: 'memory' });
		await fresh.start();
		await fresh.open.records.commit([{ entity: 'household', op: 'create', id: 'h', patch: {} }]);
		const [first] = await fresh.open.sync.mutations(
			(await fresh.open.sync.queue()).map(({ mid }) => mid)
		);
		expect(first?.clock_offset_ms).toBeNull();
		server.now = phone.now + dayMs;
		await phone.sync();
		const id = await visit(phone, 'house-1');
		const offset = await offsetOf(id);
		expect(offset).toBeGreaterThan(dayMs - 1);
		// Her clock is put right before she sends: the visit was still made a day ago by her clock.
		phone.now += dayMs;
		expect(await offsetOf(id)).toBe(offset);
	});

	it('says nothing when it was turned back after it had been compared', async () => {
		await phone.sync();
		phone.now -= 3_600_000;
		expect(await offsetOf(await visit(phone, 'house-1'))).toBeNull();
	});
});

describe('being ready for a day without signal', () => {
	it('is taken back while a territory that was added is only half there', async () => {
		expect(await phone.open.sync.progress()).toMatchObject({ complete: true });
		server.state.holders.t2 = 'ani';
		for (let count = 0; count < 15; count++) server.seedHousehold(`new-${count}`, 't2');
		// Pages of the tests hold three rows: the second one is lost.
		await phone.sync([undefined, 'lost_answer']);
		expect(await phone.open.records.count('household')).toBe(4);
		expect(await phone.open.sync.progress()).toMatchObject({ complete: false });
		await phone.sync();
		expect(await phone.open.records.count('household')).toBe(16);
		expect(await phone.open.sync.progress()).toMatchObject({ complete: true });
	});
});

describe('what a household leaves behind when it is no longer hers', () => {
	it('is no half-filled form, and after two days no sealed copy of what was sent', async () => {
		const id = await visit(phone, 'house-1');
		await phone.sync();
		await phone.open.drafts.save('visit/house-1', { note: 'setengah' });
		await phone.open.drafts.save('visit/house-9', { note: 'lain' });
		server.transfer('t1', 'budi');
		await phone.sync();
		expect(await phone.open.drafts.load('visit/house-1')).toBeUndefined();
		expect(await phone.open.drafts.load('visit/house-9')).toEqual({ note: 'lain' });
		expect(await stateOf(phone, id)).toBe('sent');
		server.now += 2 * dayMs + 1_000;
		await phone.sync();
		expect(await phone.tables.journal.count()).toBe(0);
	});

	it('is kept for thirty days of the server where the row is still hers, whatever the phone’s date', async () => {
		await visit(phone, 'house-1');
		await phone.sync();
		phone.now += 400 * dayMs;
		server.now += 29 * dayMs;
		await phone.sync();
		expect(await phone.tables.journal.count()).toBe(1);
		server.now += 2 * dayMs;
		await phone.sync();
		expect(await phone.tables.journal.count()).toBe(0);
	});
});

describe('an app that was older than the server', () => {
	it('gets, after its update, the rows of a kind that it had passed over', async () => {
		await phone.tables.meta.put({ key: 'entities', value: 'area,household,visit' });
		await phone.tables.rows('household').delete('house-1');
		await phone.sync();
		expect(await phone.open.records.count('household')).toBe(1);
	});

	it('passes over what it does not know, and stores the rest of the page', async () => {
		const strange = new FakeServer({ t1: 'ani' });
		strange.pull = (membership, request) => {
			const answer = server.pull(membership, request);
			return { ...answer, rows: { ...answer.rows, drone: [{ id: 'd', rev: 1 }] } };
		};
		server.seedHousehold('house-2', 't1');
		await edit(phone, 'house-1', { address: 'Gang 1' });
		strange.push = (membership, request) => server.push(membership, request);
		await rounds(inHand(phone, strange).engine, 1);
		expect(await phone.open.records.count('household')).toBe(2);
		expect(await stateOf(phone, 'house-1')).toBe('sent');
	});
});
