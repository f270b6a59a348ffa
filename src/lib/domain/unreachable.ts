// Where nobody can get to for a while, for water or a broken road: noted by whoever goes there, confirmed by the
// planner. Kept as settings of the puskesmas (`unreachable.<id>`); the server reads the same fields
// (private.unreachable_months), and a test holds the two together.
import type { MultiPolygon, Polygon, Position } from 'geojson';
import type { Role } from './access.ts';
import { addDays, isDay } from './day.ts';
import type { Day, Id } from './entity.ts';
import { areaM2 } from './geometry/area-m2.ts';
import { locator } from './geometry/locate.ts';
import { crossesItself } from './geometry/ring-within.ts';
import type { Household } from './household.ts';
import { err, ok, type Result } from './result.ts';
import type { Setting } from './setting.ts';
import type { Change } from './sync/change.ts';
import type { UnreachableSpell } from './unreachable-spell.ts';

export const unreachablePrefix = 'unreachable.';

export const unreachableCauses = ['flood', 'tide', 'landslide', 'broken_road', 'other'] as const;
export type UnreachableCause = (typeof unreachableCauses)[number];
export const unreachableStates = ['proposed', 'confirmed', 'rejected'] as const;
export type UnreachableState = (typeof unreachableStates)[number];

export interface UnreachableArea {
	/** Also of the setting that keeps it. */
	readonly id: Id<'setting'>;
	readonly rev: number;
	readonly shape: Polygon | MultiPolygon;
	/** Where it is, in words: a village, a landmark. */
	readonly place: string;
	readonly cause: UnreachableCause;
	/** Never changed afterwards: published figures of earlier months stay. */
	readonly fromOn: Day;
	/** Last day; null while nobody knows. */
	readonly untilOn: Day | null;
	readonly state: UnreachableState;
	readonly notedBy: string;
	readonly notedOn: Day;
}

/** The server's policy is the one that counts; these hide buttons. */
export const notingRoles: readonly Role[] = ['kader', 'health_worker', 'planner'];
export const canReviewUnreachable = (role: Role): boolean => role === 'planner';

export const longestPlace = 120;
/** What the server takes of a proposal (60,000 bytes) holds as many, with room to spare. */
const mostCorners = 2000;
/** Less than a house with its yard is a slip of the finger; more than a kecamatan of Borneo is one, too. */
const leastM2 = 200;
const mostM2 = 5_000_000_000;

const oneOf = <T extends string>(all: readonly T[], value: unknown): T | null =>
	all.find((one) => one === value) ?? null;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Null for a setting of something else, and for one that no version of the app has written. */
export function unreachableFrom(
	setting: Pick<Setting, 'id' | 'rev' | 'key' | 'value'>
): UnreachableArea | null {
	if (!setting.key.startsWith(unreachablePrefix)) return null;
	const value = (setting.value ?? {}) as Readonly<Record<string, unknown>>;
	const shape = value['shape'] as Polygon | MultiPolygon | null | undefined;
	const state = oneOf(unreachableStates, value['state']);
	if (!state || !isDay(value['fromOn'])) return null;
	if (shape?.type !== 'Polygon' && shape?.type !== 'MultiPolygon') return null;
	const { id, rev } = setting;
	return {
		...{ id, rev, shape, state, fromOn: value['fromOn'] },
		untilOn: isDay(value['untilOn']) ? value['untilOn'] : null,
		cause: oneOf(unreachableCauses, value['cause']) ?? 'other',
		place: text(value['place']),
		notedBy: text(value['notedBy']),
		notedOn: isDay(value['notedOn']) ? value['notedOn'] : value['fromOn']
	};
}

/** Those to decide on first, then the newest. */
export function unreachableAreas(
	settings: readonly Pick<Setting, 'id' | 'rev' | 'key' | 'value'>[]
): UnreachableArea[] {
	return settings
		.flatMap((setting) => unreachableFrom(setting) ?? [])
		.sort(
			(a, b) =>
				Number(b.state === 'proposed') - Number(a.state === 'proposed') ||
				b.fromOn.localeCompare(a.fromOn) ||
				a.id.localeCompare(b.id)
		);
}

export type ShapeProblem = 'few' | 'crossing' | 'small' | 'large';

/** @param corners [lng, lat], not closed */
export function drawnShape(corners: readonly Position[]): Result<Polygon, ShapeProblem> {
	const ring = corners
		.map((at): Position => at.map((degree) => Number(degree.toFixed(7))))
		.filter((at, i, all) => i === 0 || at.join() !== all[i - 1]!.join());
	if (ring.length > 1 && ring[0]!.join() === ring.at(-1)!.join()) ring.pop();
	if (ring.length < 3) return err('few');
	if (crossesItself(ring)) return err('crossing');
	const shape: Polygon = { type: 'Polygon', coordinates: [[...ring, ring[0]!]] };
	const m2 = areaM2(shape);
	return m2 < leastM2 ? err('small') : m2 > mostM2 ? err('large') : ok(shape);
}

