// The built app from a folder: precompressed where the build made it so, index.html for a page
// that only the app knows. It never leaves the folder.
import { createReadStream, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cacheControlFor } from './headers.ts';
import type { Headers } from './headers.ts';

const types: Readonly<Record<string, string>> = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.mjs': 'text/javascript; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.json': 'application/json; charset=utf-8',
	'.webmanifest': 'application/manifest+json; charset=utf-8',
	'.svg': 'image/svg+xml',
	'.png': 'image/png',
	'.jpg': 'image/jpeg',
	'.webp': 'image/webp',
	'.ico': 'image/x-icon',
	'.txt': 'text/plain; charset=utf-8',
	'.woff2': 'font/woff2',
	'.wasm': 'application/wasm',
	'.mvt': 'application/vnd.mapbox-vector-tile',
	'.pmtiles': 'application/octet-stream'
};

const encodings = [
	{ name: 'br', suffix: '.br' },
	{ name: 'gzip', suffix: '.gz' }
] as const;

/** The file that a path names, or null: outside the folder, missing, or a folder. */
export function fileFor(folder: string, path: string): string | null {
	let decoded: string;
	try {
		decoded = decodeURIComponent(path);
	} catch {
		return null;
	}
	// Names that begin with a dot are the build's own notes.
	if (decoded.includes('\0') || /(^|[\\/])\./.test(decoded)) return null;
	const file = normalize(join(folder, decoded));
	if (!file.startsWith(normalize(folder) + sep)) return null;
	return sizeOf(file) === null ? null : file;
}

/** A page that the app routes itself: asked for by a person's navigation, not by a script tag. */
export function isNavigation(request: Pick<IncomingMessage, 'method' | 'headers'>, path: string) {
	if (request.method !== 'GET' && request.method !== 'HEAD') return false;
	if (path.startsWith('/_app/') || extname(path) !== '') return false;
	// The service worker fetches the page itself to keep it, and that is no navigation.
	if (path === '/') return true;
	const mode = request.headers['sec-fetch-mode'];
	if (mode !== undefined) return mode === 'navigate' || mode === 'same-origin';
	return /text\/html|\*\/\*/.test(request.headers.accept ?? '');
}

/** Sends one file; 304 when the browser has it already. */
export async function sendFile(
	file: string,
	path: string,
	request: IncomingMessage,
	response: ServerResponse,
	headers: Headers
): Promise<void> {
	const type = types[extname(file)] ?? 'application/octet-stream';
	const accepted = String(request.headers['accept-encoding'] ?? '');
	const encoding = encodings.find(
		({ name, suffix }) =>
			new RegExp(`\\b${name}\\b`).test(accepted) && sizeOf(file + suffix) !== null
	);
	const source = encoding ? file + encoding.suffix : file;
	const stat = statSync(source);
	const etag = `"${stat.size.toString(36)}-${Math.trunc(stat.mtimeMs).toString(36)}"`;
	const all: Record<string, string> = {
		...headers,
		'content-type': type,
		'cache-control': cacheControlFor(path),
		vary: 'Accept-Encoding',
		etag,
		...(encoding ? { 'content-encoding': encoding.name } : {})
	};
	if (request.headers['if-none-match'] === etag) {
		response.writeHead(304, all).end();
		return;
	}
	response.writeHead(200, { ...all, 'content-length': String(stat.size) });
	if (request.method === 'HEAD') response.end();
	else await pipeline(createReadStream(source), response);
}

/** Size in bytes of a regular file, else null. */
function sizeOf(file: string): number | null {
	const stat = statSync(file, { throwIfNoEntry: false });
	return stat?.isFile() ? stat.size : null;
}
