// What a visit teaches about the person herself: a pregnancy, a birth, JKN, an illness. Her card at the next
// visit and the schedule follow from her record, so that it is brought up to date with the visit.
import type { Answers } from './checklist/answers.ts';
import { isDay } from './day.ts';
import type { Condition, Member } from './member.ts';
import type { Change } from './sync/change.ts';

type Facts = Partial<
	Pick<Member, 'relation' | 'pregnantSince' | 'deliveredOn' | 'conditions' | 'jknStatus'>
>;

const diagnoses: Readonly<Record<string, Condition>> = {
	diagnosed: 'tb',
	hypertension_diagnosed: 'hypertension',
	diabetes_diagnosed: 'diabetes',
	odgj_diagnosed: 'odgj'
};

/** An illness is added and never taken away: whether somebody is cured is not the kader's to say. */
function conditionsIn(member: Member, answers: Answers): readonly Condition[] {
	const found = Object.entries(diagnoses)
		.filter(([code]) => answers[code] === true)
		.map(([, condition]) => condition);
	return [...new Set([...member.conditions, ...found])];
}

function factsIn(member: Member, answers: Answers): Facts {
	const { jkn_status: jkn, relation, pregnant_since: since, delivered_on: delivered } = answers;
	return {
		conditions: conditionsIn(member, answers),
		...(jkn === 'active' || jkn === 'inactive' || jkn === 'none' ? { jknStatus: jkn } : {}),
		...(typeof relation === 'string' && /^[1-9]$/.test(relation)
			? { relation: Number(relation) }
			: {}),
		...(isDay(since) ? { pregnantSince: since } : {}),
		...(isDay(delivered) ? { deliveredOn: delivered } : {})
	};
}

/**
 * The change of a person's record that her cards of one visit bring; null when they say nothing new.
 * @param cards answers of each card, only those of questions that were asked
 */
export function memberFactsChange(member: Member, cards: readonly Answers[]): Change | null {
	const facts = factsIn(member, Object.assign({}, ...cards) as Answers);
	const patch = Object.fromEntries(
		Object.entries(facts).filter(
			([field, value]) => JSON.stringify(value) !== JSON.stringify(member[field as keyof Facts])
		)
	);
	if (Object.keys(patch).length === 0) return null;
	return {
		entity: 'member',
		op: 'update',
		id: member.id,
		baseRev: member.rev,
		patch,
		after: [member.id]
	};
}
