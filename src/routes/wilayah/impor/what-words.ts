// What is counted, in the reader's language.
import type { ImportKind } from '#lib/data/import/contracts.ts';
import { m } from '#lib/paraglide/messages.js';

export function whatWords(kind: ImportKind): string {
	if (kind === 'household') return m.area_import_what_household();
	return kind === 'road' ? m.area_import_what_road() : m.area_import_what_area();
}
