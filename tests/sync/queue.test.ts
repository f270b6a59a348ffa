// What stands in the queue's way, and that the rest goes past it.
import { beforeEach, describe, expect, it } from 'vitest';
import { Device } from '../support/device.ts';
import { inHand, rounds, stateNow } from '../support/engine-in-hand.ts';
import { FakeServer } from '../support/fake-server.ts';
import {
	damageEntry,
	damageRow,
	edit,
	household,
	linesOf,
	stateOf,
	visit
} from '../support/kader-work.ts';

let server: FakeServer;
let phone: Device;

beforeEach(async () => {
	server = new FakeServer({ t1: 'ani' });
	server.seedHousehold('house-1', 't1');
	server.seedHousehold('house-2', 't1');
	phone = new Device('phone', 'ani', server, { disk: 'memory' });
	await phone.start();
	await phone.sync();
});

describe('an entry that does not open any more', () => {
	it('waits for a person as it is; everything else goes, and the list can be read', async () => {
		const broken = await visit(phone, 'house-1');
		const whole = await visit(phone, 'house-2');
		const [line] = await linesOf(phone, broken);
		await damageEntry(phone, line!.mid);
		const before = await phone.tables.outbox.get(line!.mid);
		await phone.sync();
		expect(await stateOf(phone, whole)).toBe('sent');
		expect((await linesOf(phone, broken))[0]).toMatchObject({
			state: 'needs_mending',
			code: 'unreadable',
			label: null
		});
		expect((await phone.tables.outbox.get(line!.mid))?.sealed).toEqual(before!.sealed);
		expect(await phone.open.sync.progress()).toMatchObject({ unsent: 1, needsMending: 1 });
	});

	it('is not sent when a person asks for it again, and goes when she lets it go', async () => {
		const broken = await visit(phone, 'house-1');
		const { mid } = (await linesOf(phone, broken))[0]!;
		await damageEntry(phone, mid);
		await phone.sync();
		await phone.open.sync.resend(mid, { note: 'lagi' });
		await phone.sync();
		expect(server.row('visit', broken)).toBeUndefined();
		expect(await stateOf(phone, broken)).toBe('needs_mending');
		await phone.open.sync.discard(mid);
		expect(await linesOf(phone, broken)).toEqual([]);
	});
});

describe('a row that does not open any more', () => {
	it('is passed over by lists and comes anew with the next pull', async () => {
		await damageRow(phone, 'house-1');
		const rows = await phone.open.records.all('household');
		expect(rows.map(({ id }) => id)).toEqual(['house-2']);
		await phone.sync();
		const again = await phone.open.records.all('household');
		expect(again.map(({ id }) => id)).toEqual(['house-1', 'house-2']);
	});

	it('still takes an edit, which reaches the server', async () => {
		await damageRow(phone, 'house-1');
		await edit(phone, 'house-1', { address: 'Gang 9' });
		await phone.sync();
		expect(server.row('household', 'house-1')).toMatchObject({
			address: 'Gang 9',
			head_name: 'Keluarga house-1'
		});
		expect(await phone.open.records.get('household', 'house-1')).toMatchObject({
			headName: 'Keluarga house-1',
			address: 'Gang 9'
		});
	});
});

describe('a link that cuts every long call', () => {
	it('still carries a hundred visits, a few at a time', async () => {
		for (let count = 0; count < 100; count++) await visit(phone, 'house-1');
		const { engine } = inHand(phone, server, { longest: 8_000 });
		await rounds(engine, 12);
		expect(server.rows('visit')).toHaveLength(100);
		expect(await phone.open.sync.progress()).toMatchObject({ unsent: 0 });
	});

	it('still fills a new phone, page by page', async () => {
		for (let count = 0; count < 200; count++) server.seedHousehold(`more-${count}`, 't1');
		const fresh = new Device('fresh', 'ani', server, { disk: 'memory' });
		await fresh.start();
		const { engine } = inHand(fresh, server, { longest: 9_000 });
		await rounds(engine, 6);
		expect(await fresh.open.records.count('household')).toBe(202);
		expect(await fresh.open.sync.progress()).toMatchObject({ complete: true });
	});

	it('does not make a day without any link into a hundred calls afterwards', async () => {
		for (let count = 0; count < 500; count++) await visit(phone, 'house-1');
		const hand: { failure?: 'offline' } = { failure: 'offline' };
		const { engine, requests } = inHand(phone, server, hand);
		await rounds(engine, 20);
		delete hand.failure;
		const before = requests.length;
		await rounds(engine, 1);
		expect(server.rows('visit')).toHaveLength(500);
		const pushes = requests.slice(before).filter((request) => 'mutations' in request);
		expect(pushes.length).toBeLessThanOrEqual(6);
	});
});

describe('a change above what a call may hold', () => {
	it('waits for a person; the five beside it are sent', async () => {
		const ids: string[] = [];
		for (let count = 0; count < 5; count++) ids.push(await visit(phone, 'house-1'));
		const huge = await visit(phone, 'house-1', { note: 'x'.repeat(600_000) });
		const { engine } = inHand(phone, server, {
			sees: (request) => (JSON.stringify(request).length > 524_288 ? 'too_large' : undefined)
		});
		await rounds(engine, 3);
		expect(await Promise.all(ids.map((id) => stateOf(phone, id)))).toEqual(ids.map(() => 'sent'));
		const [line] = await linesOf(phone, huge);
		expect(line).toMatchObject({ state: 'needs_mending', code: 'too_large' });
	});
});

