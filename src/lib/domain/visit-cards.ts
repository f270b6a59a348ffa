// The cards that a whole family is asked at one visit: by age and state, and tuberculosis wherever
// there is a reason to ask.
import type { CardCode } from './checklist/form.ts';
import type { Day } from './entity.ts';
import type { Member } from './member.ts';
import { cardsFor } from './target-group.ts';

export interface MemberCard {
	readonly member: Member;
	readonly card: CardCode;
}

/**
 * Everybody who lives with a patient is a contact and gets the tuberculosis card (contact
 * investigation, KMK 2015/2023 cluster 4); anybody else where the visitor opens it.
 * @param opened members whose tuberculosis card was opened by hand
 * @returns in the order of the members, each one's tuberculosis card last
 */
export function visitCards(
	members: readonly Member[],
	on: Day,
	opened: ReadonlySet<string>
): MemberCard[] {
	const present = members.filter(({ status }) => status === 'active');
	const isWithPatient = present.some(({ conditions }) => conditions.includes('tb'));
	return present.flatMap((member) => {
		const cards = cardsFor(member, on);
		const asks = !cards.includes('tb') && (isWithPatient || opened.has(member.id));
		return [...cards, ...(asks ? (['tb'] as const) : [])].map((card) => ({ member, card }));
	});
}
