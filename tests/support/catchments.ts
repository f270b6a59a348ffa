// Divisions by catchment of posyandu for tests: who belongs where, and what must hold of a plan.
import type {
	DivisionHousehold,
	DivisionInput,
	DivisionSuccess
} from '#lib/domain/division/contract.ts';
import { seededRandom } from '#lib/domain/division/random.ts';
import { brokenPromises } from './division-invariants.ts';

export interface CatchmentWish {
	readonly count: number;
	/** Part of the houses that are recorded with any posyandu at all, as by a slip of the hand. */
	readonly strays?: number;
	/** Part of the houses of which it is not known. */
	readonly unknown?: number;
	readonly seed?: number;
}

/** Each house belongs to the nearest of some houses, as posyandu stand among those they serve. */
export function withCatchments(
	households: readonly DivisionHousehold[],
	{ count, strays = 0, unknown = 0, seed = 5 }: CatchmentWish
): DivisionHousehold[] {
	const random = seededRandom(seed);
	const posyandu = Array.from({ length: count }, (_, i) => {
		return households[Math.floor(((i + 0.5) * households.length) / count)]!.position;
	});
	return households.map((house) => {
		const [x = 0, y = 0] = house.position;
		const squares = posyandu.map(([px = 0, py = 0]) => (px - x) ** 2 + (py - y) ** 2);
		const nearest = squares.indexOf(Math.min(...squares));
		const place = random() < strays ? Math.floor(random() * count) : nearest;
		return { ...house, catchment: random() < unknown ? null : `posyandu ${String(place)}` };
	});
}

export const anyKader = (k: number): null[] => new Array<null>(k).fill(null);

/** Ids that are in a territory of another catchment than their own. */
export function crossed(
	{ households }: Pick<DivisionInput, 'households'>,
	{ territories }: Pick<DivisionSuccess, 'territories'>
): string[] {
	const own = new Map(households.map(({ id, catchment }) => [id, catchment ?? null]));
	return territories.flatMap(({ households: ids, catchment }) =>
		ids.filter((id) => own.get(id) !== null && own.get(id) !== catchment)
	);
}

/** As for any division, but that catchments in pieces force territories in pieces, which the notes say. */
export function brokenByCatchment(input: DivisionInput, result: DivisionSuccess): string[] {
	const { territories, area, notes } = result;
	const pieces = territories.reduce((sum, { polygon }) => sum + polygon.coordinates.length, 0);
	const apart = notes.find(({ code }) => code === 'catchments_apart')?.count ?? 0;
	const most = territories.length + area.coordinates.length - 1 + apart;
	const others = brokenPromises(input, result).filter((fault) => !/^\d+ pieces for/.test(fault));
	return pieces > most ? [...others, `${pieces} pieces, of which ${apart} are said`] : others;
}
