// What may reach @supabase/lite, and what a sign-up must bring. A closed list: everything the app
// does not use is refused, so that a table, an e-mail flow or an admin route is never one
// misconfiguration away.
import { jsonAnswer } from './http.ts';

export interface GuardedCall {
	readonly method: string;
	readonly path: string;
	readonly query: URLSearchParams;
	readonly body: Buffer;
}

export type Verdict =
	| { readonly kind: 'refuse'; readonly answer: Response }
	| { readonly kind: 'allow'; readonly guessable: boolean; readonly invitation: string | null };

export const minPasswordLength = 8;

const functionPath = /^\/rest\/v1\/rpc\/([a-z][a-z0-9_]{0,62})$/;
/** Functions that answer whether a code is right: guessing them is slowed down like passwords. */
const guessableFunctions = new Set(['redeem_invitation', 'check_invitation']);
const grantTypes = new Set(['password', 'refresh_token']);

/** Looks at a call without touching the database. `invitation` still has to be checked there. */
export function judge(call: GuardedCall): Verdict {
	const rpc = functionPath.exec(call.path);
	const isAuth = isAuthCall(call);
	if (!rpc && !isAuth) return refuse(404, 'not_found', 'Alamat ini tidak ada.');
	if (rpc && call.method !== 'POST') return refuse(405, 'method_not_allowed', 'Pakai POST.');
	const body = parseObject(call.body);
	if (body === null) return refuse(400, 'bad_json', 'Isi permintaan bukan JSON yang sah.');
	if (rpc) return allow(guessableFunctions.has(rpc[1] ?? ''));
	switch (call.path) {
		case '/auth/v1/signup':
			return judgeSignUp(body);
		case '/auth/v1/token':
			return judgeToken(call.query);
		case '/auth/v1/user':
			return judgeUser(call.method, body);
		default:
			return allow(false);
	}
}

function isAuthCall(call: GuardedCall): boolean {
	switch (call.path) {
		case '/auth/v1/signup':
		case '/auth/v1/token':
		case '/auth/v1/logout':
			return call.method === 'POST';
		case '/auth/v1/user':
			return call.method === 'GET' || call.method === 'PUT';
		default:
			return false;
	}
}

function judgeSignUp(body: Record<string, unknown>): Verdict {
	const data = body['data'];
	const invitation =
		typeof data === 'object' && data !== null
			? (data as Record<string, unknown>)['invitation']
			: '';
	if (typeof invitation !== 'string' || invitation === '' || invitation.length > 200) {
		return refuse(403, 'invitation_required', 'Mendaftar hanya dengan kode undangan.');
	}
	if (!isLongEnough(body['password'])) return weakPassword();
	return { kind: 'allow', guessable: true, invitation };
}

function judgeToken(query: URLSearchParams): Verdict {
	const grant = query.get('grant_type') ?? '';
	if (!grantTypes.has(grant)) return refuse(400, 'bad_grant', 'Cara masuk ini tidak ada.');
	return allow(grant === 'password');
}

/** An account may change its password here and nothing else: its address is its name. */
function judgeUser(method: string, body: Record<string, unknown>): Verdict {
	if (method === 'GET') return allow(false);
	const extra = Object.keys(body).filter((key) => key !== 'password' && body[key] !== null);
	if (extra.some((key) => key !== 'code_challenge' && key !== 'code_challenge_method')) {
		return refuse(422, 'only_password', 'Yang dapat diubah di sini hanya kata sandi.');
	}
	return isLongEnough(body['password']) ? allow(true) : weakPassword();
}

function isLongEnough(password: unknown): boolean {
	return typeof password === 'string' && password.length >= minPasswordLength;
}

function weakPassword(): Verdict {
	const message = `Kata sandi paling sedikit ${minPasswordLength} huruf atau angka.`;
	return refuse(422, 'weak_password', message);
}

function allow(guessable: boolean): Verdict {
	return { kind: 'allow', guessable, invitation: null };
}

function refuse(status: number, code: string, message: string): Verdict {
	return { kind: 'refuse', answer: jsonAnswer(status, code, message) };
}

/** An empty body counts as an empty object; null when it is not an object at all. */
function parseObject(body: Buffer): Record<string, unknown> | null {
	if (body.length === 0) return {};
	try {
		const value: unknown = JSON.parse(body.toString('utf8'), (_key, part: unknown) => {
			// PostgreSQL has no text with a NUL in it.
			if (typeof part === 'string' && part.includes('\0')) throw new SyntaxError();
			return part;
		});
		const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
		return isObject ? (value as Record<string, unknown>) : null;
	} catch {
		return null;
	}
}
