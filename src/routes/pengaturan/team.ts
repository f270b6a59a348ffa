import type { CallFailure, Remote } from '#lib/data/contracts.ts';
import type { Role } from '#lib/domain/access.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';

/** A membership of the puskesmas as the server lists it for a planner. */
export interface TeamMember {
	readonly id: string;
	readonly role: Role;
	readonly displayName: string;
	readonly areaName: string | null;
	readonly kaderId: string | null;
	readonly active: boolean;
	/** Somebody signs in for it. */
	readonly joined: boolean;
}

type Answer =
	| {
			readonly ok: true;
			readonly memberships: readonly {
				readonly id: string;
				readonly role: Role;
				readonly display_name: string;
				readonly area_name: string | null;
				readonly kader_id: string | null;
				readonly active: boolean;
				readonly joined: boolean;
			}[];
	  }
	| { readonly ok: false; readonly code: string };

/** Memberships are not kept on the device: the list is the server's, read anew each time. */
export async function listTeam(
	remote: Pick<Remote, 'call'>
): Promise<Result<TeamMember[], CallFailure>> {
	const answer = await remote.call<Answer>('list_memberships', {});
	if (!answer.ok) return answer;
	if (!answer.value.ok) return err(answer.value.code === 'forbidden' ? 'forbidden' : 'unknown');
	return ok(
		answer.value.memberships.map(({ id, role, active, joined, ...member }) => ({
			id,
			role,
			displayName: member.display_name,
			areaName: member.area_name,
			kaderId: member.kader_id,
			active,
			joined
		}))
	);
}

/** Those who are no kader, without the one who looks; active ones first, then by name. */
export function staffOf(
	team: readonly TeamMember[],
	own: string,
	collator: Intl.Collator
): TeamMember[] {
	return team
		.filter(({ id, kaderId }) => kaderId === null && id !== own)
		.sort(
			(a, b) =>
				Number(b.active) - Number(a.active) || collator.compare(a.displayName, b.displayName)
		);
}

/** Null while the list has not been read. A kader who never had a code is not in it. */
export function hasJoined(team: readonly TeamMember[] | null, kaderId: string): boolean | null {
	if (team === null) return null;
	return team.find((member) => member.kaderId === kaderId)?.joined ?? false;
}
