// Between Node's http and the Request and Response that the rest speaks. It bounds what is read
// and never remembers a body.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

/** One call may carry 512 KB of changes (design §4); twice that leaves room for its wrapping. */
export const maxBodyBytes = 1_048_576;
/** Below this, compressing costs more than it saves. */
const minGzipBytes = 1024;

const compress = promisify(gzip);
const unpack = promisify(gunzip);

export class BodyTooLarge extends Error {}
/** It says that it is gzip and is not, or is packed in some other way. */
export class BodyUnreadable extends Error {}

/**
 * The whole body, unpacked where the phone has gzipped it.
 *
 * @param limit bytes, as sent and unpacked
 * @throws BodyTooLarge as soon as it is clear that it is too long; BodyUnreadable
 */
export async function readBody(request: IncomingMessage, limit = maxBodyBytes): Promise<Buffer> {
	if (Number(request.headers['content-length'] ?? 0) > limit) throw new BodyTooLarge();
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size > limit) throw new BodyTooLarge();
		chunks.push(chunk);
	}
	const body = Buffer.concat(chunks);
	const encoding = request.headers['content-encoding'] ?? 'identity';
	if (encoding === 'identity') return body;
	if (encoding !== 'gzip') throw new BodyUnreadable();
	return unpack(body, { maxOutputLength: limit }).catch((error: unknown) => {
		const tooLong = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
		throw tooLong ? new BodyTooLarge() : new BodyUnreadable();
	});
}

export function toRequest(incoming: IncomingMessage, url: URL, body: Buffer): Request {
	const headers = new Headers();
	for (const [name, value] of Object.entries(incoming.headers)) {
		if (name.startsWith(':') || value === undefined) continue;
		headers.set(name, Array.isArray(value) ? value.join(', ') : value);
	}
	// The body was read whole and unpacked; undici sets its own length.
	headers.delete('content-encoding');
	headers.delete('content-length');
	headers.delete('transfer-encoding');
	const method = incoming.method ?? 'GET';
	const hasBody = method !== 'GET' && method !== 'HEAD';
	return new Request(url, { method, headers, body: hasBody ? new Uint8Array(body) : null });
}

/** An answer in the shape that clients of Supabase read from both auth and rest. */
export function jsonAnswer(status: number, code: string, message: string): Response {
	return Response.json({ code, error_code: code, message, msg: message }, { status });
}

/** Sends a Response, compressed when it pays and the client can. */
export async function send(
	answer: Response,
	request: IncomingMessage,
	response: ServerResponse,
	extraHeaders: Readonly<Record<string, string>>
): Promise<void> {
	let body: Buffer = Buffer.from(await answer.arrayBuffer());
	const headers: Record<string, string | string[]> = {};
	for (const [name, value] of answer.headers) {
		// One origin: nobody else's page has business reading an answer.
		if (!name.startsWith('access-control-')) headers[name] = value;
	}
	Object.assign(headers, extraHeaders);
	headers['vary'] = 'Accept-Encoding';
	const accepts = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
	if (accepts && body.length >= minGzipBytes && !headers['content-encoding']) {
		body = await compress(body);
		headers['content-encoding'] = 'gzip';
	}
	if (answer.status !== 204) headers['content-length'] = String(body.length);
	response.writeHead(answer.status, headers);
	response.end(request.method === 'HEAD' ? undefined : body);
}
