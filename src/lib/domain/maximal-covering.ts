// Where to put a few new places so that they serve the most people who have none yet: the maximal covering
// location problem (Church & ReVelle 1974, Papers of the Regional Science Association 32).

export interface CoveringInput {
	/** People of each home that is not served yet; at least 0. */
	readonly people: readonly number[];
	/** Of each possible place, the homes that it would serve. In the order that decides between equals. */
	readonly reach: readonly ArrayLike<number>[];
}

/** One place chosen, and what it adds to those before it: no home is counted twice. */
export interface CoveringStep {
	readonly place: number;
	readonly homes: number;
	readonly people: number;
}

interface Gain {
	readonly people: number;
	readonly homes: number;
}

const nothing: Gain = { people: 0, homes: 0 };
/** Each round gains at least one person; instances of a district settle after two or three. */
const mostRounds = 100;

/**
 * Adds the place that gains most until there are `count`, then exchanges one chosen for one other as long as
 * that gains (Church and ReVelle's greedy adding and substitution, the substitution at the end). So it never
 * gains less than greedy adding, which gains at least 1 − 1/e of the best there is. People count first, then
 * homes, then the order given.
 *
 * @returns places that gain somebody, the one that gains most first; fewer than `count` where no more do
 */
export function maximalCovering(input: CoveringInput, count: number): CoveringStep[] {
	const work = new Covering(input);
	const chosen: number[] = [];
	while (chosen.length < count) {
		const { place } = work.bestBeside(chosen);
		if (place < 0) break;
		chosen.push(place);
	}
	for (let round = 0; round < mostRounds && work.exchange(chosen); round++);
	return work.steps(chosen);
}

class Covering {
	readonly #people: readonly number[];
	readonly #reach: readonly ArrayLike<number>[];
	/** Number of the look that has counted a home. */
	readonly #seen: Int32Array;
	/** Homes that the places kept serve. */
	readonly #served: Uint8Array;
	#look = 0;

	constructor({ people, reach }: CoveringInput) {
		this.#people = people;
		this.#reach = reach;
		this.#seen = new Int32Array(people.length);
		this.#served = new Uint8Array(people.length);
	}

	/** The place that adds most to some; −1 where none adds anybody. */
	bestBeside(kept: readonly number[]): { place: number; gain: Gain } {
		this.#serve(kept);
		let best = { place: -1, gain: nothing };
		for (let place = 0; place < this.#reach.length; place++) {
			const gain = this.#gain(place);
			if (isMore(gain, best.gain)) best = { place, gain };
		}
		return best;
	}

	/** Makes the one exchange that gains most; false where none gains. */
	exchange(chosen: number[]): boolean {
		let best: { at: number; place: number; rise: Gain } | null = null;
		chosen.forEach((own, at) => {
			const { place, gain } = this.bestBeside(chosen.filter((_, other) => other !== at));
			const lost = this.#gain(own);
			const rise = { people: gain.people - lost.people, homes: gain.homes - lost.homes };
			if (place >= 0 && isMore(rise, best?.rise ?? nothing)) best = { at, place, rise };
		});
		const made = best as { at: number; place: number } | null;
		if (made) chosen[made.at] = made.place;
		return made !== null;
	}

	steps(chosen: readonly number[]): CoveringStep[] {
		const steps: CoveringStep[] = [];
		const left = [...chosen].sort((a, b) => a - b);
		while (left.length > 0) {
			this.#serve(steps.map(({ place }) => place));
			const gains = left.map((place) => this.#gain(place));
			const at = gains.reduce((best, gain, i) => (isMore(gain, gains[best]!) ? i : best), 0);
			const [place] = left.splice(at, 1);
			if (gains[at]!.homes > 0) steps.push({ place: place!, ...gains[at]! });
		}
		return steps;
	}

	#serve(kept: readonly number[]): void {
		this.#served.fill(0);
		for (const place of kept) {
			const homes = this.#reach[place]!;
			for (let k = 0; k < homes.length; k++) this.#served[homes[k]!] = 1;
		}
	}

	#gain(place: number): Gain {
		const homes = this.#reach[place]!;
		const look = ++this.#look;
		let people = 0;
		let count = 0;
		for (let k = 0; k < homes.length; k++) {
			const home = homes[k]!;
			if (this.#served[home] === 1 || this.#seen[home] === look) continue;
			this.#seen[home] = look;
			people += this.#people[home]!;
			count++;
		}
		return { people, homes: count };
	}
}

function isMore(a: Gain, b: Gain): boolean {
	return a.people > b.people || (a.people === b.people && a.homes > b.homes);
}
