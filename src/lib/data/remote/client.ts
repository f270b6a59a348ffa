// The way to the server: Supabase's sign-in, loaded when it is first needed, and calls of functions.
import type { GoTrueClient } from '@supabase/auth-js';
import type { AppConfig } from '../contracts.ts';
import { isPortal, retryAfterMs } from './failure.ts';
import { gzippedRequest } from './gzipped-request.ts';
import type { Alone } from './session-lock.ts';
import { sessionKey, type SessionStorage } from './session-store.ts';

/** Longer than a full call on a slow link, shorter than the engine's own patience. */
const timeoutMs = 150_000;

export type Fetch = typeof fetch;

export interface Client {
	readonly auth: GoTrueClient;
	/**
	 * Calls a `public` function as whom the session speaks for, or as nobody.
	 *
	 * @returns HTTP status, and the answer when the status is good
	 * @throws where no answer came, or one that is not JSON
	 */
	rpc(name: string, p: unknown): Promise<{ readonly status: number; readonly answer?: unknown }>;
}

/** Hands out one client per backend; a changed configuration makes a new one. */
export class ClientSource {
	readonly #config: () => AppConfig;
	readonly #storage: SessionStorage;
	readonly #fetch: Fetch;
	readonly #alone: Alone;
	#retryAfterMs = 0;
	#metPortal = false;
	#made: { readonly address: string; readonly client: Promise<Client> } | null = null;

	constructor(config: () => AppConfig, storage: SessionStorage, send: Fetch, alone: Alone) {
		this.#config = config;
		this.#storage = storage;
		this.#fetch = send;
		this.#alone = alone;
	}

	get(): Promise<Client> {
		const { supabaseUrl, publishableKey } = this.#config();
		const address = `${supabaseUrl} ${publishableKey}`;
		if (this.#made?.address !== address) {
			const client = this.#create(supabaseUrl, publishableKey);
			this.#made = { address, client };
			// A chunk that could not be loaded offline is asked for again next time.
			client.catch(() => this.forget());
		}
		return this.#made!.client;
	}

	/** The next one reads the session from storage again. */
	forget(): void {
		this.#made = null;
	}

	async #create(url: string, key: string): Promise<Client> {
		const { AuthClient } = await import('@supabase/auth-js');
		const send: Fetch = (input, init) => this.#send(input, init);
		const auth = new AuthClient({
			url: `${url}/auth/v1`,
			headers: { apikey: key, authorization: `Bearer ${key}` },
			storage: this.#storage,
			storageKey: sessionKey,
			persistSession: true,
			// Renewed when a call needs it: a timer would spin while offline.
			autoRefreshToken: false,
			detectSessionInUrl: false,
			lock: (_name, _timeout, work) => this.#alone(work),
			fetch: send
		});
		return {
			auth,
			async rpc(name, p) {
				const { data } = await auth.getSession();
				const response = await send(`${url}/rest/v1/rpc/${name}`, {
					method: 'POST',
					headers: {
						apikey: key,
						authorization: `Bearer ${data.session?.access_token ?? key}`,
						'content-type': 'application/json'
					},
					body: JSON.stringify({ p: JSON.stringify(p) })
				});
				const { status, ok } = response;
				if (!ok) return { status };
				return { status, answer: status === 204 ? null : await response.json() };
			}
		};
	}

	/** Of the last answer. */
	get retryAfterMs(): number {
		return this.#retryAfterMs;
	}

	/** The last answer was somebody else's page. */
	get metPortal(): boolean {
		return this.#metPortal;
	}

	async #send(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
		const signal = init?.signal ?? AbortSignal.timeout(timeoutMs);
		this.#metPortal = false;
		const request = this.#config().gzipRequests ? await gzippedRequest(init) : init;
		const response = await this.#fetch(input, { ...request, signal });
		this.#metPortal = isPortal(response.status, response.headers.get('content-type'));
		this.#retryAfterMs = retryAfterMs(response.headers.get('retry-after'), Date.now());
		return response;
	}
}
