// The composition root: the only place that builds the real things and knows them all. Pages get
// them by useApp(); nothing else is handed around.
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
import type { TileStore } from './map/contracts.ts';
import type { AppUpdate } from './state/app-update.svelte.ts';
import type { Session } from './state/session.svelte.ts';
import type { Toasts } from './state/toasts.svelte.ts';

export interface App {
	readonly config: AppConfig;
	readonly session: Session;
	readonly remote: Remote;
	readonly tiles: TileStore;
	readonly toasts: Toasts;
	readonly update: AppUpdate;
	/** Whoever is signed in. These five throw when nobody is: pages behind the guard never see that. */
	readonly identity: Identity;
	readonly records: Records;
	readonly drafts: Drafts;
	readonly sync: SyncEngine;
	/** Reactive: read it in a template or a $derived. */
	readonly syncState: SyncState;
}

const [useApp, provideApp] = createContext<App>();
export { provideApp, useApp };
