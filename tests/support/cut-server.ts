// A tile server whose line breaks after a given number of bytes, whatever is on it just then.
import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface CutServer {
	readonly url: string;
	/** Bytes that went over the line, heads included, since the last `cutAfter`. */
	readonly sent: number;
	readonly asked: readonly string[];
	/** The line breaks once after so many bytes more; `Infinity` leaves it whole. */
	cutAfter(bytes: number): void;
	close(): Promise<void>;
}

/**
 * @param answer the body of a path; null is 204, a number another status
 * @param framing how the length of an answer is told: with neither, its end is the end of the line
 */
export async function openCutServer(
	answer: (path: string) => Uint8Array | number | null,
	framing: 'length' | 'chunked' = 'length'
): Promise<CutServer> {
	let left = Infinity;
	let sent = 0;
	let asked: string[] = [];
	const open = new Set<Socket>();
	const server = createServer((socket) => {
		open.add(socket);
		socket.on('close', () => open.delete(socket));
		socket.on('error', () => undefined);
		let heard = '';
		socket.on('data', (data) => {
			heard += data.toString('latin1');
			if (!heard.includes('\r\n\r\n')) return;
			const path = heard.split(' ')[1] ?? '';
			heard = '';
			asked.push(path);
			const bytes = response(answer(path), framing);
			const part = bytes.subarray(0, Math.min(bytes.length, left));
			left -= part.length;
			sent += part.length;
			const isCut = part.length < bytes.length;
			// It breaks once: who comes again finds it whole.
			if (isCut) left = Infinity;
			socket.write(part, () => (isCut ? socket.resetAndDestroy() : socket.end()));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
		get sent() {
			return sent;
		},
		get asked() {
			return asked;
		},
		cutAfter: (bytes) => {
			left = bytes;
			sent = 0;
			asked = [];
		},
		close: () => {
			for (const socket of open) socket.destroy();
			return new Promise((resolve) => server.close(() => resolve()));
		}
	};
}

function response(body: Uint8Array | number | null, framing: 'length' | 'chunked'): Buffer {
	if (body === null) return head(204, '');
	if (typeof body === 'number') return head(body, 'content-length: 0\r\n');
	if (framing === 'length') {
		return Buffer.concat([head(200, `content-length: ${String(body.length)}\r\n`), body]);
	}
	const size = `${body.length.toString(16)}\r\n`;
	return Buffer.concat([
		head(200, 'transfer-encoding: chunked\r\n'),
		Buffer.from(size),
		body,
		Buffer.from('\r\n0\r\n\r\n')
	]);
}

function head(status: number, fields: string): Buffer {
	const words = `HTTP/1.1 ${String(status)} x\r\n${fields}connection: close\r\n\r\n`;
	return Buffer.from(words, 'latin1');
}
