// The family could not be told of a danger sign: whoever opens the case must read that first.
import type { Id, Instant } from './entity.ts';
import { followUp, isOpen, type Finding } from './finding.ts';
import type { Change } from './sync/change.ts';

export interface NotReminded {
	readonly reason: string;
	readonly at: Instant;
	readonly newId: () => Id<'follow_up'>;
	/** The danger signs of this visit. */
	readonly signs: readonly { readonly member: { readonly id: string }; readonly problem: string }[];
	/** What the visit stores, with the cases that it opens. */
	readonly changes: readonly Change[];
	/** Cases of the household that are on the device. */
	readonly known: readonly Finding[];
}

type Case = Pick<Finding, 'id' | 'areaId' | 'territoryId'>;

/** A note on every case of these signs, whether this visit opened it or an earlier one. */
export function notRemindedNotes(entry: NotReminded): Change[] {
	const { reason, at, newId, signs } = entry;
	const opened = entry.changes
		.filter(({ entity, patch }) => entity === 'finding' && patch['urgency'] === 'red')
		.map(({ id, patch }) => ({ id, ...patch }) as unknown as Case);
	const there: Case[] = entry.known.filter(
		({ status, memberId, problem }) =>
			isOpen(status) &&
			signs.some((sign) => sign.member.id === memberId && sign.problem === problem)
	);
	const note = `Keluarga belum bisa diingatkan: ${reason}`;
	return [...opened, ...there].flatMap((finding) => {
		const made = followUp(finding, { id: newId(), status: 'note', at, note });
		return made.ok ? made.value : [];
	});
}
