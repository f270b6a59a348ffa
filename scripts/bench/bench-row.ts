/** One line of the printed table; '–' where there is nothing to say. */
export interface BenchRow {
	readonly what: string;
	readonly goal: string;
	readonly ours: string;
	/** What a user would do otherwise, measured in the same run where it can be. */
	readonly instead: string;
}
