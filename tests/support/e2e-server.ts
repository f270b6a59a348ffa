// What an end-to-end test stands on: a server with data of its own behind a network that can be cut.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Row } from '../../supabase/local/database.ts';
import { openNetwork } from './e2e-network.ts';
import type { Network } from './e2e-network.ts';
import { spawnServer } from './e2e-server-child.ts';
import type { ServerChild } from './e2e-server-child.ts';
import { copyTemplate } from './e2e-template.ts';
import { repositoryRoot } from './migrations.ts';

export interface TestServer {
	/** Address of the app, through the network that can be cut. */
	readonly url: string;
	readonly network: Network;
	readonly firstPlannerCode: string | null;
	readonly sql: ServerChild['sql'];
	/** The first row of an answer that must have one. */
	row<T extends Row>(query: string, params?: readonly unknown[]): Promise<T>;
	close(): Promise<void>;
}

export const productionBuild = process.env['JANGKAU_BUILD_DIR'] ?? join(repositoryRoot, 'build');

/** @param options.buildDir another build than the usual one; demo: false starts empty */
export async function startTestServer(
	options: { readonly buildDir?: string; readonly demo?: boolean } = {}
): Promise<TestServer> {
	const { buildDir = productionBuild, demo = true } = options;
	const dataDir = mkdtempSync(join(tmpdir(), 'jangkau-e2e-'));
	if (demo) copyTemplate(dataDir);
	// Tests guess wrong passwords from one address more often than people do.
	const rateLimit = { failures: 1000, windowMs: 60_000 };
	const child = await spawnServer({ dataDir, port: 0, demo, buildDir, rateLimit });
	const network = await openNetwork(Number(new URL(child.url).port));
	return {
		url: network.url,
		network,
		firstPlannerCode: child.firstPlannerCode,
		sql: child.sql,
		row: async <T extends Row>(query: string, params?: readonly unknown[]) => {
			const [row] = await child.sql<T>(query, params);
			if (!row) throw new Error(`no row: ${query.slice(0, 200)}`);
			return row;
		},
		close: async () => {
			await network.close();
			await child.close();
			rmSync(dataDir, { recursive: true, force: true });
		}
	};
}
