// Households per building (or per resident), learnt where every family was counted and carried to where not.
// A ratio estimator (Cochran, Sampling Techniques, 3rd ed., ch. 6) under a model of two levels: a village has a ratio
// of its own around the common one, and each of its parts around that. The two variances are those of one-way analysis
// of variance on log ratios (Searle, Casella and McCulloch, Variance Components, ch. 3); the error of a prediction
// follows from them exactly, a village that is in the sample and in the prediction counted once. Degrees of freedom
// after Satterthwaite (1946). The interval is log-normal: a count is never negative.
import { studentT95 } from './student-t.ts';

/** Where both are known. `size` in buildings or residents. */
export interface CountedArea {
	/** Parts of the same village resemble each other. */
	readonly group: string;
	readonly size: number;
	readonly households: number;
}

export interface UncountedPart {
	readonly group: string;
	readonly size: number;
}

export interface Prediction {
	readonly households: number;
	/** Times and divided by it: the ends of the 95 % interval. */
	readonly factor: number;
}

/** Below it nobody can say how much areas differ. */
export const fewestCounted = 5;
/** From so many villages on one may speak of a village where nothing was counted. */
const fewestGroups = 3;

const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, one) => total + one, 0);

function byGroup<T extends { readonly group: string }>(all: readonly T[]): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const one of all) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
	return groups;
}

/** Variance of log ratios between villages and within them. */
function variances(groups: readonly (readonly CountedArea[])[]) {
	const logs = groups.map((areas) =>
		areas.map(({ households, size }) => Math.log((households + 0.5) / (size + 0.5)))
	);
	const count = sum(logs.map((group) => group.length));
	const mean = sum(logs.flat()) / count;
	const means = logs.map((group) => sum(group) / group.length);
	const within = sum(logs.flatMap((group, at) => group.map((log) => (log - means[at]!) ** 2)));
	const between = sum(logs.map((group, at) => group.length * (means[at]! - mean) ** 2));
	const freeWithin = count - groups.length;
	const freeBetween = groups.length - 1;
	// One part a village: the two cannot be told apart, and all is taken for what does not even out within one.
	if (freeWithin === 0)
		return { between: between / freeBetween, within: 0, freeBetween, freeWithin };
	const withinMean = within / freeWithin;
	if (freeBetween === 0) return { between: 0, within: withinMean, freeBetween, freeWithin };
	const usual = (count - sum(logs.map((group) => group.length ** 2)) / count) / freeBetween;
	const left = (between / freeBetween - withinMean) / usual;
	return { between: Math.max(0, left), within: withinMean, freeBetween, freeWithin };
}

export class LearntRatio {
	/** Households per building or resident. */
	readonly ratio: number;
	/** Areas it was learnt from. */
	readonly areas: number;
	readonly #groups: ReadonlyMap<string, number>;
	readonly #size: number;
	readonly #squares: number;
	readonly #variances: ReturnType<typeof variances>;

	private constructor(counted: readonly CountedArea[]) {
		const groups = byGroup(counted);
		this.areas = counted.length;
		this.#groups = new Map(
			[...groups].map(([group, areas]) => [group, sum(areas.map(({ size }) => size))])
		);
		this.#size = sum(counted.map(({ size }) => size));
		this.#squares = sum(counted.map(({ size }) => size ** 2));
		this.ratio = sum(counted.map(({ households }) => households)) / this.#size;
		this.#variances = variances([...groups.values()]);
	}

	/** Null where too little was counted to say how much areas differ. */
	static from(counted: readonly CountedArea[]): LearntRatio | null {
		const usable = counted.filter(({ size, households }) => size > 0 && households > 0);
		return usable.length < fewestCounted ? null : new LearntRatio(usable);
	}

	/** Whether the ratio may be used there: something of the village was counted, or enough other villages were. */
	reaches(group: string): boolean {
		return this.#groups.has(group) || this.#groups.size >= fewestGroups;
	}

	/** @param parts not counted; each is taken for as many pieces of the size that was counted as it holds */
	predict(parts: readonly UncountedPart[]): Prediction {
		const total = sum(parts.map(({ size }) => size));
		if (total === 0) return { households: 0, factor: 1 };
		const piece = this.#squares / this.#size;
		const sizes = new Map(
			[...byGroup(parts)].map(([group, own]) => [group, sum(own.map(({ size }) => size))])
		);
		const all = new Set([...sizes.keys(), ...this.#groups.keys()]);
		const weight = (group: string) =>
			(sizes.get(group) ?? 0) / total - (this.#groups.get(group) ?? 0) / this.#size;
		const ofGroups = sum([...all].map((group) => weight(group) ** 2));
		const ofPieces = sum(
			parts.map(({ size }) => Math.max(1, size / piece) * Math.min(size, piece) ** 2)
		);
		const { between, within, freeBetween, freeWithin } = this.#variances;
		const fromBetween = between * ofGroups;
		const fromWithin = within * (ofPieces / total ** 2 + this.#squares / this.#size ** 2);
		const variance = fromBetween + fromWithin;
		const doubt =
			(fromBetween > 0 ? fromBetween ** 2 / freeBetween : 0) +
			(fromWithin > 0 ? fromWithin ** 2 / freeWithin : 0);
		const degrees = doubt > 0 ? variance ** 2 / doubt : Number.POSITIVE_INFINITY;
		return {
			households: this.ratio * total,
			factor: Math.exp(studentT95(degrees) * Math.sqrt(variance))
		};
	}
}
