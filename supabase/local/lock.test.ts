import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderInUse, lockFolder } from './lock.ts';

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'jangkau-lock-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the lock of a data folder', () => {
	it('refuses a second server while the first lives, and says which process to stop', () => {
		const first = lockFolder(folder);
		expect(() => lockFolder(folder)).toThrow(FolderInUse);
		expect(() => lockFolder(folder)).toThrow(String(process.pid));
		first.release();
	});

	it('lets the next server in after a release', () => {
		lockFolder(folder).release();
		expect(existsSync(join(folder, 'lock'))).toBe(false);
		lockFolder(folder).release();
	});

	it('takes over from a process that died without releasing', () => {
		writeFileSync(join(folder, 'lock'), '424242\n');
		const lock = lockFolder(folder, (pid) => pid !== 424242);
		expect(readFileSync(join(folder, 'lock'), 'utf8').trim()).toBe(String(process.pid));
		lock.release();
	});

	it('takes over a lock that holds no process number', () => {
		writeFileSync(join(folder, 'lock'), '');
		lockFolder(folder).release();
	});

	it('does not remove a lock that has become another process’s', () => {
		const lock = lockFolder(folder);
		writeFileSync(join(folder, 'lock'), '424242\n');
		lock.release();
		expect(existsSync(join(folder, 'lock'))).toBe(true);
	});
});
