// A family with all that is known of it, and its healthy-family index at a date.
import type { Day, Id } from './entity.ts';
import { familyHealth, familyIndicators, type FamilyHealth } from './family-health.ts';
import type { Household } from './household.ts';
import type { Member } from './member.ts';
import { householdRecord, memberRecord } from './services/member-record.ts';
import type { Visit } from './visit.ts';

/** All that is known of one family. */
export interface KnownFamily {
	readonly household: Pick<Household, 'facts' | 'registeredOn'> & { readonly areaId: Id<'area'> };
	readonly members: readonly Member[];
	readonly visits: readonly Visit[];
}

const nobodyKnown: FamilyHealth = {
	verdicts: Object.fromEntries(
		familyIndicators.map((code) => [code, 'unknown'])
	) as FamilyHealth['verdicts'],
	index: null,
	level: null
};

/** A family of which no member is known is no healthy one: two answers of its house would make it so. */
export function healthOf({ household, members, visits }: KnownFamily, on: Day): FamilyHealth {
	const present = members.filter(({ status }) => status === 'active');
	if (present.length === 0) return nobodyKnown;
	const sheet = Object.fromEntries(
		[...householdRecord(household, visits, on)].map(([code, { answer }]) => [code, answer])
	);
	const known = present.map((member) => ({
		member,
		record: memberRecord(member.id, visits, [], on)
	}));
	return familyHealth(known, sheet, on);
}
