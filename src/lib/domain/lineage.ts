// The way up the tree of areas. A file of its own: many pages climb, few count coverage.
import type { Area } from './area.ts';
import type { Id } from './entity.ts';

/** The area and everything above it, nearest first. A broken or circular tree ends the list. */
export function lineage(
	areas: ReadonlyMap<string, Pick<Area, 'parentId'>>,
	id: Id<'area'>
): Id<'area'>[] {
	const line: Id<'area'>[] = [];
	for (let at: Id<'area'> | null = id; at !== null && !line.includes(at);) {
		line.push(at);
		at = areas.get(at)?.parentId ?? null;
	}
	return line;
}
