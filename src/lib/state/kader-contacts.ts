// When the phone of each kader was last heard of. Only the server knows; nothing of it is kept here.
import type { CallFailure, Remote } from '#lib/data/contracts.ts';
import type { Instant } from '#lib/domain/entity.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';

export interface Contact {
	readonly lastSeenAt: Instant;
	/** What her phone had not sent then. */
	readonly unsent: number;
}
export type Contacts = ReadonlyMap<string, Contact>;

interface Wire {
	readonly kader_id: string;
	readonly last_seen_at: string;
	readonly unsent: number;
}
type Answer =
	| { readonly ok: true; readonly contacts: readonly Wire[] }
	| { readonly ok: false; readonly code: string };

/** When the phone of each kader was last heard of, as the server knows it. */
export async function readContacts(
	remote: Pick<Remote, 'call'>
): Promise<Result<Contacts, CallFailure>> {
	const answer = await remote.call<Answer>('kader_contacts', {});
	if (!answer.ok) return answer;
	if (!answer.value.ok) return err('unknown');
	return ok(
		new Map(
			answer.value.contacts.map(({ kader_id, last_seen_at, unsent }) => [
				kader_id,
				{ lastSeenAt: last_seen_at, unsent }
			])
		)
	);
}
