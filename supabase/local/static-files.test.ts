import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileFor, isNavigation } from './static-files.ts';

let parent: string;
let folder: string;

beforeAll(() => {
	parent = mkdtempSync(join(tmpdir(), 'jangkau-files-'));
	folder = join(parent, 'build');
	mkdirSync(join(folder, 'sub'), { recursive: true });
	writeFileSync(join(folder, 'index.html'), '');
	writeFileSync(join(folder, '.jangkau-build'), '');
	writeFileSync(join(parent, 'secrets.json'), '');
	mkdirSync(join(parent, 'build-other'));
	writeFileSync(join(parent, 'build-other', 'x.js'), '');
});

afterAll(() => rmSync(parent, { recursive: true, force: true }));

describe('files of the app', () => {
	it('are found by their path', () => {
		expect(fileFor(folder, '/index.html')).toBe(join(folder, 'index.html'));
		expect(fileFor(folder, '/missing.js')).toBeNull();
		expect(fileFor(folder, '/sub')).toBeNull();
	});

	it.each([
		'/../secrets.json',
		'/%2e%2e/secrets.json',
		'/..%2fsecrets.json',
		'/sub/../../secrets.json',
		'/..\\secrets.json',
		'/../build-other/x.js',
		'/%00',
		'/%zz',
		'/.jangkau-build'
	])('never lie outside the folder or behind a dot: %s', (path) => {
		expect(fileFor(folder, path)).toBeNull();
	});
});

describe('a page that the app routes itself', () => {
	const asks = (path: string, headers: Record<string, string>, method = 'GET') =>
		isNavigation({ method, headers }, path);

	it('is what a person navigates to', () => {
		expect(asks('/hari-ini', { 'sec-fetch-mode': 'navigate' })).toBe(true);
		expect(asks('/rumah/0190-ab', { accept: 'text/html' })).toBe(true);
	});

	it('is also what the service worker fetches to keep', () => {
		expect(asks('/', { 'sec-fetch-mode': 'cors', accept: '*/*' })).toBe(true);
	});

	it('is no missing script, style or data', () => {
		expect(asks('/_app/immutable/gone.js', { accept: '*/*' })).toBe(false);
		expect(asks('/gone.css', { accept: 'text/html' })).toBe(false);
		expect(asks('/api', { 'sec-fetch-mode': 'cors', accept: '*/*' })).toBe(false);
		expect(asks('/hari-ini', { accept: 'text/html' }, 'POST')).toBe(false);
	});
});
