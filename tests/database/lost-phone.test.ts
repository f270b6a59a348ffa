// What the planner knows of a phone whose browser has thrown its storage away: how much was only on it
// when it was last heard of.
import { beforeEach, expect, it } from 'vitest';
import type { Mutation } from '../../src/lib/domain/sync/change.ts';
import { describeOnDatabase } from '../support/database.ts';
import { clearAndArrange, newId, place, user, visitAt } from './sync-place.ts';

interface Listed {
	readonly id: string;
	readonly unsent: number;
	readonly last_seen_at: string;
}

describeOnDatabase('a phone that lost its storage', (db) => {
	beforeEach(() => clearAndArrange(db));

	const call = (device: string, unsent: number, mutations: readonly Mutation[]) =>
		db.rpc<{ ok: boolean }>(user.kader1, 'sync_push', {
			device,
			app_version: '7',
			sent_at: new Date().toISOString(),
			unsent,
			mutations
		});
	const listed = async () => {
		const answer = await db.rpc<{ devices: Listed[] }>(user.planner, 'list_devices', {});
		return new Map(answer.devices.map((device) => [device.id, device]));
	};

	it('is listed with what was unsent after its last call: cut off, refused or put off', async () => {
		const phone = newId();
		const good = visitAt(place.house1);
		const refused = visitAt(place.house1, { outcome: 'no such outcome' });
		const waiting = { ...visitAt(place.house1), deps: [newId()] };
		// Three of seven are in the call; the link is gone before the next one.
		expect(await call(phone, 7, [good, refused, waiting])).toMatchObject({
			results: [{ verdict: 'applied' }, { verdict: 'rejected' }, { verdict: 'retry' }]
		});
		const { last_seen_at: lastSeen } = (await listed()).get(phone)!;

		// The browser deletes everything. She signs in again, and hers is a new phone to the server.
		const again = newId();
		await call(again, 1, [visitAt(place.house1)]);
		expect((await listed()).get(phone)).toMatchObject({ unsent: 6, last_seen_at: lastSeen });
		expect((await listed()).get(again)).toMatchObject({ unsent: 0 });
	});

	it('holds nothing when its last call brought all, also when the answer was lost', async () => {
		const phone = newId();
		const visits = [visitAt(place.house1), visitAt(place.house1)];
		await call(phone, 2, visits);
		expect((await listed()).get(phone)).toMatchObject({ unsent: 0 });
		await call(phone, 2, visits);
		expect((await listed()).get(phone)).toMatchObject({ unsent: 0 });
	});
});
