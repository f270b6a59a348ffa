// The indicators beside visited households, computed on the device by the definitions of docs/metrics.md.
// The server computes the same in SQL (private.coverage_figures); a test holds the two together.
import {
	areaCoverage,
	householdCoverage,
	isRegistered,
	type CoverageInput
} from './area-coverage.ts';
import { lineage } from './lineage.ts';
import { missedReasons, noneMissed, type AreaCoverage, type MissedReason } from './coverage.ts';
import { ageInMonths } from './day.ts';
import type { Area } from './area.ts';
import type { Id } from './entity.ts';
import type { Finding } from './finding.ts';
import type { Household } from './household.ts';
import type { Indicator } from './indicator.ts';
import type { Kader } from './kader.ts';
import type { Member } from './member.ts';
import type { Attendance, PosyanduSession } from './posyandu-day.ts';
import { standingVisits } from './standing-visits.ts';
import type { VisitPlan } from './visit-plan.ts';

export interface FigureInput extends CoverageInput {
	readonly households: readonly (CoverageInput['households'][number] &
		Pick<Household, 'locationSource'>)[];
	readonly plans: readonly (CoverageInput['plans'][number] & Pick<VisitPlan, 'kind'>)[];
	readonly kader: readonly (CoverageInput['kader'][number] & Pick<Kader, 'areaId'>)[];
	readonly members: readonly Pick<
		Member,
		'id' | 'householdId' | 'status' | 'birthDate' | 'jknStatus'
	>[];
	readonly findings: readonly Pick<
		Finding,
		'areaId' | 'visitId' | 'urgency' | 'foundAt' | 'receivedAt'
	>[];
	readonly sessions: readonly Pick<PosyanduSession, 'id' | 'heldOn' | 'status'>[];
	readonly attendance: readonly Pick<Attendance, 'sessionId' | 'memberId' | 'present'>[];
}

/** Says of one that counts in the denominator where it belongs, and whether it counts in the numerator. */
type Add = (areaId: Id<'area'>, counts: boolean) => void;

/** A child until the day it is five years old. */
const underFiveMonths = 60;
const dayMs = 86_400_000;

function eachPriority(input: FigureInput, add: Add): void {
	const targeted = new Set<string>(
		input.plans
			.filter(
				({ kind, status, dueOn }) =>
					kind === 'targeted' && status !== 'skipped' && dueOn >= input.from && dueOn <= input.to
			)
			.map((plan) => plan.householdId)
	);
	const states = householdCoverage(input);
	for (const { id, areaId } of input.households)
		if (targeted.has(id) && states.has(id)) add(areaId, states.get(id) === 'visited');
}

function eachPosition(input: FigureInput, add: Add): void {
	for (const home of input.households)
		if (isRegistered(home, input.to)) add(home.areaId, home.locationSource !== 'none');
}

/** Everybody who lives in a registered household, with its area. */
function people(input: FigureInput) {
	const areaOf = new Map(
		input.households
			.filter((home) => isRegistered(home, input.to))
			.map((home) => [home.id, home.areaId])
	);
	return input.members.flatMap((member) => {
		const areaId = areaOf.get(member.householdId);
		return member.status === 'active' && areaId !== undefined ? [{ member, areaId }] : [];
	});
}

function eachInsured(input: FigureInput, add: Add): void {
	for (const { member, areaId } of people(input))
		if (member.jknStatus !== 'unknown') add(areaId, member.jknStatus === 'active');
}

function eachKader(input: FigureInput, add: Add): void {
	const atWork = new Set<string | null>(
		standingVisits(input.visits)
			.filter(
				({ outcome, visitedOn }) =>
					outcome === 'completed' && visitedOn >= input.from && visitedOn <= input.to
			)
			.map((visit) => visit.kaderId)
	);
	for (const { id, areaId, active } of input.kader) if (active) add(areaId, atWork.has(id));
}

/** A finding is of the day of its visit, as the place counts days; one whose visit is not here is left out. */
function eachDanger(input: FigureInput, add: Add): void {
	const inSpan = new Set<string>(
		input.visits
			.filter(({ visitedOn }) => visitedOn >= input.from && visitedOn <= input.to)
			.map((visit) => visit.id)
	);
	for (const { areaId, visitId, urgency, foundAt, receivedAt } of input.findings)
		if (urgency === 'red' && inSpan.has(visitId))
			add(areaId, !!receivedAt && Date.parse(receivedAt) - Date.parse(foundAt) <= dayMs);
}

function eachWeighed(input: FigureInput, add: Add): void {
	const held = new Set<string>(
		input.sessions
			.filter(
				({ status, heldOn }) => status === 'held' && heldOn >= input.from && heldOn <= input.to
			)
			.map((session) => session.id)
	);
	const came = new Set<string>(
		input.attendance
			.filter(({ sessionId, present }) => present && held.has(sessionId))
			.map(({ memberId }) => memberId)
	);
	for (const { member, areaId } of people(input)) {
		const { birthDate } = member;
		if (birthDate === null || birthDate > input.to) continue;
		if (ageInMonths(birthDate, input.to) < underFiveMonths) add(areaId, came.has(member.id));
	}
}

const each = {
	priority_visited: eachPriority,
	position_known: eachPosition,
	jkn_active: eachInsured,
	kader_active: eachKader,
	danger_reported: eachDanger,
	weighed: eachWeighed
} satisfies Record<Exclude<Indicator, 'household_visited'>, (input: FigureInput, add: Add) => void>;

/** Counts of areas, each added to its own area and to everything above it. @param each calls back with every one */
export function rolledUp(
	areas: readonly Pick<Area, 'id' | 'parentId'>[],
	each: (add: (areaId: Id<'area'>, state: 'visited' | 'missed' | MissedReason) => void) => void
): Map<string, AreaCoverage> {
	const byId = new Map<string, Pick<Area, 'parentId'>>(areas.map((area) => [area.id, area]));
	const own = new Map<Id<'area'>, Map<'visited' | 'missed' | MissedReason, number>>();
	each((areaId, state) => {
		const known = own.get(areaId) ?? new Map<'visited' | 'missed' | MissedReason, number>();
		own.set(areaId, known.set(state, (known.get(state) ?? 0) + 1));
	});
	const figures = new Map<string, AreaCoverage>();
	for (const [at, counts] of own)
		for (const areaId of lineage(byId, at)) {
			const below = figures.get(areaId);
			const missed: Record<MissedReason, number | null> = { ...(below?.missed ?? noneMissed) };
			for (const reason of missedReasons)
				missed[reason] = (missed[reason] ?? 0) + (counts.get(reason) ?? 0);
			const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
			figures.set(areaId, {
				areaId,
				numerator: (below?.numerator ?? 0) + (counts.get('visited') ?? 0),
				denominator: (below?.denominator ?? 0) + all,
				suppressed: false,
				missed
			});
		}
	return figures;
}

/** One indicator per area and everything above it, for those who may see the families: nothing is hidden. */
export function areaFigures(input: FigureInput, indicator: Indicator): Map<string, AreaCoverage> {
	if (indicator === 'household_visited') return areaCoverage(input);
	return rolledUp(input.areas, (add) => {
		each[indicator](input, (areaId, counts) => add(areaId, counts ? 'visited' : 'missed'));
	});
}
