// Who uses this device and with which configuration it was last started. Boot reads only this: it
// never waits for the server, and signing out never deletes anything here but the session.
import type { DexieOptions } from 'dexie';
import type { Membership } from '#lib/domain/access.ts';
import type { AppConfig, Identity } from '../contracts.ts';
import type { Making } from './commit.ts';
import { DeviceDatabase } from './device-database.ts';
import type { SessionStorage } from '../remote/session-store.ts';
import { Locks } from './lock/locks.ts';
import { SealedSession } from './lock/sealed-session.ts';
import { deviceMaking } from './making.ts';
import { Sights } from './sights.ts';
import { guardVersions } from './versions.ts';

export class Device {
	readonly #database: DeviceDatabase;
	readonly #making: Making;
	readonly locks: Locks;
	/** Keys for a queue that is carried by hand. */
	readonly transfer: DeviceDatabase['transfer'];
	/** Storage of the sign-in library. */
	readonly session: SessionStorage;
	readonly sights: Sights;

	constructor(database: DeviceDatabase, making: Making) {
		this.#database = database;
		this.#making = making;
		this.locks = new Locks(database);
		this.transfer = database.transfer;
		this.session = new SealedSession(database, this.locks);
		this.sights = new Sights(database);
	}

	/** Who used the device last and has not signed out; null: show the sign-in page. */
	async current(): Promise<Identity | null> {
		const newestFirst = await this.#database.identity.orderBy('lastUsedAt').reverse().toArray();
		return newestFirst.find(({ signedOutAt }) => signedOutAt === null) ?? null;
	}

	/** Everyone with records on this device, most recent first. */
	identities(): Promise<Identity[]> {
		return this.#database.identity.orderBy('lastUsedAt').reverse().toArray();
	}

	/** After signing in or joining. The same membership keeps its device id and so its queue. */
	async remember(membership: Membership, account: string): Promise<Identity> {
		const { identity } = this.#database;
		return this.#database.transaction('rw', identity, async () => {
			const known = await identity.get(membership.id);
			const row = {
				membershipId: membership.id,
				membership,
				account,
				deviceId: known?.deviceId ?? this.#making.id(),
				lastUsedAt: new Date(this.#making.now()).toISOString(),
				signedOutAt: null
			};
			await identity.put(row);
			return row;
		});
	}

	/** She signed out: her records stay on the device, closed, and no finger opens them. */
	async leave(membershipId: string): Promise<void> {
		const signedOutAt = new Date(this.#making.now()).toISOString();
		await this.#database.identity.update(membershipId, { signedOutAt });
		this.locks.forget(membershipId);
		await this.sights.forget(membershipId);
		await this.locks.removePasskey(membershipId);
	}

	/** The configuration of the last start with network. */
	async config(): Promise<AppConfig | null> {
		const row = await this.#database.setting.get('config');
		return row?.key === 'config' ? row.value : null;
	}

	async keepConfig(config: AppConfig): Promise<void> {
		await this.#database.setting.put({ key: 'config', value: config });
	}

	/** From here on emptying goes on at every start until it has ended. */
	async startWipe(deviceId: string): Promise<void> {
		await this.#database.setting.put({ key: 'wiping', value: deviceId });
	}

	/** The id under which this device is being emptied; null as a rule. */
	async wiping(): Promise<string | null> {
		const row = await this.#database.setting.get('wiping');
		return row?.key === 'wiping' ? row.value : null;
	}

	close(): void {
		this.#database.close();
	}
}

/** @param options tests pass their own IndexedDB */
export async function openDevice(
	making: Making = deviceMaking,
	options: DexieOptions = {}
): Promise<Device> {
	const database = new DeviceDatabase(options);
	guardVersions(database);
	await database.open();
	return new Device(database, making);
}
