// The worker's entry: judges portions of families beside the page, which need not load the rules of every card.
import type { Day } from './entity.ts';
import type { FamilyHealth } from './family-health.ts';
import { healthOf, type KnownFamily } from './known-family.ts';

export interface FamiliesQuestion {
	readonly families: readonly KnownFamily[];
	/** Ages are counted and visits read up to this day. */
	readonly on: Day;
}

/** In the order of the families. */
export type FamiliesAnswer = readonly FamilyHealth[];

globalThis.addEventListener('message', ({ data }: MessageEvent<FamiliesQuestion>) => {
	const answer: FamiliesAnswer = data.families.map((family) => healthOf(family, data.on));
	globalThis.postMessage(answer);
});
