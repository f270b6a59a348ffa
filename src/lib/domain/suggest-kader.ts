// Proposes which kader takes which territory of a new plan. A proposal only: the planner decides.
import type { Position } from 'geojson';
import { cheapestMatching } from './cheapest-matching.ts';
import type { Id } from './entity.ts';

export interface SuggestionInput {
	readonly territories: readonly {
		readonly households: readonly { readonly id: string; readonly position: Position | null }[];
		/** Its work, in the unit that the plan was made in. */
		readonly load: number;
		/** Whose territory it is in a plan that keeps to posyandu: nobody of another one takes it. */
		readonly posyanduId?: Id<'facility'> | null;
	}[];
	readonly kader: readonly {
		readonly id: Id<'kader'>;
		/** [lng, lat]; null where nobody noted it. */
		readonly home: Position | null;
		/** How much of the work is hers, in proportion to the others. */
		readonly share: number;
		readonly posyanduId?: Id<'facility'> | null;
	}[];
	/** Household → the kader who holds it today. */
	readonly holders: ReadonlyMap<string, Id<'kader'> | null>;
}

/** Loads that differ by less than this part of what is hers fit her alike. */
const fitStep = 0.05;

/**
 * Where hours are unlike, the larger territories go to those who have more of them. Then as many
 * households as possible keep their kader; among such choices the kader walk least from home to the
 * middle of their houses. Null for territories beyond the number of kader, and for those of a posyandu
 * whose kader are all taken: nobody else's kader takes them.
 */
export function suggestKader(input: SuggestionInput): (Id<'kader'> | null)[] {
	const { territories, kader, holders } = input;
	if (kader.length === 0) return territories.map(() => null);
	const metres = distancesM(input);
	// One household kept outweighs any difference in walking.
	const keepWeight = metres.flat().reduce((sum, one) => sum + one, 0) + 1;
	const households = territories.reduce((sum, one) => sum + one.households.length, 0);
	// One step of a better fit outweighs all households kept.
	const fitWeight = (households + 1) * keepWeight;
	const misfit = misfits(input);
	const costs = territories.map(({ households }, row) => {
		const kept = new Map<string, number>();
		for (const { id } of households) {
			const holder = holders.get(id);
			if (holder) kept.set(holder, (kept.get(holder) ?? 0) + 1);
		}
		const real = kader.map(
			({ id }, column) =>
				metres[row]![column]! - (kept.get(id) ?? 0) * keepWeight + misfit[row]![column]! * fitWeight
		);
		// More territories than kader: places for nobody, dearer than any walk and all alike.
		const spare = Math.max(0, territories.length - kader.length);
		return [...real, ...new Array<number>(spare).fill(keepWeight)];
	});
	const strangers = strangersOf(input);
	// One stranger outweighs all else; her place is nobody's then.
	const everything = costs.flat().reduce((sum, one) => sum + Math.abs(one), 1);
	const weighed = costs.map((row, at) =>
		row.map((cost, column) => (strangers[at]![column] ? everything : cost))
	);
	return cheapestMatching(weighed).map((column, row) =>
		strangers[row]![column] ? null : (kader[column]?.id ?? null)
	);
}

/** Territory by territory: whether each kader is of another posyandu. */
function strangersOf({ territories, kader }: SuggestionInput): boolean[][] {
	return territories.map(({ posyanduId: whose = null }) =>
		kader.map(({ posyanduId: own = null }) => whose !== null && own !== null && whose !== own)
	);
}

/** Squared steps between a territory's load and what a kader's hours are worth; 0 where all are alike. */
function misfits({ territories, kader }: SuggestionInput): number[][] {
	const mean = (numbers: readonly number[]) =>
		numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
	const meanLoad = mean(territories.map(({ load }) => load));
	const meanShare = mean(kader.map(({ share }) => share));
	const areAlike = kader.every(({ share }) => share === kader[0]!.share);
	return territories.map(({ load }) =>
		kader.map(({ share }) => {
			if (areAlike || !(meanLoad > 0) || !(share > 0)) return 0;
			const proper = (meanLoad * share) / meanShare;
			return Math.round((load - proper) / proper / fitStep) ** 2;
		})
	);
}

const metresPerDegree = 111_320;

/** Straight lines are enough to rank; a home that nobody noted counts as far as the farthest. */
function distancesM({ territories, kader }: SuggestionInput): number[][] {
	const middles = territories.map(({ households }) => middleOf(households.map((h) => h.position)));
	const known = middles.map((middle) =>
		kader.map(({ home }) => (home && middle ? straightM(home, middle) : null))
	);
	const farthest = known.flat().reduce<number>((most, one) => Math.max(most, one ?? 0), 0);
	return known.map((row) => row.map((one) => one ?? farthest));
}

function middleOf(positions: readonly (Position | null)[]): Position | null {
	const known = positions.filter((position) => position !== null);
	if (known.length === 0) return null;
	const sum = known.reduce<[number, number]>(
		([x, y], [lng = 0, lat = 0]) => [x + lng, y + lat],
		[0, 0]
	);
	return [sum[0] / known.length, sum[1] / known.length];
}

function straightM([lngA = 0, latA = 0]: Position, [lngB = 0, latB = 0]: Position): number {
	const dx = (lngA - lngB) * Math.cos(((latA + latB) * Math.PI) / 360);
	const dy = latA - latB;
	return Math.sqrt(dx * dx + dy * dy) * metresPerDegree;
}
