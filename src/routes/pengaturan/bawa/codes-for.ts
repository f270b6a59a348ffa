// As many of the next visits as fit the codes that somebody can be asked to scan: ten, or fewer.
import type { exportQueue } from '#lib/data/transfer/export-queue.ts';
import { partsOf } from '#lib/domain/transfer/code-parts.ts';

const mostVisits = 10;

type Carry = (wanted: ReadonlySet<string>) => ReturnType<typeof exportQueue>;

/** @returns null when not even one visit fits */
export async function codesFor(
	visits: readonly string[],
	carry: Carry
): Promise<{ readonly parts: readonly string[]; readonly count: number } | null> {
	for (let count = Math.min(mostVisits, visits.length); count > 0; count--) {
		const exported = await carry(new Set(visits.slice(0, count)));
		const parts = exported.ok ? partsOf(exported.value.text) : null;
		if (parts) return { parts, count };
	}
	return null;
}
