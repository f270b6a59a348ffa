// What random histories have found, as the shortest story of each.
import { beforeEach, describe, expect, it } from 'vitest';
import { Device } from '../support/device.ts';
import { FakeServer } from '../support/fake-server.ts';
import { edit, household, linesOf, stateOf, visit } from '../support/kader-work.ts';

let server: FakeServer;
let phone: Device;

beforeEach(async () => {
	server = new FakeServer({ t1: 'ani' });
	server.seedHousehold('house-1', 't1');
	phone = new Device('phone', 'ani', server, { disk: 'memory' });
	await phone.start();
	await phone.sync();
});

describe('what was once found by a random history', () => {
	it('an edit whose answer was lost does not cover a later value of the same field', async () => {
		await edit(phone, 'house-1', { address: 'Gang 1' });
		await phone.sync(['lost_answer']);
		server.editByStaff('house-1', { address: 'Gang 7' });
		// The push is put off, so that the pull comes before its answer.
		await phone.sync(['busy']);
		await phone.sync();
		expect(await phone.open.records.get('household', 'house-1')).toMatchObject({
			address: 'Gang 7'
		});
	});

	it('a visit beside an edit that clashed is stored again after a restore', async () => {
		await edit(phone, 'house-1', { address: 'Gang 1' });
		const id = await visit(phone, 'house-1');
		server.editByStaff('house-1', { address: 'Gang 7' });
		const dump = server.dump();
		await phone.sync();
		expect((await linesOf(phone, 'house-1'))[0]).toMatchObject({ code: 'conflict' });
		server.restore(dump);
		await phone.sync();
		expect(server.row('visit', id)).toBeDefined();
		expect(await stateOf(phone, id)).toBe('sent');
	});

	it('a refused change keeps its reason when another tab hears "later" after it', async () => {
		const id = await household(phone, '');
		await phone.sync();
		const [line] = await linesOf(phone, id);
		const results = [{ mid: line!.mid, verdict: 'retry', code: 'busy' } as const];
		const late = { results, epoch: server.epoch, server_time: server.time() };
		await phone.open.sync.acknowledge(late, phone.now);
		expect((await linesOf(phone, id))[0]).toMatchObject({ code: 'invalid_value' });
	});
});
