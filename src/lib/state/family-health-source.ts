// The healthy-family index of every family on this device, added up by area. Only when somebody asks: it unseals each
// family, which takes seconds where there are thousands.
import type { Records } from '#lib/data/contracts.ts';
import { isRegistered } from '#lib/domain/area-coverage.ts';
import { FamilyHealthSum } from '#lib/domain/area-family-health.ts';
import type { Area } from '#lib/domain/area.ts';
import type { Day } from '#lib/domain/entity.ts';
import type { FamiliesAnswer, FamiliesQuestion } from '#lib/domain/family-health-worker.ts';

/** Judges a portion of families, in their order. */
export type FamilyJudge = (question: FamiliesQuestion) => Promise<FamiliesAnswer>;

/** So that the page answers and can cancel between two of them. */
const familiesAtOnce = 200;

export interface FamilyHealthOptions {
	readonly areas: readonly Area[];
	readonly judge: FamilyJudge;
	/** Ages are counted and visits read up to this day. */
	readonly on: Day;
	readonly onProgress: (done: number, all: number) => void;
	readonly signal: AbortSignal;
}

function byHousehold<T extends { readonly householdId: string }>(rows: readonly T[]) {
	const found = new Map<string, T[]>();
	for (const row of rows) {
		const known = found.get(row.householdId);
		if (known) known.push(row);
		else found.set(row.householdId, [row]);
	}
	return found;
}

/** @returns null when it was cancelled */
export async function sumFamilyHealth(
	records: Records,
	{ areas, judge, on, onProgress, signal }: FamilyHealthOptions
): Promise<FamilyHealthSum | null> {
	const households = (
		await records.where(
			'household',
			'areaId',
			areas.map(({ id }) => id)
		)
	).filter((household) => isRegistered(household, on));
	const sum = new FamilyHealthSum(areas);
	for (let at = 0; at < households.length; at += familiesAtOnce) {
		if (signal.aborted) return null;
		onProgress(at, households.length);
		const some = households.slice(at, at + familiesAtOnce);
		const ids = some.map(({ id }) => id);
		const [members, visits] = await Promise.all([
			records.where('member', 'householdId', ids),
			records.where('visit', 'householdId', ids)
		]);
		const [membersOf, visitsOf] = [byHousehold(members), byHousehold(visits)];
		const families = some.map((household) => ({
			household,
			members: membersOf.get(household.id) ?? [],
			visits: visitsOf.get(household.id) ?? []
		}));
		const answer = await judge({ families, on });
		for (const [index, health] of answer.entries()) sum.add(some[index]!.areaId, health);
	}
	return signal.aborted ? null : sum;
}
