import { describe, expect, it } from 'vitest';
import { judge } from './guard.ts';

function call(method: string, address: string, body: unknown = {}) {
	const url = new URL(address, 'http://localhost');
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return judge({
		method,
		path: url.pathname,
		query: url.searchParams,
		body: Buffer.from(text)
	});
}

function refusal(verdict: ReturnType<typeof judge>): number | null {
	return verdict.kind === 'refuse' ? verdict.answer.status : null;
}

describe('what may reach the backend', () => {
	it('is a function called by POST', () => {
		expect(call('POST', '/rest/v1/rpc/sync_push', { p: '{}' }).kind).toBe('allow');
		expect(refusal(call('GET', '/rest/v1/rpc/sync_push'))).toBe(405);
	});

	it.each([
		['GET', '/rest/v1/'],
		['GET', '/rest/v1/household'],
		['POST', '/rest/v1/visit'],
		['GET', '/rest/v1/rpc/../household'],
		['POST', '/rest/v1/rpc/a/b'],
		['POST', '/rest/v1/rpc/jangkau.visit'],
		['GET', '/auth/v1/admin/users'],
		['POST', '/auth/v1/admin/generate_link'],
		['POST', '/auth/v1/recover'],
		['POST', '/auth/v1/otp'],
		['POST', '/auth/v1/magiclink'],
		['POST', '/auth/v1/verify'],
		['GET', '/auth/v1/authorize?provider=github'],
		['GET', '/auth/v1/settings'],
		['DELETE', '/auth/v1/user']
	])('is never %s %s', (method, address) => {
		expect(refusal(call(method, address))).toBe(404);
	});

	it('is not malformed', () => {
		for (const body of ['{', '[1]', '"text"', 'null', '\u0000']) {
			expect(refusal(call('POST', '/rest/v1/rpc/sync_push', body))).toBe(400);
		}
	});

	it('is a sign-in by password or by renewal, no other grant', () => {
		expect(call('POST', '/auth/v1/token?grant_type=password').kind).toBe('allow');
		expect(call('POST', '/auth/v1/token?grant_type=refresh_token').kind).toBe('allow');
		for (const grant of ['pkce', 'id_token', 'web3', '']) {
			expect(refusal(call('POST', `/auth/v1/token?grant_type=${grant}`))).toBe(400);
		}
	});
});

describe('a sign-up', () => {
	const person = { email: 'a@akun.example', password: 'panjang-cukup' };

	it('needs an invitation', () => {
		expect(refusal(call('POST', '/auth/v1/signup', person))).toBe(403);
		expect(refusal(call('POST', '/auth/v1/signup', { ...person, data: {} }))).toBe(403);
		const forged = { ...person, data: { invitation: { code: 'x' } } };
		expect(refusal(call('POST', '/auth/v1/signup', forged))).toBe(403);
	});

	it('needs a password of eight characters', () => {
		const data = { invitation: 'ABCDE-FGHJK' };
		expect(refusal(call('POST', '/auth/v1/signup', { ...person, data, password: 'tujuh77' }))).toBe(
			422
		);
		expect(call('POST', '/auth/v1/signup', { ...person, data })).toMatchObject({
			kind: 'allow',
			invitation: 'ABCDE-FGHJK',
			guessable: true
		});
	});
});

describe('a change of one’s account', () => {
	it('is a new password and nothing else', () => {
		expect(call('PUT', '/auth/v1/user', { password: 'panjang-cukup' }).kind).toBe('allow');
		expect(refusal(call('PUT', '/auth/v1/user', { password: 'pendek' }))).toBe(422);
		expect(refusal(call('PUT', '/auth/v1/user', { email: 'b@akun.example' }))).toBe(422);
		const both = { password: 'panjang-cukup', data: { role: 'planner' } };
		expect(refusal(call('PUT', '/auth/v1/user', both))).toBe(422);
	});
});

describe('guessing', () => {
	it('is counted where a password or a code is tried', () => {
		const guessable = (method: string, address: string) => {
			const verdict = call(method, address);
			return verdict.kind === 'allow' && verdict.guessable;
		};
		expect(guessable('POST', '/auth/v1/token?grant_type=password')).toBe(true);
		expect(guessable('POST', '/rest/v1/rpc/redeem_invitation')).toBe(true);
		expect(guessable('POST', '/rest/v1/rpc/check_invitation')).toBe(true);
		expect(guessable('POST', '/auth/v1/token?grant_type=refresh_token')).toBe(false);
		expect(guessable('POST', '/rest/v1/rpc/sync_pull')).toBe(false);
	});
});
