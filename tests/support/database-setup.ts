// Before the first database test: the templates that its processes copy, so that no two of them
// make the same one.
import { pgliteTemplate } from './pglite.ts';
import { findPostgres } from './postgres-cluster.ts';
import { postgresTemplate } from './postgres-template.ts';

export default async function makeTemplates(): Promise<void> {
	const found = findPostgres();
	await Promise.all([pgliteTemplate(), 'bin' in found ? postgresTemplate(found.bin) : null]);
}
