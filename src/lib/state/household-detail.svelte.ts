// Screen state of /rumah/[id]: one household, its people, visits and cases, and mending its place.
import type { Point } from 'geojson';
import type { Finding } from '#lib/domain/finding.ts';
import { currentStatus, isOpen } from '#lib/domain/finding.ts';
import { moveHousehold, type Household } from '#lib/domain/household.ts';
import type { Member } from '#lib/domain/member.ts';
import { err, type Result } from '#lib/domain/result.ts';
import { standingVisits } from '#lib/domain/standing-visits.ts';
import type { Visit } from '#lib/domain/visit.ts';
import type { Records } from '#lib/data/contracts.ts';
import { LiveQuery } from './live-query.svelte.ts';

export interface HouseholdDetail {
	readonly household: Household;
	readonly members: readonly Member[];
	/** Newest first; corrected ones are left out. */
	readonly visits: readonly Visit[];
	readonly openFindings: readonly Finding[];
}

async function readDetail(records: Records, id: string): Promise<HouseholdDetail | null> {
	const [household, members, visits, findings] = await Promise.all([
		records.get('household', id),
		records.where('member', 'householdId', id),
		records.where('visit', 'householdId', id),
		records.where('finding', 'householdId', id)
	]);
	if (!household) return null;
	const followUps = await records.where(
		'follow_up',
		'findingId',
		findings.map((finding) => finding.id)
	);
	return {
		household,
		members: members
			.filter((member) => member.status === 'active')
			.sort((a, b) => (a.birthDate ?? '').localeCompare(b.birthDate ?? '')),
		visits: standingVisits(visits).sort((a, b) => b.capturedAt.localeCompare(a.capturedAt)),
		openFindings: findings
			.filter((finding) => isOpen(currentStatus(finding, followUps)))
			.sort((a, b) => a.urgency.localeCompare(b.urgency) || b.foundAt.localeCompare(a.foundAt))
	};
}

export type MoveProblem = 'worse_than_stored' | 'quota' | 'locked' | 'failed';

export class HouseholdView {
	readonly #detail: LiveQuery<HouseholdDetail | null>;
	readonly #records: Records;

	constructor(records: Records, id: string) {
		this.#records = records;
		this.#detail = new LiveQuery(records.live((store) => readDetail(store, id)));
	}

	/** Undefined while it is read; null when it is not on this device. */
	get detail(): HouseholdDetail | null | undefined {
		return this.#detail.current;
	}
	get failed(): boolean {
		return this.#detail.error !== undefined;
	}

	async move(fix: {
		location: Point;
		accuracyM: number | null;
		source: 'gps' | 'map';
	}): Promise<Result<void, MoveProblem>> {
		const household = this.detail?.household;
		if (!household) return err('failed');
		const moved = moveHousehold(household, fix);
		if (!moved.ok) return moved;
		return this.#records.commit(moved.value).catch(() => err('failed' as const));
	}
}
