// The Supabase API in this process: @supabase/lite behind a closed list of paths. Keyless admin,
// storage, studio and e-mail flows are off.
import { App } from '@supabase/lite';
import type { DefaultAppConfig } from '@supabase/lite';
import type { Database } from './database.ts';
import { judge, minPasswordLength } from './guard.ts';
import { jsonAnswer } from './http.ts';
import { quietly } from './quiet.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Secrets } from './secrets.ts';

export interface Api {
	/** `address` is the peer's, for the rate limit; the body was read whole already. */
	handle(request: Request, body: Buffer, address: string): Promise<Response>;
	/** Makes an account past the guard: for the demo and for tests. Answers the user's id. */
	createAccount(email: string, password: string): Promise<string>;
	/** Forgets what lite knows of the schema, after it changed. */
	schemaChanged(): Promise<void>;
}

/** How long a session lasts before the device renews it, in seconds. */
const sessionSeconds = 3600;

/** lite over the database, with its auth schema in place. */
export async function createLite(database: Database, secrets: Secrets): Promise<App> {
	const app = new App({
		connection: database.connection,
		api: { enabled: true, schemas: ['public'], max_rows: 1000 },
		auth: {
			enabled: true,
			enable_signup: true,
			jwt_secret: secrets.jwtSecret,
			publishable_key: secrets.publishableKey,
			jwt_expiry: sessionSeconds,
			minimum_password_length: minPasswordLength,
			enable_anonymous_sign_ins: false,
			email: { enable_signup: true, enable_confirmations: false }
		},
		storage: { enabled: false },
		studio: { enabled: false },
		options: { server: { admin: false, disableStudio: true, disableFallback: true } }
	} as DefaultAppConfig);
	await database.serially(() => quietly(() => app.ensureSystemSchema()));
	return app;
}

export function createApi(
	app: App,
	database: Database,
	secrets: Secrets,
	rateLimit: RateLimit
): Api {
	const ask = (request: Request) =>
		database.serially(() => quietly(() => app.fetch(request, { peerAddress: null })));

	async function handle(request: Request, body: Buffer, address: string): Promise<Response> {
		const url = new URL(request.url);
		const { pathname: path, searchParams: query } = url;
		const verdict = judge({ method: request.method, path, query, body });
		if (verdict.kind === 'refuse') return verdict.answer;
		if (verdict.guessable) {
			const waitSeconds = rateLimit.enter(address);
			if (waitSeconds > 0) return tooMany(waitSeconds);
		}
		const answer =
			verdict.invitation !== null && !(await isOpenInvitation(database, verdict.invitation))
				? jsonAnswer(403, 'invitation_invalid', 'Kode undangan tidak dikenal atau sudah lewat.')
				: await ask(request);
		const good = verdict.guessable && (await succeeded(answer, path));
		if (good) rateLimit.succeeded(address);
		return answer;
	}

	return {
		handle,
		createAccount: async (email, password) => {
			const request = new Request('http://localhost/auth/v1/signup', {
				method: 'POST',
				headers: { 'content-type': 'application/json', apikey: secrets.publishableKey },
				body: JSON.stringify({ email, password })
			});
			const answer = await ask(request);
			const value = (await answer.json()) as { user?: { id?: string }; id?: string };
			const id = value.user?.id ?? value.id;
			if (!answer.ok || !id) throw new Error(`Akun tidak dapat dibuat (status ${answer.status}).`);
			return id;
		},
		schemaChanged: () => database.serially(() => quietly(() => clearCache(database)))
	};
}

async function clearCache(database: Database): Promise<void> {
	await database.connection.clearSchemaCache();
}

/** Business answers have status 200: a wrong code counts as a failed guess all the same. */
async function succeeded(answer: Response, path: string): Promise<boolean> {
	if (!answer.ok) return false;
	if (!path.startsWith('/rest/')) return true;
	const value: unknown = await answer
		.clone()
		.json()
		.catch(() => null);
	return typeof value === 'object' && value !== null && (value as { ok?: unknown }).ok === true;
}

async function isOpenInvitation(database: Database, code: string): Promise<boolean> {
	const [row] = await database.query<{ answer: unknown }>(
		'select public.check_invitation($1::text) as answer',
		[JSON.stringify({ code })]
	);
	const answer = row?.answer;
	return typeof answer === 'object' && answer !== null && (answer as { ok?: unknown }).ok === true;
}

function tooMany(waitSeconds: number): Response {
	const minutes = Math.ceil(waitSeconds / 60);
	const answer = jsonAnswer(
		429,
		'over_request_rate_limit',
		`Terlalu banyak percobaan. Coba lagi dalam ${minutes} menit.`
	);
	answer.headers.set('retry-after', String(waitSeconds));
	return answer;
}
