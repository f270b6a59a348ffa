// A reader who lays the heat map of viewers over their table of areas, and computes. She knows of every
// household where it stands, in which area, and into which cell of the grid it fell: all but who was visited.
import type { District } from './coverage-district.ts';
import { placeOf } from './coverage-district.ts';
import { Bounds } from './coverage-attack.ts';

export interface GridCell {
	readonly lng: number;
	readonly lat: number;
	readonly size_deg: number;
	readonly households: number;
	readonly weight: number;
}

/** One period: what is shown of it, and who was registered by its end. */
export interface Published {
	readonly name: string;
	readonly registered: readonly Home[];
	/** Cells of each area's grid that was asked for. */
	readonly grids: ReadonlyMap<string, readonly GridCell[]>;
	/** Visited of each area; null where hidden. */
	readonly visited: ReadonlyMap<string, number | null>;
}

export interface Home {
	readonly id: string;
	readonly areaId: string;
	readonly place: readonly [lng: number, lat: number] | null;
	readonly visited: boolean;
}

/**
 * How many of `n` households were visited, at least and at most, when the cell shows this share not
 * visited. Where that is wrong the reader is misled; she is then taken to have noticed, and to leave it out.
 */
export type ReadsShare = (n: number, weight: number) => readonly [least: number, most: number];

const steps = 1024;
/** A power of two of steps: around the whole earth. */
const wholeEarth = 524_288;

interface Point {
	readonly home: Home;
	readonly x: number;
	readonly y: number;
}

/** A cell as SQL should have made it. */
export interface TrueCell {
	readonly x: number;
	readonly y: number;
	readonly size: number;
	readonly homes: readonly Home[];
}

/** The cells of some households, made anew from what docs/metrics.md says of them; by row, then column. */
export function cellsOf(homes: readonly Home[]): TrueCell[] {
	const points = homes.flatMap((home) =>
		home.place === null
			? []
			: [
					{
						home,
						x: Math.floor((home.place[0] + 180) * steps),
						y: Math.floor((home.place[1] + 90) * steps)
					}
				]
	);
	return split(points, 0, 0, wholeEarth).sort((a, b) => a.y - b.y || a.x - b.x);
}

function split(points: readonly Point[], x: number, y: number, size: number): TrueCell[] {
	if (points.length < 10) return [];
	const half = size / 2;
	const quarters = [0, 1, 2, 3].map((n) => {
		const [west, south] = [x + (n > 1 ? half : 0), y + (n % 2 === 1 ? half : 0)];
		const own = points.filter(
			(point) => point.x >= x + half === n > 1 && point.y >= y + half === (n % 2 === 1)
		);
		return { west, south, own };
	});
	const kept = quarters.filter(({ own }) => own.length >= 10);
	const homes = (some: readonly Point[]) => some.map(({ home }) => home);
	if (half < 1 || kept.length === 0) return [{ x, y, size, homes: homes(points) }];
	const strays = quarters.filter(({ own }) => own.length < 10).flatMap(({ own }) => own);
	const least = Math.min(...kept.map(({ own }) => own.length));
	const taking = kept.find(({ own }) => own.length === least);
	return kept.flatMap((quarter) =>
		quarter === taking && strays.length > 0
			? [
					{
						...{ x: quarter.west, y: quarter.south, size: half },
						homes: homes([...quarter.own, ...strays])
					}
				]
			: split(quarter.own, quarter.west, quarter.south, half)
	);
}

/** Households of one area that stand in the same cells, whichever grid is looked at. */
interface Group {
	readonly key: string;
	readonly homes: Home[];
}

const isSecret = (homes: readonly Home[]): boolean => {
	const n = homes.length;
	const visited = homes.filter((home) => home.visited).length;
	if (visited === 0 || visited === n) return false;
	return n < 10 || visited < 5 || n - visited < 5;
};

/**
 * What is left with one value though it is small (docs/metrics.md): of cells, of areas, of what an area
 * and a cell have in common. Periods that end on one day hold each other: from short to long.
 */
