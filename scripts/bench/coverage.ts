// What the server takes to bring the figures of viewers up to date, on PostgreSQL with the demo puskesmas:
// all of them, and again after one visit. Beside it counting the same months only, with nothing hidden.
import { performance } from 'node:perf_hooks';
import { startTestServer } from '../../tests/support/e2e-server.ts';
import { makeTemplate } from '../../tests/support/e2e-template.ts';
import type { BenchRow } from './bench-row.ts';

const goal = '≤ 1 s';

export async function benchCoverage(): Promise<BenchRow[]> {
	await makeTemplate();
	const server = await startTestServer({ postgres: true });
	const seconds = async (statement: string) => {
		const began = performance.now();
		await server.sql(statement);
		return `${((performance.now() - began) / 1000).toFixed(1)} s`;
	};
	try {
		const { households } = await server.row<{ households: number }>(
			'select count(*)::int as households from jangkau.household'
		);
		const what = `figures of viewers, ${String(households)} households`;
		const refresh = 'select private.refresh_coverage()';
		const counted = `select private.count_months(year, 1, 12) from
			(select distinct date_part('year', visited_on)::integer as year from jangkau.visit) as visited`;
		const first = await seconds(refresh);
		const counting = await seconds(counted);
		await server.sql(`update jangkau.visit set outcome = 'refused' where id = (
			select id from jangkau.visit where outcome = 'completed' order by visited_on desc, id limit 1)`);
		await server.sql('update jangkau.coverage_state set took = null');
		const again = await seconds(refresh);
		return [
			{ what: `${what}: all months`, goal, ours: first, instead: `${counting} unsuppressed` },
			{ what: `${what}: after one visit`, goal, ours: again, instead: '–' }
		];
	} finally {
		await server.close();
	}
}
