// For a static host: writes build/config.json and build/_headers for a given backend.
// Usage: tsx scripts/static-host.ts --supabase-url URL --key KEY [--basemap URL --attribution TEXT]
//        [--account-domain DOMAIN]
import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
	appConfig,
	basemapFromUrl,
	defaultAccountDomain,
	noBasemap
} from '../supabase/local/app-config.ts';
import { headersFile } from '../supabase/local/headers.ts';

const build = fileURLToPath(new URL('../build/', import.meta.url));

function run(): void {
	const { values } = parseArgs({
		options: {
			'supabase-url': { type: 'string' },
			key: { type: 'string' },
			basemap: { type: 'string' },
			attribution: { type: 'string' },
			'account-domain': { type: 'string' }
		}
	});
	const url = values['supabase-url'];
	if (!url || !URL.canParse(url) || !values.key) {
		throw new Error('Perlu --supabase-url https://… dan --key sb_publishable_…');
	}
	if (/^sb_secret_|service_role/.test(values.key)) {
		throw new Error('Itu kunci rahasia. Pakai kunci yang diawali sb_publishable_.');
	}
	if (!existsSync(`${build}index.html`)) throw new Error('Jalankan dahulu: npm run build');
	const config = appConfig({
		origin: new URL(url).origin,
		publishableKey: values.key,
		demo: false,
		accountDomain: values['account-domain'] ?? defaultAccountDomain,
		basemap: values.basemap ? basemapFromUrl(values.basemap, values.attribution ?? '') : noBasemap
	});
	writeFileSync(`${build}config.json`, `${JSON.stringify(config, null, '\t')}\n`);
	writeFileSync(`${build}_headers`, headersFile(config));
	console.log('Ditulis: build/config.json dan build/_headers');
}

try {
	run();
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
}
