// A plan while it is being made, and the commands on it: each returns a new draft and changes
// nothing. A published plan is never edited; publishing again makes the next version.
import type { MultiPolygon, Position } from 'geojson';
import type { DivisionMetrics, DivisionNote } from './division/contract.ts';
import { isDay } from './day.ts';
import type { Day, Id } from './entity.ts';
import { err, ok, type Result } from './result.ts';
import { pushLimits } from './sync/batch.ts';
import type { Change } from './sync/change.ts';
import { patchToWire } from './sync/wire.ts';
import type { PublishTerritoryPlan } from './territory.ts';

/** What is made even: houses, or minutes of work a month. */
export type LoadUnit = 'households' | 'minutes';

/**
 * What a plan was asked to keep beyond its profile, and changes of it keep too: borders along rivers and
 * big roads, territories within the catchment of one posyandu, kader at home in their own territory.
 */
export const planWishes = ['lines', 'catchments', 'homes'] as const;
export type PlanWish = (typeof planWishes)[number];

/** One run of the engine, after which every active household of the area has a territory. */
export interface PlanDivision {
	readonly unit: LoadUnit;
	readonly seed: number;
	/** Who takes part; may be more or fewer than there are territories. */
	readonly kaderIds: readonly Id<'kader'>[];
	readonly asked?: readonly PlanWish[];
	readonly territories: readonly {
		readonly number: number;
		readonly boundary: MultiPolygon;
		readonly households: readonly Id<'household'>[];
	}[];
	/** Where these belong was decided by hand before the borders were drawn: they stay there. */
	readonly fixed?: readonly Id<'household'>[];
	/** Given to a territory although they stand outside the area. */
	readonly outside: readonly Id<'household'>[];
	/** Given to a territory although nobody knows where they stand. */
	readonly unlocated: readonly Id<'household'>[];
	readonly metrics: DivisionMetrics;
	readonly notes: readonly DivisionNote[];
}

export interface PlanDraft {
	readonly division: PlanDivision;
	/** By place in `division.territories`. */
	readonly kader: readonly (Id<'kader'> | null)[];
	/** Households that somebody gave to another territory by hand after the borders were drawn. */
	readonly moved: Readonly<Record<string, number>>;
	/** Numbers of territories that stay as they are while the rest is evened out. */
	readonly locked: readonly number[];
}

export function draftFrom(division: PlanDivision): PlanDraft {
	return { division, kader: division.territories.map(() => null), moved: {}, locked: [] };
}

/** Gives a territory to a kader, or to nobody. Each kader holds one: an earlier one becomes free. */
export function giveTerritory(
	draft: PlanDraft,
	number: number,
	kaderId: Id<'kader'> | null
): PlanDraft {
	const kader = draft.kader.map((held, index) => {
		if (draft.division.territories[index]!.number === number) return kaderId;
		return held === kaderId ? null : held;
	});
	return { ...draft, kader };
}

export function lockTerritory(draft: PlanDraft, number: number, isLocked: boolean): PlanDraft {
	if (draft.locked.includes(number) === isLocked) return draft;
	const others = draft.locked.filter((one) => one !== number);
	return { ...draft, locked: isLocked ? [...others, number].sort((a, b) => a - b) : others };
}

/**
 * Gives these households to another territory. Only who answers for them changes: the borders follow
 * when they are asked to (`borderInput`). Households that the draft does not know are left out; a draft that
 * stays as it is comes back itself.
 */
export function moveHouseholds(
	draft: PlanDraft,
	householdIds: Iterable<Id<'household'>>,
	number: number
): PlanDraft {
	const { territories } = draft.division;
	if (!territories.some((one) => one.number === number)) return draft;
	const homes = new Map(
		territories.flatMap((one) => one.households.map((id) => [id, one.number] as const))
	);
	const moved: Record<string, number> = { ...draft.moved };
	let isChanged = false;
	for (const id of householdIds) {
		const home = homes.get(id);
		if (home === undefined || (moved[id] ?? home) === number) continue;
		if (home === number) delete moved[id];
		else moved[id] = number;
		isChanged = true;
	}
	return isChanged ? { ...draft, moved } : draft;
}

/** Household → number of its territory. */
export function territoryNumbers(draft: PlanDraft): ReadonlyMap<Id<'household'>, number> {
	const numbers = new Map<Id<'household'>, number>();
	for (const { number, households } of draft.division.territories) {
		for (const id of households) numbers.set(id, draft.moved[id] ?? number);
	}
	return numbers;
}

