import { describe, expect, it } from 'vitest';
import { settingsFrom } from './settings.ts';

describe('the settings of npm start', () => {
	it('are the demo on this machine only, by default', () => {
		expect(settingsFrom({}, '/app')).toMatchObject({
			dataDir: '/app/.jangkau',
			port: 4173,
			host: '127.0.0.1',
			demo: true,
			databaseUrl: null
		});
	});

	it('follow the environment', () => {
		const environment = {
			JANGKAU_DATA: '/data',
			PORT: '0',
			HOST: '0.0.0.0',
			JANGKAU_DEMO: '0',
			JANGKAU_DATABASE_URL: 'postgres://db/jangkau',
			JANGKAU_PUBLIC_URL: 'https://peta.example/',
			JANGKAU_PUSKESMAS: 'Puskesmas Contoh',
			JANGKAU_TIME_ZONE: 'Asia/Makassar'
		};
		expect(settingsFrom(environment, '/app')).toMatchObject({
			dataDir: '/data',
			port: 0,
			host: '0.0.0.0',
			demo: false,
			databaseUrl: 'postgres://db/jangkau',
			publicUrl: 'https://peta.example',
			firstPlanner: { puskesmas: 'Puskesmas Contoh', timeZone: 'Asia/Makassar' }
		});
	});

	it.each([
		['PORT', 'abc'],
		['PORT', '70000'],
		['JANGKAU_DEMO', 'tidak'],
		['JANGKAU_BASEMAP_DOWNLOAD', 'ya'],
		['JANGKAU_DATABASE_URL', 'mysql://db'],
		['JANGKAU_PUBLIC_URL', 'peta'],
		['JANGKAU_TIME_ZONE', 'Mars/Olympus']
	])('refuse %s=%s with its name', (name, value) => {
		expect(() => settingsFrom({ [name]: value }, '/app')).toThrow(name);
	});
});
