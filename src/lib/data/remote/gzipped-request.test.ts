import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { gzippedRequest } from './gzipped-request.ts';

const text = JSON.stringify({ p: 'kunjungan '.repeat(200) });

describe('a request to a server that unpacks', () => {
	it('carries the same text in a fraction of the bytes, and says how', async () => {
		const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: text };
		const request = await gzippedRequest(init);
		const body = request.body as ArrayBuffer;
		expect(body.byteLength).toBeLessThan(text.length / 10);
		expect(gunzipSync(new Uint8Array(body)).toString()).toBe(text);
		expect(Object.fromEntries(new Headers(request.headers))).toEqual({
			'content-type': 'application/json',
			'content-encoding': 'gzip'
		});
		expect(request.method).toBe('POST');
	});
	it.each([
		['that is short', { body: '{"p":"{}"}' }],
		['without a text', { body: new Uint8Array(5000) }],
		['that only asks', {}]
	])('stays as it is: one %s', async (_what, init) => {
		expect(await gzippedRequest(init)).toBe(init);
	});
});
