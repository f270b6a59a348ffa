// A way as it is drawn and told: how far, how long, and which of it nobody has mapped.
import type { Position } from 'geojson';

export interface WayPart {
	/** [lng, lat]; begins where the part before it ends. */
	readonly coordinates: Position[];
	/** Nobody has drawn a way here: from a house to the road, over a gap in the map, or all of it. */
	readonly isGuess: boolean;
}

export interface Way {
	readonly metres: number;
	readonly seconds: number;
	readonly parts: readonly WayPart[];
	/** Metres of it in guessed parts. */
	readonly guessM: number;
	/** (Mostly) a straight line for want of a path; the yard before a house is none. */
	readonly isGuess: boolean;
}

/** Two yards and a little: a shorter guess is not for want of a path. */
const yardsM = 60;

/** A line in parts, drawn ones and guessed ones by turns. */
export class PartedLine {
	#metres = 0;
	#guessM = 0;
	readonly #parts: WayPart[] = [];
	#at: Position;

	constructor(from: Position) {
		this.#at = from;
	}

	go(to: Position, metres: number, isGuess: boolean): void {
		this.#metres += metres;
		if (isGuess) this.#guessM += metres;
		if (to[0] === this.#at[0] && to[1] === this.#at[1]) return;
		const last = this.#parts.at(-1);
		if (last?.isGuess === isGuess) last.coordinates.push(to);
		else this.#parts.push({ coordinates: [this.#at, to], isGuess });
		this.#at = to;
	}

	way(seconds: number): Way {
		const [metres, guessM] = [this.#metres, this.#guessM];
		const isGuess = guessM > metres / 2 && guessM > yardsM;
		return { metres, seconds, parts: this.#parts, guessM, isGuess };
	}
}

/** @param isKnown a way is drawn, only longer: then a few steps to a neighbour are no guess */
export function straightWay(
	from: Position,
	to: Position,
	{ metres, mps }: { metres: number; mps: number },
	isKnown: boolean
): Way {
	return {
		metres,
		seconds: metres / mps,
		parts: [{ coordinates: [from, to], isGuess: true }],
		guessM: metres,
		isGuess: metres > (isKnown ? yardsM : 0)
	};
}
