// Kinds of bad weather that more than one test needs.
import { seededRandom } from '#lib/domain/division/random.ts';
import type { Weather } from './chaos-proxy.ts';
import type { Fate, SeenRequest } from './chaos-request.ts';

/** A 2G connection at the edge of its cell. */
export const twoG: Weather = { bitsPerSecond: 50_000, latencyMs: 500 };

/** Bytes come twenty at a time, 25 times a second. */
export const dribbling: Weather = { bitsPerSecond: 4000, pieceBytes: 20 };

export function isCall(request: SeenRequest): boolean {
	return request.path.startsWith('/rest/v1/rpc/');
}

/**
 * Of each call to the server the request or the answer is lost with probability `p`, half of the time
 * each. The same seed decides the same way.
 */
export function lossy(p: number, seed: number): Weather {
	const random = seededRandom(seed);
	return {
		fate: (request): Fate => {
			if (!isCall(request)) return 'pass';
			const drawn = random();
			if (drawn >= p) return 'pass';
			return drawn < p / 2 ? 'reset' : 'answer_lost';
		}
	};
}

/** The given fates for the first calls of a function, in this order; the others pass. */
export function firstCalls(name: string, fates: readonly Fate[]): (request: SeenRequest) => Fate {
	const left = [...fates];
	return ({ path }) => (path.endsWith(`/rpc/${name}`) ? (left.shift() ?? 'pass') : 'pass');
}
