// What the preview of the workload rules stands on: every household of the puskesmas on this device.
import type { Records } from '#lib/data/contracts.ts';
import type { Day } from '#lib/domain/entity.ts';
import { visitRulesFrom } from '#lib/domain/visit-rules.ts';
import { areaNeeds, type AreaNeeds } from '#lib/domain/workload-area.ts';

export interface WorkloadSource {
	readonly needs: AreaNeeds;
	/** Active ones. */
	readonly kader: number;
}

/** Read once, not followed: thousands of members are unsealed for it. */
export async function readWorkloadSource(records: Records, today: Day): Promise<WorkloadSource> {
	const [households, members, roads, settings, kader] = await Promise.all([
		records.all('household'),
		records.all('member'),
		records.all('road'),
		records.all('setting'),
		records.all('kader')
	]);
	const needs = areaNeeds({
		households: households.filter(({ status }) => status === 'active'),
		members,
		roads,
		on: today,
		visits: visitRulesFrom(settings)
	});
	return { needs, kader: kader.filter(({ active }) => active).length };
}
