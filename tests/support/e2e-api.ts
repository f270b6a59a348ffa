// The API as somebody with a stolen token would use it: everything is tried, nothing is trusted.
import { demoPassword } from './e2e-people.ts';

export interface Answers {
	/** HTTP status of each attempt at a table. */
	readonly tables: readonly number[];
	/** What the functions answered. */
	readonly functions: string;
	readonly all: string;
}

export class ApiCaller {
	readonly #url: string;
	readonly #headers: Readonly<Record<string, string>>;

	private constructor(url: string, publishableKey: string, token: string) {
		this.#url = url;
		this.#headers = {
			apikey: publishableKey,
			authorization: `Bearer ${token}`,
			'content-type': 'application/json'
		};
	}

	static async signIn(url: string, email: string): Promise<ApiCaller> {
		const config = (await (await fetch(`${url}/config.json`)).json()) as { publishableKey: string };
		const { publishableKey } = config;
		const answer = await fetch(`${url}/auth/v1/token?grant_type=password`, {
			method: 'POST',
			headers: { apikey: publishableKey, 'content-type': 'application/json' },
			body: JSON.stringify({ email, password: demoPassword })
		});
		const session = (await answer.json()) as { access_token?: string };
		if (!session.access_token) throw new Error(`no session: ${String(answer.status)}`);
		return new ApiCaller(url, publishableKey, session.access_token);
	}

	async askEverything(
		{ tables, functions }: { readonly tables: string[]; readonly functions: string[] },
		householdIds: readonly string[]
	): Promise<Answers> {
		const fromTables = await Promise.all(
			tables.flatMap((table) =>
				['', 'jangkau'].map((schema) => this.#get(`/rest/v1/${table}?select=*`, schema))
			)
		);
		const guesses = [
			{},
			...householdIds.map((id) => ({ id, household_id: id, entity: 'household', limit: 1000 }))
		];
		const calls = functions.flatMap((name) => guesses.map((guess) => this.call(name, guess)));
		const pages = await this.#pullAll();
		const answered = [...(await Promise.all(calls)), ...pages].join('\n');
		return {
			tables: fromTables.map(({ status }) => status),
			functions: answered,
			all: [answered, ...fromTables.map(({ text }) => text)].join('\n')
		};
	}

	async #pullAll(): Promise<string[]> {
		const pages: string[] = [];
		let cursor: unknown = null;
		for (let more = true; more;) {
			const text = await this.call('sync_pull', { cursor, scope_hash: null, limit: 1000 });
			const page = JSON.parse(text) as { cursor?: unknown; more?: boolean };
			pages.push(text);
			cursor = page.cursor ?? null;
			more = page.more === true;
		}
		return pages;
	}

	async #get(path: string, schema: string) {
		const headers = { ...this.#headers, ...(schema ? { 'accept-profile': schema } : {}) };
		const answer = await fetch(this.#url + path, { headers });
		return { status: answer.status, text: await answer.text() };
	}

	async call(name: string, p: unknown): Promise<string> {
		const answer = await fetch(`${this.#url}/rest/v1/rpc/${name}`, {
			method: 'POST',
			headers: this.#headers,
			body: JSON.stringify({ p: JSON.stringify(p) })
		});
		return answer.text();
	}
}
