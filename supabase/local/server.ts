// Starts and stops the whole server: data folder, database, migrations, demo, one origin. Used by
// `npm start` and by tests alike; prints only through the `log` it is given.
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { publishForms } from '../seed/forms.ts';
import { fillDemo, hasDemo } from '../seed/run.ts';
import { inviteFirstPlanner } from '../seed/first-planner.ts';
import type { FirstPlanner } from '../seed/first-planner.ts';
import { createApi, createLite } from './api.ts';
import type { Api } from './api.ts';
import { appConfig, basemapFromUrl, defaultAccountDomain, embeddedBasemap } from './app-config.ts';
import { openPglite, openPostgres } from './database.ts';
import type { Database, Row } from './database.ts';
import { lockFolder } from './lock.ts';
import type { Lock } from './lock.ts';
import { migrate, readMigrations } from './migrations.ts';
import { RateLimit, defaultRateLimit } from './rate-limit.ts';
import type { RateLimitOptions } from './rate-limit.ts';
import { loadSecrets } from './secrets.ts';
import type { Secrets } from './secrets.ts';
import { createSite } from './site.ts';

export interface ServerOptions {
	/** Holds the secrets, the lock, the demo's tiles and, without databaseUrl, the database. */
	readonly dataDir: string;
	/** 0 takes a free one. */
	readonly port: number;
	readonly host?: string;
	/** Fill an empty database with the demo puskesmas. */
	readonly demo?: boolean;
	/** postgres://… instead of the embedded database. */
	readonly databaseUrl?: string | null;
	/** The built app; null serves the API only. */
	readonly buildDir?: string | null;
	/** .pmtiles address or tile template instead of the demo's own basemap. */
	readonly basemapUrl?: string | null;
	readonly basemapAttribution?: string;
	/** Whether its server may be asked for whole areas; null decides by the kind of address. */
	readonly basemapDownload?: boolean | null;
	readonly publicUrl?: string | null;
	readonly trustProxy?: boolean;
	readonly accountDomain?: string;
	readonly firstPlanner?: FirstPlanner;
	readonly rateLimit?: RateLimitOptions;
	readonly log?: (line: string) => void;
}

export interface RunningServer {
	readonly url: string;
	readonly publishableKey: string;
	readonly demo: boolean;
	/** One-time code for the first planner; null in the demo or when someone has joined. */
	readonly firstPlannerCode: string | null;
	/** As the owner of the database: for arranging and asserting in tests. */
	sql<T extends Row = Row>(query: string, params?: readonly unknown[]): Promise<T[]>;
	/** Past the sign-up guard; answers the user's id. */
	createAccount(email: string, password: string): Promise<string>;
	close(): Promise<void>;
}

/** How long open requests may finish before a stop cuts them. */
const drainMs = 3_000;

/**
 * Resolves when the server answers. Whatever was opened is closed again when a step fails.
 * @throws FolderInUse; or one clear line about a migration, the database or a setting.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
	const dataDir = resolve(options.dataDir);
	mkdirSync(dataDir, { recursive: true, mode: 0o700 });
	const lock = lockFolder(dataDir);
	let database: Database | null = null;
	try {
		const secrets = loadSecrets(dataDir);
		database = await openDatabase(options, dataDir);
		return await serve(options, dataDir, secrets, database, lock);
	} catch (error) {
		await database?.close();
		lock.release();
		throw error;
	}
}

async function openDatabase(options: ServerOptions, dataDir: string): Promise<Database> {
	if (!options.databaseUrl) return openPglite(join(dataDir, 'database'));
	try {
		return await openPostgres(options.databaseUrl);
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code ?? 'tanpa kode';
		// Neither the address nor the driver's message: both can hold the password.
		throw new Error(`PostgreSQL pada JANGKAU_DATABASE_URL tidak dapat dibuka (${code}).`, {
			cause: error
		});
	}
}

async function serve(
	options: ServerOptions,
	dataDir: string,
	secrets: Secrets,
	database: Database,
	lock: Lock
): Promise<RunningServer> {
	const log = options.log ?? (() => undefined);
	const lite = await createLite(database, secrets);
	const applied = await migrate(database, readMigrations());
	if (applied.length > 0) log(`Migrasi diterapkan: ${applied.length}`);
	const rateLimit = new RateLimit(options.rateLimit ?? defaultRateLimit);
	const api = createApi(lite, database, secrets, rateLimit);
	if (applied.length > 0) await api.schemaChanged();

	const basemapFolder = join(dataDir, 'basemap');
	if (options.demo) await fillDemo({ database, api, basemapFolder, log });
	await publishForms(database.query);
	const demo = (options.demo ?? false) && (await hasDemo(database));
	const firstPlannerCode = demo ? null : await inviteFirstPlanner(database, options.firstPlanner);

	const server = createServer(
		// A full call takes 82 s at 50 kbit/s where it cannot be gzipped; the phone waits 150 s.
		{ requestTimeout: 180_000, headersTimeout: 15_000 },
		createSite({
			api,
			buildFolder: options.buildDir ?? null,
			basemapFolder,
			publicUrl: options.publicUrl ?? null,
			trustProxy: options.trustProxy ?? false,
			configFor: configSource(options, secrets, basemapFolder, demo),
			// The kind of error only: a message may carry values.
			onFailure: (error) => log(`Galat peladen: ${error instanceof Error ? error.name : 'lain'}`)
		})
	);
	const url = await listen(server, options.port, options.host ?? '127.0.0.1');
	return running({ server, url, secrets, demo, firstPlannerCode, database, api, lock });
}

function configSource(
	options: ServerOptions,
	secrets: Secrets,
	basemapFolder: string,
	demo: boolean
) {
	const basemap = options.basemapUrl
		? basemapFromUrl(
				options.basemapUrl,
				options.basemapAttribution ?? '',
				options.basemapDownload ?? null
			)
		: embeddedBasemap(basemapFolder);
	const accountDomain = options.accountDomain ?? defaultAccountDomain;
	const publishableKey = secrets.publishableKey;
	return (origin: string) => ({
		...appConfig({ origin, publishableKey, demo, accountDomain, basemap }),
		gzipRequests: true
	});
}

interface Parts {
	readonly server: Server;
	readonly url: string;
	readonly secrets: Secrets;
	readonly demo: boolean;
	readonly firstPlannerCode: string | null;
	readonly database: Database;
	readonly api: Api;
	readonly lock: Lock;
}

function running(parts: Parts): RunningServer {
	let closing: Promise<void> | null = null;
	return {
		url: parts.url,
		publishableKey: parts.secrets.publishableKey,
		demo: parts.demo,
		firstPlannerCode: parts.firstPlannerCode,
		sql: (query, params) => parts.database.query(query, params),
		createAccount: (email, password) => parts.api.createAccount(email, password),
		close: () => (closing ??= stop(parts))
	};
}

async function stop({ server, database, lock }: Parts): Promise<void> {
	const cut = setTimeout(() => server.closeAllConnections(), drainMs);
	const closed = new Promise((resolve) => server.close(resolve));
	server.closeIdleConnections();
	await closed;
	clearTimeout(cut);
	try {
		await database.close();
	} finally {
		lock.release();
	}
}

function listen(server: Server, port: number, host: string): Promise<string> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => {
			const { port: taken } = server.address() as AddressInfo;
			const shown = host.includes(':') ? `[${host}]` : host;
			resolve(`http://${shown === '0.0.0.0' || shown === '[::]' ? 'localhost' : shown}:${taken}`);
		});
	});
}
