// Keeps every map tile that was seen as a z/x/y row, so that the map draws with no network.
// Its own database, apart from the records: it may be dropped at any time and must never cost a visit.
import { Dexie, type Table } from 'dexie';

interface TileRow {
	readonly source: string;
	readonly z: number;
	readonly x: number;
	readonly y: number;
	readonly bytes: Uint8Array;
	readonly storedAt: number;
	/** Bytes of the tile plus `rowOverheadBytes`. */
	readonly size: number;
	readonly usedAt: number;
}

type TileKey = [source: string, z: number, x: number, y: number];

export interface TilesOptions {
	/** Milliseconds since 1970. */
	readonly now: () => number;
	readonly budgetBytes?: number;
	readonly name?: string;
}

/** About 4,000 vector tiles: several kecamatan, and little on a phone with 16 GB. */
const defaultBudgetBytes = 80 * 1024 * 1024;
/** Key, dates and index entries of a row, so that ten thousand empty tiles are not counted as free. */
const rowOverheadBytes = 200;
/** Trimming goes below the budget, so that it does not run again at the next tile. */
const trimTo = 0.9;
/** Use is noted once a day: a write at each read would wear the flash for nothing. */
const usedResolutionMs = 24 * 60 * 60 * 1000;

/** Implements `TileStore` of map/contracts.ts. No method rejects because of a full or broken disk. */
export class TilesDatabase {
	readonly #db: Dexie;
	readonly #tiles: Table<TileRow, TileKey>;
	readonly #now: () => number;
	readonly #budgetBytes: number;
	#size: number | null = null;
	#trimming: Promise<void> | null = null;
	/** The disk is full even without our oldest tiles: keep what there is and stop until the next start. */
	#full = false;

	constructor({ now, budgetBytes = defaultBudgetBytes, name = 'jangkau-tiles' }: TilesOptions) {
		this.#db = new Dexie(name, { chromeTransactionDurability: 'relaxed' });
		this.#db.version(1).stores({ tile: '[source+z+x+y], [usedAt+size]' });
		// A newer version in another tab must not wait for this one.
		this.#db.on('versionchange', () => this.#db.close());
		this.#tiles = this.#db.table('tile');
		this.#now = now;
		this.#budgetBytes = budgetBytes;
	}

	async get(
		source: string,
		z: number,
		x: number,
		y: number
	): Promise<{ readonly bytes: Uint8Array; readonly storedAt: number } | undefined> {
		const key: TileKey = [source, z, x, y];
		const row = await this.#tiles.get(key).catch(() => undefined);
		if (!row) return undefined;
		const usedAt = this.#now();
		if (usedAt - row.usedAt > usedResolutionMs) {
			void this.#tiles.update(key, { usedAt }).catch(() => undefined);
		}
		return { bytes: row.bytes, storedAt: row.storedAt };
	}

	async put(source: string, z: number, x: number, y: number, bytes: Uint8Array): Promise<void> {
		if (this.#full) return;
		const now = this.#now();
		const size = bytes.byteLength + rowOverheadBytes;
		const row: TileRow = { source, z, x, y, bytes, storedAt: now, size, usedAt: now };
		try {
			await this.#write(row);
		} catch (error) {
			if (!isQuota(error)) return;
			await this.#afterQuota(row);
		}
	}

	/** Tiles kept, empty ones included. */
	count(): Promise<number> {
		return this.#tiles.count().catch(() => 0);
	}

	/** Bytes kept, near enough for a setting page: overwritten tiles count twice until the next start. */
	async sizeBytes(): Promise<number> {
		if (this.#size !== null) return this.#size;
		const measured = await this.#measure().catch(() => 0);
		return (this.#size ??= measured);
	}

	async clear(): Promise<void> {
		await this.#tiles.clear().catch(() => undefined);
		this.#size = null;
		this.#full = false;
	}

	close(): void {
		this.#db.close();
	}

	async #write(row: TileRow): Promise<void> {
		const before = await this.sizeBytes();
		await this.#tiles.put(row);
		this.#size = (this.#size ?? before) + row.size;
		if (this.#size > this.#budgetBytes) await this.#trim(this.#budgetBytes * trimTo);
	}

	async #afterQuota(row: TileRow): Promise<void> {
		try {
			await this.#trim((await this.sizeBytes()) / 2);
			await this.#write(row);
		} catch {
			this.#full = true;
		}
	}

	/** Drops the longest unused tiles until at most `toBytes` are left. One trim runs at a time. */
	#trim(toBytes: number): Promise<void> {
		this.#trimming ??= this.#trimNow(toBytes).finally(() => {
			this.#trimming = null;
		});
		return this.#trimming;
	}

	async #trimNow(toBytes: number): Promise<void> {
		let left = await this.#measure();
		const victims: TileKey[] = [];
		await this.#tiles
			.orderBy('[usedAt+size]')
			.until(() => left <= toBytes, false)
			.eachPrimaryKey((key, cursor) => {
				if (left <= toBytes) return;
				left -= sizeOfIndexKey(cursor.key);
				victims.push(key);
			});
		await this.#tiles.bulkDelete(victims);
		this.#size = left;
	}

	/** Sums the sizes from the index alone: no tile is read. */
	async #measure(): Promise<number> {
		const keys: unknown[] = await this.#tiles.orderBy('[usedAt+size]').keys();
		return keys.reduce<number>((sum, key) => sum + sizeOfIndexKey(key), 0);
	}
}

function sizeOfIndexKey(key: unknown): number {
	return Array.isArray(key) ? Number(key[1]) : 0;
}

/** Dexie wraps what the browser threw, sometimes in an AbortError of the whole transaction. */
function isQuota(error: unknown): boolean {
	if (typeof error !== 'object' || error === null) return false;
	const { name, inner } = error as { name?: unknown; inner?: unknown };
	return name === 'QuotaExceededError' || isQuota(inner);
}
