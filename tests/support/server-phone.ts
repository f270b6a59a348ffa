// A phone with the real store and the real engine whose network is a function call into a test
// database: what two phones and a server do together, without a browser.
import { openRecords, type OpenRecords } from '#lib/data/local/open-records.ts';
import { Engine } from '#lib/data/sync/engine.ts';
import type { Role } from '#lib/domain/access.ts';
import type { EntityName, Id } from '#lib/domain/entity.ts';
import { ok } from '#lib/domain/result.ts';
import { uuidv7 } from 'uuidv7';
import { fixtureKeys } from './database-fixture.ts';
import type { TestDatabase } from './test-database.ts';
import { MemoryRecords } from './memory-records.ts';

export interface PhoneOwner {
	readonly userId: string;
	readonly membershipId: string;
	readonly role: Role;
}

export class ServerPhone {
	readonly #user: string;
	readonly #device = uuidv7();
	readonly #open: OpenRecords;
	/** Where its network leads today. */
	server: TestDatabase;

	private constructor(server: TestDatabase, user: string, open: OpenRecords) {
		this.server = server;
		this.#user = user;
		this.#open = open;
	}

	static async start(server: TestDatabase, owner: PhoneOwner): Promise<ServerPhone> {
		const open = await openRecords(
			{
				membership: {
					id: owner.membershipId as Id<'membership'>,
					role: owner.role,
					displayName: owner.role,
					puskesmasId: null,
					facilityId: null,
					areaId: null,
					kaderId: null,
					timeZone: 'Asia/Makassar'
				},
				account: owner.role,
				deviceId: uuidv7()
			},
			await fixtureKeys(),
			{ making: { now: () => Date.now(), id: uuidv7 }, tables: new MemoryRecords() }
		);
		return new ServerPhone(server, owner.userId, open);
	}

	/** @returns the id of the new row */
	async create(
		entity: EntityName,
		patch: Record<string, unknown>,
		after: readonly string[] = []
	): Promise<string> {
		const id = uuidv7();
		const saved = await this.#open.records.commit([{ entity, op: 'create', id, patch, after }]);
		if (!saved.ok) throw new Error(`not saved: ${saved.error}`);
		return id;
	}

	visit(householdId: string): Promise<string> {
		const visit = {
			householdId,
			visitorRole: 'kader',
			outcome: 'completed',
			capturedAt: new Date().toISOString(),
			note: 'catatan'
		};
		return this.create('visit', visit, [householdId]);
	}

	async sync(): Promise<void> {
		const engine = new Engine({
			store: this.#open.sync,
			transport: {
				push: async (request) => ok(await this.server.rpc(this.#user, 'sync_push', request)),
				pull: async (request) => ok(await this.server.rpc(this.#user, 'sync_pull', request)),
				retryAfterMs: () => 0
			},
			clock: { now: () => Date.now(), after: () => () => {} },
			random: () => 0.5,
			connectivity: { onChance: () => () => {}, seemsOffline: () => false },
			lock: {
				async tryRun(work) {
					await work();
					return true;
				}
			},
			channel: { post() {}, listen: () => () => {} },
			orders: { membership: () => Promise.resolve(), wipe: () => Promise.resolve() },
			deviceId: this.#device,
			appVersion: 'test'
		});
		engine.request();
		await engine.settled();
	}

	get records(): OpenRecords['records'] {
		return this.#open.records;
	}

	/** Rows that are here and not yet said to be stored. */
	async unsent(): Promise<string[]> {
		const items = await this.#open.sync.outbox(new Set());
		return items.filter(({ state }) => state !== 'sent').map(({ entityId }) => entityId);
	}

	async ids(entity: EntityName): Promise<string[]> {
		return (await this.#open.records.all(entity)).map(({ id }) => id).sort();
	}

	close(): void {
		this.#open.close();
	}
}
