// The data folder of a migrated cluster, made once for a version of the migrations: initdb, PostGIS
// and the migrations take seconds, a copy of what they left takes none. Each process still runs a
// cluster of its own, because what one transaction sees depends on every other in its cluster.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { databaseScripts, scriptsHash, templateFolder } from './migrations.ts';
import { PostgresCluster } from './postgres-cluster.ts';

/** The folder to start a cluster of the PostgreSQL at `bin` from; built when missing. */
export async function postgresTemplate(bin: string): Promise<string> {
	const server = createHash('sha256').update(bin).digest('hex').slice(0, 8);
	const folder = join(templateFolder, `postgres-${scriptsHash(databaseScripts())}-${server}`);
	if (existsSync(folder)) return folder;
	mkdirSync(templateFolder, { recursive: true });
	// Made beside and renamed, so that another process never copies half a template.
	const unfinished = `${folder}.${process.pid}`;
	const cluster = await PostgresCluster.start(bin);
	await cluster.keepMigrated(bin, unfinished);
	for (const name of readdirSync(templateFolder)) {
		if (/^postgres-\w+-\w+$/.test(name)) rmSync(join(templateFolder, name), { recursive: true });
	}
	renameSync(unfinished, folder);
	return folder;
}
