// Which of a day's houses are walked to, and what of their order is hers to say. Ids only: what she
// wished is kept on the device for the day.
import type { Day } from '../entity.ts';
import type { TodayState } from '../today.ts';

export interface WalkHouse {
	readonly id: string;
	readonly state: TodayState;
	/** She was there today and met nobody. */
	readonly triedToday: boolean;
	/** A danger sign is open: before all others. */
	readonly urgent: boolean;
	/** Whether anybody knows where it stands. */
	readonly placed: boolean;
}

export interface WalkWishes {
	/** Her own order of all houses of the walk; null while the order is found for her. */
	readonly own: readonly string[] | null;
	/** "Lewati dulu", the one skipped first before the others. */
	readonly skipped: readonly string[];
}

export const noWishes: WalkWishes = { own: null, skipped: [] };

/**
 * The houses of the walk in groups, each group before the next: with a danger sign, due by today, tried
 * today, skipped. In an order of her own every house is a group. What is done is not walked to, nor what
 * is due only later, unless nothing else is left.
 */
export function walkGroups(houses: readonly WalkHouse[], wishes: WalkWishes): string[][] {
	const open = houses.filter(({ state, placed }) => state !== 'done' && placed);
	const due = open.filter(({ state }) => state !== 'planned');
	const walked = due.length > 0 ? due : open;
	const tried = walked.filter(({ triedToday }) => triedToday).map(({ id }) => id);
	const ahead = walked.filter(({ triedToday }) => !triedToday);
	const own = wishes.own === null ? [] : only(wishes.own, ahead);
	const skipped = wishes.own === null ? only(wishes.skipped, ahead) : [];
	const named = new Set([...own, ...skipped]);
	const free = ahead.filter(({ id }) => !named.has(id));
	return [
		...own.map((id) => [id]),
		free.filter(({ urgent }) => urgent).map(({ id }) => id),
		free.filter(({ urgent }) => !urgent).map(({ id }) => id),
		tried,
		...skipped.map((id) => [id])
	].filter((group) => group.length > 0);
}

/** Those of the ids that are among the houses, each once. */
function only(ids: readonly string[], houses: readonly WalkHouse[]): string[] {
	const known = new Set(houses.map(({ id }) => id));
	return [...new Set(ids)].filter((id) => known.has(id));
}

/** Puts a house last; in an order of her own it only changes its place. */
export function skip(wishes: WalkWishes, id: string): WalkWishes {
	const last = (ids: readonly string[]) => [...ids.filter((other) => other !== id), id];
	return wishes.own === null
		? { ...wishes, skipped: last(wishes.skipped) }
		: { ...wishes, own: last(wishes.own) };
}

/**
 * From now on the order is hers.
 * @param shown ids of the walk as she sees it
 * @param to where the house shall stand, counted from 0; beyond either end it stops there
 */
export function moveTo(
	wishes: WalkWishes,
	shown: readonly string[],
	id: string,
	to: number
): WalkWishes {
	if (!shown.includes(id)) return wishes;
	const own = shown.filter((other) => other !== id);
	own.splice(Math.min(Math.max(0, to), own.length), 0, id);
	return { own, skipped: [] };
}

/** Under which name the device keeps it, sealed like any draft. */
export const keptWalkKey = 'walk';

/** What the device keeps until the day is over. */
export interface KeptWalk extends WalkWishes {
	readonly day: Day;
	/** In which order the houses stood when it was last found. */
	readonly order: readonly string[];
	/** Where she said that she stands, [lng, lat], and how many houses she had been to then. */
	readonly here: { readonly at: readonly [number, number]; readonly visits: number } | null;
}

/** Nothing of another day, and nothing that is damaged. */
export function keptWalkFrom(value: unknown, day: Day): KeptWalk {
	const kept = (value ?? {}) as Partial<Record<keyof KeptWalk, unknown>>;
	if (kept.day !== day) return { day, order: [], ...noWishes, here: null };
	return {
		day,
		order: areIds(kept.order) ? kept.order : [],
		own: areIds(kept.own) ? kept.own : null,
		skipped: areIds(kept.skipped) ? kept.skipped : [],
		here: isHere(kept.here) ? kept.here : null
	};
}

function areIds(value: unknown): value is string[] {
	return Array.isArray(value) && value.every((id) => typeof id === 'string');
}

function isHere(value: unknown): value is NonNullable<KeptWalk['here']> {
	if (typeof value !== 'object' || value === null) return false;
	const { at, visits } = value as { at?: unknown; visits?: unknown };
	return (
		Array.isArray(at) && at.length === 2 && at.every(Number.isFinite) && typeof visits === 'number'
	);
}

/**
 * The house that comes next where nobody looks for a way just now: in her order and after what she has
 * skipped, and inside each group as it was last found.
 * @param except the one she has just been to
 * @returns null where no order was found today, or nothing of it is left
 */
export function nextOnWalk(
	houses: readonly WalkHouse[],
	kept: KeptWalk,
	except: string
): string | null {
	const places = new Map(kept.order.map((id, place) => [id, place]));
	if (places.size === 0 && kept.own === null) return null;
	const place = (id: string) => places.get(id) ?? places.size;
	const ahead = houses.filter(({ id, triedToday }) => id !== except && !triedToday);
	const ids = walkGroups(ahead, kept).flatMap((group) =>
		[...group].sort((a, b) => place(a) - place(b))
	);
	return ids[0] ?? null;
}
