// Fetches the tiles of a pack, a few at a time, until all are here. Without a network it waits for one;
// a server that has enough is left alone for a while; a tile that is not whole is never stored.
import type { TilePlace } from '#lib/domain/geometry/tiles-over.ts';
import type { MapPack } from '#lib/domain/map-pack/map-pack.ts';
import { countTiles, tilesInOrder } from '#lib/domain/map-pack/tile-spans.ts';
import type { Result } from '#lib/domain/result.ts';
import type { PackStore } from './pack-store.ts';
import { isQuota } from './tile-tables.ts';

/** Why a tile did not come, as the map room's `TileNetwork` says it. */
export type TileFailure = 'unreachable' | 'busy' | 'broken' | 'refused';

/** What of the map's network is needed here; null as value: nothing is there. */
export interface PackNetwork {
	fetchTile(
		z: number,
		x: number,
		y: number,
		signal: AbortSignal
	): Promise<Result<Uint8Array | null, TileFailure>>;
	/** How long the server asked to be left alone when it last said `busy`. */
	retryAfterMs?(): number;
}

export interface PackWorld {
	readonly store: PackStore;
	readonly network: PackNetwork;
	readonly isOnline: () => boolean;
	/** Resolves when the network is back; rejects when aborted. */
	readonly untilOnline: (signal: AbortSignal) => Promise<void>;
	readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
	/** Room that the browser still gives; null where it does not tell. */
	readonly freeBytes: () => Promise<number | null>;
}

export interface PackProgress {
	/** Tiles here, of all. */
	readonly tiles: number;
	readonly wanted: number;
	/** Fetched in this run. */
	readonly bytes: number;
	/** Why nothing comes just now. */
	readonly resting: 'offline' | 'server' | null;
}

/** `stopped`: paused or deleted elsewhere. `refused`: what came is kept, some the server does not give. */
export type PackEnd = 'done' | 'full' | 'refused' | 'stopped';

/** Enough for a slow link, few enough that sending visits in between is not held up. */
const atATime = 4;
/** On one bar of signal a tile takes seconds; after this the connection is dead. */
const patienceMs = 30_000;
const firstRestMs = 1_000;
const longestRestMs = 60_000;
/** A tile that fails so often while others come is the server's fault. */
const triesPerTile = 5;
/** Rests in a row, some seconds in all, after which a server that says no means it. */
const restsWhenRefused = 3;
/** About a minute: who stands before a hotspot's login page has signed in by then or will not. */
const restsWhenBroken = 6;
/** Left for the records: weeks of visits take a few megabytes. */
export const reservedBytes = 50_000_000;
/** Asking the browser for its room costs some milliseconds. */
const tilesPerLook = 50;

/** @throws AbortError when `signal` aborts; what has come is stored and counts the next time */
export function downloadPack(
	pack: MapPack,
	world: PackWorld,
	signal: AbortSignal,
	onProgress: (progress: PackProgress) => void
): Promise<PackEnd> {
	return new Download(pack, world, signal, onProgress).run();
}

class Download {
	readonly #pack: MapPack;
	readonly #world: PackWorld;
	readonly #onProgress: (progress: PackProgress) => void;
	readonly #wanted: number;
	/** Aborts with the caller's signal, and when one of the workers has found the end. */
	readonly #stop = new AbortController();
	readonly #signal: AbortSignal;
	readonly #tries = new Map<TilePlace, { readonly times: number; readonly came: number }>();
	#waiting: TilePlace[] = [];
	#tiles = 0;
	#bytes = 0;
	#missed = 0;
	/** Fetched in this run. */
	#came = 0;
	/** Rests since the last tile came. */
	#failures = 0;
	#rest: Promise<void> | null = null;
	#resting: PackProgress['resting'] = null;
	#end: PackEnd | null = null;

	constructor(
		pack: MapPack,
		world: PackWorld,
		signal: AbortSignal,
		onProgress: (progress: PackProgress) => void
	) {
		this.#pack = pack;
		this.#world = world;
		this.#onProgress = onProgress;
		this.#wanted = countTiles(pack.spans);
		this.#signal = AbortSignal.any([signal, this.#stop.signal]);
	}

