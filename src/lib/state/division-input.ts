// From the records of an area to what the division engine and the proposal of kader ask for, and from
// the engine's answer to a plan.
import { borderLines } from '#lib/domain/border-lines.ts';
import {
	completeDivision,
	type DividedHousehold,
	type DivisionChoices
} from '#lib/domain/complete-division.ts';
import type {
	DivisionHousehold,
	DivisionInput,
	DivisionProfile,
	DivisionSuccess
} from '#lib/domain/division/contract.ts';
import type { Id } from '#lib/domain/entity.ts';
import { commonestPosyandu } from '#lib/domain/posyandu-catchment.ts';
import { rtOf } from '#lib/domain/rt.ts';
import type { SuggestionInput } from '#lib/domain/suggest-kader.ts';
import {
	draftFrom,
	territoryNumbers,
	type LoadUnit,
	type PlanWish,
	type PlanDraft
} from '#lib/domain/territory-plan.ts';
import { kaderShares } from '#lib/domain/workload-shares.ts';
import type { DivisionSource } from './division-source.ts';

/** Always the same, so that the same choices give the same plan. */
export const divisionSeed = 1;

/** Below this share of houses with an RT, keeping RT whole would be a promise about few. */
const knownShare = 0.6;

/** RT whole where RT are known, short walks elsewhere. */
export function usualProfile({ households }: Pick<DivisionSource, 'households'>): DivisionProfile {
	const known = households.filter((household) => rtOf(household) !== null).length;
	return known > 0 && known >= knownShare * households.length ? 'whole' : 'walk';
}

export interface DivisionWishes {
	readonly k: number;
	readonly unit: LoadUnit;
	readonly seed: number;
	readonly profile: DivisionProfile;
	/** False: no RT is divided, however uneven the loads are then. */
	readonly maySplitRt: boolean;
	readonly asked: readonly PlanWish[];
	/** Who takes part. */
	readonly kaderIds: readonly Id<'kader'>[];
}

export function divided(
	source: DivisionSource,
	{ k, unit, seed, profile, maySplitRt, asked, kaderIds }: DivisionWishes
): DivisionInput {
	const { area, kader } = source;
	const takers = takersOf(source, { kaderIds, asked }, k);
	const homes = new Map(kader.map(({ id, home }) => [id as string, home?.coordinates ?? null]));
	return {
		area: area.boundary ?? { type: 'MultiPolygon', coordinates: [] },
		households: loadedHouseholds(source, unit),
		k,
		seed,
		profile,
		maySplitGroups: maySplitRt,
		...(asked.includes('lines') && { lines: borderLines(source.roads) }),
		...(asked.includes('catchments') && { catchments: posyanduOfTakers(source, kaderIds, k) }),
		...(takers && {
			shares: sharesOf(source, takers),
			homes: takers.map((id) => homes.get(id ?? '') ?? null),
			pinHomes: asked.includes('homes')
		})
	};
}

/**
 * Who takes which share, where kader have unlike hours or are to have their homes inside: each
 * territory is then made for one of them. Null where all take alike, or where nobody has said who of
 * them takes part.
 */
function takersOf(
	source: DivisionSource,
	{ kaderIds, asked = [] }: Pick<DivisionChoices, 'kaderIds' | 'asked'>,
	k: number
): readonly (Id<'kader'> | null)[] | null {
	if (kaderIds.length > k) return null;
	const takers = [...kaderIds, ...new Array<null>(k - kaderIds.length).fill(null)];
	if (asked.includes('homes')) return takers;
	const shares = sharesOf(source, takers);
	return shares.every((one) => one === shares[0]) ? null : takers;
}

/** The posyandu of who takes part; null for a territory that nobody is meant for yet. */
function posyanduOfTakers(
	{ kader }: DivisionSource,
	kaderIds: readonly Id<'kader'>[],
	k: number
): (string | null)[] {
	const posyandu = new Map<string, string | null>(
		kader.map(({ id, posyanduId }) => [id, posyanduId])
	);
	const taking = kaderIds.length > k ? [] : kaderIds;
	return Array.from({ length: k }, (_, i) => posyandu.get(taking[i] ?? '') ?? null);
}

export function loadedHouseholds(
	{
		households,
		minutes,
		posyanduOf
	}: Pick<DivisionSource, 'households' | 'minutes' | 'posyanduOf'>,
	unit: LoadUnit
): DivisionHousehold[] {
	return households.map((household) => ({
		id: household.id,
		// No position is said as one that the engine refuses and names.
		position: household.location?.coordinates ?? [],
		load: unit === 'households' ? 1 : (minutes.get(household.id) ?? 0),
		group: rtOf(household),
		catchment: posyanduOf.get(household.id) ?? null
	}));
}

const nobody = { capacityMinutes: null, travelMode: null };

/** How much of the work each takes, in proportion to her hours; a territory of nobody takes the mean. */
export function sharesOf(
	{ kader, pace }: Pick<DivisionSource, 'kader' | 'pace'>,
	ids: readonly (Id<'kader'> | null)[]
): readonly number[] {
	const known = new Map(kader.map((one) => [one.id as string, one]));
	return kaderShares(
		ids.map((id) => known.get(id ?? '') ?? nobody),
		pace
	);
}

export function placedHouseholds({
	households,
	posyanduOf
}: Pick<DivisionSource, 'households' | 'posyanduOf'>): DividedHousehold[] {
	return households.map(({ id, areaId, location }) => ({
		id,
		areaId,
		position: location?.coordinates ?? null,
		posyanduId: posyanduOf.get(id) ?? null
	}));
}

/** A plan in which nobody is left out. A territory has its kader already where it was made for her. */
export function planFrom(
	result: DivisionSuccess,
	source: DivisionSource,
	choices: DivisionChoices
): PlanDraft {
	const draft = draftFrom(completeDivision(result, placedHouseholds(source), choices));
	const takers = takersOf(source, choices, result.territories.length);
	if (!takers) return draft;
	const posyandu = posyanduOfTakers(source, choices.kaderIds, takers.length);
	const kader = result.territories.map(({ share, catchment }) => {
		const whose = posyandu[share] ?? null;
		const isStranger = catchment !== undefined && whose !== null && whose !== catchment;
		return isStranger ? null : (takers[share] ?? null);
	});
	return { ...draft, kader };
}

/** @param chosen ids of the kader who take part */
export function suggestionInput(
	draft: PlanDraft,
	source: DivisionSource,
	chosen: readonly string[]
): SuggestionInput {
	const { households, kader, holders, minutes, posyanduOf } = source;
	const isByPosyandu = draft.division.asked?.includes('catchments') === true;
	const numbers = territoryNumbers(draft);
	const loadOf = (id: Id<'household'>) =>
		draft.division.unit === 'households' ? 1 : (minutes.get(id) ?? 0);
	const taking = kader.filter(({ id }) => chosen.includes(id));
	const shares = sharesOf(
		source,
		taking.map(({ id }) => id)
	);
	const located = households.map(({ id, location }) => ({
		id,
		position: location?.coordinates ?? null
	}));
	return {
		territories: draft.division.territories.map(({ number }) => {
			const own = located.filter(({ id }) => numbers.get(id) === number);
			const ids = own.map(({ id }) => id);
			return {
				households: own,
				load: ids.reduce((sum, id) => sum + loadOf(id), 0),
				posyanduId: isByPosyandu ? commonestPosyandu(ids, posyanduOf) : null
			};
		}),
		kader: taking.map(({ id, home, posyanduId }, i) => ({
			id,
			posyanduId,
			home: home?.coordinates ?? null,
			share: shares[i]!
		})),
		holders
	};
}
