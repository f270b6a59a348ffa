import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { readFileSync } from 'node:fs';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));

// SvelteKit reads this file several times in one build, and all of them must agree.
process.env.JANGKAU_BUILD ??= Date.now().toString(36);

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	compilerOptions: { runes: true },
	kit: {
		adapter: adapter({ fallback: 'index.html', precompress: true }),
		// Shown in the settings and sent along with every push.
		version: { name: `${version}+${process.env.JANGKAU_BUILD}` },
		// The worker is registered by workbox-window in app.ts, so that a new version asks first.
		serviceWorker: { register: false },
		// What may run. What may be fetched and framed depends on the installation and comes as a header.
		csp: {
			mode: 'hash',
			directives: {
				'script-src': ['self'],
				'worker-src': ['self'],
				'object-src': ['none'],
				'base-uri': ['none'],
				'style-src-elem': ['self'],
				'style-src-attr': ['unsafe-inline'],
				'require-trusted-types-for': ['script'],
				'trusted-types': ['default', 'svelte-trusted-html']
			}
		}
	}
};
