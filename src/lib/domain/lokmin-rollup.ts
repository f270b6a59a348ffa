// Who serves several desa is told of each, but not of the kecamatan that holds them: its figures are added up
// here. Nothing hidden comes to light by it: one hidden part hides the sum.
import { lineage } from './lineage.ts';
import type { Area } from './area.ts';
import { missedReasons, type AreaCoverage, type MissedReason } from './coverage.ts';
import type { Id } from './entity.ts';

type Areas = ReadonlyMap<string, Pick<Area, 'parentId'>>;

/** The known areas that no other known area holds. */
export function rootsOf(ids: Iterable<string>, areas: Areas): Id<'area'>[] {
	const known = new Set(ids);
	return [...known].filter(
		(id) =>
			!lineage(areas, id)
				.slice(1)
				.some((above) => known.has(above))
	);
}

/** Of each root the areas above it, up to the nearest one that holds all roots; none where one root is all. */
export function areasAbove(ids: Iterable<string>, areas: Areas): Map<Id<'area'>, Id<'area'>[]> {
	const roots = rootsOf(ids, areas);
	const above = new Map<Id<'area'>, Id<'area'>[]>();
	if (roots.length < 2) return above;
	const lines = roots.map((root) => lineage(areas, root));
	const common = lines[0]!.find((id) => lines.every((line) => line.includes(id)));
	if (common === undefined) return above;
	for (const line of lines)
		for (const id of line.slice(1, line.indexOf(common) + 1))
			above.set(id, [...(above.get(id) ?? []), line[0]!]);
	return above;
}

const sum = (values: readonly (number | null)[]): number | null =>
	values.reduce<number | null>(
		(total, value) => (total === null || value === null ? null : total + value),
		0
	);

/** The same figures, and those of the areas above that the roots make up. */
export function rolledUp(
	coverage: ReadonlyMap<string, AreaCoverage>,
	areas: Areas
): ReadonlyMap<string, AreaCoverage> {
	const above = areasAbove(coverage.keys(), areas);
	if (above.size === 0) return coverage;
	const all = new Map(coverage);
	for (const [areaId, roots] of above) {
		const parts = roots.flatMap((root) => coverage.get(root) ?? []);
		const numerator = sum(parts.map((part) => part.numerator));
		const denominator = sum(parts.map((part) => part.denominator));
		const suppressed = parts.some((part) => part.suppressed);
		const missed = Object.fromEntries(
			missedReasons.map((reason) => [reason, sum(parts.map((part) => part.missed[reason]))])
		) as Record<MissedReason, number | null>;
		all.set(areaId, {
			areaId,
			numerator: suppressed ? null : numerator,
			denominator: suppressed ? null : denominator,
			suppressed,
			missed
		});
	}
	return all;
}
