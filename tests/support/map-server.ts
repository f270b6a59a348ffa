// Serves the page of map-page/ and, beside it, generated or given tiles. For measuring and tests.
import { createReadStream, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { createServer } from 'vite';

export interface MapServer {
	readonly url: string;
	close(): Promise<void>;
}

export type TileAnswer = (z: number, x: number, y: number) => Uint8Array | null;

/** `tile` answers /tiles/z/x/y; `archive` is a .pmtiles file served with ranges as /map.pmtiles. */
export async function startMapServer(sources: {
	readonly tile?: TileAnswer;
	readonly archive?: string;
}): Promise<MapServer> {
	const root = fileURLToPath(new URL('./map-page', import.meta.url));
	const project = fileURLToPath(new URL('../..', import.meta.url));
	const server = await createServer({
		configFile: false,
		root,
		logLevel: 'error',
		cacheDir: fileURLToPath(new URL('../../node_modules/.vite-map-page', import.meta.url)),
		plugins: [svelte({ configFile: false })],
		optimizeDeps: { include: ['maplibre-gl', 'dexie', 'pmtiles'] },
		server: { host: '127.0.0.1', port: 0, hmr: false, fs: { allow: [project] } }
	});
	server.middlewares.stack.unshift({
		route: '',
		handle: (request: IncomingMessage, response: ServerResponse, next: () => void) => {
			if (!serve(request, response, sources)) next();
		}
	});
	await server.listen();
	const address = server.httpServer?.address();
	if (typeof address !== 'object' || !address) throw new Error('The map page is not served.');
	return { url: `http://127.0.0.1:${String(address.port)}/`, close: () => server.close() };
}

function serve(
	request: IncomingMessage,
	response: ServerResponse,
	{ tile, archive }: { readonly tile?: TileAnswer; readonly archive?: string }
): boolean {
	const path = request.url ?? '';
	const place = /^\/tiles\/(\d+)\/(\d+)\/(\d+)$/.exec(path);
	if (place && tile) {
		const bytes = tile(Number(place[1]), Number(place[2]), Number(place[3]));
		response.writeHead(bytes ? 200 : 204);
		response.end(bytes ?? undefined);
		return true;
	}
	if (path !== '/map.pmtiles' || archive === undefined) return false;
	const size = statSync(archive).size;
	const range = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '');
	const start = Number(range?.[1] ?? 0);
	const end = Math.min(Number(range?.[2] ?? size - 1), size - 1);
	response.writeHead(206, {
		'Content-Range': `bytes ${String(start)}-${String(end)}/${String(size)}`,
		'Content-Length': end - start + 1
	});
	createReadStream(archive, { start, end }).pipe(response);
	return true;
}
