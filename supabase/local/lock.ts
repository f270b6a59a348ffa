// One process per data folder. Two PGlite processes on one folder silently lose rows, so a second
// one must not even open it.
import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export class FolderInUse extends Error {
	readonly pid: number;

	constructor(folder: string, pid: number) {
		super(
			`Folder data ${folder} sedang dipakai proses lain (pid ${pid}). ` +
				'Hentikan proses itu, atau pilih folder lain dengan JANGKAU_DATA.'
		);
		this.name = 'FolderInUse';
		this.pid = pid;
	}
}

export interface Lock {
	release(): void;
}

/**
 * Takes the folder for this process. The file appears complete or not at all (hard link of a
 * finished file), so a reader never sees half a pid. A lock whose process is gone is taken over.
 * @throws FolderInUse when a living process holds it, this one included.
 */
export function lockFolder(folder: string, isAlive = processIsAlive): Lock {
	const file = join(folder, 'lock');
	const mine = join(folder, `lock.${randomUUID()}`);
	writeFileSync(mine, `${process.pid}\n`, { mode: 0o600 });
	try {
		for (;;) {
			try {
				linkSync(mine, file);
				break;
			} catch (error) {
				if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
			}
			const pid = holderOf(file);
			if (pid !== null && isAlive(pid)) throw new FolderInUse(folder, pid);
			rmSync(file, { force: true });
		}
	} finally {
		rmSync(mine, { force: true });
	}
	return {
		release: () => {
			if (holderOf(file) === process.pid) rmSync(file, { force: true });
		}
	};
}

/** The pid in the lock file; null when there is no file or no number in it. */
function holderOf(file: string): number | null {
	try {
		const pid = Number(readFileSync(file, 'utf8').trim());
		return Number.isInteger(pid) && pid > 0 ? pid : null;
	} catch {
		return null;
	}
}

function processIsAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// EPERM: it lives, but belongs to someone else.
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}
