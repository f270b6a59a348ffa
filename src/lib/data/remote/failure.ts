// Sorts what sign-in and calls report into the few words that pages and the sync engine know. Decided from
// status and code, never from message texts, and keeps none of them.
import type { CallFailure } from '../contracts.ts';

interface Reported {
	readonly name?: string;
	readonly status?: number;
	readonly code?: string;
}

export type AuthFailure =
	'offline' | 'wrong_password' | 'rate_limited' | 'weak_password' | 'taken' | 'refused' | 'unknown';

export function authFailure(error: unknown): AuthFailure {
	const { name, status, code } = reported(error);
	if (name === 'AuthRetryableFetchError' || status === 0) return 'offline';
	if (status === 429 || code === 'over_request_rate_limit') return 'rate_limited';
	if (code === 'weak_password' || name === 'AuthWeakPasswordError') return 'weak_password';
	if (code === 'user_already_exists' || code === 'email_exists') return 'taken';
	if (code === 'invalid_credentials') return 'wrong_password';
	if (status === 403) return 'refused';
	if (status === 400 || status === 401) return 'wrong_password';
	// Not from the sign-in library: the network, or a page that is not an answer.
	return name === 'TypeError' || name === 'SyntaxError' || isAbort(name) ? 'offline' : 'unknown';
}

/** @param status HTTP status of a function call, 0 when there was none */
export function callFailure(status: number): CallFailure {
	// An error with a good status is a page in place of an answer: a portal in between.
	if (status === 0 || (status >= 200 && status < 300)) return 'offline';
	switch (status) {
		case 401:
			return 'signed_out';
		case 403:
			return 'forbidden';
		case 413:
			return 'too_large';
		case 429:
		case 503:
			return 'busy';
		default:
			return 'unknown';
	}
}

/**
 * Whether a hotspot that wants a sign-in first has answered in the server's place. Ours answers with
 * JSON, with nothing (204), or with an error.
 *
 * @param type `Content-Type`
 */
export function isPortal(status: number, type: string | null): boolean {
	// "Network Authentication Required", which few portals say.
	if (status === 511) return true;
	return status >= 200 && status < 300 && status !== 204 && !type?.includes('json');
}

/** A server that is down for the night is asked again in the morning, whatever it says. */
const longestRetryAfterMs = 15 * 60_000;

/**
 * @param header `Retry-After`: seconds, or a date
 * @param now milliseconds since 1970
 * @returns milliseconds, 0 when it says nothing that can be read
 */
export function retryAfterMs(header: string | null, now: number): number {
	if (header === null || header.trim() === '') return 0;
	const seconds = Number(header);
	const ms = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1_000;
	return Number.isNaN(ms) ? 0 : Math.min(Math.max(0, ms), longestRetryAfterMs);
}

function isAbort(name: string | undefined): boolean {
	return name === 'AbortError' || name === 'TimeoutError';
}

function reported(error: unknown): Reported {
	return typeof error === 'object' && error !== null ? error : {};
}
