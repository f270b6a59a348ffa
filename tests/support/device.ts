// One device under test: the real records database and the real engine, on a disk that survives a
// crash, a clock that the test turns, and a network that does what the test says.
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { openRecords, type OpenRecords } from '#lib/data/local/open-records.ts';
import type { KeyProvider } from '#lib/data/local/keyring.ts';
import type { RecordTables } from '#lib/data/local/record-tables.ts';
import { RecordsDatabase } from '#lib/data/local/records-database.ts';
import type { Clock, SyncPorts, SyncStore, Transport } from '#lib/data/sync/contracts.ts';
import { Engine } from '#lib/data/sync/engine.ts';
import type { Membership } from '#lib/domain/access.ts';
import type { Id } from '#lib/domain/entity.ts';
import { err, ok } from '#lib/domain/result.ts';
import { fullable } from './full-disk.ts';
import { withoutHalf, type Fault } from './device-faults.ts';
import type { FakeServer } from './fake-server.ts';
import { MemoryRecords } from './memory-records.ts';
import { Crash, mortal } from './mortal-store.ts';

const keys: KeyProvider = {
	key: (() => {
		const key = crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
			'encrypt',
			'decrypt'
		]);
		return () => key;
	})(),
	forget() {}
};

/** How a test replaces the engine's store by a broken one, to prove that it would be noticed. */
export type Mutant = (store: SyncStore) => SyncStore;

/** `memory` is five times faster, `indexeddb` is nearer to a phone. */
export type Disk = 'memory' | 'indexeddb';

export interface DeviceOptions {
	readonly mutant?: Mutant;
	readonly disk?: Disk;
}

export class Device {
	readonly name: string;
	readonly membership: string;
	readonly #server: FakeServer;
	readonly #disk: IDBFactory | MemoryRecords;
	readonly #mutant: Mutant;
	#tables: RecordTables | null = null;
	#open: OpenRecords | null = null;
	/** One per start of the app; a crashed one does nothing any more. */
	#life = { alive: false, stepsLeft: Infinity };
	#made = 0;
	#timers: { at: number; callback: () => void; life: object }[] = [];
	#faults: (Fault | undefined)[] = [];
	/** Faults that come again when they have all happened. */
	#weather: Fault[] = [];
	#running: Engine | null = null;
	#sentBefore: Parameters<Transport['push']>[0][] = [];
	/** What the server said about who she is. */
	readonly told: Membership[] = [];
	/** Whether the phone was emptied by order, and what could still have been sent then. */
	wiped = false;
	waitingWhenWiped: readonly string[] = [];
	/** So many of the next writes find no room. */
	fullFor = 0;
	/** The device's clock, milliseconds since 1970; wrong on purpose in some histories. */
	now = Date.UTC(2026, 9, 1);

	constructor(name: string, membership: string, server: FakeServer, options: DeviceOptions = {}) {
		this.name = name;
		this.membership = membership;
		this.#server = server;
		this.#mutant = options.mutant ?? ((store) => store);
		this.#disk = options.disk === 'memory' ? new MemoryRecords() : new IDBFactory();
	}

