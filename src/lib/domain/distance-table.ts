// How far families of each area live from a service, for a table of areas. docs/metrics.md has the definitions.
import type { Area } from './area.ts';
import type { Facility, FacilityKind } from './facility.ts';
import { lineage } from './lineage.ts';

/** An active household with a position. */
export interface HomeDistance {
	readonly areaId: string;
	/** At least 1. */
	readonly people: number;
	/** Metres or minutes; Infinity where no way is known, which is beyond every limit. */
	readonly value: number;
}

export interface AreaDistance {
	/** Active households with a position, and their people. */
	readonly homes: number;
	readonly people: number;
	/** Active households without a position: in no other figure. */
	readonly unplaced: number;
	/** Metres or minutes within which half, and nine of ten, of the households live; null without any. */
	readonly median: number | null;
	readonly ninetieth: number | null;
	/** Farther than the limit. */
	readonly beyondHomes: number;
	readonly beyondPeople: number;
	/** That stand in the area. */
	readonly facilities: Readonly<Record<FacilityKind, number>>;
}

export interface DistanceTableInput {
	readonly areas: readonly Pick<Area, 'id' | 'parentId'>[];
	readonly homes: readonly HomeDistance[];
	/** The area of each active household without a position. */
	readonly unplaced: readonly string[];
	readonly facilities: readonly Pick<Facility, 'kind' | 'areaId'>[];
	/** Metres or minutes; at the limit is not beyond it. */
	readonly limit: number;
}

class Tally {
	readonly values: number[] = [];
	people = 0;
	unplaced = 0;
	beyondHomes = 0;
	beyondPeople = 0;
	readonly facilities: Record<FacilityKind, number> = {
		puskesmas: 0,
		pustu: 0,
		posyandu: 0,
		hospital: 0
	};

	add({ people, value }: HomeDistance, limit: number): void {
		this.values.push(value);
		this.people += people;
		if (value <= limit) return;
		this.beyondHomes++;
		this.beyondPeople += people;
	}

	figures(): AreaDistance {
		const { people, unplaced, beyondHomes, beyondPeople, facilities } = this;
		const values = Float64Array.from(this.values).sort();
		return {
			homes: values.length,
			people,
			unplaced,
			median: withinOf(values, 0.5),
			ninetieth: withinOf(values, 0.9),
			beyondHomes,
			beyondPeople,
			facilities
		};
	}
}

/** The smallest value that at least this share does not exceed (nearest rank): a household's own. */
function withinOf(sorted: Float64Array, share: number): number | null {
	return sorted[Math.ceil(share * sorted.length) - 1] ?? null;
}

export interface DistanceTable {
	/** Of the area and all below it. */
	readonly whole: ReadonlyMap<string, AreaDistance>;
	/** Of what belongs to the area itself and to none of its parts. */
	readonly own: ReadonlyMap<string, AreaDistance>;
}

/** Areas without a household or facility have no figures. */
export function distanceTable(input: DistanceTableInput): DistanceTable {
	const { areas, homes, unplaced, facilities, limit } = input;
	const byId = new Map(areas.map((area) => [area.id as string, area]));
	const lines = new Map<string, string[]>();
	const [whole, own] = [new Map<string, Tally>(), new Map<string, Tally>()];
	const tallyOf = (tallies: Map<string, Tally>, id: string): Tally => {
		const known = tallies.get(id) ?? new Tally();
		tallies.set(id, known);
		return known;
	};
	const each = (areaId: string, count: (tally: Tally) => void): void => {
		const line = lines.get(areaId) ?? lineage(byId, areaId).filter((id) => byId.has(id));
		lines.set(areaId, line);
		for (const id of line) count(tallyOf(whole, id));
		if (byId.has(areaId)) count(tallyOf(own, areaId));
	};
	for (const home of homes) each(home.areaId, (tally) => tally.add(home, limit));
	for (const areaId of unplaced) each(areaId, (tally) => tally.unplaced++);
	for (const { kind, areaId } of facilities) each(areaId, (tally) => tally.facilities[kind]++);
	const figures = (tallies: Map<string, Tally>) =>
		new Map([...tallies].map(([id, tally]) => [id, tally.figures()] as const));
	return { whole: figures(whole), own: figures(own) };
}

/** Most people beyond the limit first, then most households, then by name. */
export function byBeyond<
	R extends { readonly name: string; readonly figures: AreaDistance | null }
>(rows: readonly R[]): R[] {
	const of = ({ figures }: R) => figures ?? { beyondPeople: -1, beyondHomes: -1 };
	return [...rows].sort(
		(a, b) =>
			of(b).beyondPeople - of(a).beyondPeople ||
			of(b).beyondHomes - of(a).beyondHomes ||
			a.name.localeCompare(b.name, 'id', { numeric: true })
	);
}
