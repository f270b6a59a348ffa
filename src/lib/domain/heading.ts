// Which way she faces: from the way she walks, else from the compass, else nobody knows.

/** The shorter way round from one direction to another, −180 < d ≤ 180. Degrees clockwise from north. */
export function turnDeg(from: number, to: number): number {
	const turn = (((to - from) % 360) + 360) % 360;
	return turn > 180 ? turn - 360 : turn;
}

/** A compass trembles: each reading counts for a share only. */
export function steadied(known: number | null, read: number, share = 0.3): number {
	if (known === null) return (read + 360) % 360;
	return (known + share * turnDeg(known, read) + 360) % 360;
}

/**
 * Clockwise from north; null while neither tells. Walking tells it better than a compass, which iron and
 * the case of a phone turn away.
 */
export function headingOf(movingDeg: number | null, compassDeg: number | null): number | null {
	return movingDeg ?? compassDeg;
}
