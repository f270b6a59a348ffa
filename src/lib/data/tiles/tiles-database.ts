// Keeps every map tile that was seen as a z/x/y row, so that the map draws with no network. What a pack
// has pinned (pack-store.ts) lies in the same table and is never dropped to make room for seen tiles.
import {
	isQuota,
	rowOverheadBytes,
	TileTables,
	type TileKey,
	type TileRow
} from './tile-tables.ts';

export interface TilesOptions {
	/** Milliseconds since 1970. */
	readonly now: () => number;
	/** For tiles that were only seen. */
	readonly budgetBytes?: number;
	readonly name?: string;
}

/** About 4,000 vector tiles: several kecamatan, and little on a phone with 16 GB. */
const defaultBudgetBytes = 80 * 1024 * 1024;
/** Trimming goes below the budget, so that it does not run again at the next tile. */
const trimTo = 0.9;
/** Use is noted once a day: a write at each read would wear the flash for nothing. */
const usedResolutionMs = 24 * 60 * 60 * 1000;

/** Implements `TileStore` of map/contracts.ts. No method rejects because of a full or broken disk. */
export class TilesDatabase {
	/** For the packs (pack-store.ts), which are loaded where somebody looks at them. */
	readonly tables: TileTables;
	readonly #now: () => number;
	readonly #budgetBytes: number;
	/** Of seen tiles; null until measured. */
	#size: number | null = null;
	#trimming: Promise<void> | null = null;
	/** The disk is full even without our oldest tiles: keep what there is and stop until the next start. */
	#full = false;

	constructor({ now, budgetBytes = defaultBudgetBytes, name = 'jangkau-tiles' }: TilesOptions) {
		this.tables = new TileTables(name);
		this.#now = now;
		this.#budgetBytes = budgetBytes;
	}

	async get(
		source: string,
		z: number,
		x: number,
		y: number
	): Promise<{ readonly bytes: Uint8Array; readonly storedAt: number } | undefined> {
		const { tiles } = this.tables;
		const key: TileKey = [source, z, x, y];
		const row = await tiles.get(key).catch(() => undefined);
		if (!row) return undefined;
		const usedAt = this.#now();
		if (row.usedAt !== undefined && usedAt - row.usedAt > usedResolutionMs) {
			void tiles
				.where('[source+z+x+y]')
				.equals(key)
				.modify((now, ref) => {
					// Pinned meanwhile: it must not come back among the seen ones.
					if (!now.pinned) ref.value = { ...now, usedAt };
				})
				.catch(() => undefined);
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
		return this.tables.tiles.count().catch(() => 0);
	}

	/** Bytes kept, near enough for a setting page: overwritten tiles count twice until the next start. */
	async sizeBytes(): Promise<number> {
		const pinned = await this.tables.pinnedSizes().catch(() => []);
		return (await this.#seenBytes()) + total(pinned);
	}

	/** Everything, packs too. */
	async clear(): Promise<void> {
		const { db, tiles, packs } = this.tables;
		await db
			.transaction('rw', tiles, packs, () => Promise.all([tiles.clear(), packs.clear()]))
			.catch(() => undefined);
		this.#size = null;
		this.#full = false;
	}

	/**
	 * Something that matters more found no room: all seen tiles go first; asked again, the deepest level
	 * of the packs goes, most of their bytes, and their map is drawn from what lies above it.
	 *
	 * @returns false when there is nothing left to give
	 */
	async makeRoom(): Promise<boolean> {
		// Nothing that is only seen is kept any more in this run: the room is for the records.
		this.#full = true;
		this.#size = null;
		const { tiles, packs, db } = this.tables;
		try {
			const seen = await this.tables.seenSizes();
			if (seen.length > 0) {
				await tiles.bulkDelete(seen.map(({ key }) => key));
				return true;
			}
			const pinned = (await this.tables.pinnedSizes()).map(({ key }) => key);
			const deepest = pinned.reduce((z, key) => Math.max(z, key[1]), 0);
			await db.transaction('rw', tiles, packs, async () => {
				await tiles.bulkDelete(pinned.filter((key) => key[1] === deepest));
				await packs.toCollection().modify({ state: 'dropped' });
			});
			return pinned.length > 0;
		} catch {
			return false;
		}
	}

	close(): void {
		this.tables.db.close();
	}

	async #seenBytes(): Promise<number> {
		if (this.#size !== null) return this.#size;
		const measured = await this.#measure().catch(() => 0);
		return (this.#size ??= measured);
	}

	async #write(row: TileRow): Promise<void> {
		const before = await this.#seenBytes();
		if (await this.#renewPinned(row)) return;
		this.#size = (this.#size ?? before) + row.size;
		if (this.#size > this.#budgetBytes) await this.#trim(this.#budgetBytes * trimTo);
	}

	/** Stores the row; as a pinned one, and answering true, where a pack has pinned that tile. */
	#renewPinned(row: TileRow): Promise<boolean> {
		const { db, tiles } = this.tables;
		const key: TileKey = [row.source, row.z, row.x, row.y];
		return db.transaction('rw', tiles, async () => {
			const old = await tiles.get(key);
			if (!old?.pinned) {
				await tiles.put(row);
				return false;
			}
			// "Nothing is there" may be a server's bad day; what was downloaded stays.
			if (row.bytes.byteLength === 0 && old.bytes.byteLength > 0) return true;
			const { usedAt: _, ...fresh } = row;
			const seenAt = old.seenAt === undefined ? {} : { seenAt: old.seenAt };
			await tiles.put({ ...fresh, ...seenAt, pinned: 1 });
			return true;
		});
	}

	async #afterQuota(row: TileRow): Promise<void> {
		try {
			await this.#trim((await this.#seenBytes()) / 2);
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
		for (const { key, size } of await this.tables.seenSizes()) {
			if (left <= toBytes) break;
			left -= size;
			victims.push(key);
		}
		await this.tables.tiles.bulkDelete(victims);
		this.#size = left;
	}

	async #measure(): Promise<number> {
		return total(await this.tables.seenSizes());
	}
}

function total(rows: readonly { readonly size: number }[]): number {
	return rows.reduce((sum, { size }) => sum + size, 0);
}
