import { describe, expect, it } from 'vitest';
import { answerFor, precacheFiles } from './rules.ts';

const origin = 'https://jangkau.example';

function ask(path: string, options: { method?: string; mode?: RequestMode } = {}) {
	return answerFor({
		url: new URL(path, origin),
		method: options.method ?? 'GET',
		mode: options.mode ?? 'cors',
		origin
	});
}

describe('what is kept for a start without a network', () => {
	const kept = precacheFiles(
		['/_app/immutable/entry/start.AbC.js', '/_app/version.json'],
		['/manifest.webmanifest', '/basemap/8/1/1.mvt', '/config.json', '/_headers', '/_redirects'],
		'7'
	);
	const urls = kept.map((file) => file.url);

	it('holds the page itself and the first script it runs, which no list of SvelteKit names', () => {
		expect(kept).toContainEqual({ url: '/', revision: '7' });
		expect(kept).toContainEqual({ url: '/sekilas.js', revision: '7' });
	});
	it('trusts the hash in a name, and gives everything else the version', () => {
		expect(kept).toContainEqual({ url: '/_app/immutable/entry/start.AbC.js', revision: null });
		expect(kept).toContainEqual({ url: '/_app/version.json', revision: '7' });
		expect(kept).toContainEqual({ url: '/manifest.webmanifest', revision: '7' });
	});
	it('leaves out map tiles, the configuration and files meant for the host', () => {
		expect(urls).not.toContain('/basemap/8/1/1.mvt');
		expect(urls).not.toContain('/config.json');
		expect(urls).not.toContain('/_headers');
		expect(urls).not.toContain('/_redirects');
	});
});

describe('how a request is answered', () => {
	it('opens any page from the shell, whatever its path or query', () => {
		expect(ask('/rumah/0192-ab?x=1', { mode: 'navigate' })).toBe('shell');
		expect(ask('/', { mode: 'navigate' })).toBe('shell');
	});
	it('never touches the API, not even when it is opened as a page', () => {
		for (const path of ['/auth/v1/token', '/rest/v1/rpc/sync_pull', '/rest/v1/', '/storage/v1/x']) {
			expect(ask(path)).toBe('network');
			expect(ask(path, { mode: 'navigate' })).toBe('network');
		}
	});
	it('leaves map tiles to the tile store', () => {
		expect(ask('/basemap/8/213/128.mvt')).toBe('network');
	});
	it('asks the network first for the configuration', () => {
		expect(ask('/config.json')).toBe('config');
	});
	it('does not mistake a page that only begins like the API for it', () => {
		expect(ask('/restoran', { mode: 'navigate' })).toBe('shell');
	});
	it('leaves other origins and everything but GET alone', () => {
		expect(ask('https://peta.example/config.json')).toBe('network');
		expect(ask('/config.json', { method: 'POST' })).toBe('network');
		expect(ask('/rumah', { method: 'POST', mode: 'navigate' })).toBe('network');
	});
	it('gives a file, not the shell, to someone who opens a file', () => {
		expect(ask('/icon-192.png', { mode: 'navigate' })).toBe('network');
	});
});
