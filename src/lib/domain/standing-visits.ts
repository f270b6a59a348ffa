// A correction is a new visit: which visits count.
import type { VisitOutline } from './visit.ts';

/** Corrected visits count once: the newest correction stands for what it corrects. */
export function standingVisits<V extends VisitOutline>(visits: readonly V[]): V[] {
	const corrected = new Set(visits.map((visit) => visit.correctsId as string | null));
	return visits.filter((visit) => !corrected.has(visit.id));
}
