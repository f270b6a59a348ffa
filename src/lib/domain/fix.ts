// Where a phone believes it is, and which of two such beliefs to go on with.
import type { Point } from 'geojson';

export interface Fix {
	readonly point: Point;
	/** Radius of the 68 % circle in metres, as the phone claims it. */
	readonly accuracyM: number;
}

export interface LiveFix extends Fix {
	/** Milliseconds since 1970, device clock. */
	readonly atMs: number;
	/** Clockwise from north, while she moves fast enough for it to mean something; else null. */
	readonly movingDeg: number | null;
}

/** So long a good position outlives a bad one: a minute's walk is less than what the bad one doubts. */
const holdMs = 30_000;
/** Better than this is good enough for any use. */
const fineM = 30;
/** A position that is so many times as doubtful says nothing new. */
const muchWorse = 3;

/** A phone that loses the sky for a moment falls back to masts: that never replaces what it just knew. */
export function replacesFix(known: LiveFix | null, next: LiveFix): boolean {
	if (!known || next.accuracyM <= fineM) return true;
	return next.accuracyM <= muchWorse * known.accuracyM || next.atMs - known.atMs > holdMs;
}
