import { Agent, createServer, get, request } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openChaosProxy, type ChaosProxy, type Weather } from './chaos-proxy.ts';
import { firstCalls, lossy } from './chaos-weather.ts';

const page = 'x'.repeat(5000);
const call = '/rest/v1/rpc/sync_push';
let server: Server;
let proxy: ChaosProxy;
/** Bodies that reached the server. */
let heard: string[] = [];

beforeAll(async () => {
	server = createServer((asked, answer) => {
		let body = '';
		asked.on('data', (bytes: Buffer) => (body += bytes.toString()));
		asked.on('end', () => {
			heard.push(body);
			const bytes = asked.url === '/gzip' ? gzipSync(Buffer.from(page)) : Buffer.from(page);
			if (asked.url === '/gzip') answer.setHeader('content-encoding', 'gzip');
			answer.setHeader('content-length', bytes.length);
			answer.end(bytes);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => server.close());
beforeEach(async () => {
	heard = [];
	proxy = await openChaosProxy((server.address() as AddressInfo).port);
});
afterEach(() => proxy.close());

interface Heard {
	readonly status: number | undefined;
	readonly body: Buffer;
	/** The connection broke before the announced end. */
	readonly broken: boolean;
}

/** @returns null when no answer came at all */
function ask(path = '/', body = '', agent: Agent | false = false): Promise<Heard | null> {
	return new Promise((resolve) => {
		const listen = (answer: IncomingMessage) => {
			const parts: Buffer[] = [];
			const done = (broken: boolean) => () =>
				resolve({ status: answer.statusCode, body: Buffer.concat(parts), broken });
			answer.on('data', (part: Buffer) => parts.push(part));
			answer.on('end', done(false));
			answer.on('error', done(true));
		};
		const sent = body
			? request(proxy.url + path, { method: 'POST', agent }, listen)
			: get(proxy.url + path, { agent }, listen);
		sent.on('error', () => resolve(null));
		sent.end(body || undefined);
	});
}

async function timed(weather: Weather, path = '/'): Promise<number> {
	proxy.weather(weather);
	const from = performance.now();
	expect((await ask(path))?.body.toString()).toBe(page);
	return performance.now() - from;
}

describe('the wire', () => {
	it('carries requests and answers as they are in fine weather', async () => {
		expect(await ask('/a', 'hello')).toMatchObject({ status: 200, broken: false });
		expect(heard).toEqual(['hello']);
		expect(proxy.requests.map(({ method, path }) => [method, path])).toEqual([['POST', '/a']]);
	});
	it('carries nothing while it is cut, and again once it is restored', async () => {
		proxy.cut();
		expect(await ask()).toBeNull();
		proxy.restore();
		expect((await ask())?.status).toBe(200);
	});
	it('takes its time: bytes queue for a narrow line, and every byte travels', async () => {
		// 5,200 bytes at 80 kbit/s take 0.5 s.
		expect(await timed({ bitsPerSecond: 80_000 })).toBeGreaterThan(450);
		const far = await timed({ latencyMs: 150, pieceBytes: 50 });
		expect(far).toBeGreaterThan(290);
		expect(far).toBeLessThan(2000);
	});
	it('brings a long request to a server that has long closed the silent connection', async () => {
		server.keepAliveTimeout = 50;
		const agent = new Agent({ keepAlive: true, maxSockets: 1 });
		expect((await ask('/', '', agent))?.status).toBe(200);
		proxy.weather({ bitsPerSecond: 80_000 });
		expect((await ask('/', 'x'.repeat(5000), agent))?.status).toBe(200);
		agent.destroy();
	});
	it('costs round trips to open, and counts what it carried each way', async () => {
		// Two to open and one to ask, of 200 ms each.
		expect(await timed({ latencyMs: 100, setupRoundTrips: 2 })).toBeGreaterThan(590);
		expect(proxy.carried.up).toBeLessThan(500);
		expect(proxy.carried.down).toBeGreaterThan(page.length);
		proxy.weather({ fate: () => 'reset' });
		await ask('/', 'x'.repeat(1000));
		expect(proxy.carried.up).toBeGreaterThan(1000);
		expect(proxy.carried.down).toBe(0);
	});
});

describe('a request', () => {
	it('that is reset never reaches the server', async () => {
		proxy.weather({ fate: () => 'reset' });
		expect(await ask('/', 'lost')).toBeNull();
		expect(heard).toEqual([]);
	});
	it('whose answer is lost reaches it once', async () => {
		proxy.weather({ fate: () => 'answer_lost' });
		expect(await ask('/', 'taken')).toBeNull();
		expect(heard).toEqual(['taken']);
		expect(proxy.brokenAnswers).toHaveLength(1);
	});
	it('that is sent twice reaches it twice and is answered once', async () => {
		proxy.weather({ fate: firstCalls('sync_push', ['twice']) });
		expect((await ask(call, 'again'))?.body.toString()).toBe(page);
		await expect.poll(() => heard).toEqual(['again', 'again']);
	});
	it('behind a portal is answered by the portal', async () => {
		proxy.weather({ fate: () => 'portal' });
		const answer = await ask('/', 'mine');
		expect(answer).toMatchObject({ status: 200 });
		expect(answer?.body.toString()).toContain('Wi-Fi Gratis');
		expect(heard).toEqual([]);
	});
});

describe('an answer', () => {
	it('breaks off after as many bytes as it is let', async () => {
		proxy.weather({ fate: () => ({ cutAfter: 1000 }) });
		const answer = await ask();
		expect(answer?.broken).toBe(true);
		expect(answer?.body.length).toBeLessThan(1000);
		expect(answer?.body.length).toBeGreaterThan(500);
	});
	it('is whole when it is shorter than the cut', async () => {
		proxy.weather({ fate: () => ({ cutAfter: 100_000 }) });
		expect(await ask()).toMatchObject({ broken: false, status: 200 });
		expect(proxy.brokenAnswers).toEqual([]);
	});
	it('can end early and say that this is all, in the middle of its gzip', async () => {
		proxy.weather({ fate: () => ({ shortBody: 20 }) });
		const answer = await ask('/gzip');
		expect(answer).toMatchObject({ status: 200, broken: false });
		expect(answer?.body.length).toBe(20);
		expect(() => gunzipSync(answer?.body ?? Buffer.alloc(0))).toThrow();
		expect(proxy.brokenAnswers).toEqual([{ path: '/gzip', gzip: true }]);
	});
});

describe('what watches the wire', () => {
	it('is told of every step of a request, and holds it up meanwhile', async () => {
		const steps: string[] = [];
		let letGo = () => {};
		const held = new Promise<void>((resolve) => (letGo = resolve));
		proxy.weather({
			at: (moment, { path }) => {
				steps.push(`${moment} ${path}`);
				return moment === 'asked' ? held : undefined;
			}
		});
		const answer = ask('/watched', 'body');
		await expect.poll(() => steps).toEqual(['asked /watched']);
		expect(heard).toEqual([]);
		letGo();
		expect((await answer)?.status).toBe(200);
		expect(steps.map((step) => step.split(' ')[0])).toEqual([
			'asked',
			'forwarded',
			'answering',
			'answered'
		]);
	});
});

describe('losses', () => {
	const drawn = (seed: number) => {
		const { fate } = lossy(0.3, seed);
		return Array.from({ length: 2000 }, () => fate!({ method: 'POST', path: call, at: 0 }));
	};
	it('are the same for the same seed, and about as many as asked for', () => {
		expect(drawn(7)).toEqual(drawn(7));
		expect(drawn(7)).not.toEqual(drawn(8));
		const lost = drawn(7).filter((fate) => fate !== 'pass').length / 2000;
		expect(lost).toBeGreaterThan(0.25);
		expect(lost).toBeLessThan(0.35);
	});
	it('leave the app’s own files alone', () => {
		const { fate } = lossy(1, 1);
		expect(fate!({ method: 'GET', path: '/index.html', at: 0 })).toBe('pass');
	});
});
