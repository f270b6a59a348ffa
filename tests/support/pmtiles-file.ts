// Writes a small `.pmtiles` archive (version 3 of the format), as somebody hands it over by chat.
import { gzipSync } from 'node:zlib';
import { Compression, TileType, zxyToTileId } from 'pmtiles';

export interface ArchiveTile {
	readonly z: number;
	readonly x: number;
	readonly y: number;
	/** Not packed yet. */
	readonly bytes: Uint8Array;
}

export interface ArchiveOptions {
	/** [west, south, east, north] in degrees. */
	readonly bounds: readonly [number, number, number, number];
	readonly layers?: readonly string[];
	readonly tileType?: TileType;
	readonly tileCompression?: Compression;
	/** Entries of the root directory are leaves of so many tiles; 0 puts all into the root. */
	readonly leafTiles?: number;
}

const headerBytes = 127;

export function pmtilesFile(tiles: readonly ArchiveTile[], options: ArchiveOptions): Uint8Array {
	const { leafTiles = 0, tileCompression = Compression.Gzip } = options;
	const packed = tiles
		.map(({ z, x, y, bytes }) => ({
			tileId: zxyToTileId(z, x, y),
			data: tileCompression === Compression.Gzip ? gzipSync(bytes) : bytes
		}))
		.sort((a, b) => a.tileId - b.tileId);
	let at = 0;
	const entries = packed.map(({ tileId, data }): Entry => {
		const offset = at;
		at += data.length;
		return { tileId, offset, length: data.length, runLength: 1 };
	});
	const leaves: Buffer[] = [];
	let root = entries;
	if (leafTiles > 0) {
		let from = 0;
		root = [];
		for (let first = 0; first < entries.length; first += leafTiles) {
			const leaf = directory(entries.slice(first, first + leafTiles));
			root.push({
				tileId: entries[first]!.tileId,
				offset: from,
				length: leaf.length,
				runLength: 0
			});
			leaves.push(leaf);
			from += leaf.length;
		}
	}
	const layers = options.layers?.map((id) => ({ id, fields: {} }));
	const parts = [
		directory(root),
		gzipSync(JSON.stringify(layers ? { vector_layers: layers } : {})),
		Buffer.concat(leaves),
		Buffer.concat(packed.map(({ data }) => data))
	];
	const zooms = tiles.map(({ z }) => z);
	// Not a Buffer, whose slices share their bytes.
	return new Uint8Array(
		Buffer.concat([
			header(
				parts.map(({ length }) => length),
				tiles.length,
				zooms,
				options,
				tileCompression
			),
			...parts
		])
	);
}

interface Entry {
	readonly tileId: number;
	readonly offset: number;
	readonly length: number;
	readonly runLength: number;
}

function header(
	lengths: readonly number[],
	tiles: number,
	zooms: readonly number[],
	{ bounds, tileType = TileType.Mvt }: ArchiveOptions,
	tileCompression: Compression
): Buffer {
	const buffer = Buffer.alloc(headerBytes);
	buffer.write('PMTiles');
	buffer.writeUInt8(3, 7);
	let from = headerBytes;
	lengths.forEach((length, part) => {
		buffer.writeBigUInt64LE(BigInt(from), 8 + part * 16);
		buffer.writeBigUInt64LE(BigInt(length), 16 + part * 16);
		from += length;
	});
	for (const count of [72, 80, 88]) buffer.writeBigUInt64LE(BigInt(tiles), count);
	buffer.writeUInt8(1, 96);
	buffer.writeUInt8(Compression.Gzip, 97);
	buffer.writeUInt8(tileCompression, 98);
	buffer.writeUInt8(tileType, 99);
	buffer.writeUInt8(Math.min(...zooms, 30), 100);
	buffer.writeUInt8(Math.max(...zooms, 0), 101);
	bounds.forEach((degrees, side) =>
		buffer.writeInt32LE(Math.round(degrees * 10_000_000), 102 + side * 4)
	);
	return buffer;
}

function directory(entries: readonly Entry[]): Buffer {
	const bytes: number[] = [];
	const number = (value: number) => {
		let left = value;
		for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) | 128);
		bytes.push(left);
	};
	number(entries.length);
	entries.forEach(({ tileId }, at) => number(tileId - (entries[at - 1]?.tileId ?? 0)));
	for (const { runLength } of entries) number(runLength);
	for (const { length } of entries) number(length);
	for (const { offset } of entries) number(offset + 1);
	return gzipSync(Buffer.from(bytes));
}
