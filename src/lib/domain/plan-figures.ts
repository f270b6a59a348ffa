// How even a plan is and what it changes, in the numbers that the planner sees before publishing.
import type { Id } from './entity.ts';
import { territoryNumbers, type LoadUnit, type PlanDraft } from './territory-plan.ts';

export interface TerritoryFigures {
	readonly number: number;
	readonly kaderId: Id<'kader'> | null;
	readonly households: number;
	/** Of work a month. */
	readonly minutes: number;
	/** What is her share, in the unit that was divided by: the mean, or more or less by her hours. */
	readonly share: number;
	/** From the share; negative when lighter. */
	readonly deviationPercent: number;
	/** Pieces of land, 1 for a territory in one piece. */
	readonly pieces: number;
}

export interface PlanFigures {
	readonly unit: LoadUnit;
	readonly territories: readonly TerritoryFigures[];
	readonly meanHouseholds: number;
	readonly meanMinutes: number;
	/** From her share, without its sign. */
	readonly maxDeviationPercent: number;
}

type Counted = Pick<TerritoryFigures, 'number' | 'kaderId' | 'households' | 'minutes' | 'pieces'>;

/** How much of the work each takes, in proportion; null for a territory of nobody. */
export type SharesOf = (kaderIds: readonly (Id<'kader'> | null)[]) => readonly number[];

const alike: SharesOf = (kaderIds) => kaderIds.map(() => 1);

/** @param minutes active household → minutes a month; households that are gone count for nothing */
export function draftFigures(
	draft: PlanDraft,
	minutes: ReadonlyMap<Id<'household'>, number>,
	sharesOf: SharesOf = alike
): PlanFigures {
	const counts = new Map<number, { households: number; minutes: number }>();
	const { territories: drawn } = draft.division;
	for (const { number } of drawn) counts.set(number, { households: 0, minutes: 0 });
	for (const { number, households } of drawn) {
		for (const id of households) {
			const load = minutes.get(id);
			if (load === undefined) continue;
			const so = counts.get(draft.moved[id] ?? number)!;
			so.households++;
			so.minutes += load;
		}
	}
	const territories = drawn.map(({ number, boundary }, index) => ({
		number,
		kaderId: draft.kader[index] ?? null,
		...counts.get(number)!,
		pieces: boundary.coordinates.length
	}));
	return figuresOf(territories, draft.division.unit, sharesOf);
}

/**
 * The same figures once households changed hands between two territories: for a hand that still moves,
 * where counting all of them anew would be felt.
 * @param hands who goes to each of the two, from the other
 */
export function figuresAfter(
	{ territories, unit }: PlanFigures,
	hands: readonly [Given, Given],
	minutes: ReadonlyMap<Id<'household'>, number>,
	sharesOf: SharesOf = alike
): PlanFigures {
	const [one, other] = hands;
	const sum = ({ ids }: Given) => ids.reduce((all, id) => all + (minutes.get(id) ?? 0), 0);
	const net = { households: one.ids.length - other.ids.length, minutes: sum(one) - sum(other) };
	const signOf = (number: number) =>
		Number(number === one.number) - Number(number === other.number);
	const counted = territories.map((each) => ({
		...each,
		households: each.households + signOf(each.number) * net.households,
		minutes: each.minutes + signOf(each.number) * net.minutes
	}));
	return figuresOf(counted, unit, sharesOf);
}

interface Given {
	readonly ids: readonly Id<'household'>[];
	/** Of the territory that gets them. */
	readonly number: number;
}

export function figuresOf(
	counted: readonly Counted[],
	unit: LoadUnit,
	sharesOf: SharesOf = alike
): PlanFigures {
	const total = (key: LoadUnit): number => counted.reduce((sum, one) => sum + one[key], 0);
	const count = Math.max(1, counted.length);
	const shares = sharesOf(counted.map(({ kaderId }) => kaderId));
	const all = shares.reduce((sum, one) => sum + one, 0);
	const territories = counted.map((one, place) => {
		const share = (total(unit) * shares[place]!) / all;
		return {
			...one,
			share,
			deviationPercent: share === 0 ? 0 : (100 * (one[unit] - share)) / share
		};
	});
	return {
		unit,
		territories,
		meanHouseholds: total('households') / count,
		meanMinutes: total('minutes') / count,
		maxDeviationPercent: territories.reduce(
			(most, one) => Math.max(most, Math.abs(one.deviationPercent)),
			0
		)
	};
}

export interface PlanChanges {
	/** Another kader than today. */
	readonly changing: number;
	/** Nobody held them so far. */
	readonly gaining: number;
	/** Nobody will hold them. */
	readonly losing: number;
	readonly staying: number;
	/** Neither before nor after. */
	readonly withoutKader: number;
}

/** What publishing does to the active households. @param holders household → kader today */
export function planChanges(
	draft: PlanDraft,
	holders: ReadonlyMap<Id<'household'>, Id<'kader'> | null>
): PlanChanges {
	const kaderOf = new Map(
		draft.division.territories.map(({ number }, index) => [number, draft.kader[index] ?? null])
	);
	const changes = { changing: 0, gaining: 0, losing: 0, staying: 0, withoutKader: 0 };
	for (const [id, number] of territoryNumbers(draft)) {
		if (!holders.has(id)) continue;
		const before = holders.get(id) ?? null;
		const after = kaderOf.get(number) ?? null;
		if (before === null) changes[after === null ? 'withoutKader' : 'gaining']++;
		else if (after === null) changes.losing++;
		else changes[before === after ? 'staying' : 'changing']++;
	}
	return changes;
}
