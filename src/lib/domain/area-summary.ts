// What is known of each area and everything below it, as counts for the area tree.
import { lineage } from './lineage.ts';
import { areaKinds, type Area, type Road } from './area.ts';
import { lengthM } from './geometry/length-m.ts';
import type { Household } from './household.ts';
import type { Kader } from './kader.ts';

export interface AreaSummary {
	readonly households: number;
	readonly kader: number;
	readonly roadsM: number;
}

export interface AreaRow extends AreaSummary {
	readonly area: Area;
	/** 0 at the top. */
	readonly depth: number;
	readonly parts: number;
	readonly isOpen: boolean;
}

const nothing: AreaSummary = { households: 0, kader: 0, roadsM: 0 };

/** Counts of active households and kader and metres of road, each area with all below it. */
export function areaSummaries(
	areas: readonly Area[],
	households: readonly Pick<Household, 'areaId' | 'status'>[],
	kader: readonly Pick<Kader, 'areaId' | 'active'>[],
	roads: readonly Pick<Road, 'areaId' | 'line'>[]
): Map<string, AreaSummary> {
	const byId = new Map(areas.map((area) => [area.id as string, area]));
	const sums = new Map<string, AreaSummary>();
	const add = (areaId: string, part: Partial<AreaSummary>) => {
		for (const id of lineage(byId, areaId)) {
			const sum = sums.get(id) ?? nothing;
			sums.set(id, {
				households: sum.households + (part.households ?? 0),
				kader: sum.kader + (part.kader ?? 0),
				roadsM: sum.roadsM + (part.roadsM ?? 0)
			});
		}
	};
	const tally = (rows: readonly { readonly areaId: string }[], what: 'households' | 'kader') => {
		const counts = new Map<string, number>();
		for (const { areaId } of rows) counts.set(areaId, (counts.get(areaId) ?? 0) + 1);
		for (const [areaId, count] of counts) add(areaId, { [what]: count });
	};
	tally(
		households.filter(({ status }) => status === 'active'),
		'households'
	);
	tally(
		kader.filter(({ active }) => active),
		'kader'
	);
	for (const road of roads) add(road.areaId, { roadsM: lengthM(road.line) });
	return sums;
}

/** The smallest area that holds all of `ids`; the first of them where nothing holds them all. */
export function commonArea(areas: readonly Area[], ids: readonly string[]): Area | null {
	const byId = new Map(areas.map((area) => [area.id as string, area]));
	const lines = ids.filter((id) => byId.has(id)).map((id) => lineage(byId, id) as string[]);
	const common = lines[0]?.find((id) => lines.every((line) => line.includes(id)));
	return byId.get(common ?? lines[0]?.[0] ?? '') ?? null;
}

/** The tree as lines: parents before their parts, closed ones without, names in natural order. */
export function areaRows(
	areas: readonly Area[],
	summaries: ReadonlyMap<string, AreaSummary>,
	isOpen: (id: string) => boolean
): AreaRow[] {
	const known = new Set(areas.map((area) => area.id as string));
	const parts = new Map<string | null, Area[]>();
	for (const area of areas.filter(({ validTo }) => validTo === null)) {
		const above = area.parentId !== null && known.has(area.parentId) ? area.parentId : null;
		parts.set(above, [...(parts.get(above) ?? []), area]);
	}
	const rows: AreaRow[] = [];
	const visit = (parent: string | null, depth: number) => {
		for (const area of (parts.get(parent) ?? []).sort(byKindAndName)) {
			const own = parts.get(area.id)?.length ?? 0;
			const open = own > 0 && isOpen(area.id);
			rows.push({
				area,
				depth,
				parts: own,
				isOpen: open,
				...(summaries.get(area.id) ?? nothing)
			});
			if (open) visit(area.id, depth + 1);
		}
	};
	visit(null, 0);
	return rows;
}

const natural = new Intl.Collator('id', { numeric: true });

function byKindAndName(a: Area, b: Area): number {
	return areaKinds.indexOf(a.kind) - areaKinds.indexOf(b.kind) || natural.compare(a.name, b.name);
}
