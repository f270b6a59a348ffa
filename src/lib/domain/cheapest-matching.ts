// Who gets what at the least total cost: the Hungarian method, exact, O(n³), for tens of rows.

/**
 * One column for each row, each column at most once, so that the sum of costs is least. The lowest
 * column wins a tie only by chance of the search, but the same costs always give the same answer.
 * Method: shortest augmenting paths with potentials (Kuhn 1955, in the form of Jonker & Volgenant).
 * @param costs finite; rows of equal length; no more rows than columns
 * @returns the column of each row
 */
export function cheapestMatching(costs: readonly (readonly number[])[]): number[] {
	const rows = costs.length;
	const columns = costs[0]?.length ?? 0;
	// Row and column 0 are stand-ins: real ones count from 1.
	const rowPrice = new Float64Array(rows + 1);
	const columnPrice = new Float64Array(columns + 1);
	const rowOf = new Int32Array(columns + 1);
	for (let row = 1; row <= rows; row++) {
		const from = new Int32Array(columns + 1);
		const least = new Float64Array(columns + 1).fill(Infinity);
		const isDone = new Uint8Array(columns + 1);
		rowOf[0] = row;
		let at = 0;
		do {
			isDone[at] = 1;
			at = step(at);
		} while (rowOf[at] !== 0);
		for (; at !== 0; at = from[at]!) rowOf[at] = rowOf[from[at]!]!;

		function step(column: number): number {
			const held = rowOf[column]!;
			let next = 0;
			let delta = Infinity;
			for (let j = 1; j <= columns; j++) {
				if (isDone[j]) continue;
				const cost = costs[held - 1]![j - 1]! - rowPrice[held]! - columnPrice[j]!;
				if (cost < least[j]!) {
					least[j] = cost;
					from[j] = column;
				}
				if (least[j]! < delta) {
					delta = least[j]!;
					next = j;
				}
			}
			for (let j = 0; j <= columns; j++) {
				if (isDone[j]) {
					rowPrice[rowOf[j]!]! += delta;
					columnPrice[j]! -= delta;
				} else least[j]! -= delta;
			}
			return next;
		}
	}
	const columnOf = new Array<number>(rows).fill(-1);
	rowOf.forEach((row, column) => {
		if (column > 0 && row > 0) columnOf[row - 1] = column - 1;
	});
	return columnOf;
}
