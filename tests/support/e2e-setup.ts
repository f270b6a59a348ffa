// Before the first spec: the production build, and a filled demo folder that every spec copies.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { makeTemplate } from './e2e-template.ts';
import { repositoryRoot } from './migrations.ts';

export default async function setup(): Promise<void> {
	if (process.env['JANGKAU_BUILT'] !== '1') {
		const { status } = spawnSync(process.execPath, [join(repositoryRoot, 'scripts/build.mjs')], {
			stdio: 'inherit'
		});
		if (status !== 0) throw new Error('the app does not build');
	}
	await makeTemplate();
}
