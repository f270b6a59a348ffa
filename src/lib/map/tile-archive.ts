// Opens a `.pmtiles` file from the phone's own disk for unpacking: what it is, which tiles it has, and
// each of them when asked. Believes nothing that the file says about its own size.
import {
	bytesToHeader,
	Compression,
	FileSource,
	SharedPromiseCache,
	tileIdToZxy,
	TileType,
	type Entry,
	type Header
} from 'pmtiles';
import { tileX, tileY, type TilePlace } from '#lib/domain/geometry/tiles-over.ts';
import type { ArchiveFacts, Bbox } from '#lib/domain/map-pack/map-pack.ts';
import { tileFormat } from '#lib/domain/map-pack/tile-check.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';

export interface ArchivePlace extends TilePlace {
	/** From the start of the file. */
	readonly offset: number;
	readonly length: number;
}

export interface TileArchive {
	readonly facts: ArchiveFacts;
	/** In the order of the file, whose tiles lie beside their neighbours. */
	readonly places: readonly ArchivePlace[];
	/** Whole and unpacked; null when it is damaged. */
	read(place: ArchivePlace): Promise<Uint8Array | null>;
}

export type OpeningFailure = 'broken' | 'unreadable' | 'too_many';

/** A kabupaten down to level 15; more would take a phone minutes and gigabytes. */
const mostTiles = 200_000;
/** The format's own limit is about three; a file that names itself as its leaf has no end. */
const deepestDirectory = 4;
/** The largest real vector tiles are half of that. */
const largestTileBytes = 5_000_000;
const headerBytes = 127;
const magic = 'PMTiles';

/** @param home only tiles over it are taken; null takes all */
export async function openArchive(
	file: File,
	home: Bbox | null
): Promise<Result<TileArchive, OpeningFailure>> {
	try {
		return await read(file, home);
	} catch {
		// The library throws whatever it stumbles over; nothing of it is a bug of ours.
		return err('broken');
	}
}

async function read(file: File, home: Bbox | null): Promise<Result<TileArchive, OpeningFailure>> {
	const start = await file.slice(0, headerBytes).arrayBuffer();
	if (new TextDecoder().decode(start.slice(0, magic.length)) !== magic) return err('broken');
	const header = bytesToHeader(start);
	if (header.specVersion !== 3 || !isWithin(file, header)) return err('broken');
	const packed = [header.internalCompression, header.tileCompression];
	if (packed.some((way) => way !== Compression.None && way !== Compression.Gzip)) {
		return err('unreadable');
	}
	const source = new FileSource(file);
	const cache = new SharedPromiseCache();
	const wanted = homeFilter(home);
	const places: ArchivePlace[] = [];
	/** Tiles of the whole file: one over another place is not an empty one. */
	let tiles = 0;

	const walk = async (offset: number, length: number, depth: number): Promise<boolean> => {
		if (depth > deepestDirectory) throw new Error('directories without an end');
		const entries = await cache.getDirectory(source, offset, length, header);
		for (const entry of entries) {
			if (entry.runLength === 0) {
				const leaf = header.leafDirectoryOffset + entry.offset;
				if (leaf + entry.length > file.size) throw new Error('a leaf beyond the end');
				if (!(await walk(leaf, entry.length, depth + 1))) return false;
				continue;
			}
			tiles += entry.runLength;
			for (const place of placesOf(entry, header, file.size)) {
				if (!wanted(place)) continue;
				places.push(place);
				if (places.length > mostTiles) return false;
			}
		}
		return true;
	};
	if (!(await walk(header.rootDirectoryOffset, header.rootDirectoryLength, 0))) {
		return err('too_many');
	}
	const facts: ArchiveFacts = {
		format: formatOf(header.tileType),
		layers: await layersOf(file, header),
		bounds: [header.minLon, header.minLat, header.maxLon, header.maxLat],
		tiles
	};
	return ok({ facts, places, read: (place) => readTile(file, header, place) });
}

/** A file cut off on its way is shorter than its own header says. */
function isWithin(file: File, header: Header): boolean {
	return [
		header.rootDirectoryOffset + header.rootDirectoryLength,
		header.jsonMetadataOffset + header.jsonMetadataLength,
		header.leafDirectoryOffset + (header.leafDirectoryLength ?? 0),
		header.tileDataOffset + (header.tileDataLength ?? 0)
	].every((end) => end <= file.size);
}

function* placesOf(entry: Entry, header: Header, size: number): Generator<ArchivePlace> {
	const offset = header.tileDataOffset + entry.offset;
	if (offset + entry.length > size || entry.length > largestTileBytes) {
		throw new Error('a tile beyond the end');
	}
	// One drawing for many places, as of open sea; a damaged number may claim more than there are.
	if (entry.runLength > 4 * mostTiles) throw new Error('a run without an end');
	for (let at = 0; at < entry.runLength; at++) {
		const [z, x, y] = tileIdToZxy(entry.tileId + at);
		yield { z, x, y, offset, length: entry.length };
	}
}

function homeFilter(home: Bbox | null): (place: TilePlace) => boolean {
	if (!home) return () => true;
	const [west, south, east, north] = home;
	return ({ z, x, y }) =>
		x + 1 > tileX(west, z) &&
		x <= tileX(east, z) &&
		y + 1 > tileY(north, z) &&
		y <= tileY(south, z);
}

function formatOf(type: TileType): ArchiveFacts['format'] {
	if (type === TileType.Mvt) return 'vector';
	const isPicture = [TileType.Png, TileType.Jpeg, TileType.Webp].includes(type);
	return isPicture ? 'raster' : 'unknown';
}

/** Names of a vector map's layers, from the file's own description; null where it gives none. */
async function layersOf(file: File, header: Header): Promise<string[] | null> {
	const { jsonMetadataOffset: from, jsonMetadataLength: length } = header;
	if (length === 0) return null;
	const bytes = await unpacked(file.slice(from, from + length), header.internalCompression);
	const described = JSON.parse(new TextDecoder().decode(bytes)) as { vector_layers?: unknown };
	const layers = described.vector_layers;
	if (!Array.isArray(layers)) return null;
	return layers.map((layer: { id?: unknown } | null) => String(layer?.id ?? ''));
}

async function readTile(
	file: File,
	header: Header,
	{ offset, length }: ArchivePlace
): Promise<Uint8Array | null> {
	try {
		const bytes = await unpacked(file.slice(offset, offset + length), header.tileCompression);
		const format = tileFormat(bytes);
		const isRight = (format === 'vector') === (header.tileType === TileType.Mvt);
		return format !== null && isRight ? bytes : null;
	} catch {
		return null;
	}
}

async function unpacked(part: Blob, compression: Compression): Promise<Uint8Array<ArrayBuffer>> {
	const isPacked = compression === Compression.Gzip;
	const stream = isPacked ? part.stream().pipeThrough(new DecompressionStream('gzip')) : part;
	const body = stream instanceof Blob ? stream : new Response(stream);
	return new Uint8Array(await body.arrayBuffer());
}
