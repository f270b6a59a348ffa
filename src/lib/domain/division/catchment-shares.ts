// How many territories each catchment gets, and which of the kader they are for. No geometry.

export interface CatchmentLoad {
	readonly load: number;
	/** Places with a house: it cannot be divided among more. */
	readonly places: number;
}

export interface CatchmentShares {
	/** Catchment of each share. */
	readonly of: Int32Array;
	/** Shares of a catchment that had too few houses for all its kader. */
	readonly surplus: number;
	/** Catchments that got a share of another one's kader, since none was free. */
	readonly borrowed: number;
}

/**
 * Every kader stays with her own catchment while that has houses enough. Who has none goes where most
 * work waits for one more (the divisors of Sainte-Laguë); nobody's catchment is served first.
 * @param wanted catchment of each share; −1 where it may be any
 * @param parts hours of each share, as parts of all
 * @param catchments no more than there are shares, whose places are at least as many
 */
export function catchmentShares(
	wanted: readonly number[],
	parts: readonly number[],
	catchments: readonly CatchmentLoad[]
): CatchmentShares {
	const of = new Int32Array(wanted.length).fill(-1);
	const count = new Int32Array(catchments.length);
	const hours = new Float64Array(catchments.length);
	const give = (share: number, c: number): void => {
		const before = of[share]!;
		if (before >= 0) {
			count[before]!--;
			hours[before]! -= parts[share]!;
		}
		of[share] = c;
		count[c]!++;
		hours[c]! += parts[share]!;
	};
	let surplus = 0;
	wanted.forEach((c, share) => {
		if (c < 0) return;
		if (count[c]! < catchments[c]!.places) give(share, c);
		else surplus++;
	});
	/** Work for each hour there, were this share added. */
	const need = (c: number, share: number): number =>
		count[c]! < catchments[c]!.places ? catchments[c]!.load / (hours[c]! + parts[share]! / 2) : -1;
	const all = [...catchments.keys()];
	const free = [...of.keys()].filter((share) => of[share]! < 0);
	const empty = all.filter((c) => count[c] === 0);
	empty.sort((p, q) => catchments[q]!.load - catchments[p]!.load || p - q);
	let borrowed = 0;
	for (const c of empty) {
		const share = free.shift() ?? borrowedShare(of, count, hours, catchments);
		if (wanted[share]! >= 0) borrowed++;
		give(share, c);
	}
	for (const share of free) {
		give(
			share,
			all.reduce((best, c) => (need(c, share) > need(best, share) ? c : best), 0)
		);
	}
	return { of, surplus, borrowed };
}

/** The last share of the catchment that has several and least work for their hours. */
function borrowedShare(
	of: Int32Array,
	count: Int32Array,
	hours: Float64Array,
	catchments: readonly CatchmentLoad[]
): number {
	const ease = (c: number): number => (count[c]! > 1 ? catchments[c]!.load / hours[c]! : Infinity);
	const giver = catchments.reduce((best, _, c) => (ease(c) < ease(best) ? c : best), 0);
	return of.lastIndexOf(giver);
}