export function recoverFromGrid(
	district: Pick<District, 'areas'>,
	periods: readonly Published[],
	reads: ReadsShare
): string[] {
	const parents = new Map<string, string | null>(
		district.areas.map(({ id, parentId }) => [id, parentId])
	);
	const bounds = new Bounds();
	const targets: { key: string; homes: readonly Home[] }[] = [];
	let shorter: string | null = null;
	for (const period of periods) {
		const { groups, sums } = groupsOf(period, parents);
		for (const { key, homes } of groups) {
			bounds.add(`${period.name} ${key}`, 0, homes.length);
			bounds.add(`${period.name} ${key} no`, 0, homes.length);
			bounds.sum(bounds.any(homes.length, homes.length), [
				`${period.name} ${key}`,
				`${period.name} ${key} no`
			]);
			if (shorter !== null) bounds.atMost(`${shorter} ${key}`, `${period.name} ${key}`);
			targets.push({ key: `${period.name} ${key}`, homes });
		}
		for (const { key, parts, cell, area } of sums) {
			const homes = parts.flatMap((part) => part.homes);
			const shown = area === null ? null : (period.visited.get(area) ?? null);
			const [least, most] =
				cell !== null
					? reads(homes.length, cell.weight)
					: shown === null
						? [0, homes.length]
						: [shown, shown];
			const whole = `${period.name} ${key}`;
			const visited = homes.filter((home) => home.visited).length;
			const isMisled = visited < least || visited > most;
			bounds.add(
				whole,
				isMisled ? 0 : Math.max(0, least),
				isMisled ? homes.length : Math.min(homes.length, most)
			);
			bounds.sum(
				whole,
				parts.map((part) => `${period.name} ${part.key}`)
			);
			if (shorter !== null) bounds.atMost(`${shorter} ${key}`, whole);
			if (cell !== null || shown === null) targets.push({ key: whole, homes });
		}
		shorter = period.name;
	}
	bounds.settle();
	return targets
		.filter(({ key, homes }) => {
			const [lo, hi] = bounds.range(key);
			return lo === hi && isSecret(homes);
		})
		.map(({ key }) => key);
}

interface Sum {
	readonly key: string;
	readonly parts: readonly Group[];
	/** Exactly one of them is not null. */
	readonly cell: GridCell | null;
	readonly area: string | null;
}

function groupsOf(period: Published, parents: ReadonlyMap<string, string | null>) {
	const above = (id: string): string[] => {
		const parent = parents.get(id) ?? null;
		return [id, ...(parent === null ? [] : above(parent))];
	};
	const cells: { key: string; cell: GridCell; members: Set<string> }[] = [];
	for (const [area, shown] of period.grids) {
		const made = cellsOf(period.registered.filter((home) => above(home.areaId).includes(area)));
		for (const [n, one] of shown.entries())
			cells.push({
				key: `cell ${n} of ${area}`,
				cell: one,
				members: new Set(made[n]!.homes.map(({ id }) => id))
			});
	}
	const groups = new Map<string, Group>();
	for (const home of period.registered) {
		const own = cells.filter(({ members }) => members.has(home.id)).map((cell) => cell.key);
		const key = `${home.areaId} in ${own.join(', ')}`;
		groups.set(key, { key, homes: [...(groups.get(key)?.homes ?? []), home] });
	}
	const all = [...groups.values()];
	const holding = (member: (home: Home) => boolean) => all.filter(({ homes }) => member(homes[0]!));
	const sums: Sum[] = cells.map(({ key, cell, members }) => ({
		...{ key, cell, area: null },
		parts: holding((home) => members.has(home.id))
	}));
	for (const area of parents.keys())
		sums.push({
			...{ key: `area ${area}`, cell: null, area },
			parts: holding((home) => above(home.areaId).includes(area))
		});
	return { groups: all, sums };
}

/** The households of a district as the reader knows them; positions as coverage-store.ts writes them. */
export function homesOf(district: District, by: string, visited: ReadonlySet<string>): Home[] {
	return district.households.flatMap(({ id, areaId, status, registeredOn, locationSource }, n) =>
		status !== 'active' || registeredOn > by
			? []
			: [
					{
						...{ id, areaId, visited: visited.has(id) },
						place: locationSource === 'none' ? null : placeOf(n)
					}
				]
	);
}