	async run(): Promise<PackEnd> {
		const { store } = this.#world;
		await store.adopt(this.#pack);
		const here = await store.pinned(this.#pack.source);
		this.#waiting = tilesInOrder(this.#pack.spans)
			.filter(({ z, x, y }) => !here.has(`${String(z)}/${String(x)}/${String(y)}`))
			.reverse();
		this.#tiles = this.#wanted - this.#waiting.length;
		this.#tell();
		let failure: { readonly error: unknown } | null = null;
		const work = () =>
			this.#work().catch((error: unknown) => {
				failure ??= { error };
				this.#stop.abort();
			});
		// One that fails stops the others, and all are waited for: nothing is written afterwards.
		await Promise.all(Array.from({ length: atATime }, work));
		if (this.#end !== null) return this.#end;
		if (failure) throw (failure as { readonly error: unknown }).error;
		return this.#missed > 0 ? 'refused' : 'done';
	}

	async #work(): Promise<void> {
		for (;;) {
			await this.#rest;
			this.#signal.throwIfAborted();
			const place = this.#waiting.pop();
			if (!place) return;
			const came = await this.#fetch(place);
			if (came.ok) await this.#keep(place, came.value ?? new Uint8Array());
			else this.#failed(place, came.error);
		}
	}

	async #fetch(place: TilePlace): Promise<Result<Uint8Array | null, TileFailure>> {
		const patience = AbortSignal.timeout(patienceMs);
		const both = AbortSignal.any([this.#signal, patience]);
		try {
			return await this.#world.network.fetchTile(place.z, place.x, place.y, both);
		} catch (error) {
			this.#signal.throwIfAborted();
			if (!both.aborted) throw error;
			return { ok: false, error: 'unreachable' };
		}
	}

	async #keep(place: TilePlace, bytes: Uint8Array): Promise<void> {
		this.#failures = 0;
		if (!(await this.#write({ ...place, bytes }))) return;
		this.#tiles += 1;
		this.#came += 1;
		this.#bytes += bytes.byteLength;
		this.#tell();
		if (this.#tiles % tilesPerLook !== 0) return;
		const free = await this.#world.freeBytes();
		if (free !== null && free < reservedBytes) this.#finish('full');
	}

	async #write(tile: TilePlace & { readonly bytes: Uint8Array }): Promise<boolean> {
		const { store } = this.#world;
		const write = () => store.write(this.#pack, 'loading', [tile]);
		try {
			const stored = await write().catch(async (error: unknown) => {
				if (!isQuota(error) || !(await store.dropSeen())) throw error;
				return write();
			});
			if (!stored) this.#finish('stopped');
			return stored;
		} catch (error) {
			// A database that is closed or broken takes no more either.
			this.#finish(isQuota(error) ? 'full' : 'stopped');
			return false;
		}
	}

	/** Nothing is lost by a failure: the tile goes to the end of the line, and everybody rests. */
	#failed(place: TilePlace, failure: TileFailure): void {
		const isOnline = this.#world.isOnline();
		if (isOnline && this.#isHopeless(failure)) return this.#finish('refused');
		const tried = this.#tries.get(place) ?? { times: 0, came: -1 };
		// Counts only where others came meanwhile: a hotspot's page fails for all of them.
		if (isOnline && tried.came < this.#came) {
			if (tried.times + 1 >= triesPerTile) {
				this.#missed += 1;
				return;
			}
			this.#tries.set(place, { times: tried.times + 1, came: this.#came });
		}
		this.#waiting.unshift(place);
		this.#rest ??= this.#pause(isOnline).finally(() => {
			this.#rest = null;
			this.#resting = null;
			if (!this.#signal.aborted) this.#tell();
		});
		// Whoever works waits for it and hears of an abort; nobody may be left to.
		this.#rest.catch(() => undefined);
	}

	#isHopeless(failure: TileFailure): boolean {
		if (failure === 'refused') return this.#failures >= restsWhenRefused;
		return failure === 'broken' && this.#failures >= restsWhenBroken;
	}

	async #pause(isOnline: boolean): Promise<void> {
		const { untilOnline, wait, network } = this.#world;
		this.#resting = isOnline ? 'server' : 'offline';
		this.#tell();
		if (!isOnline) return untilOnline(this.#signal);
		const grown = Math.min(longestRestMs, firstRestMs * 2 ** this.#failures);
		this.#failures += 1;
		await wait(Math.max(grown, network.retryAfterMs?.() ?? 0), this.#signal);
	}

	#finish(end: PackEnd): void {
		this.#end ??= end;
		this.#stop.abort();
	}

	#tell(): void {
		this.#onProgress({
			tiles: this.#tiles,
			wanted: this.#wanted,
			bytes: this.#bytes,
			resting: this.#resting
		});
	}
}
