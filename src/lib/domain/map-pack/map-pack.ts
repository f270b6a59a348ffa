// A map pack: the tiles of one area, kept on the phone for days without a network. What it holds, which
// zooms it needs, and which servers it may be fetched from.
import type { Span } from './tile-spans.ts';

/** [west, south, east, north] in degrees. */
export type Bbox = readonly [number, number, number, number];

/** What a pack is for: the smaller the area, the deeper a raster map may go. */
export type PackScope = 'territory' | 'village' | 'district' | 'file';

/**
 * `loading` wants its tiles, also after a restart. `full`: the disk took no more. `refused`: the server
 * does not give some or all of them. `dropped`: tiles of it made room for records. `importing` ends with
 * `done` or with nothing at all.
 */
export type PackState =
	'loading' | 'paused' | 'done' | 'full' | 'refused' | 'dropped' | 'importing';

export interface MapPack {
	readonly id: string;
	/** `tileSourceKey` of the basemap: tiles of another one are of no use. */
	readonly source: string;
	/** Of an area or a file; never of a person. */
	readonly name: string;
	readonly scope: PackScope;
	readonly spans: readonly Span[];
	readonly state: PackState;
	/** Milliseconds since 1970, the device's clock. */
	readonly startedAt: number;
	readonly doneAt: number | null;
}

export interface PackBasemap {
	readonly kind: 'pmtiles' | 'xyz' | 'none';
	readonly url: string | null;
	readonly minZoom: number;
	readonly maxZoom: number;
	readonly schema: 'jangkau' | 'openmaptiles' | 'raster';
	/** The installation says that its server may be asked for whole areas. */
	readonly bulkDownload: boolean;
}

/** A tile or two a level below ten: zoomed out, the map is not blank either. */
const firstZoom = 8;
/** Pictures cannot be drawn larger as vectors can, but each level costs four times the one above. */
const rasterZoom: Readonly<Record<Exclude<PackScope, 'file'>, number>> = {
	territory: 17,
	village: 15,
	district: 14
};
/** A kecamatan as large as Kutai Timur's largest is 7,000 down to level 15. */
export const mostTiles = 20_000;

/** First and last level of a pack. Past the last one the map draws it larger. */
export function packZooms(
	basemap: Pick<PackBasemap, 'minZoom' | 'maxZoom' | 'schema'>,
	scope: Exclude<PackScope, 'file'>
): { readonly min: number; readonly max: number } {
	const deepest = basemap.schema === 'raster' ? rasterZoom[scope] : basemap.maxZoom;
	const max = Math.min(basemap.maxZoom, deepest);
	return { min: Math.min(max, Math.max(basemap.minZoom, firstZoom)), max };
}

/** `none`: there is no map to fetch. `forbidden`: its server does not want whole areas to be fetched. */
export type DownloadRule = 'allowed' | 'none' | 'forbidden';

/**
 * Map servers whose terms forbid fetching ahead for whole areas, or who give it to paying customers
 * with a licence of their own. The setting of an installation does not overrule them.
 */
const forbidding = [
	/(^|\.)openstreetmap\.(org|fr|de)$/,
	/(^|\.)opentopomap\.org$/,
	/(^|\.)hotosm\.org$/,
	/(^|\.)basemaps\.cartocdn\.com$/,
	/(^|\.)(stadiamaps|thunderforest|mapbox|maptiler|tracestrack)\.com$/,
	/(^|\.)(google|googleapis|virtualearth|arcgisonline|arcgis|here)\.com$/,
	/(^|\.)(wmflabs|wikimedia)\.org$/,
	/(^|\.)(openfreemap|protomaps|versatiles)\.(org|com)$/
];

/** Allowed only where the installation says so and the server is none that forbids it. */
export function mayDownload(
	basemap: Pick<PackBasemap, 'kind' | 'url' | 'bulkDownload'>
): DownloadRule {
	if (basemap.kind === 'none' || !basemap.url) return 'none';
	if (!basemap.bulkDownload) return 'forbidden';
	const host = hostOf(basemap.url);
	return host !== null && forbidding.some((pattern) => pattern.test(host))
		? 'forbidden'
		: 'allowed';
}

/** null for an address on the app's own host. */
function hostOf(url: string): string | null {
	// {s} in front of the host stands for one of a few names.
	const match = /^(?:https?:)?\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(url.replaceAll(/\{[a-z]\}/gi, 'x'));
	return match?.[1]?.toLowerCase() ?? null;
}

export type ArchiveProblem =
	/** No .pmtiles, or one that was cut off or damaged on the way. */
	| 'broken'
	/** Packed in a way that a browser cannot unpack. */
	| 'unreadable'
	/** Another sort of map than the app draws here: pictures instead of lines, or other names. */
	| 'other_map'
	/** Of somewhere else. */
	| 'other_place'
	| 'empty';

export interface ArchiveFacts {
	readonly format: 'vector' | 'raster' | 'unknown';
	/** Names of a vector map's layers; null where the file does not tell. */
	readonly layers: readonly string[] | null;
	readonly bounds: Bbox;
	readonly tiles: number;
}

/** A layer that each sort of vector map has and the other has not. */
const telltale = { jangkau: 'road', openmaptiles: 'transportation' } as const;

/** @param home where the person works; null where nothing is known of it, which refuses nothing */
export function archiveProblem(
	facts: ArchiveFacts,
	basemap: Pick<PackBasemap, 'schema'>,
	home: Bbox | null
): ArchiveProblem | null {
	const { format, layers } = facts;
	if (facts.tiles === 0) return 'empty';
	if (format === 'unknown') return 'unreadable';
	if ((format === 'raster') !== (basemap.schema === 'raster')) return 'other_map';
	if (basemap.schema !== 'raster' && layers && !layers.includes(telltale[basemap.schema])) {
		return 'other_map';
	}
	return home && !meet(facts.bounds, home) ? 'other_place' : null;
}

function meet(a: Bbox, b: Bbox): boolean {
	return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}
