// The tables of the map on this phone. Apart from the records: they may be dropped at any time and
// must never cost a visit.
import { Dexie, type Table } from 'dexie';
import type { MapPack } from '#lib/domain/map-pack/map-pack.ts';

export interface TileRow {
	readonly source: string;
	readonly z: number;
	readonly x: number;
	readonly y: number;
	/** None: the source said that nothing is there. */
	readonly bytes: Uint8Array;
	readonly storedAt: number;
	/** Bytes of the tile plus `rowOverheadBytes`. */
	readonly size: number;
	/**
	 * Of a tile that was only seen. A pinned one has none, and so is not in the index by which seen tiles
	 * are dropped.
	 */
	readonly usedAt?: number;
	/** Belongs to a pack. A number, because an index knows no truth values. */
	readonly pinned?: 1;
	/** `usedAt` of a tile that was seen before a pack took it: it goes back to the seen ones. */
	readonly seenAt?: number;
}

export type TileKey = [source: string, z: number, x: number, y: number];

/** Key, dates and index entries of a row, so that ten thousand empty tiles are not counted as free. */
export const rowOverheadBytes = 200;

export class TileTables {
	readonly db: Dexie;
	readonly tiles: Table<TileRow, TileKey>;
	readonly packs: Table<MapPack, string>;

	constructor(name: string) {
		this.db = new Dexie(name, { chromeTransactionDurability: 'relaxed' });
		this.db.version(1).stores({ tile: '[source+z+x+y], [usedAt+size]' });
		this.db.version(2).stores({
			// The index alone answers which tiles are pinned and how large they are: no tile is read for it.
			tile: '[source+z+x+y], [usedAt+size], [pinned+source+z+x+y+size]',
			pack: 'id'
		});
		// A newer version in another tab must not wait for this one.
		this.db.on('versionchange', () => this.db.close());
		this.tiles = this.db.table('tile');
		this.packs = this.db.table('pack');
	}

	/** Primary key and size of every tile that was only seen, the longest unused first. */
	seenSizes(): Promise<{ readonly key: TileKey; readonly size: number }[]> {
		return this.#sizes('[usedAt+size]');
	}

	/** The same of pinned tiles, in no order. */
	pinnedSizes(): Promise<{ readonly key: TileKey; readonly size: number }[]> {
		return this.#sizes('[pinned+source+z+x+y+size]');
	}

	/** The size is the last part of either index. */
	async #sizes(index: string): Promise<{ readonly key: TileKey; readonly size: number }[]> {
		const [keys, parts] = await this.db.transaction('r', this.tiles, () =>
			Promise.all([
				this.tiles.orderBy(index).primaryKeys(),
				this.tiles.orderBy(index).keys() as Promise<unknown> as Promise<number[][]>
			])
		);
		return keys.map((key, at) => ({ key, size: Number(parts[at]?.at(-1) ?? 0) }));
	}
}

/** Dexie wraps what the browser threw, sometimes in an AbortError of the whole transaction. */
export function isQuota(error: unknown): boolean {
	if (typeof error !== 'object' || error === null) return false;
	const { name, inner } = error as { name?: unknown; inner?: unknown };
	return name === 'QuotaExceededError' || (inner !== error && isQuota(inner));
}
