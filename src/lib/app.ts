// The composition root: the only place that builds the real things and knows them all. Pages get
// them by useApp(); nothing else is handed around.
import { version } from '$app/environment';
import { createContext } from 'svelte';
import type {
	AppConfig,
	Drafts,
	Identity,
	Records,
	Remote,
	SyncEngine,
	SyncState
} from './data/contracts.ts';
import type { Membership } from './domain/access.ts';
import { openDevice, type Device } from './data/local/device.ts';
import { openRecords } from './data/local/open-records.ts';
import { wipeDevice } from './data/local/wipe.ts';
import { exportQueue } from './data/transfer/export-queue.ts';
import { TransferKeys } from './data/transfer/transfer-keys.ts';
import { createRemote } from './data/remote/remote.ts';
import { createSyncEngine } from './data/sync/ports.ts';
import { TilesDatabase } from './data/tiles/tiles-database.ts';
import { lockRulesFrom } from './domain/lock/lock-rules.ts';
import { loadConfig } from './state/app-config.ts';
import { AppUpdate } from './state/app-update.svelte.ts';
import { DeviceStorage } from './state/device-storage.svelte.ts';
import { InstallOffer } from './state/install-offer.svelte.ts';
import { PhoneLock } from './state/lock.svelte.ts';
import { Session, type Workspace } from './state/session.svelte.ts';
import { Toasts } from './state/toasts.svelte.ts';
import { watchForUpdates } from './worker-registration.ts';

/** Everything a page may use. */
export class App {
	readonly version = version;
	readonly toasts = new Toasts();
	readonly storage = new DeviceStorage(navigator.storage);
	readonly install = new InstallOffer(window);
	readonly update: AppUpdate;
	readonly session: Session;
	readonly lock: PhoneLock;
	readonly config: AppConfig;
	readonly remote: Remote;
	readonly tiles: TilesDatabase;
	/** What a kader's first page shows at the next start, before the app is there. */
	readonly sights: Device['sights'];

	constructor(
		config: AppConfig,
		remote: Remote,
		session: Session,
		lock: PhoneLock,
		update: AppUpdate,
		tiles: TilesDatabase,
		sights: Device['sights']
	) {
		this.config = config;
		this.remote = remote;
		this.session = session;
		this.lock = lock;
		this.update = update;
		this.tiles = tiles;
		this.sights = sights;
	}

	// These throw when nobody is signed in; pages behind the guard never see that.
	get identity(): Identity {
		const { identity } = this.session;
		if (!identity) throw new Error('nobody is signed in');
		return identity;
	}
	get records(): Records {
		return this.#workspace.records;
	}
	get drafts(): Drafts {
		return this.#workspace.drafts;
	}
	get sync(): SyncEngine {
		return this.#workspace.sync;
	}
	/** The queue as a file to be carried: data/transfer/export-queue.ts. */
	get carry(): Workspace['carry'] {
		return this.#workspace.carry;
	}
	/** For the pictures of houses: house-photos.ts. */
	get photoDesk(): Workspace['photoDesk'] {
		return this.#workspace.photoDesk;
	}
	/** Reactive: read it in a template or a $derived. */
	get syncState(): SyncState {
		return this.session.syncState;
	}

	get #workspace(): Workspace {
		const workspace = this.session.workspace;
		if (!workspace) throw new Error('nobody is signed in');
		return workspace;
	}
}

const [useApp, provideApp] = createContext<App>();
export { provideApp, useApp };

/** `no_config`: a first start without a network. `no_storage`: the browser keeps nothing for us. */
export type Built =
	| { readonly kind: 'app'; readonly app: App }
	| { readonly kind: 'no_config' }
	| { readonly kind: 'no_storage' };

let built: Promise<Built> | null = null;

/** The one app of this page. Who asks first builds it: hooks.client.ts, while the page's own files still come. */
export const builtApp = (): Promise<Built> => (built ??= buildApp());

