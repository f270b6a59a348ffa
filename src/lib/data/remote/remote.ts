// The server as the app knows it: signing in, joining, and calling functions. Never on the boot path,
// never logs what it carries, and loses nothing but the session when it signs out.
import type { Membership } from '#lib/domain/access.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';
import type { AppConfig, CallFailure, JoinFailure, Remote, SignInFailure } from '../contracts.ts';
import { addressOf } from './account.ts';
import { ClientSource, type Fetch } from './client.ts';
import { authFailure, callFailure } from './failure.ts';
import { join } from './join.ts';
import { membershipFrom } from './membership.ts';
import { oneTabAtATime, type Alone } from './session-lock.ts';
import { SessionStore, type SessionStorage } from './session-store.ts';

/**
 * @param config read at each use: the server may have moved since the last start
 * @param storage where the session lives (`device.session`)
 * @param alone keeps two tabs from renewing the session with the same token, which ends it
 */
export function createRemote(
	config: () => AppConfig,
	storage: SessionStorage,
	send: Fetch = (input, init) => fetch(input, init),
	alone: Alone = oneTabAtATime
): Remote {
	return new SupabaseRemote(config, new SessionStore(storage), send, alone);
}

class SupabaseRemote implements Remote {
	readonly #config: () => AppConfig;
	readonly #session: SessionStore;
	readonly #clients: ClientSource;

	constructor(config: () => AppConfig, session: SessionStore, send: Fetch, alone: Alone) {
		this.#config = config;
		this.#session = session;
		this.#clients = new ClientSource(config, session.storage, send, alone);
	}

	async signIn(account: string, password: string): Promise<Result<Membership, SignInFailure>> {
		const email = addressOf(account, this.#config().accountDomain);
		// Until the answer says for whom the new session speaks, it speaks for nobody.
		await this.#session.clear();
		this.#clients.forget();
		try {
			const client = await this.#clients.get();
			const { error } = await client.auth.signInWithPassword({ email, password });
			if (error) return err(signInFailure(error));
		} catch (error) {
			return err(signInFailure(error));
		}
		const answer = await this.#ask('my_membership', {});
		const membership = answer.ok ? membershipFrom(answer.value) : null;
		if (membership) {
			await this.#session.setMember(membership.id);
			return ok(membership);
		}
		await this.signOut();
		if (answer.ok) return err('no_membership');
		return err(answer.error === 'offline' ? 'offline' : 'unknown');
	}

	async join(
		code: string,
		password: string
	): Promise<Result<{ membership: Membership; account: string }, JoinFailure>> {
		this.#clients.forget();
		try {
			return await join(
				{
					client: await this.#clients.get(),
					session: this.#session,
					accountDomain: this.#config().accountDomain,
					random: (count) => crypto.getRandomValues(new Uint8Array(count)),
					call: (name, p) => this.#ask(name, p)
				},
				code,
				password
			);
		} catch {
			return err('offline');
		}
	}

	/** auth-js keeps the session when it cannot reach the server; so it is cleared here, first. */
	async signOut(): Promise<void> {
		const token = await this.#session.accessToken();
		await this.#session.clear();
		const client = token === null ? null : this.#clients.get();
		this.#clients.forget();
		if (!client || token === null) return;
		// Tells the server, if it can be told; nobody waits for it.
		client.then(({ auth }) => auth.admin.signOut(token, 'local')).catch(() => undefined);
	}

	async hasSession(membershipId?: string): Promise<boolean> {
		if (!(await this.#session.exists())) return false;
		return membershipId === undefined || (await this.#session.member()) === membershipId;
	}

	async call<T>(name: string, p: unknown): Promise<Result<T, CallFailure>> {
		if (!(await this.#session.exists())) return err('signed_out');
		try {
			const client = await this.#clients.get();
			const { data } = await client.auth.getSession();
			// Without a session the call would be made as nobody. A refresh that the server rejected
			// has removed it from storage; one that did not get through has left it there.
			if (!data.session) return err((await this.#session.exists()) ? 'offline' : 'signed_out');
		} catch {
			return err('offline');
		}
		return (await this.#ask(name, p)) as Result<T, CallFailure>;
	}

	retryAfterMs(): number {
		return this.#clients.retryAfterMs;
	}

	metPortal(): boolean {
		return this.#clients.metPortal;
	}

	async #ask(name: string, p: unknown): Promise<Result<unknown, CallFailure>> {
		try {
			const client = await this.#clients.get();
			const { status, answer } = await client.rpc(name, p);
			return answer === undefined ? err(callFailure(status)) : ok(answer);
		} catch {
			// A page in place of JSON: something between here and the server answered.
			return err('offline');
		}
	}
}

function signInFailure(error: unknown): SignInFailure {
	const failure = authFailure(error);
	switch (failure) {
		case 'offline':
		case 'wrong_password':
		case 'rate_limited':
			return failure;
		case 'refused':
		case 'taken':
		case 'weak_password':
		case 'unknown':
			return 'unknown';
	}
}
