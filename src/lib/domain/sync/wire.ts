// Field names of the device (camelCase) and of the server (snake_case). Shallow on purpose: what is
// inside a JSON column belongs to its own type and is never renamed.
import type { ChangeOp } from './change.ts';

/** `{ areaId }` → `{ area_id }`. */
export function toWire(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
	return renamed(fields, (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
}

/** A patch as it goes over the wire. A plan's territories are rows of their own, not a JSON column. */
export function patchToWire(
	op: ChangeOp,
	patch: Readonly<Record<string, unknown>>
): Record<string, unknown> {
	const wire = toWire(patch);
	if (op !== 'publish' || !Array.isArray(patch.territories)) return wire;
	const territories = patch.territories as readonly Record<string, unknown>[];
	return { ...wire, territories: territories.map(toWire) };
}

/** `{ area_id }` → `{ areaId }`. */
export function fromWire(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
	return renamed(row, (name) =>
		name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
	);
}

function renamed(
	from: Readonly<Record<string, unknown>>,
	rename: (name: string) => string
): Record<string, unknown> {
	return Object.fromEntries(Object.entries(from).map(([name, value]) => [rename(name), value]));
}
