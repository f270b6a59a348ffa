// `npm run db:types` writes the types of the database as the migrations make it; with `--check` it
// compares them with the committed file instead.
import { writeFile } from 'node:fs/promises';
import {
	cannotGenerate,
	databaseTypesFile,
	generateDatabaseTypes,
	readDatabaseTypes
} from '../tests/support/database-types.ts';
import { findPostgres, PostgresCluster } from '../tests/support/postgres-cluster.ts';

async function freshTypes(bin: string): Promise<string> {
	const cluster = await PostgresCluster.start(bin);
	try {
		return await generateDatabaseTypes(cluster.url(await cluster.createDatabase()));
	} finally {
		await cluster.stop();
	}
}

async function main(): Promise<void> {
	if (cannotGenerate) throw new Error(cannotGenerate);
	const found = findPostgres();
	if ('reason' in found) throw new Error(found.reason);
	const fresh = await freshTypes(found.bin);
	if (!process.argv.includes('--check')) {
		await writeFile(databaseTypesFile, fresh);
		console.log('src/lib/data/remote/database.types.ts written');
	} else if ((await readDatabaseTypes()) !== fresh) {
		throw new Error('database.types.ts is not what the migrations make: run npm run db:types');
	}
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
