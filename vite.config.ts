import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
	plugins: [
		paraglideVitePlugin({
			project: './project.inlang',
			outdir: './src/lib/paraglide',
			emitTsDeclarations: true,
			strategy: ['localStorage', 'baseLocale']
		}),
		sveltekit()
	],
	worker: { format: 'es' },
	build: { target: 'es2022' },
	server: { host: '127.0.0.1' }
});
