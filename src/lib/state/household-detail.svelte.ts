// Screen state of /rumah/[id]: one household, its people, visits and cases, and mending its place.
import type { Point } from 'geojson';
import {
	byTime,
	currentStatus,
	isOpen,
	type Finding,
	type FindingStatus,
	type FollowUp
} from '#lib/domain/finding.ts';
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
	/** Open ones first, the red before the yellow, then the newest. */
	readonly cases: readonly HouseCase[];
}

/** A case as the household's page tells it: where it stands and what was last said of it. */
export interface HouseCase {
	readonly finding: Finding;
	readonly status: FindingStatus;
	readonly open: boolean;
	readonly lastNote: string | null;
}

/** What became of a case is told that long after it was closed. */
const toldDays = 60;
const msPerDay = 86_400_000;

function houseCases(findings: readonly Finding[], steps: readonly FollowUp[]): HouseCase[] {
	return findings
		.map((finding): HouseCase => {
			const status = currentStatus(finding, steps);
			const own = steps.filter(({ findingId }) => findingId === finding.id).sort(byTime);
			const lastNote = own.findLast(({ note }) => note !== null)?.note ?? null;
			return { finding, status, open: isOpen(status), lastNote };
		})
		.sort(
			(a, b) =>
				Number(b.open) - Number(a.open) ||
				a.finding.urgency.localeCompare(b.finding.urgency) ||
				Date.parse(b.finding.foundAt) - Date.parse(a.finding.foundAt)
		);
}

/** Open cases, and those that were closed lately. */
export function toldCases(cases: readonly HouseCase[], nowMs: number): readonly HouseCase[] {
	return cases.filter(
		({ open, finding }) =>
			open || nowMs - Date.parse(finding.closedAt ?? finding.foundAt) < toldDays * msPerDay
	);
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
		cases: houseCases(findings, followUps)
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
