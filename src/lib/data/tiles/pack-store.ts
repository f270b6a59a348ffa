// The packs of this phone and the tiles they pin. Which tiles a pack has is known from its spans and
// from what lies in the table, so that a phone killed at any moment finds its way from there.
import type { MapPack, PackState } from '#lib/domain/map-pack/map-pack.ts';
import type { Weight } from '#lib/domain/map-pack/pack-size.ts';
import { spanLookup, spansFrom, type Span } from '#lib/domain/map-pack/tile-spans.ts';
import type { TilePlace } from '#lib/domain/geometry/tiles-over.ts';
import { rowOverheadBytes, type TileKey, type TileRow, type TileTables } from './tile-tables.ts';

export interface PackTile extends TilePlace {
	/** None: the source says that nothing is there. */
	readonly bytes: Uint8Array;
}

/** What of a pack is here. */
export interface Holding {
	readonly pack: MapPack;
	readonly tiles: number;
	readonly bytes: number;
	readonly spans: readonly Span[];
}

/** Rows read or written at once: some megabytes at most. */
const atOnce = 200;
export class PackStore {
	readonly #tables: TileTables;
	readonly #now: () => number;

	constructor(tables: TileTables, now: () => number) {
		this.#tables = tables;
		this.#now = now;
	}

	/** Name of the database, to be told of changes. */
	get databaseName(): string {
		return this.#tables.db.name;
	}

	async list(): Promise<MapPack[]> {
		const packs = await this.#tables.packs.toArray();
		return packs.sort((a, b) => a.startedAt - b.startedAt);
	}

	async add(pack: MapPack): Promise<void> {
		await this.#tables.packs.put(pack);
	}

	/** @returns false when the pack is gone */
	async setState(id: string, state: PackState): Promise<boolean> {
		const doneAt = state === 'done' ? { doneAt: this.#now() } : {};
		return (await this.#tables.packs.update(id, { state, ...doneAt })) > 0;
	}

	/** Every pack with what is here of it; a tile of two packs counts in both. */
	async holdings(): Promise<Holding[]> {
		const packs = await this.list();
		const pinned = packs.length > 0 ? await this.#tables.pinnedSizes() : [];
		return packs.map((pack) => {
			const has = spanLookup(pack.spans);
			const own = pinned.filter(
				({ key: [source, z, x, y] }) => source === pack.source && has(z, x, y)
			);
			return {
				pack,
				tiles: own.length,
				bytes: own.reduce((sum, { size }) => sum + size, 0),
				spans: spansFrom(own.map(({ key: [, z, x, y] }) => ({ z, x, y })))
			};
		});
	}

	/** Of all pinned tiles, each once. */
	async sizeBytes(): Promise<number> {
		const pinned = await this.#tables.pinnedSizes().catch(() => []);
		return pinned.reduce((sum, { size }) => sum + size, 0);
	}

	/** What the kept tiles of a source weigh, by level. */
	async weights(source: string): Promise<Weight[]> {
		const levels = new Map<number, { tiles: number; bytes: number }>();
		const all = [...(await this.#tables.seenSizes()), ...(await this.#tables.pinnedSizes())];
		for (const { key, size } of all) {
			if (key[0] !== source) continue;
			const level = levels.get(key[1]) ?? { tiles: 0, bytes: 0 };
			levels.set(key[1], { tiles: level.tiles + 1, bytes: level.bytes + size });
		}
		return [...levels].map(([z, level]) => ({ z, ...level }));
	}

	/** Pins what was seen of the pack already: nothing is fetched twice. Empty tiles are asked for anew. */
	async adopt(pack: MapPack): Promise<void> {
		const { db, tiles, packs } = this.#tables;
		const has = spanLookup(pack.spans);
		const seen = (await this.#tables.seenSizes()).filter(
			({ key: [source, z, x, y], size }) =>
				source === pack.source && size > rowOverheadBytes && has(z, x, y)
		);
		for (const some of inGroups(seen)) {
			await db.transaction('rw', tiles, packs, async () => {
				if (!(await packs.get(pack.id))) return;
				const rows = await tiles.bulkGet(some.map(({ key }) => key));
				await tiles.bulkPut(
					rows.flatMap((row) => {
						if (!row || row.usedAt === undefined) return [];
						const { usedAt, ...rest } = row;
						return [{ ...rest, seenAt: usedAt, pinned: 1 as const }];
					})
				);
			});
		}
	}

	/**
	 * Stores whole tiles of a pack in one transaction, which is refused once the pack is no longer in
	 * `whileIn`: paused or deleted in another tab, it gets nothing more.
	 *
	 * @returns whether they were stored
	 * @throws the browser's quota error; nothing is stored then
	 */
	write(pack: MapPack, whileIn: PackState, some: readonly PackTile[]): Promise<boolean> {
		const { db, tiles, packs } = this.#tables;
		const storedAt = this.#now();
		return db.transaction('rw', tiles, packs, async () => {
			if ((await packs.get(pack.id))?.state !== whileIn) return false;
			await tiles.bulkPut(
				some.map(({ z, x, y, bytes }): TileRow => {
					const size = bytes.byteLength + rowOverheadBytes;
					return { source: pack.source, z, x, y, bytes, storedAt, size, pinned: 1 };
				})
			);
			return true;
		});
	}

	/** Names of the pinned tiles of a source, as `z/x/y`. */
	async pinned(source: string): Promise<Set<string>> {
		const all = await this.#tables.pinnedSizes();
		return new Set(
			all.filter(({ key }) => key[0] === source).map(({ key: [, ...place] }) => place.join('/'))
		);
	}

	/**
	 * With its tiles, but for those of another pack; what had been seen before stays as seen. All in one
	 * transaction: cut anywhere, either the pack is as it was or its tiles are free.
	 */
	remove(id: string): Promise<void> {
		const { db, tiles, packs } = this.#tables;
		return db.transaction('rw', tiles, packs, async () => {
			const all = await packs.toArray();
			const pack = all.find((one) => one.id === id);
			if (!pack) return;
			const has = spanLookup(pack.spans);
			const others = all
				.filter((one) => one.id !== id && one.source === pack.source)
				.map((one) => spanLookup(one.spans));
			const free = (await this.#tables.pinnedSizes())
				.map(({ key }) => key)
				.filter(
					([source, z, x, y]) =>
						source === pack.source && has(z, x, y) && !others.some((other) => other(z, x, y))
				);
			for (const keys of inGroups(free)) await this.#unpin(keys);
			await packs.delete(id);
		});
	}

	/** What was only seen makes room for a pack. @returns whether there was any */
	async dropSeen(): Promise<boolean> {
		const seen = await this.#tables.seenSizes();
		await this.#tables.tiles.bulkDelete(seen.map(({ key }) => key));
		return seen.length > 0;
	}

	async #unpin(keys: readonly TileKey[]): Promise<void> {
		const { tiles } = this.#tables;
		const rows = await tiles.bulkGet([...keys]);
		const seen = rows.flatMap((row): TileRow[] => {
			if (row?.seenAt === undefined) return [];
			const { seenAt, pinned: _, ...rest } = row;
			return [{ ...rest, usedAt: seenAt }];
		});
		await tiles.bulkDelete([...keys]);
		await tiles.bulkPut(seen);
	}
}

function inGroups<T>(all: readonly T[]): T[][] {
	const groups: T[][] = [];
	for (let at = 0; at < all.length; at += atOnce) groups.push(all.slice(at, at + atOnce));
	return groups;
}