/** Reads the device; waits for the network on the very first start only, and never for sign-in. */
async function buildApp(): Promise<Built> {
	const device = await openDevice().catch(() => null);
	if (!device) return { kind: 'no_storage' };
	const update = new AppUpdate();
	if (import.meta.env.PROD) watchForUpdates(update);

	let current: AppConfig | null = null;
	const sources = {
		fetch: (url: string) => fetch(url),
		kept: () => device.config(),
		keep: (config: AppConfig) => device.keepConfig(config)
	};
	const [config, wiping] = await Promise.all([
		loadConfig(sources, (changed) => (current = changed)),
		device.wiping()
	]);
	if (!config) return { kind: 'no_config' };

	// The server may have moved since the last start: its address is read at each use.
	const remote = createRemote(() => current ?? config, device.session);
	const now = () => Date.now();
	const { locks } = device;
	const wipe = (deviceId: string) =>
		session.wipe(() =>
			wipeDevice(device, deviceId, () => remote.call('confirm_wipe', { device: deviceId }))
		);
	const tiles = new TilesDatabase({ now });
	const parts: WorkspaceParts = {
		device,
		tiles,
		remote,
		update,
		membership: (membership) => session.follow(membership),
		wipe,
		rulesChanged: () => void lock.refresh()
	};
	const open = (identity: Identity) => openWorkspace(identity, parts);
	const session: Session = new Session({ device, locks, remote, open, now });
	const lock: PhoneLock = new PhoneLock(session, locks, now, async () => {
		const { PhonePasskeys } = await import('./data/local/lock/passkeys.ts');
		return new PhonePasskeys();
	});
	lock.watch(window);
	if (wiping !== null) void wipe(wiping);
	else void session.boot().then(() => lock.refresh());
	return { kind: 'app', app: new App(config, remote, session, lock, update, tiles, device.sights) };
}

interface WorkspaceParts {
	readonly device: Device;
	readonly tiles: TilesDatabase;
	readonly remote: Remote;
	readonly update: AppUpdate;
	/** Her role, area or name changed at the puskesmas. */
	readonly membership: (membership: Membership) => Promise<void>;
	/** The puskesmas has this phone emptied. */
	readonly wipe: (deviceId: string) => Promise<void>;
	/** The puskesmas has set something about the lock. */
	readonly rulesChanged: () => void;
}

async function openWorkspace(identity: Identity, parts: WorkspaceParts): Promise<Workspace> {
	const { device, remote, tiles, update } = parts;
	const { membership, deviceId } = identity;
	const opened = await openRecords(identity, device.locks, {
		makeRoom: () => tiles.makeRoom(),
		outdated: () => update.offer(() => location.reload(), { savesNothing: true })
	});
	const sync = createSyncEngine(membership.id, deviceId, version, opened.sync, remote, {
		membership: parts.membership,
		wipe: () => parts.wipe(deviceId)
	});
	const stopRules = opened.records
		.live((records) => records.all('setting'))
		.subscribe(
			(settings) =>
				void device.locks
					.heard(membership.id, null, lockRulesFrom(settings))
					.then(parts.rulesChanged),
			// Closed: what was set before holds.
			() => undefined
		);
	const keys = new TransferKeys(device.transfer, membership.id, deviceId);
	const stopPreparing = whenPulled(sync, () => keys.prepare(remote));
	// Ends with what was opened.
	opened.sync.onCommitted(() => void device.sights.forget(membership.id));
	const sender = { membership: membership.id, device: deviceId };
	const exporting = {
		store: opened.sync,
		keys,
		sender,
		appVersion: version,
		now: () => Date.now()
	};
	return {
		identity,
		records: opened.records,
		drafts: opened.drafts,
		sync,
		photoDesk: opened.photoDesk,
		carry: (wanted?: ReadonlySet<string>) => exportQueue(exporting, wanted),
		get locked() {
			return opened.locked;
		},
		lock: async () => {
			await opened.settled();
			opened.lock();
		},
		unlock: opened.unlock,
		close: () => {
			stopRules();
			stopPreparing();
			sync.stop();
			opened.close();
		}
	};
}

/** After each pull that ended, until `prepare` says that nothing is missing. @returns stops */
function whenPulled(sync: SyncEngine, prepare: () => Promise<boolean>): () => void {
	let before: string | null = null;
	let done = false;
	return sync.state.subscribe(
		({ phase, lastPullAt }) => {
			if (done || phase !== 'idle' || lastPullAt === null || lastPullAt === before) return;
			before = lastPullAt;
			prepare().then(
				(ready) => (done = ready),
				// The next pull tries again.
				() => undefined
			);
		},
		() => undefined
	);
}
