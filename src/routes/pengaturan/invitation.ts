import type { CallFailure, Remote } from '#lib/data/contracts.ts';
import type { Role } from '#lib/domain/access.ts';
import type { Instant } from '#lib/domain/entity.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';

/** Whom a code is for: someone on the lists, or a new member of staff. */
export type Invited =
	| { readonly kader_id: string }
	| { readonly membership_id: string }
	| { readonly role: Role; readonly area_id: string; readonly display_name: string };

export interface Invitation {
	readonly code: string;
	readonly expiresAt: Instant;
}

type Answer =
	| { readonly ok: true; readonly code: string; readonly expires_at: Instant }
	| { readonly ok: false; readonly code: string };

/** The server makes the code and forgets it: only this answer ever holds it. */
export async function createInvitation(
	remote: Pick<Remote, 'call'>,
	invited: Invited
): Promise<Result<Invitation, CallFailure>> {
	const answer = await remote.call<Answer>('create_invitation', invited);
	if (!answer.ok) return answer;
	if (answer.value.ok) {
		return ok({ code: answer.value.code, expiresAt: answer.value.expires_at });
	}
	const refused = ['forbidden', 'invitation_refused'].includes(answer.value.code);
	return err(refused ? 'forbidden' : 'unknown');
}
