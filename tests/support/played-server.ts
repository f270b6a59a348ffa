// The sign-in server and its functions, played call by call for the real sign-in library.
import type { AppConfig } from '#lib/data/contracts.ts';
import type { SessionStorage } from '#lib/data/remote/session-store.ts';

export const playedConfig: AppConfig = {
	supabaseUrl: 'http://server.test',
	publishableKey: 'sb_publishable_test',
	demo: false,
	accountDomain: 'akun.test',
	basemap: {
		kind: 'none',
		url: null,
		minZoom: 0,
		maxZoom: 0,
		attribution: '',
		schema: 'jangkau',
		bulkDownload: false
	}
};

const membership = { id: 'm1', role: 'kader', display_name: 'Ani', time_zone: 'Asia/Makassar' };

/** Within this a used refresh token still gives its answer again. */
export const reuseMs = 10_000;

/** Accounts, one invitation, and what happens to each path's next answer. */
export class PlayedServer {
	readonly accounts = new Map<string, string>();
	readonly code = 'ABCDE-FGHJK';
	usedBy: string | null = null;
	/** Path ends → what happens to the next answer. */
	readonly faults = new Map<string, 'lost_request' | 'lost_answer' | 'portal' | number>();
	readonly seen: string[] = [];
	/** `Retry-After` of answers that failed with a status. */
	retryAfter: string | null = null;
	/** Milliseconds since the server started; moves only by hand. */
	now = 0;
	/** A refresh is answered when this resolves: the link is slow. */
	refreshing: (call: number) => Promise<void> = () => Promise.resolve();
	refreshes = 0;
	#made = 0;
	readonly #tokens = new Map<
		string,
		{ email: string; usedAt: number | null; next: string | null }
	>();

	readonly fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
		const url = new URL(input instanceof Request ? input.url : input);
		const path = url.pathname.split('/').at(-1) ?? '';
		this.seen.push(url.href);
		const fault = this.faults.get(path);
		this.faults.delete(path);
		if (fault === 'lost_request') throw new TypeError('fetch failed');
		if (fault === 'portal') return new Response('<html></html>', { status: 200 });
		if (typeof fault === 'number') {
			return json({ code: 'x', message: 'x' }, fault, this.retryAfter);
		}
		const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as object) : {};
		const token = new Headers(init?.headers).get('authorization') ?? '';
		const answer = this.#answer(path, body as Record<string, string>, token);
		if (path === 'token') await this.refreshing(++this.refreshes);
		if (fault === 'lost_answer') throw new TypeError('fetch failed');
		return answer;
	};

	#newSession(email: string) {
		const token = `refresh-${++this.#made}`;
		this.#tokens.set(token, { email, usedAt: null, next: null });
		return session(email, token);
	}

	/** As Supabase Auth does: a token renews once; again only shortly afterwards, with the same answer. */
	#refresh(token: string): Response {
		const known = this.#tokens.get(token);
		if (!known) return json({ error_code: 'refresh_token_not_found' }, 400);
		if (known.next !== null) {
			const late = this.now - (known.usedAt ?? 0) > reuseMs;
			if (late) return json({ error_code: 'refresh_token_already_used' }, 400);
			return json(session(known.email, known.next));
		}
		const renewed = this.#newSession(known.email);
		Object.assign(known, { usedAt: this.now, next: renewed.refresh_token });
		return json(renewed);
	}

	#answer(path: string, body: Record<string, string>, authorization: string): Response {
		const email = body.email ?? '';
		switch (path) {
			case 'signup':
				if (this.accounts.has(email)) return json({ error_code: 'user_already_exists' }, 422);
				this.accounts.set(email, body.password ?? '');
				return json(this.#newSession(email));
			case 'token':
				if (body.refresh_token) return this.#refresh(body.refresh_token);
				if (this.accounts.get(email) === body.password) return json(this.#newSession(email));
				return json({ error_code: 'invalid_credentials', code: 400 }, 400);
			case 'check_invitation':
				return json(this.usedBy ? { ok: false, code: 'invitation_used' } : { ok: true });
			case 'redeem_invitation': {
				const user = authorization.replace('Bearer ', '');
				if (this.usedBy !== null && this.usedBy !== user) {
					return json({ ok: false, code: 'invitation_used' });
				}
				this.usedBy = user;
				return json({ ok: true, membership });
			}
			case 'my_membership':
				return json(
					this.usedBy === null ? { ok: false, code: 'no_membership' } : { ok: true, membership }
				);
			default:
				return json({ ok: true, path });
		}
	}
}

function json(body: unknown, status = 200, retryAfter: string | null = null): Response {
	return new Response(JSON.stringify(body), {
		status,
		headers: {
			'content-type': 'application/json',
			...(retryAfter !== null && { 'retry-after': retryAfter })
		}
	});
}

/** A session as the server hands it out. @param expiresIn seconds */
export function session(email: string, refreshToken: string, expiresIn = 3600) {
	return {
		access_token: `token-of-${email}`,
		refresh_token: refreshToken,
		token_type: 'bearer',
		expires_in: expiresIn,
		expires_at: Math.floor(Date.now() / 1000) + expiresIn,
		user: { id: email, email, app_metadata: {}, user_metadata: {}, aud: '', created_at: '' }
	};
}

export class MemoryStorage implements SessionStorage {
	readonly kept = new Map<string, string>();
	getItem = (key: string) => Promise.resolve(this.kept.get(key) ?? null);
	setItem = (key: string, value: string) => Promise.resolve(void this.kept.set(key, value));
	removeItem = (key: string) => Promise.resolve(void this.kept.delete(key));
	has = (key: string) => Promise.resolve(this.kept.has(key));
}
