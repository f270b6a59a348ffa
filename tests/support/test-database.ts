// What a database test may ask of a database, whichever of the two stands behind it.

export type DatabaseRow = Record<string, unknown>;
export type Query = <T extends DatabaseRow = DatabaseRow>(
	sql: string,
	params?: readonly unknown[]
) => Promise<T[]>;

export interface AsOptions {
	/** Undoes what `fn` wrote, also when it succeeds. */
	readonly rollback?: boolean;
}

export interface TestDatabase {
	readonly kind: 'postgres' | 'pglite';
	/** As the owner of everything: for arranging and for asserting. */
	readonly query: Query;
	/**
	 * One transaction as the API would run it: role `authenticated` with the user's claims, or role
	 * `anon` for null. Commits when `fn` resolves; rolls back and rethrows when it fails.
	 */
	as<T>(userId: string | null, fn: (sql: Query) => Promise<T>, options?: AsOptions): Promise<T>;
	/** `select public.<name>($1::text)`, as the API calls it. */
	rpc<T = unknown>(userId: string | null, name: string, payload: unknown): Promise<T>;
	/** Another connection to the same database, for concurrency. PostgreSQL only. */
	connect(): Promise<TestDatabase>;
	/** Address for outside programs; null for PGlite. */
	readonly url: string | null;
	close(): Promise<void>;
}

/** Runs `fn` between begin and commit on a connection that only this caller uses. */
export async function asUser<T>(
	query: Query,
	userId: string | null,
	fn: (sql: Query) => Promise<T>,
	options: AsOptions = {}
): Promise<T> {
	await query('begin');
	try {
		const role = userId === null ? 'anon' : 'authenticated';
		const claims = userId === null ? { role } : { role, sub: userId };
		await query(
			`select set_config('request.jwt.claims', $1, true), set_config('request.jwt.claim.sub', $2, true)`,
			[JSON.stringify(claims), userId ?? '']
		);
		await query(`set local role ${role}`);
		const value = await fn(query);
		await query(options.rollback ? 'rollback' : 'commit');
		return value;
	} catch (error) {
		await query('rollback');
		throw error;
	}
}

export async function callFunction<T>(sql: Query, name: string, payload: unknown): Promise<T> {
	if (!/^[a-z_]+$/.test(name)) throw new Error(`not a function name: ${name}`);
	const [row] = await sql(`select public.${name}($1::text) as answer`, [JSON.stringify(payload)]);
	return row?.answer as T;
}
