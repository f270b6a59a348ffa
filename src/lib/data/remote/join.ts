// Joining with an invitation code: an account is made, then the code redeemed. Every step may lose its
// answer; doing it all again with the same code ends in the same account and membership.
import type { Membership } from '#lib/domain/access.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';
import type { CallFailure, JoinFailure } from '../contracts.ts';
import { addressOf, codeHash, newAccount } from './account.ts';
import type { Client } from './client.ts';
import { authFailure, type AuthFailure } from './failure.ts';
import { membershipFrom, refusalOf } from './membership.ts';
import type { SessionStore } from './session-store.ts';

/** The server's own minimum; asked here so that no account is half made. */
const minPasswordLength = 8;

export interface Joiner {
	readonly client: Client;
	readonly session: SessionStore;
	readonly accountDomain: string;
	readonly random: (count: number) => Uint8Array;
	/** Calls a `public` function with or without a session. */
	readonly call: (name: string, p: unknown) => Promise<Result<unknown, CallFailure>>;
}

export async function join(
	joiner: Joiner,
	code: string,
	password: string
): Promise<Result<{ membership: Membership; account: string }, JoinFailure>> {
	if (password.length < minPasswordLength) return err('weak_password');
	await joiner.session.clear();
	const entered = await enter(joiner, code, password);
	if (!entered.ok) return entered;
	const redeemed = await redeem(joiner, code);
	if (!redeemed.ok) return redeemed;
	await joiner.session.setMember(redeemed.value.id);
	await joiner.session.setJoining(null);
	return ok({ membership: redeemed.value, account: entered.value });
}

/** Ends with a session of an account: one that was made for this code before, else a new one. */
async function enter(
	joiner: Joiner,
	code: string,
	password: string
): Promise<Result<string, JoinFailure>> {
	const before = await joiner.session.joining();
	if (before?.codeHash === (await codeHash(code))) {
		const failure = await signIn(joiner, before.account, password);
		if (failure === null) return ok(before.account);
		// It was never made, or with another password: a new one does as long as the code is unused.
		if (failure !== 'wrong_password') return err(joinFailure(failure));
	}
	const checked = await joiner.call('check_invitation', { code });
	if (!checked.ok) return err(checked.error === 'offline' ? 'offline' : 'unknown');
	const refusal = refusalOf(checked.value);
	if (refusal !== null) return err(invitationFailure(refusal));
	return makeAccount(joiner, code, password);
}

async function makeAccount(
	joiner: Joiner,
	code: string,
	password: string
): Promise<Result<string, JoinFailure>> {
	const account = newAccount(joiner.random);
	// Kept before the account is made: its answer may be what gets lost.
	await joiner.session.setJoining({ codeHash: await codeHash(code), account });
	const email = addressOf(account, joiner.accountDomain);
	const options = { data: { invitation: code } };
	const made = await attempt(() => joiner.client.auth.signUp({ email, password, options }));
	if (made !== null) return err(joinFailure(made));
	if (await joiner.session.exists()) return ok(account);
	const failure = await signIn(joiner, account, password);
	return failure === null ? ok(account) : err(joinFailure(failure));
}

function signIn(joiner: Joiner, account: string, password: string): Promise<AuthFailure | null> {
	const email = addressOf(account, joiner.accountDomain);
	return attempt(() => joiner.client.auth.signInWithPassword({ email, password }));
}

async function redeem(joiner: Joiner, code: string): Promise<Result<Membership, JoinFailure>> {
	const answer = await joiner.call('redeem_invitation', { code });
	if (!answer.ok) return err(answer.error === 'offline' ? 'offline' : 'unknown');
	const membership = membershipFrom(answer.value);
	if (membership) return ok(membership);
	return err(invitationFailure(refusalOf(answer.value) ?? ''));
}

/** @returns null when it went well */
async function attempt(
	ask: () => Promise<{ readonly error: unknown }>
): Promise<AuthFailure | null> {
	try {
		const { error } = await ask();
		return error ? authFailure(error) : null;
	} catch (error) {
		return authFailure(error);
	}
}

function invitationFailure(code: string): JoinFailure {
	switch (code) {
		case 'invitation_unknown':
		case 'invitation_used':
		case 'invitation_expired':
			return code;
		default:
			return 'unknown';
	}
}

function joinFailure(failure: AuthFailure): JoinFailure {
	switch (failure) {
		case 'offline':
		case 'rate_limited':
		case 'weak_password':
			return failure;
		case 'refused':
			return 'invitation_unknown';
		case 'taken':
		case 'wrong_password':
		case 'unknown':
			return 'unknown';
	}
}
