// Which households have cases that are not closed. Only how many: what they are about stays sealed.
import { currentStatus, isOpen } from '#lib/domain/finding.ts';
import type { Records } from '#lib/data/contracts.ts';

/** Household → open cases; those without one are left out. */
export async function openCases(
	records: Records,
	householdIds: readonly string[]
): Promise<ReadonlyMap<string, number>> {
	const findings = await records.outlines('finding', 'householdId', householdIds);
	const steps = await records.outlines(
		'follow_up',
		'findingId',
		findings.map(({ id }) => id)
	);
	const stepsOf = new Map<string, typeof steps>();
	for (const step of steps)
		stepsOf.set(step.findingId, [...(stepsOf.get(step.findingId) ?? []), step]);
	const open = new Map<string, number>();
	for (const finding of findings) {
		if (!isOpen(currentStatus(finding, stepsOf.get(finding.id) ?? []))) continue;
		open.set(finding.householdId, (open.get(finding.householdId) ?? 0) + 1);
	}
	return open;
}
