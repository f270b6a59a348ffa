// Which parts of a refused change a person can put right here, and how her typing becomes a patch.
// What is not listed (answers of a form, shapes on the map) is recorded anew where it was made.
import { isDay } from '#lib/domain/day.ts';
import type { EntityName } from '#lib/domain/entity.ts';
import { rtNumber } from '#lib/domain/household.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';

export type MendKind = 'text' | 'long' | 'day' | 'number' | 'rt';

export interface MendField {
	readonly name: string;
	readonly kind: MendKind;
	readonly required: boolean;
}

export type MendProblem = 'missing' | 'too_long' | 'not_a_day' | 'not_a_number';

/** As long as the server stores of a name; longer texts are notes. */
const maxTextLength = 200;
const maxLongLength = 4000;

function field(name: string, kind: MendKind = 'text', required = false): MendField {
	return { name, kind, required };
}

const fields: Partial<Record<EntityName, readonly MendField[]>> = {
	household: [
		field('headName', 'text', true),
		field('address'),
		field('rw', 'rt'),
		field('rt', 'rt'),
		field('phone'),
		field('landmark'),
		field('registeredOn', 'day', true)
	],
	member: [
		field('name', 'text', true),
		field('birthDate', 'day'),
		field('pregnantSince', 'day'),
		field('deliveredOn', 'day')
	],
	visit: [field('note', 'long')],
	follow_up: [field('note', 'long')],
	visit_plan: [field('dueOn', 'day', true)],
	kader: [field('name', 'text', true), field('decreeNo'), field('capacityMinutes', 'number')],
	area: [field('name', 'text', true), field('code'), field('validFrom', 'day', true)],
	road: [field('name')],
	facility: [field('name', 'text', true), field('code'), field('phone')],
	target: [field('percent', 'number', true), field('denominator', 'number')],
	action_item: [field('title', 'text', true), field('owner'), field('dueOn', 'day')]
};

/** Those that the change itself touches; of something new, all of them, since one may be missing. */
export function mendFieldsOf(
	{ entity, op }: { readonly entity: EntityName; readonly op: string },
	patch: Readonly<Record<string, unknown>>
): readonly MendField[] {
	const all = fields[entity] ?? [];
	return op === 'create' ? all : all.filter(({ name }) => name in patch);
}

/** What stands in the form at first. */
export function entryOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/**
 * @param entries what was typed, by field name
 * @returns only the fields whose value differs from the refused change's; or what is wrong with each
 */
export function mendedPatch(
	wanted: readonly MendField[],
	entries: Readonly<Record<string, string>>,
	patch: Readonly<Record<string, unknown>>
): Result<Record<string, unknown>, Record<string, MendProblem>> {
	const mended: Record<string, unknown> = {};
	const problems: Record<string, MendProblem> = {};
	for (const one of wanted) {
		const read = readEntry(one, entries[one.name] ?? '');
		if (!read.ok) problems[one.name] = read.error;
		else if (read.value !== (patch[one.name] ?? null)) mended[one.name] = read.value;
	}
	return Object.keys(problems).length > 0 ? err(problems) : ok(mended);
}

function readEntry(
	{ kind, required }: MendField,
	entry: string
): Result<string | number | null, MendProblem> {
	const text = entry.trim();
	if (text === '') return required ? err('missing') : ok(null);
	switch (kind) {
		case 'text':
			return text.length > maxTextLength ? err('too_long') : ok(text);
		case 'long':
			return text.length > maxLongLength ? err('too_long') : ok(text);
		case 'day':
			return isDay(text) ? ok(text) : err('not_a_day');
		case 'number': {
			const value = Number(text.replace(',', '.'));
			return Number.isFinite(value) && value >= 0 ? ok(value) : err('not_a_number');
		}
		case 'rt': {
			const value = rtNumber(text);
			return value === undefined ? err('not_a_number') : ok(value);
		}
	}
}

/** Says nothing by itself: how and where belong to the location beside them, the last day to the loan. */
const silent: ReadonlySet<string> = new Set(['locationAccuracyM', 'locationSource', 'lentUntil']);

export interface Clash {
	readonly name: string;
	readonly mine: unknown;
	readonly theirs: unknown;
}

/** The fields in which her change says something else than the server. */
export function clashesOf(
	patch: Readonly<Record<string, unknown>>,
	theirs: Readonly<Record<string, unknown>> | null
): Clash[] {
	if (!theirs) return [];
	return Object.keys(patch)
		.filter((name) => !silent.has(name) && !same(patch[name], theirs[name]))
		.map((name) => ({ name, mine: patch[name] ?? null, theirs: theirs[name] ?? null }));
}

/** Written the same way, whatever the order in which a database answers the keys of an object. */
function same(a: unknown, b: unknown): boolean {
	return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
	return JSON.stringify(value ?? null, (_key, part: unknown) =>
		typeof part === 'object' && part !== null && !Array.isArray(part)
			? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
			: part
	);
}
