import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	compilerOptions: { runes: true },
	kit: {
		adapter: adapter({ fallback: 'index.html', precompress: true }),
		// The worker is registered by workbox-window in app.ts, so that a new version asks first.
		serviceWorker: { register: false }
	}
};
