// The wire between phone and server, as bad as a village's: it can be cut, slow, drop or repeat what is
// on the way, end an answer in the middle, or be somebody else's hotspot. Knows just enough of HTTP/1.1
// to decide the fate of each request.
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { AnswerCut } from './chaos-answer.ts';
import { Link } from './chaos-link.ts';
import { takeRequest, type Fate, type SeenRequest } from './chaos-request.ts';

export interface Weather {
	/** Each way. */
	readonly latencyMs?: number;
	/** Each way, shared by all connections. */
	readonly bitsPerSecond?: number;
	/** Round trips before a new connection carries anything: one for TCP, one more for TLS 1.3. */
	readonly setupRoundTrips?: number;
	/** Bytes arrive in pieces of this size. */
	readonly pieceBytes?: number;
	readonly fate?: (request: SeenRequest) => Fate;
	/** Told how far each request has come; nothing moves on before it resolves. */
	readonly at?: (moment: Moment, request: SeenRequest) => Promise<void> | undefined;
}

/** `answering`: the server has begun to answer, the phone has not heard it. `answered`: it has heard some. */
export type Moment = 'asked' | 'forwarded' | 'answering' | 'answered';

export interface ChaosProxy {
	readonly url: string;
	/** Every request that arrived from the phone, also those that were not passed on. */
	readonly requests: readonly SeenRequest[];
	/** Answers that were ended early. */
	readonly brokenAnswers: readonly { readonly path: string; readonly gzip: boolean }[];
	/** What went over the line since the weather was last set, heads included; lost calls count too. */
	readonly carried: { readonly up: number; readonly down: number };
	cut(): void;
	restore(): void;
	/** Holds for what comes from now on; `{}` is fine weather. */
	weather(weather: Weather): void;
	close(): Promise<void>;
}

const portalPage = '<!doctype html><title>Wi-Fi Gratis</title><p>Masuk untuk memakai internet.';
const portalAnswer =
	'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n' +
	`content-length: ${String(portalPage.length)}\r\nconnection: close\r\n\r\n${portalPage}`;

/** @param port of the server on this machine; asked again for each connection, for it may come back elsewhere */
export async function openChaosProxy(port: number | (() => number)): Promise<ChaosProxy> {
	const proxy = new Proxy(typeof port === 'number' ? () => port : port);
	await proxy.listen();
	return proxy;
}

class Proxy implements ChaosProxy {
	readonly requests: SeenRequest[] = [];
	readonly brokenAnswers: { path: string; gzip: boolean }[] = [];
	readonly #open = new Set<Socket>();
	readonly #port: () => number;
	readonly #gate = createServer((phone) => this.#connected(phone));
	#isCut = false;
	#weather: Weather = {};
	#up = new Link({});
	#down = new Link({});

	constructor(port: () => number) {
		this.#port = port;
	}

	listen(): Promise<void> {
		return new Promise((resolve) => this.#gate.listen(0, '127.0.0.1', resolve));
	}

	get url(): string {
		return `http://127.0.0.1:${String((this.#gate.address() as AddressInfo).port)}`;
	}

	get carried(): { up: number; down: number } {
		return { up: this.#up.bytes, down: this.#down.bytes };
	}

	cut(): void {
		this.#isCut = true;
		for (const socket of this.#open) socket.destroy();
	}

	restore(): void {
		this.#isCut = false;
	}

	weather(weather: Weather): void {
		this.#weather = weather;
		this.#up = new Link(weather);
		this.#down = new Link(weather);
	}

	close(): Promise<void> {
		const closed = new Promise<void>((resolve) => this.#gate.close(() => resolve()));
		for (const socket of this.#open) socket.destroy();
		return closed;
	}

	#connected(phone: Socket): void {
		if (this.#isCut) {
			phone.destroy();
			return;
		}
		this.#keep(phone);
		let server: Socket | null = null;
		/** Requests of this connection that are still on the line. */
		let travelling = 0;
		const ready = this.#setUp();
		let received: Buffer = Buffer.alloc(0);
		const onAnswer = { cut: null as AnswerCut | null, seen: null as SeenRequest | null };
		phone.on('close', () => server?.destroy());
		phone.on('data', (bytes) => {
			received = Buffer.concat([received, bytes]);
			const taken = takeRequest(received);
			if (!taken) return;
			received = received.subarray(taken.bytes.length);
			this.requests.push(taken.seen);
			const fate = this.#weather.fate?.(taken.seen) ?? 'pass';
			travelling += 1;
			const arrived = ready.then(() => this.#up.carry(taken.bytes));
			void arrived.then(async () => {
				travelling -= 1;
				await this.#weather.at?.('asked', taken.seen);
				if (phone.destroyed) return;
				if (fate === 'reset') return void phone.destroy();
				if (fate === 'portal') return void phone.end(portalAnswer);
				// The server closes what has been silent for seconds. On a real line it has heard the head of
				// the request long ago.
				server ??= this.#toServer(phone, onAnswer, () => {
					server = null;
					return travelling > 0;
				});
				onAnswer.cut = AnswerCut.for(fate, (gzip) =>
					this.brokenAnswers.push({ path: taken.seen.path, gzip })
				);
				onAnswer.seen = taken.seen;
				server.write(taken.bytes);
				if (fate === 'twice') this.#again(taken.bytes);
				await this.#weather.at?.('forwarded', taken.seen);
			});
		});
	}

	/** What opening a connection costs before the first byte of a request may leave. */
	#setUp(): Promise<void> {
		const { setupRoundTrips = 0, latencyMs = 0 } = this.#weather;
		const waitMs = setupRoundTrips * 2 * latencyMs;
		if (waitMs === 0) return Promise.resolve();
		return new Promise((resolve) => setTimeout(resolve, waitMs));
	}

	#toServer(
		phone: Socket,
		answer: { readonly cut: AnswerCut | null; seen: SeenRequest | null },
		isNeededAgain: () => boolean
	): Socket {
		const server = this.#keep(connect(this.#port(), '127.0.0.1'));
		let last: Promise<unknown> = Promise.resolve();
		server.on('data', (bytes) => {
			const { seen } = answer;
			answer.seen = null;
			if (seen) last = last.then(() => this.#weather.at?.('answering', seen));
			const { give, end } = answer.cut?.take(bytes) ?? { give: bytes, end: false };
			for (const piece of this.#down.pieces(give)) {
				// On its way at once, but never before what was sent earlier.
				const arrived = this.#down.carry(piece);
				last = last.then(() => arrived).then(() => !phone.destroyed && phone.write(piece));
			}
			if (seen) last = last.then(() => this.#weather.at?.('answered', seen));
			if (end) last = last.then(() => phone.destroySoon());
		});
		server.on('close', () => {
			if (!isNeededAgain()) void last.then(() => phone.destroySoon());
		});
		return server;
	}

	/** The same bytes on another connection, whose answer nobody hears. */
	#again(bytes: Buffer): void {
		const twin = this.#keep(connect(this.#port(), '127.0.0.1'));
		twin.on('data', () => twin.end());
		twin.write(bytes);
	}

	#keep(socket: Socket): Socket {
		this.#open.add(socket);
		socket.on('error', () => socket.destroy());
		socket.on('close', () => this.#open.delete(socket));
		return socket;
	}
}