	/** What lies on the disk, past everything that opens it. */
	get tables(): RecordTables {
		if (!this.#tables) throw new Error(`${this.name} is off`);
		return this.#tables;
	}

	get open(): OpenRecords {
		if (!this.#open) throw new Error(`${this.name} is off`);
		return this.#open;
	}

	async start(): Promise<void> {
		this.#life = { alive: true, stepsLeft: Infinity };
		const membershipId = `${this.membership}-${this.name}`;
		const tables =
			this.#disk instanceof MemoryRecords
				? this.#disk
				: new RecordsDatabase(membershipId, { indexedDB: this.#disk, IDBKeyRange });
		this.#tables = fullable(tables, () => this.fullFor-- > 0);
		this.#open = await openRecords(
			{
				membership: {
					id: membershipId as Id<'membership'>,
					role: 'kader',
					displayName: this.membership,
					puskesmasId: null,
					facilityId: null,
					areaId: null,
					kaderId: null,
					timeZone: 'Asia/Makassar'
				},
				account: this.name,
				deviceId: this.name
			},
			keys,
			{
				making: { now: () => this.now, id: () => this.id() },
				tables: this.#tables
			}
		);
	}

	/** The app is gone between two steps; what was on the disk stays. */
	async crash(): Promise<void> {
		this.#life.alive = false;
		this.#timers = [];
		this.#open?.close();
		await this.start();
	}

	id(): string {
		this.#made += 1;
		return `${this.name}-${String(this.#made).padStart(6, '0')}`;
	}

	/**
	 * One request for a round, with what the network does to its calls in order (nothing, after the
	 * list is used up).
	 *
	 * @param crashAfter steps of storage after which the app dies; it is started again then
	 * @param tabs engines that ask at the same time without a lock between them
	 */
	async sync(
		faults: readonly (Fault | undefined)[] = [],
		crashAfter = Infinity,
		tabs = 1
	): Promise<void> {
		this.#faults = [...faults];
		this.#life.stepsLeft = crashAfter;
		const engines = Array.from({ length: tabs }, () => new Engine(this.#ports()));
		for (const engine of engines) engine.request();
		await Promise.all(engines.map((engine) => engine.settled()));
		this.#faults = [];
		if (this.#life.alive) this.#life.stepsLeft = Infinity;
		else await this.crash();
	}

	/**
	 * Starts an engine and leaves it to itself; time passes with `live`.
	 *
	 * @param faults of its calls, over and over until the network is good
	 * @returns stops it
	 */
	async run(faults: readonly Fault[]): Promise<() => void> {
		this.#faults = [...faults];
		this.#weather = [...faults];
		const engine = new Engine(this.#ports());
		this.#running = engine;
		engine.start();
		await engine.settled();
		return () => engine.stop();
	}

	networkIsGood(): void {
		this.#faults = [];
		this.#weather = [];
	}

	/** Lets time pass from timer to timer, and waits for what a timer has set off. */
	async live(ms: number): Promise<void> {
		const end = this.now + ms;
		while (this.now < end) {
			const next = Math.min(...this.#timers.map(({ at }) => at), end);
			this.#server.now += Math.max(0, next - this.now);
			this.pass(Math.max(0, next - this.now));
			await this.#running?.settled();
		}
	}

	#ports(): SyncPorts {
		const life = this.#life;
		return {
			store: mortal(this.#mutant(this.open.sync), life),
			transport: this.#transport(life),
			clock: this.#clock(),
			random: () => 0.5,
			connectivity: { onChance: () => () => {}, seemsOffline: () => false },
			lock: {
				async tryRun(work) {
					await work();
					return true;
				}
			},
			channel: { post() {}, listen: () => () => {} },
			orders: {
				membership: (membership) => Promise.resolve(void this.told.push(membership)),
				wipe: () => this.#wipe()
			},
			deviceId: this.name,
			appVersion: 'test'
		};
	}

	/** Only noted: what is on the disk stays, so that a test can look at it. */
	async #wipe(): Promise<void> {
		const items = await this.open.sync.outbox(new Set());
		const waiting = items.filter(({ state }) => state === 'waiting');
		this.waitingWhenWiped = waiting.map(({ entityId }) => entityId);
		this.wiped = true;
	}

	#clock(): Clock {
		const life = this.#life;
		return {
			now: () => this.now,
			after: (ms, callback) => {
				const timer = { at: this.now + ms, callback, life };
				this.#timers.push(timer);
				return () => void (this.#timers = this.#timers.filter((other) => other !== timer));
			}
		};
	}

	/** Lets time pass on this device. */
	pass(ms: number): void {
		this.now += ms;
		const due = this.#timers.filter((timer) => timer.at <= this.now && timer.life === this.#life);
		this.#timers = this.#timers.filter((timer) => !due.includes(timer));
		for (const timer of due) timer.callback();
	}

	#transport(life: { alive: boolean }): Transport {
		const carry = <T>(handle: () => T, again = () => {}) => {
			this.#server.now += 1_000;
			return this.#carried(life, handle, again);
		};
		return {
			push: (request) => {
				const wire = JSON.parse(JSON.stringify(request)) as typeof request;
				const handle = () => this.#server.push(this.membership, wire);
				return carry(handle, () => {
					for (const old of this.#sentBefore.splice(0)) this.#server.push(this.membership, old);
					this.#sentBefore.push(wire);
				});
			},
			pull: (request) => carry(() => this.#server.pull(this.membership, { ...request, limit: 3 })),
			retryAfterMs: () => 0
		};
	}

	#carried<T>(life: { alive: boolean }, handle: () => T, again: () => void) {
		if (this.#faults.length === 0) this.#faults = [...this.#weather];
		const fault = this.#faults.shift();
		const answer = (): unknown => JSON.parse(JSON.stringify(handle()));
		switch (fault) {
			case 'lost_request':
				return Promise.resolve(err('offline' as const));
			case 'lost_answer':
				answer();
				return Promise.resolve(err('offline' as const));
			case 'twice':
				answer();
				return Promise.resolve(ok(answer()));
			case 'late':
				again();
				return Promise.resolve(ok(answer()));
			case 'portal':
				return Promise.resolve(ok('<html><body>Selamat datang di WiFi</body></html>'));
			case 'partial':
				return Promise.resolve(ok(withoutHalf(answer())));
			case 'cut':
				answer();
				return Promise.reject(new SyntaxError('Unexpected end of JSON input'));
			case 'server_error':
				return Promise.resolve(err('server' as const));
			case 'refused':
				return Promise.resolve(ok({ ok: false, code: 'busy', results: [], epoch: 'x' }));
			case 'signed_out':
				return Promise.resolve(err('signed_out' as const));
			case 'hang':
				queueMicrotask(() => this.pass(200_000));
				return new Promise<never>(() => {});
			case 'busy':
				this.#server.busy = new Set([0, 2]);
				return Promise.resolve(ok(answer()));
			case 'crash_before_answer':
				answer();
				life.alive = false;
				return Promise.reject(new Crash());
			case undefined:
				return Promise.resolve(ok(answer()));
		}
	}
}
