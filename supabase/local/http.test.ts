import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BodyTooLarge, BodyUnreadable, readBody, toRequest } from './http.ts';

const text = JSON.stringify({ p: 'kunjungan '.repeat(200) });

function sent(body: Buffer, encoding?: string): IncomingMessage {
	const headers = { 'content-length': String(body.length), 'content-encoding': encoding };
	return Object.assign(Readable.from([body]), { headers, method: 'POST' }) as never;
}

describe('what a phone sends', () => {
	it('is read as it was sent, and unpacked where it was gzipped', async () => {
		expect(String(await readBody(sent(Buffer.from(text))))).toBe(text);
		expect(String(await readBody(sent(gzipSync(text), 'gzip')))).toBe(text);
	});
	it('goes on without saying that it is packed', async () => {
		const packed = sent(gzipSync(text), 'gzip');
		const request = toRequest(packed, new URL('http://a.test/'), await readBody(packed));
		expect(request.headers.has('content-encoding')).toBe(false);
		expect(await request.text()).toBe(text);
	});
	it('is too long as soon as it is, packed or not', async () => {
		const bomb = gzipSync(Buffer.alloc(5_000_000));
		expect(bomb.length).toBeLessThan(10_000);
		await expect(readBody(sent(bomb, 'gzip'), 10_000)).rejects.toThrow(BodyTooLarge);
		await expect(readBody(sent(Buffer.alloc(10_001)), 10_000)).rejects.toThrow(BodyTooLarge);
	});
	it.each([
		['no gzip though it says so', Buffer.from(text), 'gzip'],
		['gzip that breaks off', gzipSync(text).subarray(0, 40), 'gzip'],
		['packed in a way that we do not know', brotliCompressSync(text), 'br']
	])('is refused when it is %s', async (_what, body, encoding) => {
		await expect(readBody(sent(body, encoding))).rejects.toThrow(BodyUnreadable);
	});
});
