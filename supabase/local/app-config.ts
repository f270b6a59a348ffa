// What GET /config.json answers: the same shape that a static host serves as a file.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AppConfig } from '../../src/lib/data/contracts.ts';

export interface ConfigSource {
	/** Origin the browser uses, without a slash at the end. */
	readonly origin: string;
	readonly publishableKey: string;
	readonly demo: boolean;
	readonly accountDomain: string;
	readonly basemap: AppConfig['basemap'];
}

/** Addresses made for people without e-mail end in it; nothing is ever sent there. */
export const defaultAccountDomain = 'akun.jangkau.id';

export const noBasemap: AppConfig['basemap'] = {
	kind: 'none',
	url: null,
	minZoom: 0,
	maxZoom: 0,
	attribution: '',
	schema: 'jangkau',
	bulkDownload: false
};

/** Zooms of the demo's own tiles; past the last one the map overzooms. */
export const demoZooms = { min: 8, max: 15 };

/** The demo's own tiles when the folder holds them, else none. */
export function embeddedBasemap(basemapFolder: string): AppConfig['basemap'] {
	if (!existsSync(join(basemapFolder, 'complete'))) return noBasemap;
	return {
		kind: 'xyz',
		url: '/basemap/{z}/{x}/{y}.mvt',
		minZoom: demoZooms.min,
		maxZoom: demoZooms.max,
		attribution: 'Peta contoh Jangkau (buatan)',
		schema: 'jangkau',
		bulkDownload: true
	};
}

/**
 * A basemap from settings: an address ending in .pmtiles, or a tile address with {z}, {x}, {y}.
 * @param download whether its server may be asked for whole areas; null: an archive of one's own may,
 *   a server of single tiles may not
 * @throws with a clear line for anything else.
 */
export function basemapFromUrl(
	url: string,
	attribution: string,
	download: boolean | null = null
): AppConfig['basemap'] {
	const isArchive = /\.pmtiles(\?|$)/.test(url);
	const isTemplate = ['{z}', '{x}', '{y}'].every((part) => url.includes(part));
	if (!/^(https?:\/\/|\/)/.test(url) || (!isArchive && !isTemplate)) {
		throw new Error(
			'JANGKAU_BASEMAP harus alamat .pmtiles, atau alamat petak dengan {z}, {x} dan {y}.'
		);
	}
	const isRaster = /\.(png|jpe?g|webp)(\?|$)/.test(url);
	return {
		kind: isArchive ? 'pmtiles' : 'xyz',
		url,
		minZoom: 0,
		maxZoom: isRaster ? 18 : 14,
		attribution,
		schema: isRaster ? 'raster' : 'openmaptiles',
		// Public tile servers forbid it (design §6); an archive of one's own does not.
		bulkDownload: download ?? isArchive
	};
}

export function appConfig(source: ConfigSource): AppConfig {
	return {
		supabaseUrl: source.origin,
		publishableKey: source.publishableKey,
		demo: source.demo,
		accountDomain: source.accountDomain,
		basemap: source.basemap
	};
}
