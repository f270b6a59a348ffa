// A plan changed in part: kader come or go, or the rest is evened out round what the planner has fixed.
// To what the engine asks for, and back to a plan.
import type { Position } from 'geojson';
import { completeDivision, type DividedHousehold } from './complete-division.ts';
import type { DivisionHousehold } from './division/contract.ts';
import type { RedivisionInput, RedivisionSuccess } from './division/redivision-contract.ts';
import type { Id } from './entity.ts';
import { locator } from './geometry/locate.ts';
import { commonestPosyandu } from './posyandu-catchment.ts';
import type { SharesOf } from './plan-figures.ts';
import { territoryNumbers, type PlanDraft } from './territory-plan.ts';

/** Neither: the loads are evened out again. */
export interface StaffChange {
	/** Numbers of territories whose kader stops. */
	readonly leaving: readonly number[];
	readonly joining: readonly { readonly id: Id<'kader'>; readonly home: Position | null }[];
}

export interface RedivisionGround {
	/** Active ones of the area with their load, in the unit of the plan. */
	readonly households: readonly DivisionHousehold[];
	readonly seed: number;
	/** Rivers and big roads, [lng, lat]: a plan that was to follow them goes on so. */
	readonly lines: readonly (readonly Position[])[];
	readonly sharesOf: SharesOf;
	/** Where a kader lives: homes that a plan was to keep inside stay inside. */
	readonly homes?: ReadonlyMap<Id<'kader'>, Position | null>;
	/** Given where no household may go to a kader of another posyandu. */
	readonly posyandu?: {
		readonly of: ReadonlyMap<Id<'household'>, Id<'facility'>>;
		readonly ofKader: ReadonlyMap<Id<'kader'>, Id<'facility'> | null>;
	};
}

/** Households that were moved by hand stay where the planner put them; locked territories stay whole. */
export function redivisionInput(
	draft: PlanDraft,
	{ leaving, joining }: StaffChange,
	{ households, seed, lines, homes, sharesOf, posyandu }: RedivisionGround
): RedivisionInput {
	const held = new Map<number, Id<'household'>[]>();
	const numbers = territoryNumbers(draft);
	for (const { id } of households) {
		const number = numbers.get(id);
		if (number === undefined) continue;
		const own = held.get(number);
		if (own) own.push(id);
		else held.set(number, [id]);
	}
	const staying = draft.kader.filter(
		(_, place) => !leaving.includes(draft.division.territories[place]!.number)
	);
	const isWithHomes = draft.division.asked?.includes('homes') === true;
	return {
		territories: draft.division.territories.map(({ number, boundary }, place) => ({
			number,
			polygon: boundary,
			households: held.get(number) ?? [],
			...(isWithHomes && { home: homes?.get(draft.kader[place] ?? '') ?? null }),
			...(posyandu && { catchment: commonestPosyandu(held.get(number) ?? [], posyandu.of) })
		})),
		households,
		leaving,
		joining: joining.map(({ id, home }) => ({
			home,
			...(posyandu && { catchment: posyandu.ofKader.get(id) ?? null })
		})),
		locked: draft.locked.filter((number) => !leaving.includes(number)),
		fixed: fixedByHand(draft),
		...(draft.division.asked?.includes('lines') && { lines }),
		shares: sharesOf([...staying, ...joining.map(({ id }) => id)]),
		seed
	};
}

/** Nobody comes or goes. */
export const sameStaff: StaffChange = { leaving: [], joining: [] };
/** Part of its target by which a load may be off where nothing is to be evened out. */
const anyLoad = 1e6;

/** For borders that follow the houses as they are divided now: no household changes hands. */
export function borderInput(draft: PlanDraft, ground: RedivisionGround): RedivisionInput {
	const input = redivisionInput(draft, sameStaff, ground);
	const all = input.territories.flatMap(({ households }) => households);
	return { ...input, fixed: all, tolerance: anyLoad };
}

/** Households that stand within another territory's border than their own. */
export function beyondBorders(
	draft: PlanDraft,
	households: readonly Pick<DividedHousehold, 'id' | 'position'>[]
): Id<'household'>[] {
	const numbers = territoryNumbers(draft);
	const inside = locator(
		draft.division.territories.map(({ boundary, number }) => ({ polygon: boundary, value: number }))
	);
	return households
		.filter(({ id, position }) => {
			const within = position && inside.at(position);
			return within !== null && numbers.has(id) && within !== numbers.get(id);
		})
		.map(({ id }) => id);
}

function fixedByHand({ division, moved }: PlanDraft): Id<'household'>[] {
	return [...new Set([...(division.fixed ?? []), ...Object.keys(moved)])];
}

/** Each territory that goes on keeps its kader and its lock. */
export function redividedPlan(
	draft: PlanDraft,
	{ leaving, joining }: StaffChange,
	result: RedivisionSuccess,
	households: readonly DividedHousehold[]
): PlanDraft {
	const kaderOf = new Map(
		draft.division.territories.map(({ number }, place) => [number, draft.kader[place] ?? null])
	);
	const kader = result.territories.map(({ from, joiner }) =>
		joiner === null ? (kaderOf.get(from!) ?? null) : (joining[joiner]?.id ?? null)
	);
	const { unit, seed, asked } = draft.division;
	const complete = completeDivision(result, households, {
		unit,
		seed,
		kaderIds: kader.filter((id) => id !== null),
		...(asked && { asked })
	});
	const numbers = territoryNumbers(draft);
	const fixed = fixedByHand(draft).filter((id) => !leaving.includes(numbers.get(id) ?? -1));
	const division = { ...complete, ...(fixed.length > 0 ? { fixed } : {}) };
	const locked = result.territories.filter((one) => one.isLocked).map(({ number }) => number);
	return { division, kader, moved: {}, locked };
}
