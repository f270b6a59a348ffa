// One origin: decides for each request who answers it: the API, the configuration, a map tile or
// the app's files. It holds no state and prints nothing about a request.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AppConfig } from '../../src/lib/data/contracts.ts';
import type { Api } from './api.ts';
import { baseHeaders, pageHeaders, privateHeaders } from './headers.ts';
import { BodyTooLarge, BodyUnreadable, jsonAnswer, readBody, send, toRequest } from './http.ts';
import { fileFor, isNavigation, sendFile } from './static-files.ts';

export interface SiteOptions {
	readonly api: Api;
	/** The built app; null serves the API only (vite serves the app then). */
	readonly buildFolder: string | null;
	readonly basemapFolder: string;
	/** Fixed origin behind a proxy; else what the browser asked for. */
	readonly publicUrl: string | null;
	readonly trustProxy: boolean;
	configFor(origin: string): AppConfig;
	/** Told of what should not happen. Gets no data of the request. */
	onFailure(error: unknown): void;
}

export function createSite(options: SiteOptions): RequestListener {
	return (request, response) => {
		answer(options, request, response).catch((error: unknown) => {
			// The phone lost its network in the middle: its business, no failure of ours.
			if (request.destroyed || response.destroyed) return;
			options.onFailure(error);
			if (response.headersSent) response.destroy();
			else void send(unavailable(), request, response, privateHeaders);
		});
	};
}

async function answer(
	options: SiteOptions,
	request: IncomingMessage,
	response: ServerResponse
): Promise<void> {
	const origin = originOf(options, request);
	const url = origin && parseUrl(request.url, origin);
	if (!origin || !url) {
		const bad = jsonAnswer(400, 'bad_request', 'Permintaan tidak dapat dibaca.');
		return send(bad, request, response, privateHeaders);
	}
	const path = url.pathname;
	if (/^\/(rest|auth)\/v1\//.test(path)) return answerApi(options, url, request, response);
	if (request.method !== 'GET' && request.method !== 'HEAD') {
		const refused = jsonAnswer(405, 'method_not_allowed', 'Hanya GET.');
		return send(refused, request, response, baseHeaders);
	}
	const config = options.configFor(origin);
	if (path === '/config.json') {
		return send(Response.json(config), request, response, privateHeaders);
	}
	if (path.startsWith('/basemap/')) return answerTile(options, path, request, response);
	return answerFile(options, path, config, origin, request, response);
}

async function answerApi(
	options: SiteOptions,
	url: URL,
	request: IncomingMessage,
	response: ServerResponse
): Promise<void> {
	let body: Buffer;
	try {
		body = await readBody(request);
	} catch (error) {
		const refused = refusalOf(error);
		if (!refused) throw error;
		// The rest of the body is not worth reading.
		await send(refused, request, response, { ...privateHeaders, connection: 'close' });
		return;
	}
	const result = await options.api.handle(
		toRequest(request, url, body),
		body,
		addressOf(options, request)
	);
	await send(result, request, response, privateHeaders);
}

function refusalOf(error: unknown): Response | null {
	if (error instanceof BodyTooLarge)
		return jsonAnswer(413, 'too_large', 'Kiriman terlalu besar. Kirim sebagian-sebagian.');
	if (error instanceof BodyUnreadable)
		return jsonAnswer(415, 'bad_encoding', 'Kiriman tidak dapat dibuka.');
	return null;
}

async function answerTile(
	options: SiteOptions,
	path: string,
	request: IncomingMessage,
	response: ServerResponse
): Promise<void> {
	const tile = /^\/basemap\/(\d{1,2}\/\d{1,7}\/\d{1,7}\.mvt)$/.exec(path)?.[1];
	const file = tile ? fileFor(options.basemapFolder, tile) : null;
	if (file) return sendFile(file, path, request, response, baseHeaders);
	// A tile with nothing in it is no error: the map keeps it as empty.
	const status = tile ? 204 : 404;
	await send(new Response(null, { status }), request, response, baseHeaders);
}

async function answerFile(
	options: SiteOptions,
	path: string,
	config: AppConfig,
	origin: string,
	request: IncomingMessage,
	response: ServerResponse
): Promise<void> {
	const headers = pageHeaders(config, origin);
	const folder = options.buildFolder;
	// _headers is for other hosts.
	const file = folder && path !== '/_headers' ? fileFor(folder, path) : null;
	if (file) return sendFile(file, path, request, response, headers);
	const index = folder && isNavigation(request, path) ? fileFor(folder, '/index.html') : null;
	if (index) return sendFile(index, '/index.html', request, response, headers);
	const missing = new Response('Tidak ditemukan.\n', {
		status: 404,
		headers: { 'content-type': 'text/plain; charset=utf-8' }
	});
	await send(missing, request, response, baseHeaders);
}

/** What the browser has in its address bar; null when the Host header is no host. */
function originOf(options: SiteOptions, request: IncomingMessage): string | null {
	if (options.publicUrl) return options.publicUrl;
	const host = request.headers.host ?? '';
	if (!/^[a-zA-Z0-9.-]+(:\d{1,5})?$|^\[[0-9a-fA-F:.]+\](:\d{1,5})?$/.test(host)) return null;
	const isHttps = options.trustProxy && request.headers['x-forwarded-proto'] === 'https';
	return `${isHttps ? 'https' : 'http'}://${host}`;
}

function parseUrl(path: string | undefined, origin: string): URL | null {
	// A path of two slashes would name another host.
	if (!path?.startsWith('/') || path.startsWith('//')) return null;
	try {
		return new URL(path, origin);
	} catch {
		return null;
	}
}

function addressOf(options: SiteOptions, request: IncomingMessage): string {
	const forwarded = request.headers['x-forwarded-for'];
	// The last one is the proxy's own word; those before it anybody can write.
	const last = options.trustProxy
		? String(forwarded ?? '')
				.split(',')
				.at(-1)
				?.trim()
		: '';
	return last || (request.socket.remoteAddress ?? 'unknown');
}

function unavailable(): Response {
	return jsonAnswer(500, 'server_error', 'Peladen sedang bermasalah. Data di ponsel tetap aman.');
}
