// What counts as one house's load when loads are compared. Knows nothing of territories.

/** The median of the loads above 0. */
export function usualLoad(weight: Float64Array): number {
	const loaded = weight.filter((one) => one > 0).sort();
	return loaded[loaded.length >> 1] ?? 1;
}

/** The step below which loads are equal: a quarter of a house lets houses of unlike load even out. */
export function loadUnit(weight: Float64Array): number {
	return Math.max(1, Math.floor(usualLoad(weight) / 4));
}
