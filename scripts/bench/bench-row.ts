/** One line of the printed table: what was measured, ours, and what a user would do otherwise. */
export interface BenchRow {
	readonly what: string;
	readonly ours: string;
	readonly instead: string;
}
