// The real server in a process of its own: PGlite would hold up the test that drives the browser.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Row } from '../../supabase/local/database.ts';
import type { ServerOptions } from '../../supabase/local/server.ts';

export interface ServerQuestion {
	readonly id: number;
	readonly query: string;
	readonly params: readonly unknown[];
}

export interface ServerAnswer {
	/** 0 says that the server answers. */
	readonly id: number;
	readonly rows?: readonly Row[];
	readonly error?: string;
}

export interface ServerChild {
	readonly url: string;
	readonly firstPlannerCode: string | null;
	/** As the owner of the database. */
	sql<T extends Row = Row>(query: string, params?: readonly unknown[]): Promise<T[]>;
	close(): Promise<void>;
	/** Without a chance to say goodbye. */
	kill(): Promise<void>;
}

const laterClock = new URL('./e2e-later-clock.ts', import.meta.url).href;

interface Waiting {
	readonly resolve: (rows: readonly Row[]) => void;
	readonly reject: (error: Error) => void;
}

/** @param daysLater how far its clock, and that of its database, are ahead */
export async function spawnServer(options: ServerOptions, daysLater = 0): Promise<ServerChild> {
	const script = fileURLToPath(new URL('./e2e-server-process.ts', import.meta.url));
	const child = fork(script, [JSON.stringify(options)], {
		execArgv: ['--import', 'tsx', '--import', laterClock],
		env: { ...process.env, JANGKAU_TEST_DAYS_LATER: String(daysLater) },
		serialization: 'advanced',
		stdio: ['ignore', 'inherit', 'inherit', 'ipc']
	});
	const waiting = new Map<number, Waiting>();
	const ended = new Promise<void>((resolve) => {
		child.once('exit', (code) => {
			for (const { reject } of waiting.values()) reject(new Error(`server ended: ${String(code)}`));
			waiting.clear();
			resolve();
		});
	});
	child.on('message', ({ id, rows, error }: ServerAnswer) => {
		const asked = waiting.get(id);
		waiting.delete(id);
		if (error === undefined) asked?.resolve(rows ?? []);
		else asked?.reject(new Error(error));
	});
	const wait = (id: number) =>
		new Promise<readonly Row[]>((resolve, reject) => waiting.set(id, { resolve, reject }));

	const [started] = (await wait(0)) as [{ url: string; code: string | null }];
	let last = 0;
	return {
		url: started.url,
		firstPlannerCode: started.code,
		sql: async <T extends Row>(query: string, params: readonly unknown[] = []) => {
			const answered = wait((last += 1));
			child.send({ id: last, query, params } satisfies ServerQuestion);
			return (await answered) as T[];
		},
		close: () => {
			child.kill('SIGTERM');
			return ended;
		},
		kill: () => {
			child.kill('SIGKILL');
			return ended;
		}
	};
}
