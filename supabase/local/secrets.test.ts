import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSecrets } from './secrets.ts';

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'jangkau-secrets-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the secrets of a data folder', () => {
	it('are made once and stay the same', () => {
		const first = loadSecrets(folder);
		expect(loadSecrets(folder)).toEqual(first);
	});

	it('differ between folders', () => {
		const other = mkdtempSync(join(tmpdir(), 'jangkau-secrets-'));
		expect(loadSecrets(other).jwtSecret).not.toBe(loadSecrets(folder).jwtSecret);
		rmSync(other, { recursive: true });
	});

	it('are readable by their owner only', () => {
		loadSecrets(folder);
		expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
	});

	it('are never replaced silently when the file is damaged', () => {
		writeFileSync(join(folder, 'secrets.json'), '{"jwtSecret":"half');
		expect(() => loadSecrets(folder)).toThrow('rusak');
		expect(() => loadSecrets(folder)).not.toThrow('half');
	});
});
