// How often the server has what a phone made: once is right.
import type { TestServer } from './e2e-server.ts';

/** @returns for each id the number of rows that carry it, over all tables that a phone writes to */
export async function countStored(server: TestServer, ids: readonly string[]): Promise<number[]> {
	const rows = await server.sql<{ id: string; count: number }>(
		`select id, count(*)::int as count from (
			select id::text as id from jangkau.visit union all
			select id::text from jangkau.household union all
			select id::text from jangkau.member union all
			select id::text from jangkau.finding union all
			select id::text from jangkau.follow_up
		) as stored where id = any($1) group by id`,
		[ids]
	);
	const counts = new Map(rows.map(({ id, count }) => [id, count]));
	return ids.map((id) => counts.get(id) ?? 0);
}
