// Areas that cannot be reached, as this device knows them, and which households stand in them.
import type { Records } from '#lib/data/contracts.ts';
import { unreachableAreas, unreachableSpells } from '#lib/domain/unreachable.ts';
import type { UnreachableSpell } from '#lib/domain/unreachable-spell.ts';

/** Positions are sealed: they are opened only where an area was confirmed. */
export async function readUnreachable(records: Records): Promise<UnreachableSpell[]> {
	const areas = unreachableAreas(await records.all('setting'));
	if (!areas.some(({ state }) => state === 'confirmed')) return [];
	return unreachableSpells(areas, await records.all('household'));
}
