// The Supabase client, made when it is first needed: it is heavier than all the rest of a visit page.
import type { SupabaseClient } from '@supabase/supabase-js';
import type { AppConfig } from '../contracts.ts';
import { isPortal, retryAfterMs } from './failure.ts';
import { gzippedRequest } from './gzipped-request.ts';
import type { Alone } from './session-lock.ts';
import { sessionKey, type SessionStorage } from './session-store.ts';

/** Longer than a full call on a slow link, shorter than the engine's own patience. */
const timeoutMs = 150_000;

export type Fetch = typeof fetch;

/** Hands out one client per backend; a changed configuration makes a new one. */
export class ClientSource {
	readonly #config: () => AppConfig;
	readonly #storage: SessionStorage;
	readonly #fetch: Fetch;
	readonly #alone: Alone;
	#retryAfterMs = 0;
	#metPortal = false;
	#made: { readonly address: string; readonly client: Promise<SupabaseClient> } | null = null;

	constructor(config: () => AppConfig, storage: SessionStorage, send: Fetch, alone: Alone) {
		this.#config = config;
		this.#storage = storage;
		this.#fetch = send;
		this.#alone = alone;
	}

	get(): Promise<SupabaseClient> {
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

	async #create(url: string, key: string): Promise<SupabaseClient> {
		const { createClient } = await import('@supabase/supabase-js');
		return createClient(url, key, {
			auth: {
				storage: this.#storage,
				storageKey: sessionKey,
				persistSession: true,
				// Renewed when a call needs it: a timer would spin while offline.
				autoRefreshToken: false,
				detectSessionInUrl: false,
				lock: (_name, _timeout, work) => this.#alone(work)
			},
			global: { fetch: (input, init) => this.#send(input, init) }
		});
	}

	/** Of the last answer; supabase-js does not pass headers on. */
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
