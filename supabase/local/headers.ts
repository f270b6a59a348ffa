// Security headers, as data: the embedded server sends them, and a static host gets them as a
// `_headers` file. Pure. Scripts, styles and Trusted Types are ruled by the hashed meta tag that
// SvelteKit writes into the page: repeating them here would blank it, since both apply.
import type { AppConfig } from '../../src/lib/data/contracts.ts';

export type Headers = Readonly<Record<string, string>>;

/** On every answer. */
export const baseHeaders: Headers = {
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'no-referrer',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'permissions-policy':
		'geolocation=(self), camera=(self), accelerometer=(self), gyroscope=(self), magnetometer=(self), ' +
		'screen-wake-lock=(self), publickey-credentials-create=(self), publickey-credentials-get=(self), ' +
		'microphone=(), payment=(), usb=(), browsing-topics=()',
	'x-frame-options': 'DENY'
};

/** For people's data: no cache anywhere may keep it. */
export const privateHeaders: Headers = { ...baseHeaders, 'cache-control': 'no-store' };

/** The part of the content security policy that depends on where the data comes from. */
export function contentSecurityPolicy(
	config: Pick<AppConfig, 'supabaseUrl' | 'basemap'>,
	ownOrigin: string
): string {
	const backend = foreignOrigin(config.supabaseUrl, ownOrigin);
	const basemap = foreignOrigin(config.basemap.url, ownOrigin);
	const sources = (...origins: (string | null)[]) =>
		[...new Set(["'self'", ...origins.filter((origin) => origin !== null)])].join(' ');
	return [
		`connect-src ${sources(backend, basemap)}`,
		`img-src ${sources('data:', 'blob:', basemap)}`,
		"font-src 'self'",
		"media-src 'self'",
		"manifest-src 'self'",
		"object-src 'none'",
		"frame-src 'none'",
		"base-uri 'none'",
		"form-action 'self'",
		"frame-ancestors 'none'"
	].join('; ');
}

/** Origin of an address elsewhere; null for our own, a relative or a missing one. */
function foreignOrigin(address: string | null, ownOrigin: string): string | null {
	if (!address || address.startsWith('/')) return null;
	// Braces of a tile template are no address; {s} and the like stand in the host at times.
	const host = address.replace(/\{[a-z]\}/g, 'x');
	try {
		const origin = new URL(host).origin;
		return origin === ownOrigin ? null : origin;
	} catch {
		return null;
	}
}

export function pageHeaders(
	config: Pick<AppConfig, 'supabaseUrl' | 'basemap'>,
	ownOrigin: string
): Headers {
	return {
		...baseHeaders,
		'cache-control': 'no-cache',
		'content-security-policy': contentSecurityPolicy(config, ownOrigin)
	};
}

/** How long a browser may keep a file of the app, by its path. */
export function cacheControlFor(path: string): string {
	if (path.startsWith('/_app/immutable/')) return 'public, max-age=31536000, immutable';
	if (path === '/config.json' || path === '/service-worker.js') return 'no-store';
	return 'no-cache';
}

/** The same rules as a `_headers` file (Cloudflare Pages, Netlify and others read it). */
export function headersFile(config: Pick<AppConfig, 'supabaseUrl' | 'basemap'>): string {
	const block = (path: string, headers: Headers) =>
		[path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join('\n');
	const { 'cache-control': _, ...page } = pageHeaders(config, '');
	return `${[
		block('/*', page),
		...['/_app/immutable/*', '/config.json', '/service-worker.js'].map((path) =>
			block(path, { 'cache-control': cacheControlFor(path.replace('*', '')) })
		)
	].join('\n\n')}\n`;
}
