import { describe, expect, it } from 'vitest';
import { basemapFromUrl } from './app-config.ts';
import { cacheControlFor, contentSecurityPolicy, headersFile, pageHeaders } from './headers.ts';

const own = 'http://localhost:4173';
const none = { ...basemapFromUrl('/basemap/{z}/{x}/{y}.mvt', ''), url: null };

function directive(policy: string, name: string): string[] {
	const found = policy.split('; ').find((part) => part.startsWith(`${name} `));
	return found?.split(' ').slice(1) ?? [];
}

describe('the content security policy in the header', () => {
	it('lets the page talk to its own origin only, when the backend is there', () => {
		const policy = contentSecurityPolicy({ supabaseUrl: own, basemap: none }, own);
		expect(directive(policy, 'connect-src')).toEqual(["'self'"]);
	});

	it('adds the backend and the basemap of the configuration', () => {
		const basemap = basemapFromUrl('https://tiles.example/{z}/{x}/{y}.png', '');
		const policy = contentSecurityPolicy(
			{ supabaseUrl: 'https://abc.supabase.example', basemap },
			own
		);
		expect(directive(policy, 'connect-src')).toEqual([
			"'self'",
			'https://abc.supabase.example',
			'https://tiles.example'
		]);
		expect(directive(policy, 'img-src')).toContain('https://tiles.example');
	});

	it('cannot be broken out of by a configured address', () => {
		const basemap = { ...none, url: "https://x.example/; script-src 'unsafe-inline'" };
		const policy = contentSecurityPolicy({ supabaseUrl: own, basemap }, own);
		expect(policy).not.toContain('unsafe-inline');
	});

	it('says nothing of scripts and styles, which the page’s own tag rules by hash', () => {
		const policy = contentSecurityPolicy({ supabaseUrl: own, basemap: none }, own);
		expect(policy).not.toMatch(/script-src|style-src|default-src|worker-src|trusted-types/);
	});

	it('forbids framing, plugins and foreign forms', () => {
		const policy = contentSecurityPolicy({ supabaseUrl: own, basemap: none }, own);
		expect(directive(policy, 'frame-ancestors')).toEqual(["'none'"]);
		expect(directive(policy, 'object-src')).toEqual(["'none'"]);
		expect(directive(policy, 'form-action')).toEqual(["'self'"]);
	});
});

describe('page headers', () => {
	const headers = pageHeaders({ supabaseUrl: own, basemap: none }, own);

	it('keep addresses and types to themselves and allow the camera and position to the app', () => {
		expect(headers['x-content-type-options']).toBe('nosniff');
		expect(headers['referrer-policy']).toBe('no-referrer');
		expect(headers['cross-origin-opener-policy']).toBe('same-origin');
		expect(headers['permissions-policy']).toContain('geolocation=(self)');
		expect(headers['permissions-policy']).toContain('camera=(self)');
		expect(headers['permissions-policy']).toContain('microphone=()');
	});

	it('lets the app alone ask for a finger or face, and no other site be asked for', () => {
		const allowed = new Map(
			headers['permissions-policy']!.split(', ').map((part) => {
				const [feature = '', whom = ''] = part.split('=');
				return [feature, whom];
			})
		);
		expect(allowed.get('publickey-credentials-create')).toBe('(self)');
		expect(allowed.get('publickey-credentials-get')).toBe('(self)');
		expect([...allowed.values()].every((whom) => whom === '(self)' || whom === '()')).toBe(true);
	});
});

describe('caching', () => {
	it('keeps hashed files for ever and never the configuration or the service worker', () => {
		expect(cacheControlFor('/_app/immutable/entry/start.abc.js')).toContain('immutable');
		expect(cacheControlFor('/config.json')).toBe('no-store');
		expect(cacheControlFor('/service-worker.js')).toBe('no-store');
		expect(cacheControlFor('/index.html')).toBe('no-cache');
	});
});

describe('the _headers file of a static host', () => {
	it('says the same as the server', () => {
		const config = { supabaseUrl: 'https://abc.supabase.example', basemap: none };
		const file = headersFile(config);
		expect(file).toContain(`  content-security-policy: ${contentSecurityPolicy(config, '')}`);
		expect(file).toMatch(/^\/\*\n {2}x-content-type-options: nosniff/);
		expect(file).toMatch(/\/_app\/immutable\/\*\n {2}cache-control: public, max-age=31536000/);
		expect(file).toMatch(/\/service-worker\.js\n {2}cache-control: no-store/);
	});
});
