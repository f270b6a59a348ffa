// Answers of the functions about membership: `{ok: true, membership}` or `{ok: false, code}`.
import type { Membership } from '#lib/domain/access.ts';
import { fromWire } from '#lib/domain/sync/wire.ts';

export function membershipFrom(answer: unknown): Membership | null {
	if (!isObject(answer) || answer.ok !== true || !isObject(answer.membership)) return null;
	return typeof answer.membership.id === 'string'
		? (fromWire(answer.membership) as unknown as Membership)
		: null;
}

/** The code of a refusal; null when the answer is none. */
export function refusalOf(answer: unknown): string | null {
	if (!isObject(answer)) return 'unknown';
	if (answer.ok === true) return null;
	return typeof answer.code === 'string' ? answer.code : 'unknown';
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}
