// Reads a GeoJSON file for a command, or says in one line what is wrong with it.
import { readFile } from 'node:fs/promises';
import type { Feature, FeatureCollection, Geometry } from 'geojson';
import { BadInput } from './bad-input.ts';

/** The features of the file; a lone feature or geometry counts as one. Geometries may still be bad. */
export async function readFeatures(path: string): Promise<FeatureCollection<Geometry | null>> {
	const value = parse(await readText(path), path);
	const { type, features } = (value ?? {}) as { type?: unknown; features?: unknown };
	if (type === 'FeatureCollection' && Array.isArray(features)) {
		const objects = features.filter((one) => typeof one === 'object' && one !== null);
		return { type: 'FeatureCollection', features: objects as Feature<Geometry | null>[] };
	}
	if (type === 'Feature') {
		return { type: 'FeatureCollection', features: [value as Feature<Geometry | null>] };
	}
	if (typeof type === 'string' && typeof value === 'object' && 'coordinates' in value!) {
		const geometry = value as Geometry;
		return {
			type: 'FeatureCollection',
			features: [{ type: 'Feature', properties: {}, geometry }]
		};
	}
	throw new BadInput(
		`${path}: bukan GeoJSON (tidak ada FeatureCollection, Feature, atau geometri)`
	);
}

async function readText(path: string): Promise<string> {
	try {
		return await readFile(path, 'utf8');
	} catch (cause) {
		const { code } = cause as NodeJS.ErrnoException;
		if (code === 'ENOENT') throw new BadInput(`${path}: berkas tidak ada`);
		throw new BadInput(`${path}: berkas tidak dapat dibaca (${code ?? 'kesalahan'})`);
	}
}

function parse(text: string, path: string): unknown {
	try {
		// Windows tools write a byte order mark that JSON does not allow.
		return JSON.parse(text.replace(/^\uFEFF/, ''));
	} catch {
		throw new BadInput(`${path}: bukan JSON yang utuh`);
	}
}
