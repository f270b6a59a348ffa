// Who goes, who stays and who comes when a division changes, checked and in order. No geometry.
import { cheapestMatching } from '../cheapest-matching.ts';
import type { DivisionRefusal } from './contract.ts';
import { refusal } from './reasons.ts';
import type { PresentTerritory, RedivisionInput } from './redivision-contract.ts';
import { sharesProblem } from './shares.ts';

/** One territory after the change. */
export interface Post {
	readonly number: number;
	/** Null for one who joins. */
	readonly present: PresentTerritory | null;
	/** Place in `joining`; null for those who go on. */
	readonly joiner: number | null;
	/** Whose territory one who joins takes over, so that nothing else has to move for her. */
	readonly takesOver: PresentTerritory | null;
	/** Place in `shares`. */
	readonly share: number;
	/** Empty where it is not known, or where catchments do not count. */
	readonly catchment: string;
}

export interface Staff {
	readonly locked: readonly Post[];
	/** Who may change: the label of a post is its place here. */
	readonly open: readonly Post[];
	/** Territories whose area is divided anew: those of open posts and of who leaves. */
	readonly reopened: readonly PresentTerritory[];
	readonly leaving: readonly PresentTerritory[];
	/** Of the territories, sorted; null where households may go to anyone. */
	readonly catchments: readonly string[] | null;
}

export function staffOf(
	input: RedivisionInput
): { ok: true; staff: Staff } | { ok: false; reason: DivisionRefusal } {
	const { territories } = input;
	const [leavingNumbers, lockedNumbers] = [new Set(input.leaving), new Set(input.locked)];
	const known = new Set(territories.map(({ number }) => number));
	const isKnown = [...leavingNumbers, ...lockedNumbers].every((number) => known.has(number));
	const isClear = ![...leavingNumbers].some((number) => lockedNumbers.has(number));
	if (!isKnown || !isClear || known.size !== territories.length) {
		return { ok: false, reason: refusal('territories_unknown') };
	}
	const posts = postsOf(input, leavingNumbers);
	if (posts.length === 0) return { ok: false, reason: refusal('nobody_left') };
	const wrong = sharesProblem(posts.length, input.shares);
	if (wrong) return { ok: false, reason: wrong };
	const isLocked = ({ present }: Post): boolean => !!present && lockedNumbers.has(present.number);
	const open = posts.filter((post) => !isLocked(post));
	const reopened = territories.filter(({ number }) => !lockedNumbers.has(number));
	if (open.length === 0 || reopened.length === 0) {
		return { ok: false, reason: refusal('all_locked') };
	}
	const leaving = territories.filter(({ number }) => leavingNumbers.has(number));
	const catchments = catchmentsOf(input);
	const isReceived = (left: PresentTerritory): boolean =>
		open.some(({ catchment }) => catchment === catchmentOf(left));
	if (catchments && !leaving.every(isReceived))
		return { ok: false, reason: refusal('catchment_left') };
	const staff = { locked: posts.filter(isLocked), open, reopened, leaving, catchments };
	return { ok: true, staff };
}

/** Those of whom it is not known are a catchment of their own. */
export function catchmentOf({ catchment }: Pick<PresentTerritory, 'catchment'>): string {
	return catchment ?? '';
}

function catchmentsOf({ territories }: RedivisionInput): string[] | null {
	const keys = [...new Set(territories.map(catchmentOf))].sort();
	return keys.some((key) => key !== '') ? keys : null;
}

/** Of one who joins: her own, else that of whom she takes over from, else where most is to be done. */
function joinerCatchment(
	{ territories, joining }: RedivisionInput,
	joiner: number,
	takesOver: PresentTerritory | null,
	posts: readonly Post[]
): string {
	const own = catchmentOf(joining[joiner]!);
	if (own !== '' && territories.some((one) => catchmentOf(one) === own)) return own;
	if (takesOver) return catchmentOf(takesOver);
	const work = (key: string): number => {
		const held = territories.filter((one) => catchmentOf(one) === key);
		const houses = held.reduce((sum, { households }) => sum + households.length, 0);
		return houses / (posts.filter(({ catchment }) => catchment === key).length + 1);
	};
	const keys = [...new Set(territories.map(catchmentOf))].sort();
	return keys.reduce((best, key) => (work(key) > work(best) ? key : best));
}

/** In the order of the shares: who goes on, then who joins. */
function postsOf(input: RedivisionInput, leavingNumbers: ReadonlySet<number>): Post[] {
	const going = input.territories.filter(({ number }) => !leavingNumbers.has(number));
	const posts = going.map((present, share): Post => {
		const catchment = catchmentOf(present);
		return { number: present.number, present, joiner: null, takesOver: null, share, catchment };
	});
	const takenOver = takeovers(input, leavingNumbers);
	const numbers = freeNumbers(input, leavingNumbers);
	input.joining.forEach((_, joiner) => {
		const takesOver = takenOver[joiner] ?? null;
		const number = numbers[joiner]!;
		const catchment = joinerCatchment(input, joiner, takesOver, posts);
		posts.push({ number, present: null, joiner, takesOver, share: posts.length, catchment });
	});
	return posts;
}

/** The numbers of who leaves, from the lowest, then the lowest that nobody has. */
function freeNumbers({ territories, joining }: RedivisionInput, leaving: ReadonlySet<number>) {
	const numbers = [...leaving].sort((p, q) => p - q).slice(0, joining.length);
	const used = new Set(territories.map(({ number }) => number));
	for (let number = 1; numbers.length < joining.length; number++) {
		if (!used.has(number)) numbers.push(number);
	}
	return numbers;
}

/** Costs more than any distance on earth, in square degrees. */
const nobody = 1e9;

/** As many as can be, homes near to the middle of the territory's houses first. */
function takeovers(
	{ territories, households, joining }: RedivisionInput,
	leaving: ReadonlySet<number>
): (PresentTerritory | undefined)[] {
	const left = territories.filter(({ number }) => leaving.has(number));
	if (left.length === 0 || joining.length === 0) return [];
	const placeOf = new Map(households.map(({ id, position }) => [id, position]));
	const middles = left.map((one) => middleOf(one, placeOf));
	const costs = joining.map(({ home, catchment }) => [
		...middles.map(([lng, lat], place) => {
			const own = catchmentOf({ catchment });
			const isKnown = territories.some((one) => catchmentOf(one) === own);
			if (own !== '' && isKnown && own !== catchmentOf(left[place]!)) return 2 * nobody;
			const dx = (home?.[0] ?? NaN) - lng;
			const dy = (home?.[1] ?? NaN) - lat;
			const square = dx * dx + dy * dy;
			return Number.isFinite(square) ? Math.min(square, nobody / 2) : 0;
		}),
		...joining.map(() => nobody)
	]);
	return cheapestMatching(costs).map((column) => left[column]);
}

function middleOf(
	{ households }: PresentTerritory,
	placeOf: ReadonlyMap<string, readonly number[]>
): [number, number] {
	const places = households
		.map((id) => placeOf.get(id))
		.filter((p) => p !== undefined && Number.isFinite(p[0]) && Number.isFinite(p[1]));
	const mean = (axis: 0 | 1): number =>
		places.reduce((sum, place) => sum + place![axis]!, 0) / places.length;
	return [mean(0), mean(1)];
}