export interface Publishing {
	readonly planId: Id<'territory_plan'>;
	/** As many as there are territories. */
	readonly territoryIds: readonly Id<'territory'>[];
	readonly areaId: Id<'area'>;
	readonly validFrom: Day;
	/** Last day of a plan that is meant to be taken back; null for one that stays. */
	readonly untilOn: Day | null;
	readonly today: Day;
	readonly decreeNo: string;
	/** Active households of the area now, with their minutes of work a month. */
	readonly minutes: ReadonlyMap<Id<'household'>, number>;
	/** Rows that only this device knows so far: they must be on the server first. */
	readonly madeHere: readonly string[];
}

/** `until_over`: a day that is past already. */
export type UntilProblem = 'until_invalid' | 'until_before_start' | 'until_over';

export type PublishProblem =
	| { readonly code: 'date_invalid' | 'decree_too_long' | UntilProblem }
	/** Active households of the area that the draft does not know: divide again. */
	| { readonly code: 'households_missing'; readonly count: number }
	| { readonly code: 'too_large'; readonly bytes: number };

/** Active households that were added since the draft was made. */
export function householdsMissing(
	draft: PlanDraft,
	active: Iterable<Id<'household'>>
): Id<'household'>[] {
	const numbers = territoryNumbers(draft);
	return [...active].filter((id) => !numbers.has(id));
}

/**
 * The one mutation that publishes. Households that have left the area since are left out, those
 * that came are a problem: the server refuses a plan that leaves anyone out.
 */
export function publishPlan(
	draft: PlanDraft,
	publishing: Publishing
): Result<Change[], PublishProblem> {
	const decreeNo = publishing.decreeNo.trim();
	if (!isDay(publishing.validFrom)) return err({ code: 'date_invalid' });
	const until = untilProblem(publishing);
	if (until) return err({ code: until });
	if (decreeNo.length > 100) return err({ code: 'decree_too_long' });
	const missing = householdsMissing(draft, publishing.minutes.keys());
	if (missing.length > 0) return err({ code: 'households_missing', count: missing.length });
	const { unit, seed, kaderIds, metrics, asked = [] } = draft.division;
	const patch: PublishTerritoryPlan = {
		areaId: publishing.areaId,
		validFrom: publishing.validFrom,
		untilOn: publishing.untilOn,
		decreeNo: decreeNo || null,
		parameters: {
			...{ unit, seed, kader: kaderIds.length, moved: Object.keys(draft.moved).length },
			...(asked.length > 0 && { asked })
		},
		metrics: { ...metrics },
		territories: territoriesToPublish(draft, publishing)
	};
	const bytes = publishBytes(patch);
	if (bytes > pushLimits.bytes) return err({ code: 'too_large', bytes });
	const change = {
		entity: 'territory_plan',
		op: 'publish',
		id: publishing.planId,
		patch: { ...patch },
		after: publishing.madeHere
	} as const;
	return ok([change]);
}

function untilProblem({ untilOn, validFrom, today }: Publishing): UntilProblem | null {
	if (untilOn === null) return null;
	if (!isDay(untilOn)) return 'until_invalid';
	if (untilOn < validFrom) return 'until_before_start';
	return untilOn < today ? 'until_over' : null;
}

function territoriesToPublish(
	draft: PlanDraft,
	{ minutes, territoryIds }: Publishing
): PublishTerritoryPlan['territories'] {
	const held = new Map<number, Id<'household'>[]>();
	for (const [id, number] of territoryNumbers(draft)) {
		if (!minutes.has(id)) continue;
		const list = held.get(number);
		if (list) list.push(id);
		else held.set(number, [id]);
	}
	return draft.division.territories.map(({ number, boundary }, index) => {
		const households = held.get(number) ?? [];
		const workload = households.reduce((sum, id) => sum + (minutes.get(id) ?? 0), 0);
		return {
			id: territoryIds[index]!,
			number,
			kaderId: draft.kader[index] ?? null,
			boundary: publishedBoundary(boundary),
			workload: Math.round(workload * 10) / 10,
			households
		};
	});
}

/** Length on the wire, with the fixed fields of a mutation around the patch. */
export function publishBytes(patch: PublishTerritoryPlan): number {
	const wire = patchToWire('publish', { ...patch });
	return new TextEncoder().encode(JSON.stringify(wire)).length + 512;
}

/**
 * To 1e-8 degrees, a millimetre, which is how finely the engine draws. Rounded position by
 * position, so that a border stays the same on both of its sides; and what was published once does
 * not change by a digit when it is published again.
 */
export function publishedBoundary(boundary: MultiPolygon): MultiPolygon {
	const round = (value = 0): number => Math.round(value * 1e8) / 1e8;
	const position = ([lng, lat]: Position): Position => [round(lng), round(lat)];
	return {
		type: 'MultiPolygon',
		coordinates: boundary.coordinates.map((rings) => rings.map((ring) => ring.map(position)))
	};
}
