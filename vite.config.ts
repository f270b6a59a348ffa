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

export default defineConfig({
	plugins: [texts, sveltekit()],
	worker: { format: 'es' },
	build: { target: 'es2022' },
	server: { host: '127.0.0.1' }
});
