import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

/** `npm test` compiles the texts once, before the steps that read them side by side. */
const texts =
	process.env['JANGKAU_TEXTS'] === 'compiled'
		? []
		: paraglideVitePlugin({
				project: './project.inlang',
				outdir: './src/lib/paraglide',
				emitTsDeclarations: true,
				strategy: ['localStorage', 'baseLocale']
			});

/**
 * Each file costs a request at the first visit and a lookup at every start, so what many pages share
 * is not split into crumbs. Merged for fewer than six pages, a page would load what it does not use.
 */
const shared = {
	name: 'shared',
	minShareCount: 6,
	entriesAware: true,
	entriesAwareMergeThreshold: 8_000
};

export default defineConfig({
	plugins: [texts, sveltekit()],
	worker: { format: 'es' },
	build: { target: 'es2022' },
	environments: {
		client: { build: { rolldownOptions: { output: { codeSplitting: { groups: [shared] } } } } }
	},
	server: { host: '127.0.0.1' }
});