const parts = ({ coordinates }: MultiPolygon): Position[][] => coordinates.flat();

/** Whether a boundary is plain enough to be taken over as the shape. */
export function canTake(boundary: MultiPolygon): boolean {
	return parts(boundary).reduce((sum, ring) => sum + ring.length, 0) <= mostCorners;
}

/** A boundary to the metre: more digits of it say nothing. */
export function takenShape({ coordinates }: MultiPolygon): MultiPolygon {
	const rounded = (at: Position): Position => at.map((degree) => Number(degree.toFixed(5)));
	return {
		type: 'MultiPolygon',
		coordinates: coordinates.map((part) => part.map((ring) => ring.map(rounded)))
	};
}

export interface UnreachableEntry {
	readonly shape: Polygon | MultiPolygon | null;
	readonly place: string;
	readonly cause: UnreachableCause;
	/** `YYYY-MM-DD`, as typed. */
	readonly fromOn: string;
	/** Empty: nobody knows. */
	readonly untilOn: string;
}

export type UnreachableProblem =
	| 'shape_missing'
	| 'place_missing'
	| 'place_too_long'
	| 'from_missing'
	| 'until_wrong'
	| 'from_far';

/** Longer ago no published figure changes any more. */
const mostDaysBack = 330;

/** Everything that is wrong with the entry, so that it can be put right at once. */
export function unreachableProblems(entry: UnreachableEntry, today: Day): UnreachableProblem[] {
	const { fromOn, untilOn } = entry;
	const place = entry.place.trim();
	const far =
		isDay(fromOn) && (fromOn < addDays(today, -mostDaysBack) || fromOn > addDays(today, 366));
	const problems: (UnreachableProblem | false)[] = [
		entry.shape === null && 'shape_missing',
		place === '' && 'place_missing',
		place.length > longestPlace && 'place_too_long',
		!isDay(fromOn) && 'from_missing',
		far && 'from_far',
		untilOn !== '' && (!isDay(untilOn) || untilOn < fromOn) && 'until_wrong'
	];
	return problems.filter((problem) => problem !== false);
}

interface Noting {
	readonly id: string;
	readonly puskesmasId: Id<'facility'>;
	readonly role: Role;
	readonly name: string;
	readonly today: Day;
}

/** A planner's own note needs nobody else to confirm it. */
export function noteUnreachable(
	entry: UnreachableEntry,
	{ id, puskesmasId, role, name, today }: Noting
): Result<Change, UnreachableProblem> {
	const [problem] = unreachableProblems(entry, today);
	if (problem) return err(problem);
	const { shape, cause, fromOn } = entry;
	const value = {
		...{ shape, cause, fromOn, place: entry.place.trim(), untilOn: entry.untilOn || null },
		...{ state: canReviewUnreachable(role) ? 'confirmed' : 'proposed' },
		...{ notedBy: name, notedOn: today }
	};
	const patch = { puskesmasId, key: `${unreachablePrefix}${id}`, value };
	return ok({ entity: 'setting', op: 'create', id, patch });
}

/** The planner's word on it, or another last day; its first day and shape stay. */
export function reviewUnreachable(
	area: UnreachableArea,
	change: Partial<Pick<UnreachableArea, 'state' | 'untilOn'>>
): Result<Change, 'until_wrong'> {
	const { id, rev, ...rest } = area;
	const value = { ...rest, ...change };
	if (value.untilOn !== null && (!isDay(value.untilOn) || value.untilOn < area.fromOn))
		return err('until_wrong');
	return ok({ entity: 'setting', op: 'update', id, patch: { value }, baseRev: rev, after: [id] });
}

/** Confirmed, and with at least one day among these. */
export function unreachableDuring(
	areas: readonly UnreachableArea[],
	from: Day,
	to: Day
): UnreachableArea[] {
	return areas.filter(
		({ state, fromOn, untilOn }) =>
			state === 'confirmed' && fromOn <= to && (untilOn === null || untilOn >= from)
	);
}

/** Of the confirmed areas; the border counts, as on the server. */
export function unreachableSpells(
	areas: readonly UnreachableArea[],
	households: readonly Pick<Household, 'id' | 'location'>[]
): UnreachableSpell[] {
	return areas
		.filter(({ state }) => state === 'confirmed')
		.map(({ shape, fromOn, untilOn }) => {
			const find = locator([{ polygon: shape, value: true }]);
			const inside = households.filter(
				({ location }) => location !== null && find.at(location.coordinates) === true
			);
			return { households: new Set(inside.map((home) => home.id as string)), fromOn, untilOn };
		});
}
