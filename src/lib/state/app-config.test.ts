import { describe, expect, it } from 'vitest';
import type { AppConfig } from '#lib/data/contracts.ts';
import { loadConfig, parseConfig } from './app-config.ts';

const config: AppConfig = {
	supabaseUrl: 'https://a.example',
	publishableKey: 'k',
	demo: false,
	accountDomain: 'akun.example',
	basemap: {
		kind: 'none',
		url: null,
		minZoom: 0,
		maxZoom: 0,
		attribution: '',
		schema: 'jangkau',
		bulkDownload: false
	}
};

function sources(kept: AppConfig | null, answer: () => Promise<Response>) {
	const written: AppConfig[] = [];
	return {
		written,
		fetch: answer,
		kept: () => Promise.resolve(kept),
		keep: (next: AppConfig) => {
			written.push(next);
			return Promise.resolve();
		}
	};
}
const answering = (value: unknown) => () => Promise.resolve(new Response(JSON.stringify(value)));
const offline = () => Promise.reject(new TypeError('offline'));

describe('the configuration of an installation', () => {
	it('is fetched and kept on a first start', async () => {
		const from = sources(null, answering(config));
		expect(await loadConfig(from, () => {})).toEqual(config);
		expect(from.written).toEqual([config]);
	});
	it('comes from the device at once, even when the network never answers', async () => {
		const from = sources(config, () => new Promise<Response>(() => {}));
		expect(await loadConfig(from, () => {})).toEqual(config);
	});
	it('is unknown on a first start without a network', async () => {
		expect(await loadConfig(sources(null, offline), () => {})).toBeNull();
	});
	it('tells when it changed, and keeps the new one for the next start', async () => {
		const moved = { ...config, supabaseUrl: 'https://b.example' };
		const from = sources(config, answering(moved));
		const told = await new Promise<AppConfig>((resolve) => void loadConfig(from, resolve));
		expect(told).toEqual(moved);
		expect(from.written).toEqual([moved]);
	});
	it.each(['<html>login</html>', '{"supabaseUrl": "https://a', 'null', '{}', '[]'])(
		'does not take %s for one',
		(text) => expect(parseConfig(text)).toBeNull()
	);
});