describe('a server that asks to be left alone', () => {
	it('is asked again when it said, and the queue is as it was', async () => {
		const id = await visit(phone, 'house-1');
		const hand: { failure?: 'busy'; retryAfterMs: number } = {
			failure: 'busy',
			retryAfterMs: 90_000
		};
		const { engine, delays } = inHand(phone, server, hand);
		engine.start();
		await engine.settled();
		expect(delays.at(-1)).toBe(90_000);
		expect(await stateNow(engine)).toMatchObject({ phase: 'failed', failure: 'busy', unsent: 1 });
		expect((await phone.open.sync.queue())[0]).toMatchObject({ attempts: 0 });
		delete hand.failure;
		await rounds(engine, 1);
		engine.stop();
		expect(await stateOf(phone, id)).toBe('sent');
	});
});

describe('a server that is being restored', () => {
	it('is waited for, and no change is suspected for it', async () => {
		const id = await visit(phone, 'house-1');
		const restoring = new FakeServer({});
		restoring.push = () => ({ ok: false, code: 'restoring' }) as never;
		const { engine } = inHand(phone, restoring);
		await rounds(engine, 5);
		expect((await phone.open.sync.queue())[0]).toMatchObject({ attempts: 0, mending: false });
		expect(await phone.open.records.count('household')).toBe(2);
		await phone.sync();
		expect(await stateOf(phone, id)).toBe('sent');
	});
});

describe('a thousand changes', () => {
	it.each([1, 10, 100])(
		'of which %i in a hundred are refused: all others are stored in one round, each refused one is kept and explained',
		async (percent) => {
			const good: string[] = [];
			const bad: string[] = [];
			for (let index = 0; index < 1_000; index++) {
				const isBad = index % 100 < percent;
				(isBad ? bad : good).push(await household(phone, isBad ? '' : `Keluarga ${index}`));
			}
			const { engine, requests } = inHand(phone, server);
			await rounds(engine, 1);
			expect(good.filter((id) => !server.row('household', id))).toEqual([]);
			const lines = await phone.open.sync.outbox(new Set());
			const mending = lines.filter(({ state }) => state === 'needs_mending');
			expect(mending.map(({ entityId }) => entityId).sort()).toEqual(bad.sort());
			expect(new Set(mending.map(({ code }) => code))).toEqual(new Set(['invalid_value']));
			expect(requests.filter((request) => 'mutations' in request)).toHaveLength(5);
		}
	);
});

describe('a chain of edits', () => {
	it('of which the middle one is refused: the others are stored, it waits with its value', async () => {
		await edit(phone, 'house-1', { address: 'Gang 1' });
		await edit(phone, 'house-1', { headName: '' });
		await edit(phone, 'house-1', { rt: '003' });
		await phone.sync();
		expect(server.row('household', 'house-1')).toMatchObject({
			head_name: 'Keluarga house-1',
			address: 'Gang 1',
			rt: '003'
		});
		const [refused, ...others] = await linesOf(phone, 'house-1');
		expect(refused).toMatchObject({ state: 'needs_mending', code: 'invalid_value' });
		expect(others.map(({ state }) => state)).toEqual(['sent', 'sent']);
		expect(await phone.open.records.get('household', 'house-1')).toMatchObject({ headName: '' });
	});

	it('mended over a value that came in between clashes where she can see it', async () => {
		await edit(phone, 'house-1', { headName: '' });
		await phone.sync();
		const [refused] = await linesOf(phone, 'house-1');
		server.editByStaff('house-1', { head_name: 'Ibu Rahma' });
		await phone.open.sync.resend(refused!.mid, { headName: 'Bu Siti' });
		await phone.sync();
		expect(server.row('household', 'house-1')).toMatchObject({ head_name: 'Ibu Rahma' });
		const [line] = await linesOf(phone, 'house-1');
		expect(line).toMatchObject({ state: 'needs_mending', code: 'conflict' });
		expect(await phone.open.records.get('household', 'house-1')).toMatchObject({
			headName: 'Ibu Rahma'
		});
		// She has seen it and means hers.
		await phone.open.sync.resend(line!.mid);
		await phone.sync();
		expect(server.row('household', 'house-1')).toMatchObject({ head_name: 'Bu Siti' });
		expect(await stateOf(phone, 'house-1')).toBe('sent');
	});
});

describe('an answer', () => {
	it('is read by the ids in it, in whatever order they come', async () => {
		const bad = await household(phone, '');
		const good = await visit(phone, 'house-1');
		const turned = new FakeServer({});
		turned.push = (membership, request) => {
			const answer = server.push(membership, request);
			return { ...answer, results: answer.results.toReversed() };
		};
		turned.pull = (membership, request) => server.pull(membership, request);
		await rounds(inHand(phone, turned).engine, 1);
		expect(await stateOf(phone, bad)).toBe('needs_mending');
		expect(await stateOf(phone, good)).toBe('sent');
	});
});

describe('a household that was erased', () => {
	it('leaves an edit and a visit of it with a person, and holds up nothing', async () => {
		await edit(phone, 'house-1', { address: 'Gang 1' });
		const orphan = await visit(phone, 'house-1');
		const other = await visit(phone, 'house-2');
		server.erase('house-1');
		await phone.sync();
		expect(await phone.open.records.get('household', 'house-1')).toBeUndefined();
		expect((await linesOf(phone, 'house-1'))[0]).toMatchObject({
			state: 'needs_mending',
			code: 'not_found'
		});
		expect(['blocked', 'needs_mending']).toContain(await stateOf(phone, orphan));
		expect(await stateOf(phone, other)).toBe('sent');
		await phone.open.sync.discard((await linesOf(phone, 'house-1'))[0]!.mid);
		await phone.sync();
		expect((await linesOf(phone, orphan))[0]).toMatchObject({
			state: 'needs_mending',
			code: 'missing_reference'
		});
	});
});
