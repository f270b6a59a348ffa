// What an end-to-end test stands on: a server with data of its own behind a network that can be cut.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Row } from '../../supabase/local/database.ts';
import { openChaosProxy, type ChaosProxy } from './chaos-proxy.ts';
import { spawnServer } from './e2e-server-child.ts';
import type { ServerChild } from './e2e-server-child.ts';
import { copyTemplate } from './e2e-template.ts';
import { repositoryRoot } from './migrations.ts';

export interface TestServer {
	/** Address of the app, through the network that can be cut. */
	readonly url: string;
	readonly network: ChaosProxy;
	readonly firstPlannerCode: string | null;
	readonly sql: ServerChild['sql'];
	/** The first row of an answer that must have one. */
	row<T extends Row>(query: string, params?: readonly unknown[]): Promise<T>;
	/** As when the power fails: the process is gone in the middle of whatever it does. */
	crash(): Promise<void>;
	/** After a crash, on the data that it left; at the same address. */
	revive(options?: { readonly daysLater?: number }): Promise<void>;
	close(): Promise<void>;
}

export const productionBuild = process.env['JANGKAU_BUILD_DIR'] ?? join(repositoryRoot, 'build');

/** @param options.buildDir another build than the usual one; demo: false starts empty;
 *   databaseUrl: of an empty PostgreSQL instead of the embedded database;
 *   postgres: the demo on PostgreSQL, where there is one, whose clock cannot be put ahead */
export async function startTestServer(
	options: {
		readonly buildDir?: string;
		readonly demo?: boolean;
		readonly databaseUrl?: string | null;
		readonly postgres?: boolean;
	} = {}
): Promise<TestServer> {
	const { buildDir = productionBuild, demo = true, postgres = false } = options;
	const dataDir = mkdtempSync(join(tmpdir(), 'jangkau-e2e-'));
	const copied = demo && !options.databaseUrl ? await copyTemplate(dataDir, postgres) : null;
	const databaseUrl = options.databaseUrl ?? copied?.databaseUrl ?? null;
	// Tests guess wrong passwords from one address more often than people do.
	const rateLimit = { failures: 1000, windowMs: 60_000 };
	const start = (daysLater = 0) =>
		spawnServer({ dataDir, port: 0, demo, buildDir, databaseUrl, rateLimit }, daysLater);
	let child = await start();
	const network = await openChaosProxy(() => Number(new URL(child.url).port));
	return {
		url: network.url,
		network,
		firstPlannerCode: child.firstPlannerCode,
		sql: (query, params) => child.sql(query, params),
		row: async <T extends Row>(query: string, params?: readonly unknown[]) => {
			const [row] = await child.sql<T>(query, params);
			if (!row) throw new Error(`no row: ${query.slice(0, 200)}`);
			return row;
		},
		crash: () => child.kill(),
		revive: async ({ daysLater = 0 } = {}) => {
			child = await start(daysLater);
		},
		close: async () => {
			await network.close();
			await child.close();
			await copied?.stop();
			rmSync(dataDir, { recursive: true, force: true });
		}
	};
}
