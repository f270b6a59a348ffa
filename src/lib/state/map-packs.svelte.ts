// The map packs of this phone, as a page shows them, and the one download that runs. It goes on while
// the app is open, on whatever page; after a restart it goes on by itself (map-packs-later.ts).
import type { Live } from '#lib/data/contracts.ts';
import {
	downloadPack,
	reservedBytes,
	type PackEnd,
	type PackProgress,
	type PackWorld
} from '#lib/data/tiles/pack-download.ts';
import { discardHalf, importFile, type TileFile } from '#lib/data/tiles/pack-import.ts';
import type { Holding } from '#lib/data/tiles/pack-store.ts';
import type { MapPack, PackScope } from '#lib/domain/map-pack/map-pack.ts';
import type { Weight } from '#lib/domain/map-pack/pack-size.ts';
import type { Span } from '#lib/domain/map-pack/tile-spans.ts';
import { err, type Result } from '#lib/domain/result.ts';
import { LiveQuery } from './live-query.svelte.ts';

export interface MapPackPorts extends PackWorld {
	readonly source: string;
	readonly holdings: Live<readonly Holding[]>;
	/** Runs in one tab at a time; answers false at once where another one has it. */
	readonly alone: (work: () => Promise<void>) => Promise<boolean>;
	readonly id: () => string;
	/** Milliseconds since 1970. */
	readonly now: () => number;
}

export type UnpackFailure = 'broken' | 'full' | 'failed' | 'busy' | 'cancelled';

export class MapPacks {
	/** Of the pack that is fetched just now, in this tab. */
	progress = $state.raw<({ readonly id: string } & PackProgress) | null>(null);
	/** Of the file that is unpacked just now: tiles of all. */
	unpacking = $state.raw<{ readonly tiles: number; readonly wanted: number } | null>(null);
	readonly #ports: MapPackPorts;
	readonly #holdings: LiveQuery<readonly Holding[]>;
	#running: { readonly id: string; readonly abort: AbortController } | null = null;
	#importing: AbortController | null = null;
	#looping = false;
	#again = false;

	constructor(ports: MapPackPorts) {
		this.#ports = ports;
		this.#holdings = new LiveQuery(ports.holdings);
	}

	/** Of the map that is drawn now; undefined until read. */
	get holdings(): readonly Holding[] | undefined {
		return this.#holdings.current?.filter(({ pack }) => pack.source === this.#ports.source);
	}
	get failed(): boolean {
		return this.#holdings.error !== undefined;
	}

	/** What tiles of this map weigh, for an estimate. */
	weights(): Promise<Weight[]> {
		return this.#ports.store.weights(this.#ports.source);
	}

	/** Room for maps, after what is kept for records; null where the browser does not tell. */
	async roomBytes(): Promise<number | null> {
		const free = await this.#ports.freeBytes();
		return free === null ? null : Math.max(0, free - reservedBytes);
	}

	/** An area that has a pack already gets no second one: its own is continued with what it needs now. */
	async download(name: string, scope: PackScope, spans: readonly Span[]): Promise<void> {
		const { store, source, id, now } = this.#ports;
		const own = (await store.list()).find(
			(pack) => pack.source === source && pack.name === name && pack.scope === scope
		);
		const pack: MapPack = {
			id: own?.id ?? id(),
			source,
			name,
			scope,
			spans,
			state: 'loading',
			startedAt: own?.startedAt ?? now(),
			doneAt: null
		};
		await store.add(pack);
		void this.work();
	}

	async pause(id: string): Promise<void> {
		await this.#ports.store.setState(id, 'paused');
		this.#stop(id);
	}

	async resume(id: string): Promise<void> {
		await this.#ports.store.setState(id, 'loading');
		void this.work();
	}

	async remove(id: string): Promise<void> {
		this.#stop(id);
		await this.#ports.store.remove(id);
	}

	/** Fetches what packs still want, one after the other. Harmless when it runs already. */
	async work(): Promise<void> {
		this.#again = true;
		if (this.#looping) return;
		this.#looping = true;
		try {
			// Asked for just as the last one ended: once more.
			while (this.#again) {
				this.#again = false;
				await this.#ports.alone(() => this.#fetchAll());
			}
		} catch {
			// The database is closed or broken; `failed` says so.
		} finally {
			this.#looping = false;
		}
	}

	async #fetchAll(): Promise<void> {
		if (this.#importing) return;
		await discardHalf(this.#ports.store);
		for (let pack = await this.#next(); pack; pack = await this.#next()) await this.#fetch(pack);
	}

	/** @returns the failure; null when it is unpacked */
	async unpack(name: string, file: TileFile): Promise<UnpackFailure | null> {
		const { store, source, id, now } = this.#ports;
		const abort = new AbortController();
		this.#importing = abort;
		this.unpacking = { tiles: 0, wanted: file.places.length };
		const pack = { id: id(), source, name, scope: 'file', startedAt: now() } as const;
		let end: Result<unknown, UnpackFailure> = err('busy');
		// A download would find the half-unpacked pack and take it away.
		const running = this.#running?.id ?? null;
		if (running !== null) await this.pause(running);
		try {
			const work = async () => {
				end = await importFile(file, pack, store, abort.signal, (tiles, wanted) => {
					this.unpacking = { tiles, wanted };
				}).catch(() => err('cancelled'));
			};
			await this.#whenFree(work);
		} finally {
			this.#importing = null;
			this.unpacking = null;
		}
		if (running !== null) await this.resume(running);
		else void this.work();
		return end.ok ? null : end.error;
	}

	cancelUnpacking(): void {
		this.#importing?.abort();
	}

	/** Our own download lets go in a moment; another tab's does not. */
	async #whenFree(work: () => Promise<void>): Promise<void> {
		for (let tries = 0; tries < 20; tries += 1) {
			if (await this.#ports.alone(work)) return;
			await this.#ports.wait(100, new AbortController().signal);
		}
	}

	async #next(): Promise<MapPack | undefined> {
		// A file has the turn.
		if (this.#importing) return undefined;
		const packs = await this.#ports.store.list();
		return packs.find(({ state, source }) => state === 'loading' && source === this.#ports.source);
	}

	async #fetch(pack: MapPack): Promise<void> {
		const { store } = this.#ports;
		const abort = new AbortController();
		this.#running = { id: pack.id, abort };
		try {
			const end = await downloadPack(pack, this.#ports, abort.signal, (progress) => {
				this.progress = { id: pack.id, ...progress };
			}).catch((): PackEnd => (abort.signal.aborted ? 'stopped' : 'refused'));
			// Paused or deleted meanwhile: what the table says holds.
			if (end !== 'stopped' && !abort.signal.aborted) await store.setState(pack.id, end);
			// A closed database stops every write and never settles the pack.
			else if (!abort.signal.aborted && (await this.#next())?.id === pack.id) {
				await store.setState(pack.id, 'paused');
			}
		} finally {
			this.#running = null;
			this.progress = null;
		}
	}

	#stop(id: string): void {
		if (this.#running?.id === id) this.#running.abort.abort();
	}
}
