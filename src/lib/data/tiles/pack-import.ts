// Unpacks a map file into the table of tiles: all of it that is wanted, or nothing. Reads tile by tile,
// so that a file of any size fits into the memory of a phone.
import type { TilePlace } from '#lib/domain/geometry/tiles-over.ts';
import type { MapPack } from '#lib/domain/map-pack/map-pack.ts';
import { spansFrom } from '#lib/domain/map-pack/tile-spans.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';
import type { PackStore, PackTile } from './pack-store.ts';
import { isQuota } from './tile-tables.ts';

/** What of an opened map file is needed here; map/tile-archive.ts is one. */
export interface TileFile<Place extends TilePlace = TilePlace> {
	readonly places: readonly Place[];
	/** The whole tile, unpacked; null when its bytes are damaged. */
	read(place: Place): Promise<Uint8Array | null>;
}

export type ImportFailure = 'broken' | 'full' | 'failed';

/** Bytes written in one transaction: few transactions, and little memory. */
const batchBytes = 1_000_000;
const batchTiles = 200;

/**
 * What is there already stays as it is. After any failure, and after an abort, nothing of the file is
 * left; after a kill the pack stands as `importing`, and `discardHalf` takes it away.
 *
 * @param pack without its spans, which the file tells
 * @throws AbortError
 */
export async function importFile<Place extends TilePlace>(
	file: TileFile<Place>,
	pack: Omit<MapPack, 'spans' | 'state' | 'doneAt'>,
	store: PackStore,
	signal: AbortSignal,
	onProgress: (tiles: number, wanted: number) => void
): Promise<Result<MapPack, ImportFailure>> {
	const whole: MapPack = {
		...pack,
		spans: spansFrom(file.places),
		state: 'importing',
		doneAt: null
	};
	try {
		await store.add(whole);
		const failure = await unpack(file, whole, store, signal, onProgress);
		if (failure === null && (await store.setState(pack.id, 'done'))) return ok(whole);
		await store.remove(pack.id);
		return err(failure ?? 'failed');
	} catch (error) {
		await store.remove(pack.id).catch(() => undefined);
		signal.throwIfAborted();
		return err(isQuota(error) ? 'full' : 'failed');
	}
}

/** Packs whose import was cut by a kill: call it while no import runs. */
export async function discardHalf(store: PackStore): Promise<void> {
	for (const { id, state } of await store.list()) if (state === 'importing') await store.remove(id);
}

async function unpack<Place extends TilePlace>(
	file: TileFile<Place>,
	pack: MapPack,
	store: PackStore,
	signal: AbortSignal,
	onProgress: (tiles: number, wanted: number) => void
): Promise<ImportFailure | null> {
	await store.adopt(pack);
	const here = await store.pinned(pack.source);
	let batch: PackTile[] = [];
	let bytes = 0;
	const flush = async () => {
		const write = () => store.write(pack, 'importing', batch);
		const stored = await write().catch(async (error: unknown) => {
			if (!isQuota(error) || !(await store.dropSeen())) throw error;
			return write();
		});
		batch = [];
		bytes = 0;
		return stored;
	};
	for (const [at, place] of file.places.entries()) {
		signal.throwIfAborted();
		const { z, x, y } = place;
		const tile = await file.read(place);
		// Damaged is damaged, also where its place is taken: the next one may not be.
		if (tile === null) return 'broken';
		if (!here.has(`${String(z)}/${String(x)}/${String(y)}`)) {
			batch.push({ z, x, y, bytes: tile });
			bytes += tile.byteLength;
		}
		if (bytes < batchBytes && batch.length < batchTiles) continue;
		if (!(await flush())) return 'failed';
		onProgress(at + 1, file.places.length);
	}
	return (await flush()) ? null : 'failed';
}
